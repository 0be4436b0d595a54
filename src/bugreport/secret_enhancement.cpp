// SPDX-License-Identifier: MIT
#include "bugreport/secret_enhancement.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "bugreport/rule_edit.h"
#include "bugreport/secret_oracle.h"
#include "rules/entropy.h"
#include "rules/example_shape.h"
#include "rules/secret_rule_reader.h"
#include "source/project_commit.h"

namespace squire::bugreport {
namespace {

// What people write where a secret belongs.
constexpr std::array<std::string_view, 13> kPlaceholders{"example", "sample", "dummy",  "placeholder", "changeme", "redacted", "fake",
                                                         "invalid", "xxxx",   "foobar", "notasecret",  "testing",  "12345678"};
// Names of files that machines write, in which hashes look like secrets.
constexpr std::array<std::string_view, 12> kWritten{"package-lock.json", "yarn.lock",    "pnpm-lock.yaml", "go.sum", "Cargo.lock", "poetry.lock",
                                                    "uv.lock",           "Gemfile.lock", "composer.lock",  ".snap",  ".min.js",    ".svg"};
constexpr std::array<std::string_view, 9> kAside{"test", "tests", "spec", "testdata", "fixtures", "example", "examples", "docs", "vendor"};

std::string escaped(std::string_view text) {
    std::string regex;
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '/' && c != '-') regex += '\\';
        regex += c;
    }
    return regex;
}

/// The lines of one rule in a file: from its [[rules]] to the next table that is not its own.
struct RuleLines {
    std::vector<std::string_view> lines; // of the file, without their ends
    std::size_t begin = 0, keys_end = 0, end = 0; // `keys_end`: where its first table of its own begins
    bool crlf = false;

    [[nodiscard]] std::string_view line_end() const { return crlf ? "\r\n" : "\n"; }
    [[nodiscard]] std::size_t find(std::string_view key) const {
        for (std::size_t at = begin + 1; at < keys_end; ++at) {
            std::string_view line = trim(lines[at]);
            if (!line.starts_with(key)) continue;
            line.remove_prefix(key.size());
            if (trim(line).starts_with('=')) return at;
        }
        return keys_end;
    }
    [[nodiscard]] std::string with(std::size_t from, std::size_t to, const std::vector<std::string>& text) const {
        std::string made;
        const auto add = [&](std::string_view line) {
            if (!made.empty()) made += '\n';
            made += line;
        };
        for (std::size_t i = 0; i < from; ++i) add(lines[i]);
        for (const std::string& line : text) add(crlf ? line + "\r" : line);
        for (std::size_t i = to; i < lines.size(); ++i) add(lines[i]);
        return made;
    }
};

std::optional<RuleLines> lines_of_rule(std::string_view file, std::string_view id) {
    RuleLines rule;
    rule.lines = split(file, '\n');
    rule.crlf = !rule.lines.empty() && rule.lines.front().ends_with('\r');
    const auto is_table = [](std::string_view line) { return trim(line).starts_with('['); };
    for (std::size_t at = 0; at < rule.lines.size(); ++at) {
        if (trim(rule.lines[at]) != "[[rules]]") continue;
        rule.begin = at;
        rule.keys_end = at + 1;
        while (rule.keys_end < rule.lines.size() && !is_table(rule.lines[rule.keys_end])) ++rule.keys_end;
        rule.end = rule.keys_end;
        while (rule.end < rule.lines.size()) {
            const std::string_view line = trim(rule.lines[rule.end]);
            if (line.starts_with('[') && !line.starts_with("[rules.") && !line.starts_with("[[rules.")) break;
            ++rule.end;
        }
        const std::size_t named = rule.find("id");
        if (named == rule.keys_end) continue;
        const std::string_view value = trim(rule.lines[named].substr(rule.lines[named].find('=') + 1));
        if (value.size() < 2 || value.substr(1, value.size() - 2) != id) continue;
        // Comments before the next table are the next one's.
        const auto is_aside = [&](std::size_t number) { return trim(rule.lines[number]).empty() || trim(rule.lines[number]).starts_with('#'); };
        while (is_aside(rule.keys_end - 1)) --rule.keys_end; // it has an id
        while (rule.end > rule.keys_end && is_aside(rule.end - 1)) --rule.end;
        return rule;
    }
    return std::nullopt;
}

