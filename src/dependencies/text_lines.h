// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "dependencies/listing.h"

namespace squire::dependencies {

struct TextLine {
    std::string_view text; // without its line break
    std::uint32_t number = 0; // from 1
    std::size_t indent = 0;   // blanks and tabs before the first other byte
};

/// The lines of a text, for `for (const TextLine& line : text_lines(bytes))`.
class text_lines { // NOLINT(readability-identifier-naming): reads as a function
public:
    explicit text_lines(std::string_view bytes) : bytes_(bytes) {
        if (bytes_.starts_with("\xef\xbb\xbf")) bytes_.remove_prefix(3);
    }

    class Iterator {
    public:
        Iterator(std::string_view rest, bool ended) : rest_(rest), ended_(ended) { step(); }
        const TextLine& operator*() const { return line_; }
        Iterator& operator++() {
            step();
            return *this;
        }
        bool operator!=(const Iterator& other) const { return ended_ != other.ended_; }

    private:
        void step() {
            if (rest_.empty()) {
                ended_ = true;
                return;
            }
            const std::size_t end = rest_.find('\n');
            line_.text = rest_.substr(0, end);
            rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
            if (line_.text.ends_with('\r')) line_.text.remove_suffix(1);
            ++line_.number;
            line_.indent = std::min(line_.text.find_first_not_of(" \t"), line_.text.size());
        }

        std::string_view rest_;
        TextLine line_;
        bool ended_;
    };

    [[nodiscard]] Iterator begin() const { return {bytes_, false}; }
    [[nodiscard]] Iterator end() const { return {{}, true}; }

private:
    std::string_view bytes_;
};

/// Whether the line is a mark of a merge conflict; the first kind of them is a problem of the listing. Both sides of a conflict are read.
inline bool conflict_at(const TextLine& line, Listing& listing) {
    if (line.text.starts_with("<<<<<<< ")) {
        listing.problem(line.number, "a merge conflict stands here; both sides were read", Weight::incomplete);
        return true;
    }
    return line.text == "=======" || line.text.starts_with(">>>>>>> ") || line.text.starts_with("||||||| ");
}

} // namespace squire::dependencies
