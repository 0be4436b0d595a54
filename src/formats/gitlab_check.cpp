// SPDX-License-Identifier: MIT
// A small machine over the table of gitlab_shape.cpp: each open bracket is a frame that knows which shape the value in it must have. It looks at every
// event once and keeps nothing but the frames and the findings' ids, so a report is checked in the time in which it is written.
#include "formats/gitlab_check.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/problems.h"
#include "formats/gitlab_shape.h"
#include "formats/json_document.h"

namespace squire::formats {
namespace {

constexpr std::size_t kErrorLimit = 1'000;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<finding::ReportType> type_of(const nlohmann::json& report) {
    if (!report.is_object()) return std::nullopt;
    const auto scan = report.find("scan");
    if (scan == report.end() || !scan->is_object()) return std::nullopt;
    const auto type = scan->find("type");
    if (type == scan->end() || !type->is_string()) return std::nullopt;
    const auto& word = type->get_ref<const std::string&>();
    if (word == "container_scanning_for_registry") return finding::ReportType::container_scanning;
    return finding::parse_report_type(word);
}

} // namespace

GitlabCheck::GitlabCheck(std::optional<finding::ReportType> type) : type_mask_(mask_of(type)) {}

std::pair<const Shape*, const Shape*> GitlabCheck::take_next() {
    if (depth_ == 0) return {&kReportShape, nullptr};
    Frame& frame = frames_[depth_ - 1];
    if (!frame.is_array) return {frame.next, frame.also_next};
    ++frame.items;
    return {frame.shape != nullptr ? frame.shape->items : nullptr, nullptr};
}

bool GitlabCheck::has_kind(const Shape* shape, unsigned kind, std::string_view kind_name) {
    if (shape == nullptr) return false;
    if ((shape->kinds & kind) != 0) return true;
    complain(fmt::format("{} must not stand here", kind_name));
    return false;
}

void GitlabCheck::push(bool is_array) {
    const auto [shape, also] = take_next();
    const unsigned kind = is_array ? Shape::array : Shape::object;
    const std::string_view name = is_array ? "a list" : "an object";
    const bool fits = has_kind(shape, kind, name);
    const bool also_fits = has_kind(also, kind, name);
    if (depth_ == frames_.size()) frames_.emplace_back();
    Frame& frame = frames_[depth_++];
    frame.shape = fits ? shape : nullptr;
    frame.variant = also_fits ? also : nullptr;
    frame.next = frame.also_next = nullptr;
    frame.seen = frame.variant_seen = 0;
    frame.items = 0;
    frame.is_array = is_array;
    frame.key.clear();
}

void GitlabCheck::begin_object() { push(false); }
void GitlabCheck::begin_array() { push(true); }

const Shape* GitlabCheck::find_member(const Shape* shape, std::string_view name, std::uint32_t& seen) const {
    if (shape == nullptr) return nullptr;
    for (std::size_t i = 0; i < shape->members.size(); ++i) {
        const Member& member = shape->members[i];
        if (member.name != name || (member.known_for & type_mask_) == 0) continue;
        seen |= std::uint32_t{1} << i;
        return member.shape;
    }
    return shape->every_member;
}

void GitlabCheck::key(std::string_view name) {
    Frame& frame = frames_[depth_ - 1];
    frame.key = name;
    frame.next = find_member(frame.shape, name, frame.seen);
    frame.also_next = find_member(frame.variant, name, frame.variant_seen);
    if (frame.next == nullptr) std::swap(frame.next, frame.also_next);
}

void GitlabCheck::check_members(const Shape* shape, std::uint32_t seen) {
    if (shape == nullptr) return;
    const auto is_seen = [&](std::size_t i) { return (seen & (std::uint32_t{1} << i)) != 0; };
    for (std::size_t i = 0; i < shape->members.size(); ++i) {
        const Member& member = shape->members[i];
        if (!is_seen(i) && (member.required_for & member.known_for & type_mask_) != 0) complain(fmt::format("\"{}\" is missing", member.name));
        if (!is_seen(i) || member.only_together_with.empty()) continue;
        for (std::size_t other = 0; other < shape->members.size(); ++other) {
            if (shape->members[other].name == member.only_together_with && !is_seen(other)) {
                complain(fmt::format("\"{}\" stands only together with \"{}\"", member.name, member.only_together_with));
            }
        }
    }
}

void GitlabCheck::end_object() {
    Frame& frame = frames_[depth_ - 1];
    frame.key.clear();
    check_members(frame.shape, frame.seen);
    check_members(frame.variant, frame.variant_seen);
    --depth_;
}

