// SPDX-License-Identifier: MIT
#include "fix/dependency_managers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "dependencies/format.h"
#include "document/document.h"
#include "embedded/package_managers.h"

namespace squire::fix {
namespace {

using document::Node;

constexpr auto kReasons = std::to_array<Reason>({Reason::out_of_step, Reason::tool_failed, Reason::peer_conflict, Reason::parent_pins});

std::vector<std::string> words_of(const Node& list) {
    std::vector<std::string> words;
    for (const Node& each : list) words.emplace_back(each.text);
    return words;
}

std::optional<ManagerStep> step_of(const Node& node) {
    if (node.has("require")) return ManagerStep{ManagerStep::Kind::require, {std::string(node["require"].text)}};
    if (node.has("pin")) return ManagerStep{ManagerStep::Kind::pin, words_of(node["pin"])};
    if (node.has("restore")) return ManagerStep{ManagerStep::Kind::restore, {}};
    if (node.has("run")) return ManagerStep{ManagerStep::Kind::run, words_of(node["run"])};
    return std::nullopt;
}

Error malformed(const Node& node, std::string_view what) {
    return {ErrorKind::malformed, std::string(what), fmt::format("package_managers.toml:{}", node.line), {}};
}

Result<ManagerWay> way_of(const Node& node) {
    const std::string_view of = node["of"].text;
    if (of != "direct" && of != "indirect" && of != "any") return std::unexpected(malformed(node, "of is none of direct, indirect, any"));
    ManagerWay way{.says = std::string(node["says"].text),
                   .direct = of != "indirect",
                   .indirect = of != "direct",
                   .steps = {},
                   .only_if_unchanged = words_of(node["only_if_unchanged"])};
    for (const Node& each : node["steps"]) {
        auto step = step_of(each);
        if (!step || (step->kind != ManagerStep::Kind::restore && step->words.empty())) return std::unexpected(malformed(each, "no such step"));
        way.steps.push_back(std::move(*step));
    }
    if (way.says.empty() || way.steps.empty()) return std::unexpected(malformed(node, "a way says what it is, and has steps"));
    return way;
}

Result<Manager> manager_of(const Node& node) {
    Manager manager{.id = std::string(node["id"].text),
                    .format = std::string(node["format"].text),
                    .mark = std::string(node["mark"].text),
                    .program = std::string(node["program"].text),
                    .version = words_of(node["version"]),
                    .release = std::string(node["release"].text),
                    .other_release = std::string(node["other_release"].text),
                    .files = words_of(node["files"]),
                    .homes = words_of(node["homes"]),
                    .environment = words_of(node["environment"]),
                    .settings = {},
                    .check = words_of(node["check"]),
                    .ways = {},
                    .everything = node["everything"].is_true()};
    const auto formats = dependencies::all_formats();
    if (std::ranges::find(formats, manager.format, &dependencies::Format::id) == formats.end())
        return std::unexpected(malformed(node, fmt::format("'{}' is no format of packages", manager.format)));
    if (manager.id.empty() || manager.program.empty() || manager.version.empty() || manager.files.empty())
        return std::unexpected(malformed(node, "a manager has id, program, version and files"));
    for (const Node& each : node["settings"]) manager.settings.push_back({std::string(each["name"].text), words_of(each["ask"])});
    for (const Node& each : node["way"]) {
        auto way = way_of(each);
        if (!way) return std::unexpected(way.error());
        manager.ways.push_back(std::move(*way));
    }
    if (manager.ways.empty()) return std::unexpected(malformed(node, "a manager has ways"));
    return manager;
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

} // namespace

Result<ManagerTable> read_manager_table(std::string_view toml) {
    const document::Document read = document::read_toml_document(toml);
    if (read.fault()) return std::unexpected(*read.fault());
    ManagerTable table{.pass = words_of(read.root()["pass"]), .managers = {}, .signs = {}};
    for (const Node& each : read.root()["manager"]) {
        auto manager = manager_of(each);
        if (!manager) return std::unexpected(manager.error());
        table.managers.push_back(std::move(*manager));
    }
    for (const Node& each : read.root()["sign"]) {
        const auto reason = std::ranges::find(kReasons, each["reason"].text, [](Reason of) { return to_string(of); });
        if (reason == kReasons.end()) return std::unexpected(malformed(each, "no reason that a tool can give"));
        table.signs.push_back({*reason, words_of(each["texts"]), std::string(each["says"].text), each["lasts"].is_true()});
    }
    return table;
}

const ManagerTable& manager_table() {
    // A test reads it: what is wrong in it is our own mistake.
    static const ManagerTable table = read_manager_table(embedded::package_managers().front().text).value_or(ManagerTable{});
    return table;
}

const Manager* find_manager(const ManagerTable& table, std::string_view format, std::string_view text) {
    const auto found = std::ranges::find_if(
        table.managers, [&](const Manager& each) { return each.format == format && (each.mark.empty() || text.contains(each.mark)); });
    return found == table.managers.end() ? nullptr : &*found;
}

bool may_change(const Manager& manager, std::string_view lock, std::string_view path) {
    return std::ranges::any_of(manager.files, [&](const std::string& pattern) {
        return pattern == "{lock}" ? path == lock : dependencies::matches_file(pattern, name_of(path));
    });
}

const ManagerSign* find_sign(const ManagerTable& table, std::string_view printed) {
    for (const ManagerSign& sign : table.signs)
        if (std::ranges::any_of(sign.texts, [&](const std::string& text) { return printed.contains(text); })) return &sign;
    return nullptr;
}

} // namespace squire::fix
