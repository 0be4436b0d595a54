// SPDX-License-Identifier: MIT
#include "fix/secret_fixes.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "fix/environment_variable.h"
#include "fix/parsing.h"
#include "sast/message.h"
#include "secrets/text_matcher.h"

namespace squire::fix {
namespace {

using finding::Finding;
using finding::SecretLocation;

constexpr std::size_t kMostPlaces = 200; // of one value in one file

// Byte offset of a line and column, both from 1.
std::optional<std::size_t> offset_of(std::string_view text, std::uint32_t line, std::uint32_t column) {
    std::size_t at = 0;
    for (std::uint32_t i = 1; i < line; ++i) {
        at = text.find('\n', at);
        if (at == std::string_view::npos) return std::nullopt;
        ++at;
    }
    return column == 0 || at + column - 1 > text.size() ? std::nullopt : std::optional(at + column - 1);
}

std::vector<ValuePlace> places_of(std::string_view text, std::string_view value) {
    std::vector<ValuePlace> places;
    for (std::size_t at = text.find(value); at != std::string_view::npos; at = text.find(value, at + value.size()))
        places.push_back({at, at + value.size()});
    return places;
}

std::string link_of(const rules::SecretRule& rule) { return rule.links.empty() ? "" : fmt::format(" ({})", rule.links.front()); }

bool is_key_pair(const rules::SecretRule& rule) { return rule.id.contains("private-key") || rule.id.contains("certificate"); }

// For people, in the order in which it does least harm: a value that strangers have seen is worthless before anything else is done.
std::vector<std::string> steps_for(const Finding& finding, const rules::SecretRule* rule, std::string_view variable, bool changes) {
    const std::string path(finding::file_of(finding));
    std::vector<std::string> steps;
    const std::string revoke =
        rule != nullptr && !rule->revoke.empty() ? rule->revoke : "Where it was issued: take it back, so that it opens nothing any more.";
    steps.push_back(fmt::format("Revoke it. {}{}", revoke, rule == nullptr ? "" : link_of(*rule)));
    steps.push_back("Look into the issuer's log for uses that were not yours, since the day it was committed.");
    steps.push_back(rule != nullptr && is_key_pair(*rule) ? "Make a new pair of keys, and exchange the public one wherever it is trusted."
                                                          : "Have a new one issued, with no more rights than the program needs.");
    steps.push_back(
        changes ? fmt::format("Set the new one as the environment variable {} wherever the program runs; in GitLab's pipelines as a masked, "
                              "protected variable of the project. Then merge the change.",
                              variable)
                : "Keep the new one out of the repository: let the program read it from its environment or from a store of secrets.");
    steps.push_back(
        "Then consider the history: the old value stays in it, in every clone and fork. Rewriting it (git filter-repo) breaks all of them, and "
        "helps nobody once the value is revoked.");
    steps.push_back(
        fmt::format("Once it is revoked, keep it out of later reports: in squire.toml\n\n[[suppressions]]\nrule = \"{}\"\npath = \"{}\"\n"
                    "fingerprint = \"{}\"\nreason = \"revoked on YYYY-MM-DD\"\nexpires = \"YYYY-MM-DD\"",
                    finding.rule(), path, finding.fingerprint));
    return steps;
}

class Proposer {
public:
    explicit Proposer(const secrets::RuleBook& rules) : rules_(rules), matcher_(rules) {}