void GitlabCheck::end_array() {
    const Frame& frame = frames_[--depth_];
    if (frame.shape == nullptr) return;
    if (frame.items < frame.shape->min_items) complain("the list must not be empty");
    if (frame.items > frame.shape->max_items) {
        complain(fmt::format("the list has {} items, {} are allowed", frame.items, frame.shape->max_items));
    }
}

void GitlabCheck::check_string(const Shape* shape, std::string_view text) {
    if (!has_kind(shape, Shape::string, "a text")) return;
    if (text.empty() && shape->min_length > 0) complain("the text must not be empty");
    if (text.size() > shape->max_length && characters(text) > shape->max_length) {
        complain(fmt::format("the text has {} characters, {} are allowed", characters(text), shape->max_length));
    }
    if (!shape->words.empty() && std::ranges::find(shape->words, text) == shape->words.end()) {
        complain(fmt::format("\"{}\" is not one of: {}", text, fmt::join(shape->words, ", ")));
    }
    if (shape->matches != nullptr && !shape->matches(text)) complain(fmt::format("\"{}\" is not {}", text, shape->form));
    remember_id(shape, text);
}

void GitlabCheck::remember_id(const Shape* shape, std::string_view text) {
    if (shape == &kFindingIdShape && !ids_.emplace(text).second) complain(fmt::format("the id \"{}\" is that of an earlier finding", text));
    if (shape == &kFixIdShape) fixed_.emplace_back(pointer(), text);
}

void GitlabCheck::string(std::string_view text) {
    const auto [shape, also] = take_next();
    check_string(shape, text);
    if (also != nullptr) check_string(also, text);
    if (depth_ == 0) return;
    Frame& frame = frames_[depth_ - 1];
    if (frame.shape != nullptr && frame.shape->variant != nullptr && !frame.is_array && frame.key == "type") {
        frame.variant = frame.shape->variant(text);
        (void)find_member(frame.variant, "type", frame.variant_seen);
    }
    if (depth_ == 1 && frame.key == "version" && !text.starts_with("15.")) complain(fmt::format("GitLab does not read version \"{}\"", text));
}

void GitlabCheck::number(double value) {
    const bool whole = std::trunc(value) == value;
    const auto [shape, also] = take_next();
    for (const Shape* each : {shape, also}) {
        if (!has_kind(each, whole ? Shape::number | Shape::integer : Shape::number, "a number")) continue;
        if (value < each->minimum) complain(fmt::format("{} is less than {}", value, each->minimum));
    }
}

void GitlabCheck::boolean(bool) {
    const auto [shape, also] = take_next();
    (void)has_kind(shape, Shape::boolean, "true or false");
    (void)has_kind(also, Shape::boolean, "true or false");
}

void GitlabCheck::null() {
    const auto [shape, also] = take_next();
    (void)has_kind(shape, Shape::null, "null");
    (void)has_kind(also, Shape::null, "null");
}

void GitlabCheck::complain(std::string message) {
    if (errors_.size() < kErrorLimit) errors_.push_back({ErrorKind::malformed, std::move(message), pointer()});
}

std::string GitlabCheck::pointer() const {
    std::string pointer;
    for (std::size_t i = 0; i < depth_; ++i) {
        const Frame& frame = frames_[i];
        if (frame.is_array) {
            if (frame.items > 0) pointer = extend_pointer(std::move(pointer), fmt::to_string(frame.items - 1));
        } else if (!frame.key.empty()) {
            pointer = extend_pointer(std::move(pointer), frame.key);
        }
    }
    return pointer;
}

std::vector<Error> GitlabCheck::errors() const {
    std::vector<Error> errors = errors_;
    for (const auto& [pointer, id] : fixed_) {
        if (ids_.contains(id)) continue;
        errors.push_back({ErrorKind::malformed, fmt::format("there is no finding \"{}\"", id), pointer});
    }
    return errors;
}

std::vector<Error> check_gitlab_report(std::string_view text, std::optional<finding::ReportType> expected) {
    Problems problems;
    const Result<nlohmann::json> report = parse_json(text, {}, problems);
    if (!report) return {report.error()};
    GitlabCheck check(expected ? expected : type_of(*report));
    replay(*report, check);
    std::vector<Error> errors = problems.list().empty() ? std::vector<Error>{} : std::vector<Error>{problems.list().front().error};
    const std::vector<Error> found = check.errors();
    errors.insert(errors.end(), found.begin(), found.end());
    return errors;
}

} // namespace squire::formats
