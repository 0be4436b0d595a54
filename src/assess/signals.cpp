// SPDX-License-Identifier: MIT
#include "assess/signals.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "assess/data.h"
#include "base/counted.h"
#include "base/text.h"

namespace squire::assess {
namespace {

using std::chrono::days;

struct Input {
    const Facts& facts;
    const Wishes& wishes;
    Time now;
};

struct Reading {
    std::optional<double> value;
    std::string evidence;
    std::string place = {};
};

Reading unknown(std::string why) { return {std::nullopt, std::move(why)}; }

// 0 at nothing, 1 at `full` and above, by the logarithm between: the step from 1 to 10 people says as much as that from 10 to 100. As
// criticality_score does (github.com/ossf/criticality_score).
double by_logarithm(double number, double full) { return std::clamp(std::log1p(number) / std::log1p(full), 0.0, 1.0); }

// 1 up to `good`, 0 from `bad` on, by the logarithm between.
double falling(double number, double good, double bad) {
    if (number <= good) return 1;
    return std::clamp(1 - std::log(number / good) / std::log(bad / good), 0.0, 1.0);
}

std::string span_of(std::chrono::seconds span) {
    const auto hours = std::chrono::duration_cast<std::chrono::hours>(span).count();
    if (hours == 0) return "less than an hour";
    if (hours < 48) return counted(static_cast<std::uint64_t>(hours), "hour", "hours");
    if (hours < 24L * 90) return counted(static_cast<std::uint64_t>(hours / 24), "day", "days");
    return fmt::format("{:.1f} years", static_cast<double>(hours) / (24 * 365.25));
}

// need ----------------------------------------------------------------------------------------------------------------------------------

Reading missing_scanner(const Input& input, std::string_view scanner) {
    const auto need = std::ranges::find(input.facts.scanners, scanner, &ScannerNeed::id);
    if (need == input.facts.scanners.end()) return unknown("not looked at");
    if (need->work.empty()) return unknown("nothing here for it");
    if (!need->present) return unknown(need->evidence);
    if (*need->present) return {0, "it is there already", need->evidence};
    return {1, need->work, need->evidence};
}

Reading sast(const Input& input) { return missing_scanner(input, "sast"); }
Reading secret_detection(const Input& input) { return missing_scanner(input, "secret-detection"); }
Reading dependency_scanning(const Input& input) { return missing_scanner(input, "dependency-scanning"); }
Reading container_scanning(const Input& input) { return missing_scanner(input, "container-scanning"); }
Reading iac_scanning(const Input& input) { return missing_scanner(input, "sast-iac"); }

Reading secrets_found(const Input& input) {
    if (!input.facts.secrets) return unknown("not scanned");
    return {by_logarithm(static_cast<double>(*input.facts.secrets), 10), counted(*input.facts.secrets, "credential", "credentials"),
            input.facts.first_secret};
}

Reading old_lockfiles(const Input& input) {
    if (input.facts.lockfiles.empty()) return unknown("no lockfile, or none that git has");
    const auto oldest = std::ranges::min_element(input.facts.lockfiles, {}, [](const auto& row) { return row.second; });
    const auto age = std::chrono::seconds(input.now - oldest->second);
    return {1 - falling(std::chrono::duration<double, days::period>(age).count(), 30, 730), fmt::format("last changed {} ago", span_of(age)),
            oldest->first};
}

Reading present_file(const Input& input, Notable kind, double there, double absent, std::string_view name) {
    if (const NotableFile* file = input.facts.find(kind)) return {there, std::string(name), file->path};
    return {absent, fmt::format("no {}", name)};
}

Reading security_policy(const Input& input) { return present_file(input, Notable::security_policy, 0, 1, "security policy"); }
Reading update_bot(const Input& input) { return present_file(input, Notable::update_bot, 0, 1, "configuration of an update bot"); }

// reach ---------------------------------------------------------------------------------------------------------------------------------

Reading of_history(const Input& input, Reading (*read)(const source::Activity&, const Input&)) {
    if (!input.facts.activity) return unknown(input.facts.no_activity);
    const source::Activity& activity = *input.facts.activity;
    if (activity.shallow) return unknown("a shallow clone leaves older commits out");
    if (!activity.complete) return unknown("not all commits could be read");
    return read(activity, input);
}

Reading people(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        return Reading{by_logarithm(static_cast<double>(activity.people), 500), counted(activity.people, "person", "people")};
    });
}

Reading people_last_year(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        return Reading{by_logarithm(static_cast<double>(activity.people_last_year), 100),
                       counted(activity.people_last_year, "person", "people")};
    });
}

