// SPDX-License-Identifier: MIT
#include "bugreport/input.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sast/line_index.h"

namespace squire::bugreport {
namespace {

// Where an end of the place comes to stand.
std::size_t moved(std::size_t at, bool is_begin, std::span<const Edit> edits) {
    std::size_t removed = 0, added = 0;
    for (const Edit& edit : edits) {
        const bool before = is_begin ? edit.end <= at : edit.end < at;
        const bool covers = is_begin ? edit.begin <= at && at < edit.end : edit.begin < at && at <= edit.end;
        if (covers) return edit.begin + added - removed + (is_begin ? 0 : edit.text.size());
        if (!before) break;
        removed += edit.end - edit.begin;
        added += edit.text.size();
    }
    return at + added - removed;
}

} // namespace

File make_file(std::string path, std::string bytes) {
    return {.path = std::move(path), .bytes = std::make_shared<const std::string>(std::move(bytes))};
}

std::uint64_t Input::bytes() const {
    std::uint64_t sum = 0;
    for (const File& each : files) sum += each.bytes->size();
    return sum;
}

bool same_texts(const Input& a, const Input& b) {
    return a.place == b.place && std::ranges::equal(a.files, b.files, [](const File& one, const File& other) {
               return one.path == other.path && (one.bytes == other.bytes || *one.bytes == *other.bytes);
           });
}

Result<Place> place_of(std::span<const File> files, std::string_view path, const finding::Range& range) {
    const auto file = std::ranges::find(files, path, &File::path);
    if (file == files.end()) return fail(ErrorKind::not_found, "the finding's file is not among those that were given", std::string(path));
    const std::string_view text = file->text();
    std::vector<std::size_t> lines{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) lines.push_back(at + 1);
    const std::size_t last_line = std::max(range.start_line, range.end_line);
    if (range.start_line == 0 || last_line > lines.size())
        return fail(ErrorKind::not_found, fmt::format("the file has {} lines and not line {}", lines.size(), last_line),
                    fmt::format("{}:{}", path, range.start_line), "scan it again: it may have changed since");
    const auto end_of = [&](std::size_t line) { // without its line break
        std::size_t end = line < lines.size() ? lines[line] - 1 : text.size();
        if (end > lines[line - 1] && text[end - 1] == '\r') --end;
        return end;
    };
    Place place{.file = static_cast<std::size_t>(file - files.begin()), .begin = lines[range.start_line - 1], .end = end_of(last_line)};
    if (range.start_column > 0) place.begin = std::min(place.begin + range.start_column - 1, end_of(range.start_line));
    if (range.end_column > 0) place.end = std::min(lines[last_line - 1] + range.end_column, end_of(last_line));
    place.end = std::max(place.begin, place.end);
    return place;
}

finding::Range range_of(const Input& input) {
    return sast::LineIndex(input.file().text())
        .range(static_cast<std::uint32_t>(input.place.begin), static_cast<std::uint32_t>(input.place.end));
}

Input with_edits(const Input& input, std::size_t file, std::span<const Edit> edits) {
    Input made = input;
    const std::string_view text = input.files[file].text();
    std::string bytes;
    bytes.reserve(text.size());
    std::size_t at = 0;
    for (const Edit& edit : edits) {
        bytes += text.substr(at, edit.begin - at);
        bytes += edit.text;
        at = edit.end;
    }
    bytes += text.substr(at);
    made.files[file] = make_file(input.files[file].path, std::move(bytes));
    if (file == input.place.file) {
        made.place.begin = moved(input.place.begin, true, edits);
        made.place.end = std::max(made.place.begin, moved(input.place.end, false, edits));
    }
    return made;
}

Input without_files(const Input& input, const std::vector<bool>& gone) {
    Input made;
    made.place = input.place;
    for (std::size_t i = 0; i < input.files.size(); ++i) {
        if (i == input.place.file) made.place.file = made.files.size();
        if (i == input.place.file || !gone[i]) made.files.push_back(input.files[i]);
    }
    return made;
}

} // namespace squire::bugreport
