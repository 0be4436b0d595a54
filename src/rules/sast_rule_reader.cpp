// SPDX-License-Identifier: MIT
#include "rules/sast_rule_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "rules/sast_formula_reader.h"
#include "rules/sast_options_reader.h"
#include "rules/sast_taint_reader.h"
#include "rules/yaml_fields.h"

namespace squire::rules {
namespace {

using Field = YamlReading::Field;
using Fields = SastFormulaReader::Fields;

// Keys beside the formula. Those without a case in `setting` are known and mean nothing here.
constexpr std::array<std::string_view, 20> kRuleKeys = {
    "id",          "message",     "languages", "severity", "mode",     "metadata",       "options",       "paths", "fix",   "fix-regex",
    "min-version", "max-version", "version",   "pattern",  "patterns", "pattern-either", "pattern-regex", "match", "taint", "validators"};

finding::Severity severity_of(std::string_view word) {
    using enum finding::Severity;
    const std::string lower = to_lower(word);
    if (lower == "error") return high;
    if (lower == "warning") return medium;
    if (lower == "info") return low;
    if (lower == "inventory" || lower == "experiment") return info;
    return finding::parse_severity(lower).value_or(unknown);
}

// `security-severity`: a word, or a number as CVSS has it.
std::optional<finding::Severity> security_severity(std::string_view text) {
    using enum finding::Severity;
    double score = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), score);
    if (error != std::errc() || end != text.data() + text.size()) return finding::parse_severity(text);
    return score >= 9 ? critical : score >= 7 ? high : score >= 4 ? medium : score > 0 ? low : info;
}

// "CWE-89: Improper Neutralization …"
std::optional<std::uint32_t> cwe_number(std::string_view text) {
    const std::string lower = to_lower(text);
    const std::size_t at = lower.find("cwe-");
    if (at == std::string::npos) return std::nullopt;
    std::uint32_t number = 0;
    const char* const begin = lower.data() + at + 4;
    const auto [end, error] = std::from_chars(begin, lower.data() + lower.size(), number);
    return error == std::errc() && end != begin && number > 0 ? std::optional(number) : std::nullopt;
}

class RuleReader {
public:
    RuleReader(YamlReading& yaml, Problems& problems) : yaml_(yaml), problems_(problems) {}

    /// Nothing where the rule cannot run; then a problem names it.
    std::optional<SastRule> read(const yaml::Node& node) {
        SastRule rule{.file = yaml_.file().name, .line = yaml_.line(node)};
        const Fields fields = yaml_.fields(node, "a rule");
        for (const Field& field : fields) {
            if (field.key == "id") rule.id = yaml_.text(*field.value, field.key), rule.line = yaml_.line(*field.at);
        }
        if (!yaml_.failed()) read(rule, node, fields);
        auto fault = yaml_.take_fault();
        if (!fault) return rule;
        if (!rule.id.empty()) fault->message = fmt::format("rule '{}': {}", printable(shorten(rule.id, 200)), fault->message);
        problems_.add(Weight::incomplete, std::move(*fault));
        return std::nullopt;
    }

private:
    void read(SastRule& rule, const yaml::Node& node, const Fields& fields) {
        const auto ok = [](char byte) { return std::isalnum(static_cast<unsigned char>(byte)) != 0 || std::string_view("._-").contains(byte); };
        if (rule.id.empty()) return yaml_.fail(node, "a rule without an id");
        if (!std::ranges::all_of(rule.id, ok)) return yaml_.fail(node, "an id has letters, digits, '.', '_' and '-'");
        Fields formula;
        Fields taint;
        const Field* match = nullptr;
        const Field* second_taint = nullptr;
        for (const Field& field : fields) {
            if (yaml_.failed()) return;
            if (SastFormulaReader::is_formula_key(field.key))
                formula.push_back(field);
            else if (is_taint_key(field.key))
                taint.push_back(field);
            else if (field.key == "match")
                match = &field;
            else if (field.key == "taint")
                second_taint = &field;
            else
                setting(rule, field);
        }
        if (rule.languages.empty()) yaml_.fail(node, "the key 'languages' is missing");
        if (rule.message.empty()) yaml_.fail(node, "the key 'message' is missing");
        if (match != nullptr) {
            const yaml::Node& value = yaml_.follow(*match->value);
            const Fields inner = value.kind == yaml::NodeKind::mapping ? yaml_.fields(value, "match") : Fields();
            if (inner.size() == 1 && inner.front().key == "taint") second_taint = nullptr, taint = yaml_.fields(*inner.front().value, "taint");
        } else if (second_taint != nullptr) {
            taint = yaml_.fields(*second_taint->value, "taint");
        }
        const std::size_t ways = std::size_t{!formula.empty()} + std::size_t{!taint.empty()} + std::size_t{match != nullptr && taint.empty()};
        if (ways > 1) return yaml_.fail(node, "sources and sinks beside a pattern: only one of them can be meant");
        if (!taint.empty() || rule.mode == SastRule::Mode::taint) {
            rule.mode = SastRule::Mode::taint;
            rule.taint = read_taint(yaml_, node, taint);
            return;
        }
        SastFormulaReader reader(yaml_);
        Fields others;
        rule.formula = match != nullptr ? reader.second_syntax(*match->value) : reader.first_syntax(node, formula, others);
    }

