// SPDX-License-Identifier: MIT
#include "formats/sarif_fix.h"

#include <charconv>
#include <utility>

#include "base/text.h"

namespace squire::formats {
namespace {

struct Line {
    char kind = ' '; // of the diff: ' ', '-', '+'
    std::string_view text; // without its end; a carriage return is part of it
    bool unended = false; // the file's last, without a newline
};

std::optional<std::uint32_t> number(std::string_view& text) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

// "@@ -12,3 +12,4 @@ …"
struct HunkHead {
    std::uint32_t first = 0;
    std::uint32_t before = 1; // lines
    std::uint32_t after = 1;
};

std::optional<HunkHead> read_head(std::string_view line) {
    HunkHead head;
    const auto side = [&](std::string_view sign, std::uint32_t& first, std::uint32_t& count) {
        if (!line.starts_with(sign)) return false;
        line.remove_prefix(sign.size());
        const auto at = number(line);
        if (!at) return false;
        first = *at;
        if (!line.starts_with(',')) return true;
        line.remove_prefix(1);
        const auto many = number(line);
        if (!many) return false;
        count = *many;
        return true;
    };
    std::uint32_t ignored = 0;
    if (!side("@@ -", head.first, head.before) || !side(" +", ignored, head.after)) return std::nullopt;
    return head;
}

class Reader {
public:
    explicit Reader(std::string_view diff) : rest_(diff) {}

    std::optional<std::vector<SarifFileChange>> read() {
        while (!rest_.empty()) {
            const std::string_view line = next();
            if (line.starts_with("--- a/")) {
                if (!next().starts_with("+++ b/")) return std::nullopt;
                changes_.push_back({.path = std::string(line.substr(6)), .replacements = {}});
            } else if (line.starts_with("@@ ")) {
                const auto head = read_head(line);
                if (!head || changes_.empty() || !hunk(*head)) return std::nullopt;
            } else if (!line.starts_with("diff --git ") && !line.starts_with("index ") && !trim(line).empty()) {
                return std::nullopt; // a new file, a mode, a binary one
            }
        }
        for (const SarifFileChange& each : changes_)
            if (each.replacements.empty() || !is_utf8(each.path)) return std::nullopt;
        if (changes_.empty()) return std::nullopt;
        return std::move(changes_);
    }

private:
    std::string_view next() {
        const std::size_t end = rest_.find('\n');
        const std::string_view line = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        return line;
    }

    bool hunk(HunkHead head) {
        std::vector<Line> lines;
        while (head.before > 0 || head.after > 0) {
            if (rest_.empty()) return false;
            const std::string_view line = next();
            const char kind = line.empty() ? ' ' : line.front();
            if (kind == '\\') {
                if (lines.empty()) return false;
                lines.back().unended = true;
                continue;
            }
            if ((kind != '+' && head.before-- == 0) || (kind != '-' && head.after-- == 0)) return false;
            if (kind != ' ' && kind != '-' && kind != '+') return false;
            lines.push_back({kind, line.empty() ? line : line.substr(1)});
        }
        if (rest_.starts_with('\\')) {
            (void)next();
            if (!lines.empty()) lines.back().unended = true;
        }
        std::uint32_t number = head.first; // of the next line of the file as it was
        for (std::size_t i = 0; i < lines.size();) {
            if (lines[i].kind == ' ') {
                ++number;
                ++i;
                continue;
            }
            std::size_t end = i;
            while (end < lines.size() && lines[end].kind != ' ') ++end;
            if (!change(lines, i, end, number)) return false;
            for (; i < end; ++i) number += lines[i].kind == '-' ? 1 : 0;
        }
        return true;
    }

    // Lines [begin, end) of the hunk are changed; where nothing goes or nothing comes, a neighbour goes along, for a region has to have a line.
    bool change(const std::vector<Line>& lines, std::size_t begin, std::size_t end, std::uint32_t first) {
        const auto has = [&](char kind) {
            for (std::size_t i = begin; i < end; ++i)
                if (lines[i].kind == kind) return true;
            return false;
        };
        if (!has('-') || !has('+')) {
            if (end < lines.size()) {
                ++end;
            } else if (begin > 0 && first > 1) {
                --begin;
                --first;
            } else {
                return false;
            }
        }
        std::vector<Line> gone;
        std::vector<Line> come;
        for (std::size_t i = begin; i < end; ++i) {
            if (lines[i].kind != '+') gone.push_back(lines[i]);
            if (lines[i].kind != '-') come.push_back(lines[i]);
        }
        const bool carriage = gone.back().text.ends_with('\r');
        if (gone.back().unended != come.back().unended || carriage != come.back().text.ends_with('\r')) return false;
        if (carriage) come.back().text.remove_suffix(1);
        std::string text;
        for (std::size_t i = 0; i < come.size(); ++i) {
            if (i > 0) text += '\n';
            text += come[i].text;
        }
        if (!is_utf8(text)) return false;
        std::vector<SarifReplacement>& made = changes_.back().replacements;
        const auto last = static_cast<std::uint32_t>(first + gone.size() - 1);
        if (first == 0 || last < first || (!made.empty() && made.back().last >= first)) return false;
        made.push_back({.first = first, .last = last, .text = std::move(text)});
        return true;
    }

    std::string_view rest_;
    std::vector<SarifFileChange> changes_;
};

} // namespace

std::optional<std::vector<SarifFileChange>> sarif_changes(std::string_view diff) { return Reader(diff).read(); }

} // namespace squire::formats
