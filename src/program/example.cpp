// SPDX-License-Identifier: MIT
#include "program/example.h"

#include <cassert>

#include "embedded/program.h"

namespace squire::program {

std::vector<DatedDeed> example_program() {
    for (const EmbeddedFile& file : embedded::program()) {
        if (!file.name.ends_with("example.json")) continue;
        std::vector<DatedDeed> deeds;
        for (const Json& each : Json::parse(file.text)) {
            deeds.push_back({.at = parse_time(each.at("at").get<std::string>()).value_or(Time()),
                             .deed = {.kind = parse_kind(each.at("kind").get<std::string>()).value_or(Kind::program),
                                      .id = each.at("id"),
                                      .move = each.at("move"),
                                      .by = each.at("by"),
                                      .why = each.value("why", ""),
                                      .data = each.value("data", Json::object())}});
        }
        return deeds;
    }
    assert(false && "the example is not in the program");
    return {};
}

} // namespace squire::program
