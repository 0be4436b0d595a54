// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "finding/finding.h"

namespace squire::formats {

/// Which report types a rule is for: a bit for each, and one for a report whose type is not known.
using TypeMask = std::uint32_t;
inline constexpr TypeMask kEveryType = ~TypeMask{0};
inline constexpr TypeMask kNoType = 0;
[[nodiscard]] constexpr TypeMask mask_of(finding::ReportType type) { return TypeMask{1} << static_cast<unsigned>(type); }
[[nodiscard]] constexpr TypeMask mask_of(std::optional<finding::ReportType> type) { return type ? mask_of(*type) : TypeMask{1} << 31U; }

struct Shape;

struct Member {
    std::string_view name;
    const Shape* shape = nullptr;          // null: anything
    TypeMask required_for = kNoType;
    TypeMask known_for = kEveryType;       // in other reports it is an unknown key, and passes
    std::string_view only_together_with{}; // another member's name
};

/// What a JSON value may be: the part of JSON Schema that GitLab's report schemas use, made for checking a stream.
struct Shape {
    enum Kind : unsigned { object = 1, array = 2, string = 4, number = 8, integer = 16, boolean = 32, null = 64 };
    unsigned kinds = object;

    std::size_t min_length = 0; // of a string, in characters
    std::size_t max_length = std::numeric_limits<std::size_t>::max();
    std::span<const std::string_view> words{}; // all that a string may be; empty: any
    bool (*matches)(std::string_view) = nullptr;
    std::string_view form{}; // what `matches` asks for, in words

    double minimum = std::numeric_limits<double>::lowest(); // of a number

    std::size_t min_items = 0; // of an array
    std::size_t max_items = std::numeric_limits<std::size_t>::max();
    const Shape* items = nullptr;

    std::span<const Member> members{};               // of an object; other keys pass
    const Shape* every_member = nullptr;             // the shape of all members, whatever their names
    const Shape* (*variant)(std::string_view type) = nullptr; // more rules by the member "type", which must stand before what they rule
};

/// The whole report.
extern const Shape kReportShape;

/// The ids of findings, which differ from each other, and the ids that remediations refer to.
extern const Shape kFindingIdShape;
extern const Shape kFixIdShape;

} // namespace squire::formats
