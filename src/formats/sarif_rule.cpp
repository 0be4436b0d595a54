// SPDX-License-Identifier: MIT
#include "formats/sarif_rule.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::formats {
namespace {

using finding::Confidence;
using finding::Severity;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number of a CWE in "external/cwe/cwe-079", "CWE-79: Cross-site Scripting" and the like; empty where there is none.
std::string cwe_in(std::string_view text) {
    const std::string lower = to_lower(text);
    const std::size_t at = lower.find("cwe-");
    if (at == std::string::npos) return {};
    const std::size_t begin = lower.find_first_not_of('0', at + 4);
    if (begin == std::string::npos) return {};
    std::size_t end = begin;
    while (end < lower.size() && is_digit(lower[end])) ++end;
    return lower.substr(begin, end - begin);
}

std::string identifier_type(std::string_view tool) {
    std::string type;
    for (const char c : to_lower(tool)) {
        const bool kept = (c >= 'a' && c <= 'z') || is_digit(c);
        if (kept) type += c;
        if (!kept && !type.empty() && type.back() != '_') type += '_';
    }
    if (type.empty()) return "rule_id";
    return type.back() == '_' ? type + "id" : type + "_id";
}

Severity of_rank(double rank) {
    if (rank >= 90) return Severity::critical;
    if (rank >= 70) return Severity::high;
    if (rank >= 40) return Severity::medium;
    return rank >= 10 ? Severity::low : Severity::info;
}

Severity of_score(double score) {
    if (score >= 9) return Severity::critical;
    if (score >= 7) return Severity::high;
    if (score >= 4) return Severity::medium;
    return score > 0 ? Severity::low : Severity::info;
}

std::optional<Severity> of_level(const JsonCursor& from) {
    const std::string level = from.text("level");
    if (level == "error") return Severity::high;
    if (level == "warning") return Severity::medium;
    if (level == "note") return Severity::low;
    if (level == "none") return Severity::info;
    if (!level.empty()) from.warn(fmt::format("\"{}\" is no level", level), "level");
    return std::nullopt;
}

std::optional<double> rank_of(const JsonCursor& from) {
    const auto rank = from.number("rank");
    return rank && *rank >= 0 && *rank <= 100 ? rank : std::nullopt; // -1 is SARIF's word for none
}

std::optional<double> score_of(const JsonCursor& from) {
    const JsonCursor properties = from.object("properties");
    const auto score = properties.number("security-severity");
    if (score && (*score < 0 || *score > 10)) properties.warn("a severity that is not between 0 and 10", "security-severity");
    return score && *score >= 0 && *score <= 10 ? score : std::nullopt;
}

} // namespace

SarifRules::SarifRules(const JsonCursor& run) : none_(run.object("")) {
    const JsonCursor tool = run.object("tool");
    identifier_type_ = identifier_type(tool.object("driver").text("name"));
    const auto add = [&](const JsonCursor& component) {
        rules_.emplace_back();
        const JsonCursor list = component.list("rules");
        for (std::size_t i = 0; i < list.size(); ++i) {
            rules_.back().push_back(list.at(i));
            by_id_.emplace(rules_.back().back().text("id"), std::pair(rules_.size() - 1, i));
        }
    };
    add(tool.object("driver"));
    const JsonCursor extensions = tool.list("extensions");
    for (std::size_t i = 0; i < extensions.size(); ++i) add(extensions.at(i));
    by_id_.erase("");
}

JsonCursor SarifRules::rule_of(const JsonCursor& result) const {
    const JsonCursor reference = result.object("rule");
    std::string id = result.text("ruleId");
    if (id.empty()) id = reference.text("id");
    const auto index = result.has("ruleIndex") ? result.integer("ruleIndex") : reference.integer("index");
    const auto extension = reference.object("toolComponent").integer("index");
    const std::size_t component = extension && *extension >= 0 ? static_cast<std::size_t>(*extension) + 1 : 0;
    if (index && *index >= 0 && component < rules_.size() && static_cast<std::size_t>(*index) < rules_[component].size()) {
        const JsonCursor& rule = rules_[component][static_cast<std::size_t>(*index)];
        if (id.empty() || id.starts_with(rule.text("id"))) return rule;
    }
    while (!id.empty()) {
        if (const auto found = by_id_.find(id); found != by_id_.end()) return rules_[found->second.first][found->second.second];
        const std::size_t slash = id.rfind('/');
        id.resize(slash == std::string::npos ? 0 : slash);
    }
    return none_;
}

