// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/result.h"
#include "finding/finding.h"
#include "formats/json_writer.h"

namespace squire::formats {

struct Shape;

/// Checks a GitLab security report while it passes: all that the schemas of version 15.2.4 ask for, and what GitLab's import asks for beyond them (a
/// version that it reads, ids that differ, remediations of findings that are there). A member "type" must come before what hangs on it.
class GitlabCheck final : public JsonEvents {
public:
    /// Without a type, what differs between the report types is not checked.
    explicit GitlabCheck(std::optional<finding::ReportType> type);

    void begin_object() override;
    void end_object() override;
    void begin_array() override;
    void end_array() override;
    void key(std::string_view name) override;
    void string(std::string_view text) override;
    void number(double value) override;
    void boolean(bool value) override;
    void null() override;

    /// The first 1,000 mistakes (malformed; the place is a JSON pointer); none for a report that GitLab takes.
    [[nodiscard]] std::vector<Error> errors() const;

private:
    struct Frame {
        const Shape* shape = nullptr; // null: anything may stand here
        const Shape* variant = nullptr; // more rules, by the member "type"
        const Shape* next = nullptr; // the shape of the next value
        const Shape* also_next = nullptr; // another one it must have, by the variant
        std::uint32_t seen = 0; // a bit for each of the shape's members
        std::uint32_t variant_seen = 0;
        std::size_t items = 0;
        bool is_array = false;
        std::string key;
    };

    [[nodiscard]] std::pair<const Shape*, const Shape*> take_next();
    [[nodiscard]] bool has_kind(const Shape* shape, unsigned kind, std::string_view kind_name);
    void push(bool is_array);
    const Shape* find_member(const Shape* shape, std::string_view name, std::uint32_t& seen) const;
    void check_members(const Shape* shape, std::uint32_t seen);
    void check_string(const Shape* shape, std::string_view text);
    void remember_id(const Shape* shape, std::string_view text);
    void complain(std::string message);
    [[nodiscard]] std::string pointer() const;

    std::uint32_t type_mask_;
    std::vector<Frame> frames_; // those beyond depth_ are kept for their strings
    std::size_t depth_ = 0;
    std::unordered_set<std::string> ids_;
    std::vector<std::pair<std::string, std::string>> fixed_; // pointer, id
    std::vector<Error> errors_;
};

/// A report's text, checked. `expected`: the type that it should be; otherwise what it says itself.
[[nodiscard]] std::vector<Error> check_gitlab_report(std::string_view text, std::optional<finding::ReportType> expected = std::nullopt);

} // namespace squire::formats
