// SPDX-License-Identifier: MIT
#include "records/fixes.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "finding/finding.h"
#include "fix/fix_document.h"
#include "formats/json_writer.h"

namespace squire::records {
namespace {

class Writes {
public:
    Writes(std::string kind, const std::vector<store::Object>& there) : kind_(std::move(kind)) {
        for (const store::Object& each : there) there_.emplace(each.id, &each);
    }

    void put(const std::string& id, std::map<std::string, std::string> keys, std::string document) {
        const store::Object* const old = find(id);
        if (old != nullptr && old->document == document) return;
        made.push_back(
            {.kind = kind_, .id = id, .expected = old == nullptr ? 0 : old->version, .keys = std::move(keys), .document = std::move(document)});
    }
    void remove(const std::string& id) {
        if (const store::Object* const old = find(id)) made.push_back({.kind = kind_, .id = id, .expected = old->version, .remove = true});
    }

    std::vector<store::ObjectWrite> made;

private:
    [[nodiscard]] const store::Object* find(const std::string& id) const {
        const auto found = there_.find(id);
        return found == there_.end() || found->second->removed ? nullptr : found->second;
    }
    std::string kind_;
    std::map<std::string, const store::Object*> there_;
};

// Times differ from run to run and are no news.
fix::Fix without_times(fix::Fix fix) {
    for (fix::CommandRun& each : fix.proved.proof.commands) each.took = {};
    return fix;
}

} // namespace

Result<void> keep_fixes(store::Store& store, const fix::FixOutcome& outcome, const std::string& commit, std::string_view actor) {
    const auto fixes = store.objects("fix");
    if (!fixes) return std::unexpected(fixes.error());
    const auto reasons = store.objects("unfixed");
    if (!reasons) return std::unexpected(reasons.error());
    Writes of_fixes("fix", *fixes);
    Writes of_reasons("unfixed", *reasons);
    for (const fix::Fix& each : outcome.fixes) {
        formats::JsonWriter json;
        fix::write_fix(json, without_times(each));
        const auto& [proposal, proof] = each.proved;
        of_fixes.put(proposal.id(), {{"class", std::string(to_string(proposal.kind))}, {"verdict", std::string(to_string(proof.verdict))}},
                     json.take());
    }
    for (const finding::Finding& each : outcome.findings) {
        const auto reason = std::ranges::find(outcome.unfixed, each.fingerprint, &fix::Unfixed::finding);
        if (reason == outcome.unfixed.end()) {
            of_reasons.remove(each.fingerprint);
            continue;
        }
        formats::JsonWriter json;
        {
            const formats::JsonObject object(json);
            json.member("finding", std::string_view(each.fingerprint));
            json.member("rule", std::string_view(each.rule()));
            json.member("place", std::string_view(finding::place_of(each)));
            json.member("reason", to_string(reason->reason));
            json.member("why", std::string_view(reason->why));
        }
        of_reasons.put(each.fingerprint, {{"reason", std::string(to_string(reason->reason))}}, json.take());
    }
    std::vector<store::ObjectWrite> writes = std::move(of_fixes.made);
    for (store::ObjectWrite& each : of_reasons.made) {
        const bool twice =
            std::ranges::any_of(writes, [&](const store::ObjectWrite& other) { return other.kind == each.kind && other.id == each.id; });
        if (!twice) writes.push_back(std::move(each));
    }
    if (writes.empty()) return {};
    formats::JsonWriter evidence;
    {
        const formats::JsonObject object(evidence);
        evidence.member("commit", std::string_view(commit));
        evidence.member("fixes", outcome.fixes.size());
        evidence.member("hold", std::ranges::count_if(outcome.fixes, [](const fix::Fix& each) { return each.holds(); }));
        evidence.member("unfixed", outcome.unfixed.size());
    }
    const auto written =
        store.write(writes, {.actor = std::string(actor), .verb = "fix.tried", .kind = "fix", .object = commit, .evidence = evidence.take()});
    if (!written) return std::unexpected(written.error());
    return {};
}

} // namespace squire::records