struct Candidate {
    int rank = 0; // of its kind: what takes in least comes first
    std::string key, pattern, text;
    friend auto operator<=>(const Candidate&, const Candidate&) = default;
};

class Candidates {
public:
    Candidates(const SecretEnhancementRequest& request, RuleLines rule) : request_(request), rule_(std::move(rule)) {}

    std::vector<Candidate> make() {
        const Input& alarm = request_.alarm;
        const std::string_view text = alarm.file().text();
        const std::string_view secret = text.substr(alarm.place.begin, alarm.place.end - alarm.place.begin);
        const bool has_old_form = std::ranges::any_of(rule_.lines.begin() + static_cast<std::ptrdiff_t>(rule_.begin),
                                                      rule_.lines.begin() + static_cast<std::ptrdiff_t>(rule_.end),
                                                      [](std::string_view line) { return trim(line) == "[rules.allowlist]"; });
        if (!has_old_form) { // Gitleaks refuses both forms in one rule
            for (const std::string_view word : kPlaceholders)
                if (contains_ignoring_case(secret, word)) allow(0, "stopwords", std::string(word), {});
            name_before(text, alarm.place.begin);
            paths();
        }
        regexes();
        entropy(secret);
        std::ranges::sort(all_, [](const Candidate& a, const Candidate& b) {
            return std::tuple(a.rank, a.pattern.size(), a.pattern) < std::tuple(b.rank, b.pattern.size(), b.pattern);
        });
        return std::move(all_);
    }

private:
    void allow(int rank, std::string_view key, const std::string& value, std::vector<std::string> more) {
        if (value.contains("'''") || value.contains('\n')) return;
        std::vector<std::string> lines{"", "[[rules.allowlists]]"};
        lines.insert(lines.end(), more.begin(), more.end());
        lines.push_back(fmt::format("{} = ['''{}''']", key, value));
        all_.push_back({rank, "allowlist", value, rule_.with(rule_.end, rule_.end, lines)});
    }

    // "integrity" of `integrity: "…"`: the last name on the line before the secret.
    void name_before(std::string_view text, std::size_t begin) {
        const std::size_t line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
        const auto is_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; };
        std::size_t end = begin;
        while (end > line && !is_name(text[end - 1])) --end;
        if (end == begin) return; // it touches the secret: a part of it
        std::size_t from = end;
        while (from > line && is_name(text[from - 1])) --from;
        constexpr std::size_t kShortest = 4, kLongest = 60;
        if (end - from >= kShortest && end - from <= kLongest)
            allow(1, "regexes", "\\b" + escaped(text.substr(from, end - from)) + "\\b", {"regexTarget = \"line\""});
    }

    void paths() {
        const std::filesystem::path file(request_.alarm.file().path);
        const std::string name = file.filename().string();
        for (const std::string_view written : kWritten) {
            if (written.starts_with('.') ? name.ends_with(written) : name == written)
                allow(4, "paths", (written.starts_with('.') ? "" : "(?:^|/)") + escaped(written) + "$", {});
        }
        for (const std::filesystem::path& step : file.parent_path())
            if (std::ranges::find(kAside, step.string()) != kAside.end()) allow(5, "paths", "(?:^|/)" + escaped(step.string()) + "/", {});
    }

    void regexes() {
        const std::size_t at = rule_.find("regex");
        if (at == rule_.keys_end) return;
        const std::string_view line = rule_.lines[at];
        const std::size_t begin = line.find("'''"), end = line.rfind("'''");
        if (begin == std::string_view::npos || end <= begin) return;
        for (const std::string& changed : narrower_regexes(line.substr(begin + 3, end - begin - 3)))
            all_.push_back({2, "regex", changed,
                            rule_.with(at, at + 1, {std::string(line.substr(0, begin + 3)) + changed + std::string(trim(line.substr(end)))})});
    }

    // A tenth of a bit above what the alarm has.
    void entropy(std::string_view secret) {
        const std::string value = fmt::format("{:.1f}", std::floor(rules::shannon_entropy(secret) * 10 + 1) / 10);
        const std::size_t at = rule_.find("entropy");
        const bool is_there = at < rule_.keys_end;
        const std::size_t place = is_there ? at : rule_.keys_end;
        all_.push_back({3, "entropy", value, rule_.with(place, is_there ? at + 1 : place, {"entropy = " + value})});
    }

    const SecretEnhancementRequest& request_;
    RuleLines rule_;
    std::vector<Candidate> all_;
};

