// SPDX-License-Identifier: MIT
#include "writeup/blocks.h"

#include <array>
#include <cassert>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "embedded/writeup_data.h"
#include "writeup/block_text.h"
#include "writeup/figures.h"

namespace squire::writeup {
namespace {

struct Maker {
    std::string_view name;
    std::string (*make)(const Context& context);
};

constexpr std::array kMakers{
    Maker{"glance", block_glance},         Maker{"project", block_project},
    Maker{"integrated", block_integrated}, Maker{"found", block_found},
    Maker{"silent", block_silent},         Maker{"fixed", block_fixed},
    Maker{"unfixed", block_unfixed},       Maker{"false-alarms", block_false_alarms},
    Maker{"requests", block_requests},     Maker{"plan", block_plan},
    Maker{"learned", block_learned},       Maker{"next", block_next},
    Maker{"repeat", block_repeat},         Maker{"evidence", block_evidence},
};

std::string yaml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : printable(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

} // namespace

Blocks blocks_of(const Facts& facts, Audience audience, Form form) {
    Blocks blocks;
    const Context context{facts, audience, form};
    for (const Maker& each : kMakers) {
        std::string text = each.make(context);
        while (text.ends_with("\n\n")) text.pop_back();
        blocks.emplace(each.name, std::move(text));
    }
    return blocks;
}

std::span<const Part> all_parts() {
    static const std::vector<Part> parts = [] {
        std::vector<Part> read;
        for (const EmbeddedFile& file : embedded::writeup_data()) {
            if (!file.name.ends_with("parts.json")) continue;
            for (const nlohmann::json& each : nlohmann::json::parse(file.text))
                read.push_back({.id = each.at("id"),
                                .heading = each.at("heading"),
                                .blocks = each.at("blocks"),
                                .ask = each.value("ask", ""),
                                .words = each.value("words", std::size_t{0})});
        }
        assert(!read.empty() && "the parts are not in the program");
        return read;
    }();
    return parts;
}

std::string chart_address(std::string_view id) { return fmt::format("charts/{}.svg", id); }

std::string new_source(const Facts& facts) {
    const std::string project = facts.project.name.empty() ? "an open-source project" : shorten(facts.project.name, 100);
    const std::string intern = facts.internship ? facts.internship->intern.name : "";
    std::string text = fmt::format(
        "---\ntitle: {}\nauthor: {}\ndate: {}\ndescription: {}\ncategories: security\ntags: security, open-source, internship\n---\n\n",
        yaml_text("A security internship on " + project), yaml_text(intern), to_rfc3339(facts.now).substr(0, 10),
        yaml_text("What scanners found in " + project + ", what was fixed, and what we learned"));
    const Blocks blocks = blocks_of(facts, Audience::everyone, Form::markdown);
    for (const Part& part : all_parts()) {
        text += fmt::format("## {}\n\n", part.heading);
        if (!part.ask.empty()) text += fmt::format("<!-- squire:ask {} -->\n\n", part.ask);
        for (const std::string& name : part.blocks) text += marked_block(name, blocks.find(name)->second) + "\n";
    }
    while (text.ends_with("\n\n")) text.pop_back();
    return text;
}

} // namespace squire::writeup
