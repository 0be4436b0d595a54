// SPDX-License-Identifier: MIT
#include <array>
#include <cctype>

#include "bugreport/outline.h"

namespace squire::bugreport {
namespace {

constexpr std::uint16_t kRoot = 0, kBlock = 1, kLine = 2, kWord = 3;
constexpr std::uint32_t kMostNodes = 8U << 20U; // behind these, lines are not split into words

class Builder {
public:
    explicit Builder(std::string_view text) : text_(text) {
        outline_.push_back({.end = static_cast<std::uint32_t>(text.size()), .kind = kRoot});
    }

    Outline build() {
        bool blank_before = true;
        for (std::size_t at = 0; at < text_.size();) {
            std::size_t end = text_.find('\n', at);
            if (end == std::string_view::npos) end = text_.size();
            std::size_t stop = end;
            while (stop > at && (text_[stop - 1] == '\r' || text_[stop - 1] == ' ' || text_[stop - 1] == '\t')) --stop;
            std::size_t first = at;
            while (first < stop && (text_[first] == ' ' || text_[first] == '\t')) ++first;
            if (first == stop)
                blank_before = true;
            else {
                line(first, stop, first - at, blank_before);
                blank_before = false;
            }
            at = end + 1;
        }
        while (!open_.empty()) close();
        outline_[0].size = static_cast<std::uint32_t>(outline_.size());
        return std::move(outline_);
    }

private:
    struct Open {
        std::uint32_t node = 0;
        std::size_t indentation = 0;
        bool block = false;
    };

    void close() {
        OutlineNode& node = outline_[open_.back().node];
        node.size = static_cast<std::uint32_t>(outline_.size()) - open_.back().node;
        node.end = last_end_;
        open_.pop_back();
    }

    // A block begins behind blank lines and with a line that is not indented, or that begins like a table of TOML; a line holds those that are
    // indented more.
    void line(std::size_t begin, std::size_t end, std::size_t indentation, bool blank_before) {
        const bool new_block = indentation == 0 && (blank_before || text_[begin] == '[');
        while (!open_.empty() && (new_block || (!open_.back().block && open_.back().indentation >= indentation))) close();
        last_end_ = static_cast<std::uint32_t>(end);
        if (new_block) push(begin, 0, kBlock);
        push(begin, indentation, kLine);
        if (outline_.size() < kMostNodes) words(begin, end);
    }

    void push(std::size_t begin, std::size_t indentation, std::uint16_t kind) {
        const std::uint32_t parent = open_.empty() ? 0 : open_.back().node;
        open_.push_back({static_cast<std::uint32_t>(outline_.size()), indentation, kind == kBlock});
        outline_.push_back({.begin = static_cast<std::uint32_t>(begin), .end = last_end_, .parent = parent, .kind = kind});
    }

    void words(std::size_t begin, std::size_t end) {
        const std::uint32_t parent = open_.back().node;
        for (std::size_t at = begin; at < end;) {
            std::size_t stop = at;
            while (stop < end && text_[stop] != ' ' && text_[stop] != '\t') ++stop;
            if (stop > at)
                outline_.push_back(
                    {.begin = static_cast<std::uint32_t>(at), .end = static_cast<std::uint32_t>(stop), .parent = parent, .kind = kWord});
            at = stop + 1;
        }
    }

    std::string_view text_;
    Outline outline_;
    std::vector<Open> open_;
    std::uint32_t last_end_ = 0;
};

} // namespace

Outline outline_of_lines(std::string_view text) { return Builder(text).build(); }

} // namespace squire::bugreport
