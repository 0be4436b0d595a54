// SPDX-License-Identifier: MIT
#include "assess/assessment.h"

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace squire::assess {
namespace {

using Json = nlohmann::ordered_json;

Json of(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

Json scanners_of(const Facts& facts) {
    Json scanners = Json::array();
    for (const ScannerNeed& need : facts.scanners) {
        scanners.push_back({{"scanner", need.id},
                            {"work", to_utf8(need.work)},
                            {"present", need.present ? Json(*need.present) : Json(nullptr)},
                            {"evidence", to_utf8(need.evidence)},
                            {"tier", need.tier},
                            {"minutes", need.minutes}});
    }
    return scanners;
}

} // namespace

std::string to_json(const Assessment& assessment) {
    Json document{{"version", 1}, {"time", to_rfc3339(assessment.time)}};
    Json& weights = document["weights"] = Json::object();
    for (std::size_t i = 0; i < kAspects.size(); ++i) weights[to_string(kAspects[i])] = assessment.weights.aspects[i];
    Json& projects = document["projects"] = Json::array();
    for (const Assessed& project : assessment.projects) {
        Json scores{{"total", of(project.score.total)}};
        for (std::size_t i = 0; i < kAspects.size(); ++i) {
            scores[to_string(kAspects[i])] = {{"value", of(project.score.aspects[i].value)}, {"known", project.score.aspects[i].known}};
        }
        Json signals = Json::array();
        for (const Signal& signal : project.signals) {
            const SignalWeight& weight = assessment.weights.signals.find(signal.id)->second;
            signals.push_back({{"id", signal.id},
                               {"aspect", to_string(weight.aspect)},
                               {"title", weight.title},
                               {"weight", weight.weight},
                               {"value", of(signal.value)},
                               {"evidence", to_utf8(signal.evidence)},
                               {"place", to_utf8(signal.place)}});
        }
        projects.push_back({{"name", to_utf8(project.facts.name)},
                            {"path", to_utf8(project.facts.given)},
                            {"repository", to_utf8(project.facts.address)},
                            {"commit", project.facts.commit},
                            {"rank",
                             {{"place", project.rank.rank},
                              {"best", project.rank.best},
                              {"best_when", project.rank.best_when},
                              {"worst", project.rank.worst},
                              {"worst_when", project.rank.worst_when}}},
                            {"scores", std::move(scores)},
                            {"signals", std::move(signals)},
                            {"scanners", scanners_of(project.facts)}});
    }
    return document.dump(2) + "\n";
}

} // namespace squire::assess
