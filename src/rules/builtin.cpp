// SPDX-License-Identifier: MIT
#include "rules/builtin.h"

#include <iterator>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "embedded/secret_rule_files.h"
#include "rules/secret_rule_reader.h"

namespace squire::rules {

Result<SecretRules> builtin_secret_rules(Problems& problems) {
    SecretRules pack;
    pack.title = "Squire's secret rules";
    std::unordered_map<std::string, std::string> seen; // id to place
    for (const auto& [name, text] : embedded::secret_rule_files()) {
        auto file = read_secret_rules(text, name, {.check_regexes = false}, problems);
        if (!file) return std::unexpected(std::move(file.error()));
        for (auto& rule : file->rules) {
            const auto [earlier, fresh] = seen.emplace(rule.id, rule.place);
            if (!fresh) {
                problems.add(
                    Weight::warning,
                    Error{ErrorKind::internal, fmt::format("rule '{}' is also defined at {}", rule.id, earlier->second), rule.place, {}});
                continue;
            }
            pack.rules.push_back(std::move(rule));
        }
        pack.allowlists.insert(pack.allowlists.end(), std::make_move_iterator(file->allowlists.begin()),
                               std::make_move_iterator(file->allowlists.end()));
    }
    return pack;
}

} // namespace squire::rules
