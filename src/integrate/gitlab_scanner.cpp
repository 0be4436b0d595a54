// SPDX-License-Identifier: MIT
#include "integrate/gitlab_scanner.h"

#include <algorithm>
#include <charconv>

#include "embedded/gitlab_scanners.h"
#include "pipeline/setting.h"

namespace squire::integrate {

namespace {

using pipeline::Setting;
using pipeline::SettingPtr;

double number(const Setting* parent, std::string_view key) {
    const std::string_view digits = parent == nullptr ? std::string_view() : parent->text_of(key);
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::vector<std::string> words(const Setting* list) {
    std::vector<std::string> made;
    if (list == nullptr) return made;
    for (const SettingPtr& item : list->items) made.push_back(item->text);
    return made;
}

// The data is the program's own: what is wrong with it, its test finds.
std::vector<GitlabScanner> read() {
    std::vector<GitlabScanner> made;
    const EmbeddedFile& file = embedded::gitlab_scanners().front();
    const auto yaml = pipeline::read_yaml(std::string(file.text), file.name);
    const auto root = yaml ? pipeline::read_setting(*yaml, yaml->documents.front().root, 0) : std::unexpected(yaml.error());
    const Setting* list = root ? (*root)->find("scanners") : nullptr;
    if (list == nullptr) return made;
    for (const SettingPtr& item : list->items) {
        const auto text = [&](std::string_view key) { return std::string(item->text_of(key)); };
        made.push_back({.id = text("id"),
                        .title = text("title"),
                        .report = text("report"),
                        .template_name = text("template"),
                        .component = text("component"),
                        .job = text("job"),
                        .stage = text("stage"),
                        .tier = text("tier") == "ultimate" ? pipeline::Tier::ultimate : pipeline::Tier::free,
                        .off = text("off"),
                        .start_minutes = number(item->find("minutes"), "start"),
                        .minutes_per_megabyte = number(item->find("minutes"), "megabyte"),
                        .tools = words(item->find("tools")),
                        .hints = words(item->find("hints"))});
    }
    return made;
}

} // namespace

std::span<const GitlabScanner> gitlab_scanners() {
    static const std::vector<GitlabScanner> kScanners = read();
    return kScanners;
}

const GitlabScanner* find_gitlab_scanner(std::string_view id) {
    const auto all = gitlab_scanners();
    const auto found = std::ranges::find(all, id, &GitlabScanner::id);
    return found == all.end() ? nullptr : &*found;
}

} // namespace squire::integrate