finding::Identifier SarifRules::identifier_of(const std::string& id, const JsonCursor& rule) const {
    return {.type = identifier_type_, .name = id, .value = id, .url = rule.text("helpUri")};
}

std::vector<finding::Identifier> SarifRules::identifiers_of(const JsonCursor& result, const JsonCursor& rule) const {
    std::string id = result.text("ruleId");
    if (id.empty()) id = result.object("rule").text("id");
    if (id.empty()) id = rule.text("id");
    if (id.empty()) {
        result.warn("a result without a rule");
        id = "no-rule";
    }
    std::vector<finding::Identifier> identifiers{identifier_of(id, rule)};
    std::set<std::string> known;
    const auto add = [&](const std::string& number) {
        if (number.empty() || !known.insert(number).second) return;
        identifiers.push_back({"cwe", "CWE-" + number, number, fmt::format("https://cwe.mitre.org/data/definitions/{}.html", number)});
    };
    const JsonCursor tags = rule.object("properties").list("tags");
    for (std::size_t i = 0; i < tags.size(); ++i) add(cwe_in(tags.text_at(i)));
    const auto add_reference = [&](const JsonCursor& target) {
        if (to_lower(target.object("toolComponent").text("name")) == "cwe") add(cwe_in("cwe-" + target.text("id")));
        add(cwe_in(target.text("id")));
    };
    const JsonCursor relationships = rule.list("relationships");
    for (std::size_t i = 0; i < relationships.size(); ++i) add_reference(relationships.at(i).object("target"));
    const JsonCursor taxa = result.list("taxa");
    for (std::size_t i = 0; i < taxa.size(); ++i) add_reference(taxa.at(i));
    return identifiers;
}

finding::RuleInfo SarifRules::read_rule(const JsonCursor& rule) const {
    finding::RuleInfo info{.identifier = identifier_of(rule.text("id"), rule),
                           .name = sarif_rule_name(rule),
                           .description = rule.object("fullDescription").text("text"),
                           .help = sarif_rule_help(rule),
                           .severity = sarif_severity(none_, rule)};
    if (info.description.empty()) info.description = rule.object("shortDescription").text("text");
    if (rule.has("helpUri")) info.links.push_back({"", rule.text("helpUri")});
    const JsonCursor tags = rule.object("properties").list("tags");
    for (std::size_t i = 0; i < tags.size(); ++i) info.tags.push_back(tags.text_at(i));
    return info;
}

std::vector<finding::RuleInfo> SarifRules::list() const {
    std::vector<finding::RuleInfo> list;
    list.reserve(by_id_.size());
    for (const auto& component : rules_) {
        for (const JsonCursor& rule : component) {
            if (!rule.text("id").empty()) list.push_back(read_rule(rule));
        }
    }
    std::ranges::stable_sort(list, {}, [](const finding::RuleInfo& rule) -> const std::string& { return rule.identifier.value; });
    return list;
}

std::string sarif_rule_name(const JsonCursor& rule) {
    std::string name = rule.object("shortDescription").text("text");
    if (name.empty()) name = rule.text("name");
    return name.empty() ? rule.text("id") : name;
}

std::string sarif_rule_help(const JsonCursor& rule) {
    const JsonCursor help = rule.object("help");
    return help.has("text") ? help.text("text") : help.text("markdown");
}

Severity sarif_severity(const JsonCursor& result, const JsonCursor& rule) {
    if (const auto own = finding::parse_severity(result.object("properties").text("severity"))) return *own;
    const JsonCursor configuration = rule.object("defaultConfiguration");
    if (const auto rank = rank_of(result)) return of_rank(*rank);
    if (const auto rank = rank_of(configuration)) return of_rank(*rank);
    if (const auto score = score_of(result)) return of_score(*score);
    if (const auto score = score_of(rule)) return of_score(*score);
    if (const auto level = of_level(result)) return *level;
    return of_level(configuration).value_or(Severity::medium); // SARIF's default is "warning"
}

Confidence sarif_confidence(const JsonCursor& result, const JsonCursor& rule) {
    for (const std::string& word : {result.object("properties").text("confidence"), rule.object("properties").text("confidence"),
                                    rule.object("properties").text("precision")}) {
        if (word == "very-high") return Confidence::high;
        if (const auto confidence = finding::parse_confidence(word)) return *confidence;
    }
    return Confidence::unknown;
}

} // namespace squire::formats
