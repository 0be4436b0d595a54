// SPDX-License-Identifier: MIT
#include "program/track.h"

#include <cassert>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "embedded/program.h"

namespace squire::program {
namespace {

std::vector<Track> read_tracks() {
    for (const EmbeddedFile& file : embedded::program()) {
        if (!file.name.ends_with("tracks.json")) continue;
        std::vector<Track> tracks;
        for (const auto& each : nlohmann::json::parse(file.text)) {
            Track track{.id = each.at("id"), .name = each.at("name"), .focus = each.at("focus"), .hands_on = each.at("hands_on")};
            for (const auto& goal : each.at("goals")) {
                track.goals.push_back({.kind = goal.at("kind"),
                                       .text = goal.at("text"),
                                       .measure = goal.at("measure"),
                                       .evidence = goal.at("evidence"),
                                       .target = goal.at("target")});
            }
            for (const auto& step : each.at("plan")) track.plan.push_back({.title = step.at("title"), .tasks = step.at("tasks")});
            tracks.push_back(std::move(track));
        }
        return tracks;
    }
    assert(false && "the tracks are not in the program");
    return {};
}

} // namespace

const std::vector<Track>& all_tracks() {
    static const std::vector<Track> tracks = read_tracks();
    return tracks;
}

const Track* find_track(std::string_view id_or_name) {
    const std::string wanted = to_lower(trim(id_or_name));
    for (const Track& track : all_tracks()) {
        if (track.id == wanted || to_lower(track.name) == wanted) return &track;
    }
    return nullptr;
}

} // namespace squire::program
