// SPDX-License-Identifier: MIT
#include "pipeline/templates.h"

#include <algorithm>
#include <map>
#include <set>

#include "embedded/pipeline_templates.h"
#include "pipeline/setting.h"

namespace squire::pipeline {

namespace {

constexpr std::string_view kFolder = "rules/pipeline/templates/";
constexpr std::string_view kComponents = "components/";

struct Names {
    std::map<std::string, std::string_view, std::less<>> texts; // by path below kFolder
    std::map<std::string, std::string, std::less<>> same;
    std::set<std::string, std::less<>> partial;
};

// Read once; the data is the program's own, so a mistake in it is found by the tests.
const Names& names() {
    static const Names kNames = [] {
        Names made;
        for (const EmbeddedFile& file : embedded::pipeline_templates()) {
            if (file.name.starts_with(kFolder)) {
                made.texts.emplace(file.name.substr(kFolder.size()), file.text);
                continue;
            }
            const auto yaml = read_yaml(std::string(file.text), file.name);
            const auto read = yaml ? read_setting(*yaml, yaml->documents.front().root, 0) : std::unexpected(yaml.error());
            if (!read) continue;
            if (const Setting* same = (*read)->find("same"))
                for (const SettingEntry& entry : same->entries) made.same.emplace(entry.key, entry.value->text);
            if (const Setting* partial = (*read)->find("partial"))
                for (const SettingPtr& item : partial->items) made.partial.insert(item->text);
        }
        return made;
    }();
    return kNames;
}

std::optional<Template> find(std::string_view name) {
    const auto found = names().texts.find(name);
    if (found == names().texts.end()) return std::nullopt;
    return Template{.name = found->first, .text = found->second, .partial = names().partial.contains(name)};
}

} // namespace

std::optional<Template> find_template(std::string_view name) {
    if (name.starts_with(kComponents)) return std::nullopt;
    const auto other = names().same.find(name);
    return find(other == names().same.end() ? name : other->second);
}

std::optional<Template> find_component(std::string_view address) {
    const std::size_t host = address.find('/');
    const std::size_t version = address.rfind('@');
    if (host == std::string_view::npos || version == std::string_view::npos || version < host) return std::nullopt;
    const std::string_view path = address.substr(host + 1, version - host - 1);
    return path.starts_with(kComponents) ? find(std::string(path) + ".yml") : std::nullopt;
}

std::vector<std::string_view> template_names() {
    std::vector<std::string_view> all;
    for (const auto& [name, text] : names().texts)
        if (!name.starts_with(kComponents)) all.push_back(name);
    for (const auto& [name, other] : names().same) all.push_back(name);
    return all;
}

} // namespace squire::pipeline