    void setting(SastRule& rule, const Field& field) {
        const std::string_view key = field.key;
        const yaml::Node& value = *field.value;
        if (key == "message")
            rule.message = trim(yaml_.text(value, key));
        else if (key == "languages")
            rule.languages = languages(value);
        else if (key == "severity")
            severity(rule, value);
        else if (key == "mode")
            mode(rule, value);
        else if (key == "paths")
            paths(rule, value);
        else if (key == "options")
            rule.options = read_sast_options(yaml_, value, problems_);
        else if (key == "fix")
            rule.fix = yaml_.text(value, key);
        else if (key == "fix-regex")
            fix_regex(rule, value);
        else if (key == "metadata")
            metadata(rule, value);
        else if (key == "r2c-internal-project-depends-on" || key == "join" || key == "extract")
            several_files(field);
        else if (std::ranges::find(kRuleKeys, key) == kRuleKeys.end())
            warn(rule, field);
    }

    void warn(const SastRule& rule, const Field& field) {
        const std::string_view nearest = nearest_word(field.key, kRuleKeys);
        problems_.add(Weight::warning,
                      Error{ErrorKind::malformed,
                            fmt::format("rule '{}': the key '{}' is not known", printable(rule.id), printable(shorten(field.key, 80))),
                            yaml_.file().place_name(field.at->range.begin),
                            nearest.empty() ? std::string() : fmt::format("did you mean '{}'?", nearest)});
    }

    void several_files(const Field& field) {
        yaml_.fail(*field.at, fmt::format("'{}' looks at more than one file", field.key), "it cannot run here", ErrorKind::unsupported);
    }

    std::vector<std::string> languages(const yaml::Node& value) {
        std::vector<std::string> found = yaml_.texts(value, "languages");
        for (std::string& each : found) each = to_lower(each);
        std::erase(found, std::string());
        return found;
    }

    void severity(SastRule& rule, const yaml::Node& value) {
        const std::string word = yaml_.text(value, "severity");
        const finding::Severity known = severity_of(word);
        if (known == finding::Severity::unknown)
            yaml_.fail(value, fmt::format("there is no severity '{}'", printable(shorten(word, 80))),
                       "ERROR, WARNING, INFO, CRITICAL, HIGH, MEDIUM or LOW");
        if (!severity_is_set_) rule.severity = known;
    }

    void mode(SastRule& rule, const yaml::Node& value) {
        const std::string word = yaml_.text(value, "mode");
        if (word == "taint")
            rule.mode = SastRule::Mode::taint;
        else if (word == "join" || word == "extract" || word == "steps")
            yaml_.fail(value, fmt::format("the mode '{}' looks at more than one text", word), "it cannot run here", ErrorKind::unsupported);
        else if (word != "search" && !yaml_.failed())
            yaml_.fail(value, fmt::format("there is no mode '{}'", printable(shorten(word, 80))), "search or taint");
    }

    void paths(SastRule& rule, const yaml::Node& value) {
        for (const Field& field : yaml_.fields(value, "paths")) {
            if (field.key == "include")
                rule.include = yaml_.texts(*field.value, field.key);
            else if (field.key == "exclude")
                rule.exclude = yaml_.texts(*field.value, field.key);
            else
                yaml_.fail(*field.at, fmt::format("the key '{}' is not known in paths", printable(shorten(field.key, 80))),
                           "include or exclude");
        }
    }

    void fix_regex(SastRule& rule, const yaml::Node& value) {
        FixRegex made;
        for (const Field& field : yaml_.fields(value, "fix-regex")) {
            if (field.key == "regex")
                made.regex = yaml_.text(*field.value, field.key);
            else if (field.key == "replacement")
                made.replacement = yaml_.text(*field.value, field.key);
            else if (field.key == "count")
                made.count = yaml_.count(*field.value, field.key);
            else
                yaml_.fail(*field.at, fmt::format("the key '{}' is not known in fix-regex", printable(shorten(field.key, 80))));
        }
        if (made.regex.empty()) yaml_.fail(value, "fix-regex without a regex");
        rule.fix_regex = std::move(made);
    }

