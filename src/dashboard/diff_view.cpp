// SPDX-License-Identifier: MIT
#include "dashboard/diff_view.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "html/page.h"

namespace squire::dashboard {
namespace {

constexpr std::size_t kLongestLine = 1000; // bytes

std::string cells(std::uint64_t number, std::string_view text, std::string_view kind, bool there) {
    if (!there) return "<td class=\"at\"></td><td></td>";
    return fmt::format("<td class=\"at\">{}</td><td class=\"{}\">{}</td>", number, kind, html::escape(shorten(text, kLongestLine)));
}

// The number after `sign` in "@@ -12,7 +12,9 @@".
std::uint64_t number_after(std::string_view header, char sign) {
    const std::size_t at = header.find(sign);
    std::uint64_t number = 0;
    if (at != std::string_view::npos) std::from_chars(header.data() + at + 1, header.data() + header.size(), number);
    return number;
}

// Removed and added lines that follow each other stand beside each other.
class View {
public:
    explicit View(std::size_t most) : most_(most) {}

    void take(std::string_view line) {
        if (line.starts_with("diff --git ")) {
            flush();
            in_hunk_ = false;
        } else if (line.starts_with("@@ ")) {
            flush();
            in_hunk_ = true;
            before_ = number_after(line, '-');
            after_ = number_after(line, '+');
            row(fmt::format("<tr class=\"hunk\"><td colspan=\"4\">{}</td></tr>\n", html::escape(shorten(line, kLongestLine))));
        } else if (!in_hunk_) {
            if (line.starts_with("+++ ") || line.starts_with("--- ")) names(line.substr(4));
        } else if (line.starts_with('-')) {
            if (!added_.empty()) flush();
            removed_.push_back(line.substr(1));
        } else if (line.starts_with('+')) {
            added_.push_back(line.substr(1));
        } else if (line.starts_with(' ')) {
            flush();
            row(fmt::format("<tr>{}{}</tr>\n", cells(before_, line.substr(1), "", true), cells(after_, line.substr(1), "", true)));
            ++before_;
            ++after_;
        }
    }

    std::string end() {
        flush();
        if (rows_ > most_)
            out_ += fmt::format("<tr class=\"hunk\"><td colspan=\"4\">and {}</td></tr>\n", counted(rows_ - most_, "line more", "lines more"));
        return std::move(out_);
    }

private:
    void names(std::string_view name) {
        if (name.starts_with("/dev/null")) return;
        if (name.starts_with("a/") || name.starts_with("b/")) name.remove_prefix(2);
        if (name == last_name_) return;
        last_name_ = name;
        row(fmt::format("<tr class=\"hunk\"><td colspan=\"4\"><strong>{}</strong></td></tr>\n", html::escape(shorten(name, kLongestLine))));
    }

    void flush() {
        for (std::size_t i = 0; i < std::max(removed_.size(), added_.size()); ++i) {
            const bool less = i < removed_.size();
            const bool more = i < added_.size();
            row(fmt::format("<tr>{}{}</tr>\n", cells(before_ + i, less ? removed_[i] : "", "less", less),
                            cells(after_ + i, more ? added_[i] : "", "more", more)));
        }
        before_ += removed_.size();
        after_ += added_.size();
        removed_.clear();
        added_.clear();
    }

    void row(std::string_view html) {
        if (++rows_ <= most_) out_ += html;
    }

    std::size_t most_;
    std::size_t rows_ = 0;
    bool in_hunk_ = false;
    std::uint64_t before_ = 0;
    std::uint64_t after_ = 0;
    std::string_view last_name_;
    std::vector<std::string_view> removed_;
    std::vector<std::string_view> added_;
    std::string out_;
};

} // namespace

std::string side_by_side(std::string_view diff, std::size_t most) {
    View view(most);
    for (const std::string_view line : split(diff, '\n')) view.take(line);
    return fmt::format("<table class=\"diff\"><colgroup><col class=\"at\"><col><col class=\"at\"><col></colgroup>"
                       "<thead><tr><th scope=\"col\" colspan=\"2\">Before</th><th scope=\"col\" "
                       "colspan=\"2\">After</th></tr></thead>\n<tbody>\n{}</tbody></table>\n",
                       view.end());
}

} // namespace squire::dashboard