// Two people of one domain, which no mail provider has, are an organisation; one may be somebody's own.
Reading organisations(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        static const auto kProviders = entries_of(data_text("rules/assess/free_mail.txt"));
        const auto is_provider = [](std::string_view domain) {
            return std::ranges::any_of(kProviders, [&](std::string_view provider) {
                return domain == provider ||
                       (domain.size() > provider.size() && domain.ends_with(provider) && domain[domain.size() - provider.size() - 1] == '.');
            });
        };
        const auto number = static_cast<std::uint64_t>(
            std::ranges::count_if(activity.domains, [&](const auto& row) { return row.second >= 2 && !is_provider(row.first); }));
        return Reading{by_logarithm(static_cast<double>(number), 20),
                       counted(number, "domain with several people", "domains with several people")};
    });
}

Reading commits_last_year(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        return Reading{by_logarithm(static_cast<double>(activity.commits_last_year), 2000),
                       counted(activity.commits_last_year, "commit", "commits")};
    });
}

Reading releases_last_year(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        if (activity.releases == 0) return unknown("no tags: it may release elsewhere, or the clone may lack them");
        return Reading{by_logarithm(static_cast<double>(activity.releases_last_year), 12),
                       fmt::format("{} of {}", counted(activity.releases_last_year, "tag", "tags"), activity.releases)};
    });
}

Reading age(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        const auto span = activity.last - activity.first;
        return Reading{std::clamp(std::chrono::duration<double, days::period>(span).count() / 3652, 0.0, 1.0), span_of(span)};
    });
}

Reading of_forge(const Input& input, Reading (*read)(const ForgeFacts&)) {
    return input.facts.forge ? read(*input.facts.forge) : unknown(input.facts.no_forge);
}

Reading stars(const Input& input) {
    return of_forge(input, [](const ForgeFacts& forge) {
        return Reading{by_logarithm(static_cast<double>(forge.stars), 5000), counted(forge.stars, "star", "stars")};
    });
}

Reading forks(const Input& input) {
    return of_forge(input, [](const ForgeFacts& forge) {
        return Reading{by_logarithm(static_cast<double>(forge.forks), 500), counted(forge.forks, "fork", "forks")};
    });
}

Reading dependents(const Input&) { return unknown("asks a registry or the forge; a clone does not tell"); }

// receptiveness -------------------------------------------------------------------------------------------------------------------------

Reading maintainers_active(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        return Reading{by_logarithm(static_cast<double>(activity.maintainers_last_half_year), 5),
                       fmt::format("{} in half a year", counted(activity.maintainers_last_half_year, "person", "people"))};
    });
}

Reading last_commit(const Input& input) {
    if (!input.facts.activity) return unknown(input.facts.no_activity);
    const std::chrono::seconds since = input.now - input.facts.activity->last;
    return {falling(std::chrono::duration<double, days::period>(since).count(), 14, 730), fmt::format("{} ago", span_of(since)),
            input.facts.activity->head.substr(0, 12)};
}

Reading outside_changes(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        return Reading{by_logarithm(static_cast<double>(activity.outside_changes_last_year), 50),
                       fmt::format("{} in a year", counted(activity.outside_changes_last_year, "change", "changes"))};
    });
}

Reading outside_wait(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        if (!activity.outside_wait) return unknown("no outsider's change was brought in within two years");
        return Reading{falling(std::chrono::duration<double, days::period>(*activity.outside_wait).count(), 3, 180),
                       fmt::format("half of them within {}", span_of(*activity.outside_wait))};
    });
}

Reading merge_requests(const Input& input) {
    return of_forge(input, [](const ForgeFacts& forge) {
        const std::uint64_t all = forge.merged + forge.closed;
        if (all == 0) return unknown("no merge request of an outsider has ended");
        return Reading{static_cast<double>(forge.merged) / static_cast<double>(all), fmt::format("{} of {} were merged", forge.merged, all)};
    });
}

Reading merge_request_wait(const Input& input) {
    return of_forge(input, [](const ForgeFacts& forge) {
        if (!forge.median_wait) return unknown("no merge request of an outsider was merged");
        return Reading{falling(std::chrono::duration<double, days::period>(*forge.median_wait).count(), 3, 180),
                       fmt::format("half of them within {}", span_of(*forge.median_wait))};
    });
}

Reading newcomers(const Input& input) {
    return of_history(input, [](const source::Activity& activity, const Input&) {
        return Reading{by_logarithm(static_cast<double>(activity.newcomers_last_year), 20),
                       counted(activity.newcomers_last_year, "person", "people")};
    });
}

