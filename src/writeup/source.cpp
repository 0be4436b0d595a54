// SPDX-License-Identifier: MIT
#include "writeup/source.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"

namespace squire::writeup {
namespace {

constexpr std::size_t kMostBytes = 2U << 20U;
constexpr std::size_t kDigestDigits = 16;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return lines;
}

// "begin found 9f2b" of "<!-- squire:begin found 9f2b -->"; nothing where the line is no mark.
std::optional<std::string_view> mark_of(std::string_view line) {
    constexpr std::string_view kOpen = "<!-- squire:";
    constexpr std::string_view kClose = "-->";
    const std::string_view trimmed = trim(line);
    if (!trimmed.starts_with(kOpen) || !trimmed.ends_with(kClose) || trimmed.size() < kOpen.size() + kClose.size()) return {};
    return trim(trimmed.substr(kOpen.size(), trimmed.size() - kOpen.size() - kClose.size()));
}

std::string_view word(std::string_view text, std::size_t index) {
    std::size_t seen = 0;
    for (const std::string_view each : split(text, ' ')) {
        if (!each.empty() && seen++ == index) return each;
    }
    return {};
}

// Where fenced code begins and ends (CommonMark 4.5).
class Fences {
public:
    /// Whether this line belongs to code, its fences too.
    bool is_code(std::string_view line) {
        const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
        const std::string_view rest = line.substr(indent);
        const char mark = rest.empty() ? ' ' : rest.front();
        const std::size_t length = mark == '`' || mark == '~' ? std::min(rest.find_first_not_of(mark), rest.size()) : 0;
        if (open_ == 0) {
            const bool opens = indent <= 3 && length >= 3 && (mark == '~' || rest.substr(length).find('`') == std::string_view::npos);
            if (opens) {
                open_ = length;
                mark_ = mark;
            }
            return opens;
        }
        if (indent <= 3 && mark == mark_ && length >= open_ && trim(rest.substr(length)).empty()) open_ = 0;
        return true;
    }

private:
    std::size_t open_ = 0;
    char mark_ = ' ';
};

std::string without_returns(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') plain += text[i];
    }
    return plain;
}

// Of what stands between the marks; the kind of line ends does not count, because git may change it.
std::string digest_of(std::string_view text) { return to_hex(sha256(without_returns(text))).substr(0, kDigestDigits); }

std::string begin_mark(std::string_view name, std::string_view text) {
    return fmt::format("<!-- squire:begin {} {} -->", name, digest_of(text));
}

std::string with_line_ends(std::string_view text, bool returns) {
    if (!returns) return std::string(text);
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

// What a line of ours says about who gets the lines after it; nothing where it says nothing.
struct Readers {
    bool all = true;
    std::vector<std::string_view> names;
    [[nodiscard]] bool include(Audience audience) const { return all || std::ranges::find(names, to_string(audience)) != names.end(); }
    void take(std::string_view mark) {
        if (word(mark, 0) == "end" && word(mark, 1) == "for") *this = {};
        if (word(mark, 0) != "for") return;
        all = false;
        names.clear();
        for (std::size_t i = 1; !word(mark, i).empty(); ++i) names.push_back(word(mark, i));
    }
};

Result<std::size_t> front_matter_end(const std::vector<std::string_view>& lines) {
    if (lines.empty() || trim(lines.front()) != "---") return 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (trim(lines[i]) == "---") return i + 1;
    }
    return fail(ErrorKind::malformed, "the front matter has no end", "1", "close it by a line '---'");
}

std::map<std::string, std::string, std::less<>> values_of(std::string_view front_matter) {
    std::map<std::string, std::string, std::less<>> values;
    for (const std::string_view line : lines_of(front_matter)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || line.front() == ' ' || line.front() == '#') continue;
        std::string_view value = trim(line.substr(colon + 1));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front())
            value = value.substr(1, value.size() - 2);
        std::string plain;
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] == '\\' && i + 1 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\')) ++i;
            plain += value[i];
        }
        values[std::string(trim(line.substr(0, colon)))] = plain;
    }
    return values;
}

} // namespace

