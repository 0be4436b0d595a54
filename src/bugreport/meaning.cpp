// SPDX-License-Identifier: MIT
#include "bugreport/meaning.h"

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "base/text.h"
#include "embedded/compare_tools.h"
#include "finding/weakness.h"
#include "rules/gitleaks_ids.h"
#include "rules/toml.h"

namespace squire::bugreport {
namespace {

struct Tools {
    std::map<std::string, std::map<std::string, std::uint32_t>> weaknesses; // by tool, by rule in lower case
    std::map<std::string, std::string> same;                                // of a rule's last step: the name of its group
};

Tools read_tools() {
    Tools tools;
    for (const auto& [file, text] : embedded::compare_tools()) {
        const auto document = rules::parse_toml(text, file);
        if (!document) continue; // the test reads the file too
        for (const rules::TomlEntry& tool : document->entries) {
            const auto* const table = std::get_if<rules::TomlTable>(&tool.value.value);
            if (table == nullptr) continue;
            for (const rules::TomlEntry& entry : table->entries) {
                if (const auto* const number = std::get_if<std::int64_t>(&entry.value.value))
                    tools.weaknesses[tool.key][to_lower(entry.key)] = static_cast<std::uint32_t>(*number);
                const auto* const names = std::get_if<rules::TomlArray>(&entry.value.value);
                if (names == nullptr || tool.key != "same") continue;
                for (const rules::TomlValue& each : *names) {
                    if (const auto* const name = std::get_if<std::string>(&each.value)) tools.same[*name] = entry.key;
                }
            }
        }
    }
    return tools;
}

const Tools& tools() {
    static const Tools known = read_tools();
    return known;
}

std::string last_step(std::string_view rule) {
    const std::size_t at = rule.find_last_of("./");
    return to_lower(at == std::string_view::npos ? rule : rule.substr(at + 1));
}

bool is_advisory(std::string_view type, std::string_view value) {
    for (const std::string_view known : {"cve", "ghsa", "osv", "pysec", "rustsec", "go-", "gms"}) {
        if (type.starts_with(known) || value.starts_with(known)) return true;
    }
    return false;
}

// Gitleaks calls some rules otherwise than we do.
bool named_by_gitleaks(const std::string& one, const std::string& other) {
    const auto names = [](const std::string& gitleaks, const std::string& ours) {
        const auto known = rules::rules_named_by_gitleaks(gitleaks);
        return std::ranges::find(known, ours) != known.end();
    };
    return names(one, other) || names(other, one);
}

bool same_group(const std::string& one, const std::string& other) {
    const auto a = tools().same.find(one);
    const auto b = tools().same.find(other);
    return a != tools().same.end() && b != tools().same.end() && a->second == b->second;
}

bool have_common(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return std::ranges::find_first_of(one, other) != one.end();
}

} // namespace

std::uint32_t weakness_of_rule(std::string_view tool, std::string_view rule) {
    const std::string name = to_lower(tool);
    for (const auto& [known, of_rule] : tools().weaknesses) {
        if (!name.contains(known)) continue;
        // ESLint's and Brakeman's names have blanks and slashes in them, others a path before them.
        for (const std::string& spelling : {to_lower(rule), last_step(rule)}) {
            if (const auto found = of_rule.find(spelling); found != of_rule.end()) return found->second;
        }
    }
    return 0;
}

Meaning meaning_of(const finding::Finding& finding, std::string_view tool) {
    Meaning meaning{.type = finding.type, .rule = last_step(finding.rule()), .cwes = finding::cwes_of(finding)};
    if (meaning.cwes.empty()) {
        for (const std::string& name : {finding.rule(), finding.name}) {
            const std::uint32_t number = weakness_of_rule(tool, name);
            if (number != 0 && meaning.cwes.empty()) meaning.cwes.push_back(number);
        }
    }
    for (const finding::Identifier& identifier : finding.identifiers) {
        std::string value = to_lower(identifier.value);
        if (is_advisory(to_lower(identifier.type), value)) meaning.advisories.push_back(std::move(value));
    }
    std::ranges::sort(meaning.advisories);
    meaning.credential = finding.type == finding::ReportType::secret_detection ||
                         std::ranges::any_of(meaning.cwes, [](std::uint32_t cwe) { return cwe == 798 || cwe == 259 || cwe == 321; });
    return meaning;
}

Likeness likeness_of(const Meaning& left, const Meaning& right) {
    if (left.rule == right.rule || named_by_gitleaks(left.rule, right.rule) || have_common(left.advisories, right.advisories))
        return Likeness::same_rule;
    if (std::ranges::find_first_of(left.cwes, right.cwes) != left.cwes.end() || same_group(left.rule, right.rule))
        return Likeness::same_weakness;
    if (left.credential && right.credential) return Likeness::related_weakness;
    for (const std::uint32_t one : left.cwes) {
        for (const std::uint32_t other : right.cwes) {
            if (finding::is_same_weakness(one, other)) return Likeness::related_weakness;
        }
    }
    return Likeness::different;
}

std::string_view to_string(Likeness likeness) {
    switch (likeness) {
    case Likeness::same_rule: return "same rule";
    case Likeness::same_weakness: return "same weakness";
    case Likeness::related_weakness: return "related weakness";
    case Likeness::different: return "different";
    }
    return "";
}

} // namespace squire::bugreport
