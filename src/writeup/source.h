// SPDX-License-Identifier: MIT
//
// The write-up's source: one Markdown file in which an author's words and generated blocks stand side by side.
//
//     <!-- squire:begin found 9f2b61c04a7e11d3 -->      what Squire writes; the digits are the digest of the lines between
//     …
//     <!-- squire:end found -->
//     <!-- squire:for maintainers scanners -->          what only these readers get
//     …
//     <!-- squire:end for -->
//     <!-- squire:ask Why this project? -->             a question to the author; in no version
//     <!-- squire:allow "two findings" -->              a number that is meant as it stands (check.h); in no version
//
// A mark is a line of its own, outside of code. Everything else is the author's, and every byte of it stays.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "writeup/audience.h"

namespace squire::writeup {

struct Piece {
    enum class Kind : std::uint8_t { front_matter, words, block };
    Kind kind = Kind::words;
    std::size_t line = 1;    // where it begins
    std::string text;        // its bytes; of a block: what stands between the marks
    std::string name;        // of a block
    std::string begin, end;  // the marks' lines, of a block
    bool edited = false;     // a block: its text is not what its digest says
};

struct Source {
    std::vector<Piece> pieces;
};

/// Any bytes up to 2 MB. `malformed`, with the line, for a mark without its other half, a block within a block, or twice the same.
[[nodiscard]] Result<Source> read_source(std::string_view text);

/// All bytes, as they were read.
[[nodiscard]] std::string to_text(const Source& source);

using Blocks = std::map<std::string, std::string, std::less<>>; // by name; text with '\n' at each line's end

struct Refreshed {
    std::string text;
    std::vector<std::string> changed; // names of blocks, in order
    std::vector<std::string> edited;  // left as they are, because somebody changed them by hand
    std::vector<std::string> unknown; // that nobody can fill
};

/// The source with its blocks as they should be now. An edited block is replaced only where `discard_edits`. Doing it again changes nothing.
[[nodiscard]] Refreshed refresh(const Source& source, const Blocks& blocks, bool discard_edits);

/// A block with its marks.
[[nodiscard]] std::string marked_block(std::string_view name, std::string_view text);

struct Assembled {
    std::map<std::string, std::string, std::less<>> front_matter; // its simple values: title, author, date, description
    std::string front_matter_text;                                 // with its fences; may be empty
    std::string markdown;                                          // without marks
};

/// What these readers get: blocks as `blocks` has them (an edited one as it stands), words that are not for them left out.
[[nodiscard]] Assembled assemble(const Source& source, const Blocks& blocks, Audience audience);

/// What stands under one heading of the second level.
struct Section {
    std::string heading; // Markdown, the author's
    std::string words;   // the author's, without marks
    std::vector<std::string> blocks;
};
/// For these readers, in order; what stands before the first heading is left out.
[[nodiscard]] std::vector<Section> sections_of(const Source& source, Audience audience);

/// The author's words alone, line by line with their numbers, code left out: what is checked.
struct ProseLine {
    std::size_t number = 1;
    std::string text;
    bool for_everyone = true; // public readers get it, too
    bool is_mark = false;     // a line of ours
};
[[nodiscard]] std::vector<ProseLine> prose_of(const Source& source);

} // namespace squire::writeup
