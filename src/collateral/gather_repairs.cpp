// SPDX-License-Identifier: MIT
#include "collateral/gather_repairs.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace squire::collateral {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Findings are named by fingerprint, as a report has them, or by the vulnerability's own id.
std::vector<std::string> vulnerabilities_of(const Json& json, const char* name, const FindingIndex& index) {
    std::vector<std::string> ids;
    const auto found = json.find(name);
    if (found == json.end()) return ids;
    const auto add = [&](const Json& each) {
        if (!each.is_string()) return;
        const auto& word = each.get_ref<const std::string&>();
        const auto known = index.find(word);
        ids.push_back(known == index.end() ? word : known->second);
    };
    if (found->is_array()) std::ranges::for_each(*found, add);
    add(*found);
    std::ranges::sort(ids);
    const auto again = std::ranges::unique(ids);
    ids.erase(again.begin(), again.end());
    return ids;
}

// Calls `take` with each object of the kind whose document is an object.
template <class Take> Result<void> each_object(const store::Store& store, const char* kind, const Take& take) {
    const auto objects = store.objects(kind);
    if (!objects) return std::unexpected(objects.error());
    for (const store::Object& object : *objects) {
        const Json json = Json::parse(object.document, nullptr, false);
        if (json.is_object()) take(object, json);
    }
    return {};
}

} // namespace

Result<void> gather_repairs(const store::Store& store, const FindingIndex& index, writeup::Facts& facts) {
    auto done = each_object(store, "fix", [&](const store::Object& object, const Json& json) {
        writeup::FixFacts fix{.id = object.id,
                              .what = text_of(json, "what"),
                              .kind = text_of(json, "class"),
                              .state = text_of(json, "verdict"),
                              .vulnerabilities = vulnerabilities_of(json, "findings", index),
                              .branch = text_of(json, "branch"),
                              .commit = text_of(json, "commit")};
        if (fix.state.empty()) fix.state = "proposed";
        fix.offered = !fix.branch.empty();
        fix.evidence = {.entries = {object.entry}, .vulnerabilities = fix.vulnerabilities};
        if (!fix.commit.empty()) fix.evidence.commits.push_back(fix.commit);
        facts.fixes.push_back(std::move(fix));
    });
    if (!done) return done;
    done = each_object(store, "unfixed", [&](const store::Object& object, const Json& json) {
        const auto vulnerabilities = vulnerabilities_of(json, "finding", index);
        facts.unfixed.push_back({.vulnerability = vulnerabilities.empty() ? object.id : vulnerabilities.front(),
                                 .reason = text_of(json, "reason"),
                                 .why = text_of(json, "why"),
                                 .evidence = {.entries = {object.entry}, .vulnerabilities = vulnerabilities}});
    });
    if (!done) return done;
    return each_object(store, "bug_report", [&](const store::Object& object, const Json& json) {
        facts.bug_reports.push_back({.id = object.id,
                                     .scanner = text_of(json, "scanner"),
                                     .title = text_of(json, "title"),
                                     .kind = text_of(json, "kind"),
                                     .url = text_of(json, "url"),
                                     .state = text_of(json, "state"),
                                     .vulnerabilities = vulnerabilities_of(json, "findings", index),
                                     .evidence = {.entries = {object.entry}, .vulnerabilities = vulnerabilities_of(json, "findings", index)}});
    });
}

} // namespace squire::collateral
