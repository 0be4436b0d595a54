// SPDX-License-Identifier: MIT
#include "rules/secret_rule_reader.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <ranges>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "rules/gitleaks_ids.h"
#include "rules/rule_regex.h"
#include "rules/table_reader.h"
#include "rules/toml.h"

namespace squire::rules {
namespace {

constexpr int kExtensionDepth = 2;                     // Gitleaks' maxExtendDepth
constexpr std::pair<int, int> kGitleaksVersion{8, 30}; // the version whose keys this reader knows
/// The sum of RE2 program sizes of one set; Gitleaks' own 222 rules come to 0.17 million. Bounds the time a hostile file can take.
constexpr std::uint64_t kRegexBudget = 2'000'000;
constexpr std::uint64_t kTooLargeRegex = 200'000; // what RE2 has built of one before it gives up

/// Lays one field of a rule over the rule it extends.
using Overlay = void (*)(SecretRule& base, SecretRule& over);
template <auto Field> void overlay(SecretRule& base, SecretRule& over) { base.*Field = std::move(over.*Field); }

/// A rule before its file has been laid over the file that it extends: it may still lack what it gets from there.
struct Draft {
    SecretRule rule;
    std::vector<Overlay> given; // for each key of the entry that replaces
    bool extends = false;       // its file extends another, so it may have been meant to be laid over a rule there
};

/// One file, with what it extends laid under it.
struct DraftSet {
    std::string title;
    std::vector<Draft> rules;
    std::vector<Allowlist> allowlists;
    std::vector<std::pair<std::string, std::string>> targets; // the ids in targetRules, and the place of each
    std::unordered_set<std::string> disabled;                 // rules that disabledRules took out
};

template <class Item> void append(std::vector<Item>& to, std::vector<Item>&& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// The places of ids in a list of drafts.
std::unordered_map<std::string_view, std::size_t> index_of(const std::vector<Draft>& rules) {
    std::unordered_map<std::string_view, std::size_t> result;
    for (std::size_t index = 0; index < rules.size(); ++index) result.emplace(rules[index].rule.id, index);
    return result;
}

std::string did_you_mean(std::string_view id, const std::vector<Draft>& rules) {
    constexpr std::size_t kMostCompared = 1000;
    std::vector<std::string_view> ids;
    for (const auto& draft : rules | std::views::take(kMostCompared))
        if (draft.rule.id != id) ids.emplace_back(draft.rule.id);
    const auto nearest = nearest_word(id, ids);
    return nearest.empty() ? std::string() : fmt::format("did you mean '{}'?", nearest);
}

/// What one call of read_secret_rules spends, whatever the number of files.
struct Budget {
    std::uint64_t program_size = 0;
};

class FileReader {
public:
    FileReader(std::string_view file_name, const SecretRuleOptions& options, Problems& problems, Budget& budget, int depth)
        : file_name_(file_name), options_(options), problems_(problems), budget_(budget), depth_(depth) {}

    Result<DraftSet> read(std::string_view text);

private:
    void read_rules(TableReader& document);
    std::optional<Draft> read_rule(const TomlTable& table);
    void read_required(TableReader& reader, SecretRule& rule);
    void read_squire(TableReader& reader, Draft& draft);
    void read_global_allowlists(TableReader& document);
    std::optional<Allowlist> read_allowlist(const TomlTable& table, std::string what, bool global);
    void read_extend(TableReader& document);
    void extend(DraftSet base, const std::vector<TextAt>& disabled, TableReader& reader);
    void check_version(TableReader& document);
    std::string regex(TableReader& reader, const TextAt& text);

    TableReader reader_of(const TomlTable& table, std::string what, Weight wrong) const {
        return {table, file_name_, std::move(what), wrong, problems_};
    }

    std::string_view file_name_;
    const SecretRuleOptions& options_;
    Problems& problems_;
    Budget& budget_;
    int depth_;
    DraftSet set_;
};

Result<DraftSet> FileReader::read(std::string_view text) {
    auto document = parse_toml(text, file_name_);
    if (!document) return std::unexpected(std::move(document.error()));
    auto reader = reader_of(*document, "rule file", Weight::warning);
    if (auto title = reader.text("title")) set_.title = std::move(title->text);
    (void)reader.text("description");
    check_version(reader);
    read_rules(reader);
    read_global_allowlists(reader);
    read_extend(reader);
    reader.finish();
    return std::move(set_);
}

void FileReader::check_version(TableReader& document) {
    const auto version = document.text("minVersion");
    if (!version || version->text.empty()) return;
    std::pair<int, int> least{-1, 0};
    const auto parts = split(version->text.starts_with('v') ? std::string_view(version->text).substr(1) : version->text, '.');
    const auto number = [](std::string_view digits) {
        const bool valid = !digits.empty() && digits.size() < 6 && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
        return valid ? std::stoi(std::string(digits)) : -1;
    };
    least.first = number(parts[0]);
    if (parts.size() > 1) least.second = number(parts[1]);
    if (least.first < 0 || least.second < 0)
        document.warn(version->at, fmt::format("minVersion '{}' is not a version", version->text));
    else if (least > kGitleaksVersion)
        document.warn(version->at,
                      fmt::format("written for Gitleaks {}; the keys known here are those of {}.{}", version->text, kGitleaksVersion.first,
                                  kGitleaksVersion.second),
                      "keys added since then are named as unknown and skipped");
}

void FileReader::read_rules(TableReader& document) {
    std::unordered_map<std::string, std::size_t> seen;
    for (const auto* table : document.tables("rules")) {
        auto draft = read_rule(*table);
        if (!draft) continue;
        const auto [known, fresh] = seen.emplace(draft->rule.id, set_.rules.size());
        if (fresh) {
            set_.rules.push_back(std::move(*draft));
            continue;
        }
        auto& earlier = set_.rules[known->second];
        document.warn(table->at, fmt::format("rule '{}' is defined again and replaces the one of {}", draft->rule.id, earlier.rule.place));
        earlier = std::move(*draft);
    }
}

std::string FileReader::regex(TableReader& reader, const TextAt& text) {
    auto regex = to_re2_syntax(text.text);
    if (!options_.check_regexes) return regex;
    if (budget_.program_size > kRegexBudget) {
        reader.complain(text.at, "the regexes of this file are too large together", {}, ErrorKind::limit);
        return regex;
    }
    if (auto facts = check_regex(regex)) {
        budget_.program_size += facts->program_size;
    } else {
        if (facts.error().kind == ErrorKind::limit) budget_.program_size += kTooLargeRegex;
        reader.complain(text.at, fmt::format("bad regex: {}", facts.error().message), std::move(facts.error().hint), facts.error().kind);
    }
    return regex;
}

std::optional<Draft> FileReader::read_rule(const TomlTable& table) {
    auto reader = reader_of(table, "rule", Weight::incomplete);
    Draft draft;
    auto& rule = draft.rule;
    const auto id = reader.text("id");
    if (id) rule.id = trim(id->text);
    if (rule.id.empty()) {
        if (!reader.failed()) reader.complain(table.at, "it has no id and is left out", "give it an id that no other rule has");
        return std::nullopt;
    }
    reader.rename(fmt::format("rule '{}'", shorten(rule.id, 100)));
    rule.place = fmt::format("{}:{}", file_name_, table.at.line);

    // An empty or zero value is as good as none: Gitleaks cannot tell them apart.
    if (auto description = reader.text("description"); description && !description->text.empty()) {
        rule.description = std::move(description->text);
        draft.given.push_back(overlay<&SecretRule::description>);
    }
    if (const auto path = reader.text("path"); path && !path->text.empty()) {
        rule.path = regex(reader, *path);
        draft.given.push_back(overlay<&SecretRule::path>);
    }
    if (const auto text = reader.text("regex"); text && !text->text.empty()) {
        rule.regex = regex(reader, *text);
        draft.given.push_back(overlay<&SecretRule::regex>);
    }
    if (const auto group = reader.count("secretGroup"); group && *group != 0) {
        rule.secret_group = *group;
        draft.given.push_back(overlay<&SecretRule::secret_group>);
    }
    if (const auto entropy = reader.number("entropy"); entropy && *entropy != 0) {
        rule.entropy = *entropy;
        draft.given.push_back(overlay<&SecretRule::entropy>);
    }
    for (auto& keyword : reader.texts("keywords")) rule.keywords.push_back(to_lower(keyword.text));
    for (auto& tag : reader.texts("tags")) rule.tags.push_back(std::move(tag.text));
    rule.skip_report = reader.flag("skipReport").value_or(false);
    read_required(reader, rule);
    auto allowlists = reader.tables("allowlists");
    if (const auto old = reader.tables("allowlist"); !old.empty()) {
        if (!allowlists.empty())
            reader.warn(reader.at("allowlist"), "[rules.allowlist] is the old form of [[rules.allowlists]]; Gitleaks refuses a rule with both");
        allowlists.insert(allowlists.end(), old.begin(), old.end());
    }
    for (const auto* allowlist : allowlists)
        if (auto read = read_allowlist(*allowlist, fmt::format("allowlist of rule '{}'", shorten(rule.id, 100)), false))
            rule.allowlists.push_back(std::move(*read));
    read_squire(reader, draft);
    reader.finish();
    if (reader.failed()) return std::nullopt;
    return draft;
}

void FileReader::read_required(TableReader& reader, SecretRule& rule) {
    for (const auto* table : reader.tables("required")) {
        auto required = reader_of(*table, fmt::format("[[rules.required]] of rule '{}'", shorten(rule.id, 100)), Weight::warning);
        auto id = required.text("id");
        RequiredRule read{id ? std::move(id->text) : std::string(), required.count("withinLines"), required.count("withinColumns")};
        required.finish();
        if (read.id.empty() || required.failed())
            reader.complain(table->at, "a [[rules.required]] of it is not usable, so the rule is left out",
                            read.id.empty() ? "give the id of the required rule" : "");
        else
            rule.required.push_back(std::move(read));
    }
}

void FileReader::read_squire(TableReader& rule_reader, Draft& draft) {
    const auto* table = rule_reader.table("squire");
    if (table == nullptr) return;
    auto& rule = draft.rule;
    auto reader = reader_of(*table, fmt::format("[rules.squire] of rule '{}'", shorten(rule.id, 100)), Weight::warning);
    const auto word = [&](std::string_view key, std::string_view choices, auto parse, Overlay over) {
        const auto text = reader.text(key);
        if (!text) return;
        if (parse(text->text))
            draft.given.push_back(over);
        else
            reader.warn(text->at, fmt::format("'{}' cannot be '{}'", key, shorten(text->text, 80)), fmt::format("one of: {}", choices));
    };
    word(
        "severity", "critical, high, medium, low, info",
        [&](std::string_view text) {
            const auto severity = finding::parse_severity(text);
            if (severity && *severity != finding::Severity::unknown) rule.severity = *severity;
            return severity && *severity != finding::Severity::unknown;
        },
        overlay<&SecretRule::severity>);
    word(
        "confidence", "high, medium, low",
        [&](std::string_view text) {
            using enum finding::Confidence;
            const auto confidence = finding::parse_confidence(text);
            const bool known = confidence == high || confidence == medium || confidence == low;
            if (known) rule.confidence = *confidence;
            return known;
        },
        overlay<&SecretRule::confidence>);
    word(
        "evidence", "shape, generic",
        [&](std::string_view text) {
            rule.evidence = text == "generic" ? SecretRule::Evidence::generic : SecretRule::Evidence::shape;
            return text == "generic" || text == "shape";
        },
        overlay<&SecretRule::evidence>);
    word(
        "checksum", "crc32-base62",
        [&](std::string_view text) {
            rule.checksum = text == "crc32-base62" ? SecretRule::Checksum::crc32_base62 : SecretRule::Checksum::none;
            return text == "crc32-base62";
        },
        overlay<&SecretRule::checksum>);
    const auto text = [&](std::string_view key, std::string& field, Overlay over) {
        if (auto value = reader.text(key)) {
            field = std::move(value->text);
            draft.given.push_back(over);
        }
    };
    text("means", rule.means, overlay<&SecretRule::means>);
    text("gain", rule.gain, overlay<&SecretRule::gain>);
    text("revoke", rule.revoke, overlay<&SecretRule::revoke>);
    if (const auto cwe = reader.count("cwe")) {
        rule.cwe = *cwe;
        draft.given.push_back(overlay<&SecretRule::cwe>);
    }
    const auto texts = [&](std::string_view key, std::vector<std::string>& field, Overlay over) {
        auto values = reader.texts(key, true);
        if (values.empty()) return;
        for (auto& value : values) field.push_back(std::move(value.text));
        draft.given.push_back(over);
    };
    texts("links", rule.links, overlay<&SecretRule::links>);
    texts("matches", rule.matches, overlay<&SecretRule::matches>);
    texts("rejects", rule.rejects, overlay<&SecretRule::rejects>);
    reader.finish();
}

void FileReader::read_global_allowlists(TableReader& document) {
    auto tables = document.tables("allowlists");
    if (const auto old = document.tables("allowlist"); !old.empty()) {
        if (!tables.empty())
            document.warn(document.at("allowlist"), "[allowlist] is the old form of [[allowlists]]; Gitleaks refuses a file with both");
        tables.insert(tables.end(), old.begin(), old.end());
    }
    for (const auto* table : tables)
        if (auto read = read_allowlist(*table, "global allowlist", true)) set_.allowlists.push_back(std::move(*read));
}

std::optional<Allowlist> FileReader::read_allowlist(const TomlTable& table, std::string what, bool global) {
    auto reader = reader_of(table, std::move(what), Weight::warning);
    Allowlist list;
    if (auto description = reader.text("description")) list.description = std::move(description->text);
    if (const auto condition = reader.text("condition")) {
        const auto lower = to_lower(condition->text);
        list.all_must_match = lower == "and" || lower == "&&";
        if (!list.all_must_match && !lower.empty() && lower != "or" && lower != "||")
            reader.complain(condition->at, fmt::format("unknown condition '{}'", shorten(condition->text, 80)), "use AND or OR");
    }
    if (const auto target = reader.text("regexTarget")) {
        if (target->text == "match")
            list.target = Allowlist::Target::match;
        else if (target->text == "line")
            list.target = Allowlist::Target::line;
        else if (!target->text.empty() && target->text != "secret")
            reader.complain(target->at, fmt::format("unknown regexTarget '{}'", shorten(target->text, 80)), "use secret, match or line");
    }
    const auto unique = [](std::vector<std::string>& values) {
        std::ranges::sort(values);
        const auto doubled = std::ranges::unique(values);
        values.erase(doubled.begin(), doubled.end());
    };
    for (const auto& commit : reader.texts("commits")) list.commits.push_back(to_lower(trim(commit.text)));
    std::erase(list.commits, "");
    unique(list.commits);
    for (const auto& path : reader.texts("paths", true)) list.paths.push_back(regex(reader, path));
    for (const auto& text : reader.texts("regexes", true)) list.regexes.push_back(regex(reader, text));
    for (const auto& word : reader.texts("stopwords")) list.stopwords.push_back(to_lower(word.text));
    std::erase(list.stopwords, ""); // stands in every secret
    unique(list.stopwords);
    if (global)
        for (auto& id : reader.texts("targetRules")) {
            set_.targets.emplace_back(id.text, fmt::format("{}:{}:{}", file_name_, id.at.line, id.at.column));
            list.target_rules.push_back(std::move(id.text));
        }
    reader.finish();
    if (reader.failed()) return std::nullopt; // as a whole: with one of its checks gone it would mean something else
    if (list.commits.empty() && list.paths.empty() && list.regexes.empty() && list.stopwords.empty()) {
        reader.complain(table.at, "it checks nothing and is left out", "give commits, paths, regexes or stopwords");
        return std::nullopt;
    }
    return list;
}

void FileReader::read_extend(TableReader& document) {
    const auto* table = document.table("extend");
    if (table == nullptr) return;
    auto reader = reader_of(*table, "[extend]", Weight::incomplete);
    const auto path = reader.text("path");
    const auto url = reader.text("url");
    const bool use_default = reader.flag("useDefault").value_or(false);
    const auto disabled = reader.texts("disabledRules");
    reader.finish();
    if (url && !url->text.empty())
        reader.complain(url->at, "rules are never fetched from the network, so those behind 'url' are missing",
                        "put the file into the project and name it in 'path'", ErrorKind::unsupported);
    const bool has_path = path && !path->text.empty();
    if (!has_path && !use_default) {
        if (!disabled.empty())
            reader.warn(reader.at("disabledRules"), "disabledRules takes rules out of an extended file, and none is extended",
                        "add useDefault = true, or leave the rules out of this file");
        return;
    }
    if (depth_ == kExtensionDepth) {
        reader.warn(table->at, fmt::format("extension ends {} files deep, so this one is not followed", kExtensionDepth));
        return;
    }
    if (has_path && use_default)
        reader.warn(table->at, "Gitleaks takes either 'path' or 'useDefault'; here both are extended, 'path' over the default rules");
    if (has_path) {
        auto text = options_.load ? options_.load(path->text, file_name_) : fail(ErrorKind::unsupported, "no file can be extended here");
        if (!text) {
            reader.complain(path->at, fmt::format("cannot extend '{}': {}", shorten(path->text, 200), text.error().message),
                            std::move(text.error().hint), text.error().kind);
        } else if (auto base = FileReader(path->text, options_, problems_, budget_, depth_ + 1).read(*text)) {
            extend(std::move(*base), disabled, reader);
        } else {
            problems_.add(Weight::incomplete, std::move(base.error()));
        }
    }
    if (use_default) {
        auto rules =
            options_.default_rules ? options_.default_rules(problems_) : fail(ErrorKind::unsupported, "there are no default rules here");
        if (!rules) {
            reader.complain(reader.at("useDefault"), rules.error().message, std::move(rules.error().hint), rules.error().kind);
            return;
        }
        DraftSet base;
        base.rules.reserve(rules->rules.size());
        for (auto& rule : rules->rules) base.rules.push_back({.rule = std::move(rule), .given = {}});
        base.allowlists = std::move(rules->allowlists);
        extend(std::move(base), disabled, reader);
    }
}

void FileReader::extend(DraftSet base, const std::vector<TextAt>& disabled, TableReader& reader) {
    std::unordered_set<std::string_view> disabled_ids;
    const auto base_index = index_of(base.rules);
    const auto is_in_base = [&](std::string_view id) { return base_index.contains(id); };
    for (const auto& id : disabled) {
        const auto ours = rules_named_by_gitleaks(id.text);
        disabled_ids.insert(id.text);
        disabled_ids.insert(ours.begin(), ours.end());
        if (!is_in_base(id.text) && std::ranges::none_of(ours, is_in_base))
            reader.warn(id.at, fmt::format("disabled rule '{}' is not in the extended rules", shorten(id.text, 100)),
                        did_you_mean(id.text, base.rules));
    }
    auto own_rules = std::exchange(set_.rules, {});
    const auto own_index = index_of(own_rules);
    std::unordered_set<std::size_t> laid_over;
    // An entry without a regex that has the id of one of Gitleaks' rules: what it allows, our rules of the same secrets allow.
    std::unordered_multimap<std::string_view, std::size_t> named_by_gitleaks;
    for (std::size_t index = 0; index < own_rules.size(); ++index)
        if (own_rules[index].rule.regex.empty() && own_rules[index].rule.path.empty())
            for (const auto& id : rules_named_by_gitleaks(own_rules[index].rule.id)) named_by_gitleaks.emplace(id, index);
    for (auto& draft : base.rules) {
        if (disabled_ids.contains(draft.rule.id)) {
            set_.disabled.insert(draft.rule.id);
            continue;
        }
        const auto [first, last] = named_by_gitleaks.equal_range(draft.rule.id);
        for (auto named = first; named != last; ++named) {
            const auto& allowlists = own_rules[named->second].rule.allowlists;
            draft.rule.allowlists.insert(draft.rule.allowlists.end(), allowlists.begin(), allowlists.end());
            laid_over.insert(named->second);
        }
        if (const auto own = own_index.find(draft.rule.id); own != own_index.end()) {
            auto& over = own_rules[own->second];
            if (!over.rule.required.empty())
                reader.warn(reader.at(),
                            fmt::format("rule '{}': 'required' of a rule that extends another has no effect", shorten(over.rule.id, 100)));
            for (const auto lay : over.given) lay(draft.rule, over.rule);
            append(draft.rule.tags, std::move(over.rule.tags));
            append(draft.rule.keywords, std::move(over.rule.keywords));
            append(draft.rule.allowlists, std::move(over.rule.allowlists));
            draft.rule.place = over.rule.place;
            append(draft.given, std::move(over.given));
            laid_over.insert(own->second);
        }
        set_.rules.push_back(std::move(draft));
    }
    for (std::size_t index = 0; index < own_rules.size(); ++index) {
        own_rules[index].extends = true;
        if (!laid_over.contains(index)) set_.rules.push_back(std::move(own_rules[index]));
    }
    append(set_.allowlists, std::move(base.allowlists));
    append(set_.targets, std::move(base.targets));
    set_.disabled.merge(base.disabled);
}

/// What can be said only when all files are together: a rule matches something, its secret's group exists, what it requires exists.
void leave_out_unusable(DraftSet& set, Problems& problems) {
    const auto unusable = [&](const SecretRule& rule, std::string why, std::string hint = {}, ErrorKind kind = ErrorKind::malformed) {
        problems.add(Weight::incomplete,
                     Error{kind, fmt::format("rule '{}': {}, so it is left out", shorten(rule.id, 100), why), rule.place, std::move(hint)});
        return true;
    };
    if (set.rules.size() > kSecretRuleLimit) {
        unusable(set.rules[kSecretRuleLimit].rule, fmt::format("there are more than {} rules", kSecretRuleLimit), "and so are all after it",
                 ErrorKind::limit);
        set.rules.resize(kSecretRuleLimit);
    }
    std::erase_if(set.rules, [&](const Draft& draft) {
        const auto& rule = draft.rule;
        if (rule.regex.empty() && rule.path.empty() && draft.extends) {
            problems.add(Weight::warning,
                         Error{ErrorKind::not_found,
                               fmt::format("rule '{}': no extended rule has this id, so it has no effect", shorten(rule.id, 100)), rule.place,
                               did_you_mean(rule.id, set.rules)});
            return true;
        }
        if (rule.regex.empty() && rule.path.empty()) return unusable(rule, "it has neither regex nor path");
        const auto captures = rule.regex.empty() || rule.secret_group == 0 ? 0 : count_captures(rule.regex);
        if (!rule.regex.empty() && rule.secret_group > captures)
            return unusable(rule, fmt::format("secretGroup is {}, and the regex has {} captures", rule.secret_group, captures));
        return false;
    });
    // Leaving one out may leave out one that requires it, and so on.
    for (bool again = true; again;) {
        const auto index = index_of(set.rules);
        std::unordered_set<std::string> gone;
        for (const auto& draft : set.rules) {
            const auto missing =
                std::ranges::find_if(draft.rule.required, [&](const RequiredRule& required) { return !index.contains(required.id); });
            if (missing == draft.rule.required.end()) continue;
            if (set.disabled.contains(missing->id))
                problems.add(Weight::warning, Error{ErrorKind::not_found,
                                                    fmt::format("rule '{}': it requires rule '{}', which is disabled, so it is left out",
                                                                shorten(draft.rule.id, 100), shorten(missing->id, 100)),
                                                    draft.rule.place,
                                                    {}});
            else
                unusable(draft.rule, fmt::format("it requires rule '{}', which is not there", shorten(missing->id, 100)),
                         did_you_mean(missing->id, set.rules));
            gone.insert(draft.rule.id);
        }
        std::erase_if(set.rules, [&](const Draft& draft) { return gone.contains(draft.rule.id); });
        again = !gone.empty();
    }
}

} // namespace

Result<SecretRules> read_secret_rules(std::string_view text, std::string_view file_name, const SecretRuleOptions& options, Problems& problems) {
    Budget budget;
    auto set = FileReader(file_name, options, problems, budget, 0).read(text);
    if (!set) return std::unexpected(std::move(set.error()));
    leave_out_unusable(*set, problems);
    const auto index = index_of(set->rules);
    const auto exists = [&](std::string_view id) { return index.contains(id); };
    for (const auto& [id, place] : set->targets)
        if (!exists(id) && std::ranges::none_of(rules_named_by_gitleaks(id), exists))
            problems.add(Weight::warning,
                         Error{ErrorKind::not_found, fmt::format("global allowlist: target rule '{}' does not exist", shorten(id, 100)), place,
                               did_you_mean(id, set->rules)});
    for (auto& allowlist : set->allowlists) {
        std::vector<std::string> ours;
        for (const auto& id : allowlist.target_rules) std::ranges::copy_if(rules_named_by_gitleaks(id), std::back_inserter(ours), exists);
        append(allowlist.target_rules, std::move(ours));
    }
    SecretRules result;
    result.title = std::move(set->title);
    result.rules.reserve(set->rules.size());
    for (auto& draft : set->rules) result.rules.push_back(std::move(draft.rule));
    result.allowlists = std::move(set->allowlists);
    return result;
}

} // namespace squire::rules