Result<Source> read_source(std::string_view text) {
    if (text.size() > kMostBytes) return fail(ErrorKind::limit, "the source has more than 2 MB");
    const std::vector<std::string_view> lines = lines_of(text);
    Source source;
    const auto front = front_matter_end(lines);
    if (!front) return std::unexpected(front.error());
    const auto words = [&](std::size_t line) -> Piece& {
        if (source.pieces.empty() || source.pieces.back().kind != Piece::Kind::words)
            source.pieces.push_back({.kind = Piece::Kind::words, .line = line + 1});
        return source.pieces.back();
    };
    if (*front > 0) {
        source.pieces.push_back({.kind = Piece::Kind::front_matter});
        for (std::size_t i = 0; i < *front; ++i) source.pieces.back().text += lines[i];
    }
    Fences fences;
    std::set<std::string_view> seen;
    std::string_view digest;
    bool inside = false;
    for (std::size_t i = *front; i < lines.size(); ++i) {
        const std::optional<std::string_view> mark = mark_of(lines[i]);
        if (inside) {
            Piece& block = source.pieces.back();
            if (mark && word(*mark, 0) == "begin")
                return fail(ErrorKind::malformed, fmt::format("the block '{}' begins in '{}'", shorten(word(*mark, 1), 40), block.name),
                            std::to_string(i + 1), fmt::format("close it by <!-- squire:end {} -->", block.name));
            if (mark && word(*mark, 0) == "end" && word(*mark, 1) == block.name) {
                block.end = lines[i];
                const bool fresh = digest.empty() && trim(block.text).empty(); // written by hand, to be filled
                block.edited = !fresh && digest != digest_of(block.text);
                inside = false;
            } else {
                block.text += lines[i];
            }
            continue;
        }
        if (!fences.is_code(lines[i]) && mark && word(*mark, 0) == "begin") {
            const std::string_view name = word(*mark, 1);
            if (name.empty() || !seen.insert(name).second)
                return fail(ErrorKind::malformed,
                            name.empty() ? "a block has no name" : fmt::format("the block '{}' is there twice", shorten(name, 40)),
                            std::to_string(i + 1));
            digest = word(*mark, 2);
            source.pieces.push_back({.kind = Piece::Kind::block, .line = i + 1, .name = std::string(name), .begin = std::string(lines[i])});
            inside = true;
            continue;
        }
        if (mark && word(*mark, 0) == "end" && word(*mark, 1) != "for")
            return fail(ErrorKind::malformed, fmt::format("the block '{}' ends and never began", shorten(word(*mark, 1), 40)),
                        std::to_string(i + 1));
        words(i).text += lines[i];
    }
    if (inside)
        return fail(ErrorKind::malformed, fmt::format("the block '{}' has no end", source.pieces.back().name),
                    std::to_string(source.pieces.back().line), fmt::format("close it by <!-- squire:end {} -->", source.pieces.back().name));
    return source;
}

std::string to_text(const Source& source) {
    std::string text;
    for (const Piece& piece : source.pieces) text += piece.begin + piece.text + piece.end;
    return text;
}

std::string marked_block(std::string_view name, std::string_view text) {
    return fmt::format("{}\n{}<!-- squire:end {} -->\n", begin_mark(name, text), text, name);
}

Refreshed refresh(const Source& source, const Blocks& blocks, bool discard_edits) {
    Refreshed refreshed;
    for (const Piece& piece : source.pieces) {
        const auto block = blocks.find(piece.name);
        const bool is_block = piece.kind == Piece::Kind::block;
        if (is_block && block == blocks.end()) refreshed.unknown.push_back(piece.name);
        if (is_block && block != blocks.end() && piece.edited && !discard_edits && without_returns(piece.text) != block->second)
            refreshed.edited.push_back(piece.name);
        else if (is_block && block != blocks.end()) {
            const bool returns = piece.begin.ends_with("\r\n");
            const std::string body = with_line_ends(block->second, returns);
            const std::string begin = begin_mark(piece.name, body) + (returns ? "\r\n" : "\n");
            if (begin + body != piece.begin + piece.text) refreshed.changed.push_back(piece.name);
            refreshed.text += begin + body + piece.end;
            continue;
        }
        refreshed.text += piece.begin + piece.text + piece.end;
    }
    return refreshed;
}

Assembled assemble(const Source& source, const Blocks& blocks, Audience audience) {
    Assembled assembled;
    Readers readers;
    Fences fences;
    for (const Piece& piece : source.pieces) {
        if (piece.kind == Piece::Kind::front_matter) {
            assembled.front_matter_text = piece.text;
            assembled.front_matter = values_of(piece.text);
        } else if (piece.kind == Piece::Kind::block) {
            const auto block = blocks.find(piece.name);
            if (readers.include(audience))
                assembled.markdown += fmt::format("\n{}\n", piece.edited || block == blocks.end() ? piece.text : block->second);
        } else {
            for (const std::string_view line : lines_of(piece.text)) {
                const bool code = fences.is_code(line);
                if (const auto mark = mark_of(line); mark && !code) {
                    readers.take(*mark);
                    continue;
                }
                if (readers.include(audience)) assembled.markdown += line;
            }
        }
    }
    return assembled;
}

std::vector<Section> sections_of(const Source& source, Audience audience) {
    std::vector<Section> sections;
    Readers readers;
    Fences fences;
    for (const Piece& piece : source.pieces) {
        if (piece.kind == Piece::Kind::block && !sections.empty() && readers.include(audience)) sections.back().blocks.push_back(piece.name);
        if (piece.kind != Piece::Kind::words) continue;
        for (const std::string_view line : lines_of(piece.text)) {
            const bool code = fences.is_code(line);
            const auto mark = code ? std::nullopt : mark_of(line);
            if (mark) readers.take(*mark);
            if (mark || !readers.include(audience)) continue;
            if (!code && line.starts_with("## "))
                sections.push_back({.heading = std::string(trim(line.substr(3)))});
            else if (!sections.empty())
                sections.back().words += line;
        }
    }
    return sections;
}

std::vector<ProseLine> prose_of(const Source& source) {
    std::vector<ProseLine> prose;
    Readers readers;
    Fences fences;
    for (const Piece& piece : source.pieces) {
        if (piece.kind != Piece::Kind::words) continue;
        std::size_t number = piece.line;
        for (const std::string_view line : lines_of(piece.text)) {
            const bool code = fences.is_code(line);
            const auto mark = code ? std::nullopt : mark_of(line);
            if (mark) readers.take(*mark);
            std::string_view text = line;
            while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
            if (!code)
                prose.push_back({.number = number,
                                 .text = std::string(text),
                                 .for_everyone = readers.include(Audience::everyone),
                                 .is_mark = mark.has_value()});
            ++number;
        }
    }
    return prose;
}

} // namespace squire::writeup
