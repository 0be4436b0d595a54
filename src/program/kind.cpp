// SPDX-License-Identifier: MIT
#include "program/kind.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "program/tables.h"

namespace squire::program {

const KindInfo& info_of(Kind kind) {
    static const std::array<const KindInfo*, kKinds> all{&program_kind(), &person_kind(),     &slot_kind(),         &application_kind(),
                                                         &review_kind(),  &project_kind(),    &internship_kind(),   &goal_kind(),
                                                         &checkin_kind(), &checkpoint_kind(), &contribution_kind(), &feedback_kind(),
                                                         &alumnus_kind(), &page_kind(),       &message_kind()};
    return *all[static_cast<std::size_t>(kind)];
}

std::optional<Kind> parse_kind(std::string_view name) {
    for (std::size_t i = 0; i < kKinds; ++i) {
        const Kind kind = static_cast<Kind>(i);
        if (info_of(kind).name == name) return kind;
    }
    return std::nullopt;
}

const Field* field_of(const KindInfo& info, std::string_view name) {
    const auto found = std::ranges::find(info.fields, name, &Field::name);
    return found == info.fields.end() ? nullptr : &*found;
}

const Move* move_of(const KindInfo& info, std::string_view name) {
    const auto found = std::ranges::find(info.moves, name, &Move::name);
    return found == info.moves.end() ? nullptr : &*found;
}

const Waiting* waiting_in(const KindInfo& info, std::string_view state) {
    const auto found = std::ranges::find(info.waits, state, &Waiting::state);
    return found == info.waits.end() ? nullptr : &*found;
}

bool has_word(std::string_view cell, std::string_view word) {
    if (word.empty()) return false;
    return std::ranges::any_of(split(cell, ' '), [&](std::string_view each) { return each == word; });
}

} // namespace squire::program
