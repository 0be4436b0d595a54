// SPDX-License-Identifier: MIT
#include "rules/gitleaks_ids.h"

#include <unordered_map>
#include <vector>

#include "embedded/gitleaks_ids.h"
#include "rules/toml.h"

namespace squire::rules {
namespace {

using Names = std::unordered_map<std::string, std::vector<std::string>>;

Names read_names() {
    Names names;
    for (const auto& [file, text] : embedded::gitleaks_ids()) {
        const auto table = parse_toml(text, file);
        if (!table) continue; // the test reads the file too
        for (const auto& entry : table->entries)
            if (const auto* list = std::get_if<TomlArray>(&entry.value.value))
                for (const auto& id : *list)
                    if (const auto* name = std::get_if<std::string>(&id.value)) names[entry.key].push_back(*name);
    }
    return names;
}

} // namespace

std::span<const std::string> rules_named_by_gitleaks(std::string_view id) {
    static const Names names = read_names();
    const auto found = names.find(std::string(id));
    return found == names.end() ? std::span<const std::string>() : found->second;
}

} // namespace squire::rules
