// SPDX-License-Identifier: MIT
// For this part's own sources: the JSON library stays behind its headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/problems.h"
#include "base/result.h"
#include "formats/json_writer.h"
#include "formats/read_limits.h"

namespace squire::formats {

/// A document from outside. Never throws, and neither it nor what walks its result can run out of stack: depth, size and the number of values are
/// bounded. Invalid UTF-8 is replaced, which `problems` hears of. An error's place is "line:column".
[[nodiscard]] Result<nlohmann::json> parse_json(std::string_view text, const ReadLimits& limits, Problems& problems);

/// Tells a document to `events`; in an object "type" and "scan" come first, because other members' rules hang on them.
void replay(const nlohmann::json& document, JsonEvents& events);

/// What is to be said about a document, each thing once: a rule that is odd is met again with each of its findings.
class Warnings {
public:
    explicit Warnings(Problems& problems) : problems_(problems) {}
    void add(std::string message, std::string place);

private:
    Problems& problems_;
    std::unordered_set<std::string> said_;
};

/// A value in a document that may hold anything anywhere, and the way to it. What is missing, null, or of another kind than asked for reads as
/// empty; what is there but of another kind is a warning, placed by its JSON pointer.
class JsonCursor {
public:
    JsonCursor(const nlohmann::json& root, Warnings& warnings) : value_(&root), warnings_(&warnings) {}

    [[nodiscard]] bool exists() const { return value_ != nullptr; }
    [[nodiscard]] bool has(std::string_view key) const { return member(key) != nullptr; }
    [[nodiscard]] bool is_string(std::string_view key) const;
    [[nodiscard]] bool is_list(std::string_view key) const;

    [[nodiscard]] JsonCursor object(std::string_view key) const; // does not exist where there is none
    [[nodiscard]] JsonCursor list(std::string_view key) const;
    [[nodiscard]] std::size_t size() const; // of a list
    [[nodiscard]] JsonCursor at(std::size_t index) const; // of a list: an object; does not exist where the item is none
    [[nodiscard]] JsonCursor list_at(std::size_t index) const;
    [[nodiscard]] std::string text_at(std::size_t index) const;
    [[nodiscard]] std::vector<std::string> keys() const; // of an object

    [[nodiscard]] std::string text(std::string_view key) const; // a number is text too; U+0000 becomes U+FFFD
    [[nodiscard]] std::uint32_t count(std::string_view key) const; // a line or column; 0 where it is none
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    [[nodiscard]] std::optional<double> number(std::string_view key) const; // also of a text that holds one
    [[nodiscard]] std::optional<bool> boolean(std::string_view key) const;

    /// Remembers a warning at this value, or at one of its members.
    void warn(std::string message, std::string_view key = {}) const;

private:
    JsonCursor(const nlohmann::json* value, Warnings* warnings, std::string pointer)
        : value_(value), warnings_(warnings), pointer_(std::move(pointer)) {}
    [[nodiscard]] const nlohmann::json* member(std::string_view key) const;
    [[nodiscard]] JsonCursor item(std::size_t index) const;
    [[nodiscard]] std::string text_of(const nlohmann::json& value, std::string_view key) const;

    const nlohmann::json* value_;
    Warnings* warnings_;
    std::string pointer_;
};

/// `pointer` with one more step, escaped as RFC 6901 says.
[[nodiscard]] std::string extend_pointer(std::string pointer, std::string_view key);

} // namespace squire::formats
