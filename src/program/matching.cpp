// SPDX-License-Identifier: MIT
#include "program/matching.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "program/calendar.h"
#include "program/track.h"

namespace squire::program {
namespace {

bool has(const std::vector<std::string>& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

// What the mentors of a slot can coach: the slot's own areas, else theirs.
std::vector<std::string> areas_of(Program& program, const Object& slot) {
    std::vector<std::string> areas = slot.list("focus");
    if (!areas.empty()) return areas;
    for (const std::string& id : slot.list("mentors")) {
        const Object* const mentor = program.find(Kind::person, id);
        if (mentor == nullptr) continue;
        for (std::string& area : mentor->list("focus")) {
            if (!has(areas, area)) areas.push_back(std::move(area));
        }
    }
    return areas;
}

void judge_focus(Match& match, const std::vector<std::string>& wanted, const std::vector<std::string>& offered) {
    std::vector<std::string> both;
    std::vector<std::string> missing;
    for (const std::string& area : wanted) (has(offered, area) ? both : missing).push_back(area);
    if (!both.empty()) match.reasons.push_back(fmt::format("coaches {}", fmt::join(both, ", ")));
    if (!missing.empty()) match.warnings.push_back(fmt::format("nobody there coaches {}", fmt::join(missing, ", ")));
    if (!wanted.empty()) match.score += static_cast<int>(60 * both.size() / wanted.size());
}

void judge_zones(Match& match, Program& program, const Object& person, const Object& slot, Time now, const OffsetOf& offset_of) {
    const auto own = offset_of(person.text("zone"), now);
    if (!own) {
        match.warnings.emplace_back("the applicant's time zone is not known");
        return;
    }
    std::optional<double> best;
    for (const std::string& id : slot.list("mentors")) {
        const Object* const mentor = program.find(Kind::person, id);
        const auto theirs = mentor == nullptr ? std::nullopt : offset_of(mentor->text("zone"), now);
        if (!theirs) {
            match.warnings.push_back(fmt::format("{}'s time zone is not known", id));
            continue;
        }
        const double shared = shared_hours(*own, *theirs);
        best = std::max(best.value_or(0), shared);
        if (shared >= 2) match.reasons.push_back(fmt::format("{:g} working hours shared with {}", shared, id));
    }
    if (best && *best < 2) match.warnings.push_back(fmt::format("{:g} working hours shared: meetings will be early or late", *best));
    match.score += static_cast<int>(best.value_or(0) * 4);
}

} // namespace

double shared_hours(std::chrono::seconds one, std::chrono::seconds other) {
    const double apart = std::abs(static_cast<double>((one - other).count())) / 3600;
    const double around = std::min(apart, std::abs(24 - apart)); // +13 and -11 show the same clock
    return std::max(0.0, 8 - around);
}

std::vector<Match> match(Program& program, const Object& person, const std::vector<std::string>& interests, Time now,
                         const OffsetOf& offset_of) {
    std::vector<Match> matches;
    for (const Object& slot : program.all(Kind::slot)) {
        if (slot.state != "open" || has(slot.list("mentors"), person.id)) continue;
        const auto period = parse_period(slot.text("period"));
        if (period && has_passed(period->last, now)) continue;
        Match found{.slot = slot.id};
        judge_focus(found, interests, areas_of(program, slot));
        judge_zones(found, program, person, slot, now, offset_of);
        const long left = slot.number("capacity") - taken_in(program, slot.id);
        if (left > 0) {
            found.reasons.push_back(fmt::format("{} place{} left", left, left == 1 ? "" : "s"));
        } else {
            found.warnings.emplace_back("full");
            found.score -= 1'000;
        }
        matches.push_back(std::move(found));
    }
    std::ranges::stable_sort(matches, std::greater<>(), &Match::score);
    return matches;
}

std::vector<std::string> uncovered_focus(Program& program) {
    std::set<std::string> wanted;
    for (const Track& track : all_tracks()) wanted.insert(track.focus.begin(), track.focus.end());
    for (const Object& application : program.all(Kind::application)) {
        if (application.is_final()) continue;
        for (std::string& area : application.list("focus")) wanted.insert(std::move(area));
    }
    for (const Object* mentor : program.with(Kind::person, "roles", "mentor")) {
        if (mentor->state != "active") continue;
        for (const std::string& area : mentor->list("focus")) wanted.erase(area);
    }
    return {wanted.begin(), wanted.end()};
}

std::optional<std::string> intern_of_same_team(Program& program, const Object& application) {
    const Object* const applicant = program.find(Kind::person, application.text("applicant"));
    const Object* const slot = program.find(Kind::slot, application.text("slot"));
    const std::string team = applicant == nullptr ? std::string() : applicant->text("team");
    const auto period = slot == nullptr ? std::nullopt : parse_period(slot->text("period"));
    if (team.empty() || !period) return std::nullopt;
    for (const Object& other : program.all(Kind::application)) {
        if (other.state != "accepted" || other.id == application.id) continue;
        const Object* const intern = program.find(Kind::person, other.text("applicant"));
        const Object* const other_slot = program.find(Kind::slot, other.text("slot"));
        const auto other_period = other_slot == nullptr ? std::nullopt : parse_period(other_slot->text("period"));
        if (intern != nullptr && intern->id != applicant->id && intern->text("team") == team && other_period && overlap(*period, *other_period))
            return intern->id;
    }
    return std::nullopt;
}

} // namespace squire::program
