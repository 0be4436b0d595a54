// SPDX-License-Identifier: MIT
#include "rules/builtin_sast.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "embedded/sast_rule_files.h"
#include "rules/sast_rule_reader.h"

namespace squire::rules {

Result<std::vector<SastRule>> builtin_sast_rules(Problems& problems) {
    std::vector<SastRule> pack;
    for (const auto& [name, text] : embedded::sast_rule_files()) {
        auto file = read_sast_rules(std::string(text), name, problems);
        if (!file) return std::unexpected(std::move(file.error()));
        std::ranges::move(*file, std::back_inserter(pack));
    }
    return pack;
}

std::string_view builtin_sast_rule_file(std::string_view name) {
    const auto files = embedded::sast_rule_files();
    const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
    return found == files.end() ? std::string_view() : found->text;
}

} // namespace squire::rules
