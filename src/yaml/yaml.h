// SPDX-License-Identifier: MIT
//
// A YAML file as it stands, for edits that keep every byte: a tree in which each node knows its exact place, and the pieces that tile the file.
// Nothing is resolved. An alias stays an alias, so that a "YAML bomb" is as small as its text; a merge key is an entry whose key is `<<`; a
// repeated key keeps both entries; `on`, `yes`, `010` and `1:30` stay the text they are, beside the style that says whether they were quoted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::yaml {

/// Bytes of the file, from `begin` up to but without `end`.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::size_t size() const { return end - begin; }
    friend bool operator==(const Range&, const Range&) = default;
};

enum class NodeKind : std::uint8_t { mapping, sequence, scalar, alias };

enum class NodeStyle : std::uint8_t {
    block, // of a mapping or sequence
    flow,
    plain, // of a scalar or alias
    single_quoted,
    double_quoted,
    literal, // |
    folded,  // >
};

struct Entry;

struct Node {
    NodeKind kind = NodeKind::scalar;
    NodeStyle style = NodeStyle::plain;
    std::string text;   // a scalar's value, an alias's name
    std::string tag;    // as written: `!reference`, `!!str`
    std::string anchor; // without `&`
    /// Without tag and anchor. A block mapping or sequence goes from its first key or dash to the end of its last node; a block scalar from
    /// its indicator to the end of its last line that is not blank, or, where it keeps them (`|+`), of the last blank line. The line break
    /// there belongs to neither. Empty for a null that is not written: after the colon or dash.
    Range range;
    std::size_t begin = 0;     // of tag and anchor, where there are some
    std::vector<Node> items;   // of a sequence
    std::vector<Entry> entries; // of a mapping, in the order of the file

    /// The last entry of that key, which is the one that counts. Not through merge keys or aliases.
    [[nodiscard]] const Entry* find(std::string_view key) const;
    /// A plain scalar that GitLab takes for nothing: not written, `~` or `null`.
    [[nodiscard]] bool is_null() const;
};

struct Entry {
    Node key;
    Node value;
    bool repeats = false; // an entry before this one has the same key
    [[nodiscard]] Range range() const;
    [[nodiscard]] bool is_merge() const;
};

enum class PieceKind : std::uint8_t {
    space,     // blanks, line breaks and the byte-order mark
    comment,   // from `#` to the end of the line
    indicator, // - ? : , [ ] { }
    property,  // an anchor or a tag
    content,   // a scalar or an alias
    marker,    // --- ... and %DIRECTIVES
};

struct Piece {
    PieceKind kind = PieceKind::space;
    Range range;
};

/// One document of the file. Its range ends where the marker begins that ends it or opens the next one.
struct YamlDocument {
    Range range;
    Node root; // a null where the document is empty
};

/// From 1; the column in characters, as editors count.
struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
    friend bool operator==(const Place&, const Place&) = default;
};

struct YamlFile {
    std::string name; // for messages
    std::string bytes;
    bool byte_order_mark = false;
    std::vector<YamlDocument> documents; // at least one
    std::vector<Piece> pieces;           // in order, without a gap: put together they are `bytes`
    std::vector<std::size_t> line_starts;
    /// What reads as YAML and yet cannot be meant: a key given twice, an alias to nothing or to what it stands in. At most
    /// kFaultLimit of them.
    std::vector<Error> faults;

    [[nodiscard]] Place place(std::size_t offset) const;
    [[nodiscard]] std::string place_name(std::size_t offset) const; // "name:line:column"
    [[nodiscard]] std::string_view text(Range range) const { return std::string_view(bytes).substr(range.begin, range.size()); }
    /// What an alias means: the last node before it in its document that has its anchor. Null where there is none.
    [[nodiscard]] const Node* target(const Node& alias) const;
};

/// The bounds on what is read. GitLab's own are lower (2 MB a file; nesting of 100).
inline constexpr std::size_t kYamlSizeLimit = 4U << 20U;
inline constexpr std::size_t kYamlDepthLimit = 128;
inline constexpr std::size_t kFaultLimit = 100;

/// The file, or the first thing that is wrong with it, with "name:line:column" as its place.
[[nodiscard]] Result<YamlFile> read_yaml(std::string bytes, std::string_view name);

} // namespace squire::yaml
