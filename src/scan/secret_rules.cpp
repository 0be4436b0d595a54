// SPDX-License-Identifier: MIT
#include "scan/secret_rules.h"

#include <algorithm>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "base/file.h"
#include "rules/builtin.h"
#include "rules/secret_rule_reader.h"

namespace squire::scan {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestRuleFile = 4U << 20U;

// A rule file may name another one to extend, but only below its own folder: it comes from the project and may be anyone's.
Result<std::string> load_beside(const fs::path& folder, std::string_view path) {
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder, error);
    const fs::path wanted = fs::weakly_canonical(root / path, error);
    const fs::path inside = wanted.lexically_relative(root);
    if (error || inside.empty() || *inside.begin() == "..") {
        return fail(ErrorKind::unsupported, "a rule file may extend only files in its own folder or below it", std::string(path));
    }
    return read_file(wanted, kLargestRuleFile);
}

Result<rules::SecretRules> read_rule_file(const fs::path& file, Problems& problems) {
    const auto text = read_file(file, kLargestRuleFile);
    if (!text) return std::unexpected(text.error());
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    return rules::read_secret_rules(*text, file.string(),
                                    {.load = [folder](std::string_view path, std::string_view) { return load_beside(folder, path); },
                                     .default_rules = rules::builtin_secret_rules},
                                    problems);
}

// The project's rules over ours: an id that both have is the project's.
void lay_over(rules::SecretRules& base, rules::SecretRules project) {
    for (rules::SecretRule& rule : project.rules) {
        const auto same = std::ranges::find(base.rules, rule.id, &rules::SecretRule::id);
        if (same == base.rules.end()) {
            base.rules.push_back(std::move(rule));
        } else {
            *same = std::move(rule);
        }
    }
    std::ranges::move(project.allowlists, std::back_inserter(base.allowlists));
}

} // namespace

Result<rules::SecretRules> secret_rules_for(const fs::path& project, const std::optional<fs::path>& file, Problems& problems) {
    if (file) {
        auto rules = read_rule_file(*file, problems);
        if (rules && rules->rules.empty() && !problems.incomplete()) {
            return fail(ErrorKind::malformed, "there is no rule in it", file->string(),
                        "a rule begins with [[rules]]: squire rules list names those built in");
        }
        return rules;
    }
    auto rules = rules::builtin_secret_rules(problems);
    const fs::path own = (project / ".gitleaks.toml").lexically_normal();
    std::error_code error;
    if (!rules || project.empty() || !fs::is_regular_file(own, error)) return rules;
    auto of_project = read_rule_file(own, problems);
    if (!of_project) {
        Error problem = of_project.error();
        problem.hint = "the project's own rules are left out";
        problems.add(Weight::incomplete, std::move(problem));
        return rules;
    }
    lay_over(*rules, std::move(*of_project));
    return rules;
}

rules::GitleaksIgnore ignore_list_of(const fs::path& project, Problems& problems) {
    const fs::path file = (project / ".gitleaksignore").lexically_normal();
    std::error_code error;
    if (project.empty() || !fs::is_regular_file(file, error)) return {};
    const auto text = read_file(file, kLargestRuleFile);
    if (!text) {
        problems.add(Weight::warning, text.error());
        return {};
    }
    return rules::GitleaksIgnore::read(*text, file.string(), problems);
}

} // namespace squire::scan