Reading contributing_guide(const Input& input) { return present_file(input, Notable::contributing_guide, 1, 0, "contributing guide"); }
Reading merge_request_template(const Input& input) {
    return present_file(input, Notable::merge_request_template, 1, 0, "merge request template");
}
Reading code_of_conduct(const Input& input) { return present_file(input, Notable::code_of_conduct, 1, 0, "code of conduct"); }

Reading rules_for_tools(const Input& input) {
    if (!input.facts.tool_policy) return unknown("nothing is written about it");
    const auto& [policy, path] = *input.facts.tool_policy;
    const std::optional<double> value = policy.stance == Stance::refused ? std::optional(0.0)
                                        : policy.stance == Stance::asked ? std::optional(0.8)
                                                                         : std::nullopt;
    return {value, fmt::format("“{}”", policy.words), fmt::format("{}:{}", path, policy.line)};
}

Reading pipeline(const Input& input) {
    if (const NotableFile* file = input.facts.find(Notable::pipeline)) return {1, "it has one", file->path};
    if (const NotableFile* file = input.facts.find(Notable::other_pipeline)) return {0.4, "another forge's", file->path};
    return {0, "no pipeline that is written down at its usual place"};
}

// feasibility ---------------------------------------------------------------------------------------------------------------------------

Reading licence(const Input& input) {
    if (input.facts.licence) {
        const auto& [licence, path] = *input.facts.licence;
        return {licence.osi ? 1.0 : 0.2, fmt::format("{}{}", licence.id, licence.osi ? "" : ", not approved by the Open Source Initiative"),
                path};
    }
    if (input.facts.licence_file) return unknown("a licence file whose text is none of those known here");
    return {0, "no licence file"};
}

Reading not_archived(const Input& input) {
    return of_forge(input, [](const ForgeFacts& forge) {
        return Reading{forge.archived ? 0.0 : 1.0, forge.archived ? "archived: nothing can be merged" : "open"};
    });
}

Reading build(const Input& input) { return present_file(input, Notable::build, 1, 0.3, "build file at the root"); }

// What nobody expects a scanner of source code to read.
bool is_no_program(std::string_view language) {
    static const std::set<std::string_view> kNone{
        "Markdown", "reStructuredText", "AsciiDoc", "Text", "JSON", "YAML", "XML", "HTML", "CSS", "SCSS", "Less", "SVG", "TOML", "INI", "CSV",
        "TeX",      "Gettext Catalog",  "Roff"};
    return kNone.contains(language);
}

Reading languages(const Input& input) {
    static const std::set<std::string_view> kRead{"Python", "JavaScript", "TypeScript", "JSX",   "TSX", "Go",   "Java",
                                                  "C",      "C++",        "Ruby",       "PHP",   "C#",  "Rust", "Shell",
                                                  "HCL",    "Kotlin",     "Scala",      "Swift", "Vue"};
    std::uint64_t read = 0;
    std::uint64_t all = 0;
    std::pair<std::string_view, std::uint64_t> largest;
    for (const auto& [language, bytes] : input.facts.inventory.bytes_by_language) {
        if (is_no_program(language)) continue;
        all += bytes;
        if (kRead.contains(language)) read += bytes;
        if (bytes > largest.second) largest = {language, bytes};
    }
    if (all == 0) return unknown("no source code of a known language");
    const double share = static_cast<double>(read) / static_cast<double>(all);
    return {share, fmt::format("{:.0f} % of the source; most of it is {}", share * 100, largest.first)};
}

Reading free_tier(const Input& input) {
    std::size_t useful = 0;
    std::size_t free = 0;
    for (const ScannerNeed& need : input.facts.scanners) {
        if (need.work.empty()) continue;
        ++useful;
        free += need.tier == "Free" ? 1U : 0U;
    }
    if (useful == 0) return unknown("no scanner has work here");
    return {static_cast<double>(free) / static_cast<double>(useful), fmt::format("{} of {} run on every tier", free, useful)};
}

Reading compute_minutes(const Input& input) {
    double minutes = 0;
    for (const ScannerNeed& need : input.facts.scanners) {
        if (!need.work.empty() && need.present == false) minutes += need.minutes;
    }
    if (minutes == 0) return unknown("no scanner to add");
    return {falling(minutes, 5, 60), fmt::format("about {:.0f} for all that are missing, estimated", std::ceil(minutes))};
}

// fit -----------------------------------------------------------------------------------------------------------------------------------