    // What a rule tells of itself is anyone's: values of a wrong type are passed over.
    void metadata(SastRule& rule, const yaml::Node& node) {
        if (yaml_.follow(node).is_null()) return;
        for (const Field& field : yaml_.fields(node, "metadata")) {
            const std::string key = to_lower(field.key);
            const std::vector<std::string> values = scalars(*field.value);
            const std::string first = values.empty() ? std::string() : values.front();
            if (key == "cwe") {
                for (const std::string& each : values) {
                    const auto number = cwe_number(each);
                    if (number && std::ranges::find(rule.cwe, *number) == rule.cwe.end()) rule.cwe.push_back(*number);
                }
            } else if (key == "owasp") {
                for (const std::string& each : values)
                    if (std::ranges::find(rule.owasp, each) == rule.owasp.end()) rule.owasp.push_back(each);
            } else if (key == "confidence") {
                rule.confidence = finding::parse_confidence(first).value_or(finding::Confidence::unknown);
            } else if (key == "security-severity") {
                if (const auto known = security_severity(first)) rule.severity = *known, severity_is_set_ = true;
            } else if (key == "references") {
                rule.references = values;
            } else if (key == "technology") {
                rule.technology = values;
            } else if (key == "shortdescription" || key == "short_description" || key == "title") {
                rule.title = first;
            } else if (key == "primary_identifier" && !first.empty()) {
                rule.identifiers.insert(rule.identifiers.begin(), {"semgrep_id", first, first, ""});
            } else if (key == "secondary_identifiers") {
                secondary_identifiers(rule, *field.value);
            } else if (key == "category") {
                rule.category = first;
            } else if (key == "likelihood") {
                rule.likelihood = first;
            } else if (key == "impact") {
                rule.impact = first;
            } else if (key == "solution") {
                rule.solution = first;
            } else if (key == "fix") {
                fix_notes(rule, *field.value);
            }
        }
    }

    void fix_notes(SastRule& rule, const yaml::Node& value) {
        const yaml::Node& notes = yaml_.follow(value);
        if (notes.kind != yaml::NodeKind::mapping) return;
        for (const Field& field : yaml_.fields(notes, "fix")) {
            std::vector<std::string> texts = scalars(*field.value);
            if (texts.empty()) continue;
            if (field.key == "subject")
                rule.fix_notes.subject = trim(texts.front());
            else if (field.key == "risk")
                rule.fix_notes.risk = trim(texts.front());
            else if (field.key == "imports")
                rule.fix_notes.imports = std::move(texts);
            else if (field.key == "none")
                rule.fix_notes.none = trim(texts.front());
        }
    }

    std::vector<std::string> scalars(const yaml::Node& node) {
        std::vector<std::string> found;
        const auto take = [&](const yaml::Node& each) {
            if (each.kind == yaml::NodeKind::scalar && !each.is_null() && found.size() < 1'000) found.push_back(yaml_.text(each, "metadata"));
        };
        const yaml::Node& value = yaml_.follow(node);
        take(value);
        for (const yaml::Node& item : value.items) take(yaml_.follow(item));
        return found;
    }

    void secondary_identifiers(SastRule& rule, const yaml::Node& node) {
        for (const yaml::Node& item : yaml_.follow(node).items) {
            finding::Identifier made;
            const yaml::Node& entry = yaml_.follow(item);
            if (entry.kind != yaml::NodeKind::mapping) continue;
            for (const Field& field : yaml_.fields(entry, "an identifier")) {
                const std::vector<std::string> value = scalars(*field.value);
                if (value.empty()) continue;
                if (field.key == "name")
                    made.name = value.front();
                else if (field.key == "type")
                    made.type = value.front();
                else if (field.key == "value")
                    made.value = value.front();
            }
            if (!made.type.empty() && !made.value.empty()) rule.identifiers.push_back(std::move(made));
        }
    }

    YamlReading& yaml_;
    Problems& problems_;
    bool severity_is_set_ = false; // by metadata, which knows more classes
};

} // namespace

Result<std::vector<SastRule>> read_sast_rules(std::string text, std::string_view file_name, Problems& problems) {
    const auto file = yaml::read_yaml(std::move(text), file_name);
    if (!file) return std::unexpected(file.error());
    YamlReading yaml(*file);
    const yaml::Node& root = file->documents.front().root;
    const yaml::Entry* const rules = root.kind == yaml::NodeKind::mapping ? root.find("rules") : nullptr;
    if (rules == nullptr)
        return fail(ErrorKind::unsupported, "this is no file of rules: it has no list 'rules'", std::string(file_name),
                    "docs/add-a-sast-rule.md shows one");
    std::vector<SastRule> found;
    for (const yaml::Node* node : yaml.items(rules->value, "rules")) {
        if (yaml.exhausted()) break;
        if (found.size() == kSastRuleLimit) {
            yaml.fail(*node, fmt::format("more than {} rules in one file: the rest is left out", kSastRuleLimit), "split it", ErrorKind::limit);
            break;
        }
        if (auto rule = RuleReader(yaml, problems).read(*node)) found.push_back(std::move(*rule));
    }
    if (auto fault = yaml.take_fault()) problems.add(Weight::incomplete, std::move(*fault));
    return found;
}

} // namespace squire::rules