Result<bool> reports(const rules::SecretRules& rules, const std::string& rule, const Input& input) {
    auto oracle = make_secret_oracle({.rules = rules, .rule = rule}, 1);
    if (!oracle) return std::unexpected(oracle.error());
    return (*oracle)->interesting(input, 0);
}

// Texts that the rule's own examples stand for, with the place of the secret in each.
std::vector<Input> examples_of(const rules::SecretRules& rules, const std::string& id) {
    std::vector<Input> examples;
    const auto rule = std::ranges::find(rules.rules, id, &rules::SecretRule::id);
    if (rule == rules.rules.end()) return examples;
    for (const std::string& shape : rule->matches) {
        const auto text = rules::fill_shape(shape, id, 0);
        if (!text) continue;
        Input input{.files = {make_file("example.txt", *text)}, .place = {.file = 0, .begin = 0, .end = text->size()}};
        const auto place = place_of_secret(input, {.rules = rules, .rule = id});
        if (!place) continue;
        input.place = *place;
        if (reports(rules, id, input).value_or(false)) examples.push_back(std::move(input));
    }
    return examples;
}

} // namespace

std::optional<rules::SecretRules> changed_rules(const SecretEnhancementRequest& request, std::string_view rule_text) {
    Problems problems;
    const auto read =
        rules::read_secret_rules(rule_text, request.rule_file.path, {.load = {}, .default_rules = {}, .check_regexes = true}, problems);
    if (!read) return std::nullopt;
    const auto changed = std::ranges::find(read->rules, request.rule, &rules::SecretRule::id);
    rules::SecretRules all = request.rules;
    const auto before = std::ranges::find(all.rules, request.rule, &rules::SecretRule::id);
    if (changed == read->rules.end() || before == all.rules.end()) return std::nullopt;
    *before = *changed;
    before->place += '@' + to_hex(sha256(rule_text)).substr(0, 12); // what is kept of one question is no answer to another
    return all;
}

Result<std::optional<Enhancement>> find_secret_enhancement(const SecretEnhancementRequest& request) {
    const auto now = reports(request.rules, request.rule, request.alarm);
    if (!now) return std::unexpected(now.error());
    if (!*now) return fail(ErrorKind::not_found, "the rule does not report the alarm", request.rule);
    auto lines = lines_of_rule(request.rule_file.text(), request.rule);
    if (!lines) return fail(ErrorKind::unsupported, "the rule is not written as [[rules]] in the file", request.rule_file.path);
    std::vector<Input> kept = examples_of(request.rules, request.rule);
    const std::size_t tests = kept.size();
    for (const Input& keep : request.keep)
        if (reports(request.rules, request.rule, keep).value_or(false)) kept.push_back(keep);
    std::size_t tried = 0;
    for (Candidate& candidate : Candidates(request, std::move(*lines)).make()) {
        if (request.cancellation != nullptr && request.cancellation->requested()) break;
        ++tried;
        const auto rules = changed_rules(request, candidate.text);
        if (!rules || reports(*rules, request.rule, request.alarm).value_or(true)) continue;
        if (!std::ranges::all_of(kept, [&](const Input& each) { return reports(*rules, request.rule, each).value_or(false); })) continue;
        return Enhancement{.key = candidate.key,
                           .pattern = candidate.pattern,
                           .rule_text = std::move(candidate.text),
                           .changelog = fmt::format("- `{}`: {} `{}`", request.rule, candidate.key, candidate.pattern),
                           .tried = tried,
                           .kept_lines = tests};
    }
    return std::nullopt;
}

Result<std::string> patch_of(const SecretEnhancementRequest& request, const Enhancement& enhancement) {
    return source::unified_diff(request.rule_file.text(), enhancement.rule_text, request.rule_file.path, false);
}

} // namespace squire::bugreport