    void look(const Finding& finding, const FileReader& read) {
        const auto* const location = std::get_if<SecretLocation>(&finding.location);
        const rules::SecretRule* const rule = rule_of(finding);
        Proposal made{.kind = ChangeClass::secret,
                      .why = finding.description,
                      .made_by = fmt::format("rule {}", finding.rule()),
                      .findings = {finding.fingerprint}};
        std::string variable;
        const auto refuse = [&](Reason reason, std::string why) {
            made.changes.clear();
            made_.unfixed.push_back({.finding = finding.fingerprint, .reason = reason, .why = std::move(why)});
        };
        if (location == nullptr || location->file.contains('!')) {
            refuse(Reason::not_editable, "stands in an archive");
        } else if (location->still_at_head == false) {
            refuse(Reason::needs_person, fmt::format("gone from {}, and still in the history, since commit {}: only revoking it helps",
                                                     location->file, location->commit.sha.substr(0, 12)));
        } else if (auto text = read(location->file); !text) {
            refuse(location->commit.sha.empty() || location->commit.sha.starts_with("0000000") ? Reason::file_changed : Reason::needs_person,
                   fmt::format("{} is not among the files any more: only people can take the value back", location->file));
        } else if (rule != nullptr && rule->regex.empty()) {
            refuse(Reason::not_editable, "the file as a whole is the secret: it goes once what reads it has another way to it");
        } else {
            change(finding, *location, std::move(*text), made, variable, refuse);
        }
        if (variable.empty()) variable = variable_name("", {}, finding.rule());
        const std::string file = location == nullptr ? std::string(finding::file_of(finding)) : location->file;
        const bool past = location != nullptr && location->still_at_head == false;
        made.what = made.changes.empty() ? fmt::format("revoke what {} {}", file, past ? "held" : "holds")
                                         : fmt::format("read {} from the environment", variable);
        made.steps = steps_for(finding, rule, variable, !made.changes.empty());
        made_.proposals.push_back(std::move(made));
    }

    Proposals finish() {
        std::ranges::stable_sort(made_.proposals, {}, &Proposal::what);
        return std::move(made_);
    }

private:
    [[nodiscard]] const rules::SecretRule* rule_of(const Finding& finding) const {
        const auto found = std::ranges::find(rules_.rules(), finding.rule(), &rules::SecretRule::id);
        return found == rules_.rules().end() ? nullptr : &*found;
    }

    template <class Refuse> void change(const Finding& finding, const SecretLocation& location, std::string text, Proposal& made,
                                        std::string& variable, const Refuse& refuse) {
        const auto begin = offset_of(text, location.range.start_line, location.range.start_column);
        const auto last = offset_of(text, location.range.end_line, location.range.end_column);
        if (!begin || !last || *last < *begin || *last >= text.size())
            return refuse(Reason::file_changed, fmt::format("{} has other lines than when it was scanned", location.file));
        const std::string value = text.substr(*begin, *last + 1 - *begin);
        const bool matches = std::ranges::any_of(matcher_.match_bytes(location.file, text), [&](const secrets::RuleMatch& match) {
            return match.secret_begin == *begin && match.secret_end == *last + 1;
        });
        made.secrets = {value};
        if (!matches) return refuse(Reason::not_editable, "the value stands there encoded, or not any more");
        if (const std::string_view why = why_not_edited(location.file, text); !why.empty())
            return refuse(Reason::not_editable, std::string(why));
        const std::vector<ValuePlace> places = places_of(text, value);
        if (places.size() > kMostPlaces) return refuse(Reason::not_editable, "the value stands at too many places of the file");
        variable = free_name(location.file, variable_name(text, places.front(), finding.rule()));
        auto edits = read_from_environment(location.file, text, places, variable);
        if (!edits) return refuse(Reason::not_editable, edits.error().message);
        std::string after = sast::apply_edits(text, std::move(*edits));
        if (!parses_as_well(location.file, text, after))
            return refuse(Reason::failed_proof, "the file would not parse with the variable in its place");
        made.risks.push_back(fmt::format("The program does not start, or fails where it needs the value, unless {} is set.", variable));
        if (location.file.ends_with(".js") || location.file.ends_with(".ts") || location.file.ends_with(".tsx") ||
            location.file.ends_with(".jsx"))
            made.risks.push_back(
                "Code that runs in browsers has no environment, and can keep no secret: there the request belongs on the server.");
        made.changes = {{.path = location.file, .before = std::move(text), .after = std::move(after)}};
    }

    // Two values of one file do not share a variable.
    std::string free_name(const std::string& file, const std::string& wanted) {
        std::string name = wanted;
        for (int i = 2; !taken_.insert({file, name}).second; ++i) name = fmt::format("{}_{}", wanted, i);
        return name;
    }

    const secrets::RuleBook& rules_;
    secrets::TextMatcher matcher_;
    std::set<std::pair<std::string, std::string>> taken_;
    Proposals made_;
};

} // namespace

Proposals propose_secret_fixes(const finding::Report& report, const secrets::RuleBook& rules, const FileReader& read) {
    Proposer proposer(rules);
    for (const Finding& each : report.findings) proposer.look(each, read);
    return proposer.finish();
}

} // namespace squire::fix