Reading skills(const Input& input) {
    if (input.wishes.skills.empty()) return unknown("no skills were given");
    std::uint64_t known = 0;
    std::uint64_t all = 0;
    std::vector<std::string_view> matched;
    for (const auto& [language, bytes] : input.facts.inventory.bytes_by_language) {
        if (is_no_program(language)) continue;
        all += bytes;
        if (std::ranges::none_of(input.wishes.skills, [&](const std::string& skill) { return to_lower(skill) == to_lower(language); })) continue;
        known += bytes;
        matched.push_back(language);
    }
    if (all == 0) return unknown("no source code of a known language");
    const double share = static_cast<double>(known) / static_cast<double>(all);
    return {std::min(1.0, share * 2), // half of the source is as much as anybody needs to know
            matched.empty() ? "none of them" : fmt::format("{}: {:.0f} % of the source", fmt::join(matched, ", "), share * 100)};
}

Reading wanted_scanners(const Input& input, const std::vector<std::string>& wanted, std::string_view whose) {
    if (wanted.empty()) return unknown(fmt::format("{} were not given", whose));
    if (input.facts.scanners.empty()) return unknown("the pipeline was not looked at");
    std::vector<std::string_view> matched;
    for (const std::string& wish : wanted) {
        const auto need = std::ranges::find_if(input.facts.scanners, [&](const ScannerNeed& each) {
            return !each.work.empty() && each.present != true && contains_ignoring_case(each.id, to_lower(wish));
        });
        if (need != input.facts.scanners.end()) matched.push_back(need->title);
    }
    return {static_cast<double>(matched.size()) / static_cast<double>(wanted.size()),
            matched.empty() ? "nothing left to add for them" : fmt::format("{}", fmt::join(matched, ", "))};
}

Reading interests(const Input& input) { return wanted_scanners(input, input.wishes.interests, "interests"); }
Reading focus(const Input& input) { return wanted_scanners(input, input.wishes.focus, "focus areas"); }

struct Reader {
    std::string_view id;
    Reading (*read)(const Input&);
};

// The one list; weights and titles stand in rules/assess/signals.toml.
constexpr std::array kReaders{
    Reader{"sast-missing", sast},
    Reader{"secret-detection-missing", secret_detection},
    Reader{"dependency-scanning-missing", dependency_scanning},
    Reader{"container-scanning-missing", container_scanning},
    Reader{"iac-scanning-missing", iac_scanning},
    Reader{"secrets-found", secrets_found},
    Reader{"old-lockfiles", old_lockfiles},
    Reader{"no-security-policy", security_policy},
    Reader{"no-update-bot", update_bot},
    Reader{"people", people},
    Reader{"people-last-year", people_last_year},
    Reader{"organisations", organisations},
    Reader{"commits-last-year", commits_last_year},
    Reader{"releases-last-year", releases_last_year},
    Reader{"age", age},
    Reader{"stars", stars},
    Reader{"forks", forks},
    Reader{"dependents", dependents},
    Reader{"maintainers-active", maintainers_active},
    Reader{"last-commit", last_commit},
    Reader{"outside-changes", outside_changes},
    Reader{"outside-wait", outside_wait},
    Reader{"merge-requests", merge_requests},
    Reader{"merge-request-wait", merge_request_wait},
    Reader{"newcomers", newcomers},
    Reader{"contributing-guide", contributing_guide},
    Reader{"merge-request-template", merge_request_template},
    Reader{"code-of-conduct", code_of_conduct},
    Reader{"rules-for-tools", rules_for_tools},
    Reader{"pipeline", pipeline},
    Reader{"licence", licence},
    Reader{"not-archived", not_archived},
    Reader{"build", build},
    Reader{"languages", languages},
    Reader{"free-tier", free_tier},
    Reader{"compute-minutes", compute_minutes},
    Reader{"skills", skills},
    Reader{"interests", interests},
    Reader{"focus", focus},
};

} // namespace

std::string_view to_string(Aspect aspect) {
    switch (aspect) {
    case Aspect::need: return "need";
    case Aspect::reach: return "reach";
    case Aspect::receptiveness: return "receptiveness";
    case Aspect::feasibility: return "feasibility";
    case Aspect::fit: return "fit";
    }
    return "";
}

std::optional<Aspect> parse_aspect(std::string_view word) {
    const auto found = std::ranges::find(kAspects, word, to_string);
    return found == kAspects.end() ? std::nullopt : std::optional(*found);
}

std::vector<Signal> read_signals(const Facts& facts, const Wishes& wishes, Time now) {
    std::vector<Signal> signals;
    for (const Reader& reader : kReaders) {
        Reading reading = reader.read({facts, wishes, now});
        signals.push_back({reader.id, reading.value, std::move(reading.evidence), std::move(reading.place)});
    }
    return signals;
}

std::vector<std::string_view> signal_ids() {
    std::vector<std::string_view> ids;
    for (const Reader& reader : kReaders) ids.push_back(reader.id);
    return ids;
}

} // namespace squire::assess
