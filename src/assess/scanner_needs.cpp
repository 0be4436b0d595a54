// SPDX-License-Identifier: MIT
#include "assess/scanner_needs.h"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "integrate/gitlab_scanner.h"
#include "integrate/presence.h"
#include "integrate/suitability.h"
#include "pipeline/pipeline.h"
#include "pipeline/yaml.h"

namespace squire::assess {
namespace {

constexpr std::string_view kPipelineFile = ".gitlab-ci.yml";

struct KnownPipeline {
    pipeline::Pipeline pipeline;
    std::string unknown; // why a scanner that is not seen in it may be there all the same; empty: it is known whole
};

KnownPipeline pipeline_of(const Facts& facts, const pipeline::ProjectFiles& files, Problems& problems) {
    if (facts.find(Notable::pipeline) == nullptr) return {};
    const auto unreadable = [&](const Error& error) {
        problems.add(Weight::note, error);
        return KnownPipeline{{}, "the pipeline cannot be read"};
    };
    const auto text = files.read(kPipelineFile);
    if (!text) return unreadable(text.error());
    auto yaml = pipeline::read_yaml(*text, std::string(kPipelineFile));
    if (!yaml) return unreadable(yaml.error());
    auto resolved = pipeline::resolve(std::make_shared<const pipeline::YamlFile>(std::move(*yaml)), files);
    if (!resolved) return unreadable(resolved.error());
    KnownPipeline known{std::move(*resolved), {}};
    if (!known.pipeline.unread.empty()) {
        known.unknown = fmt::format("an include cannot be read here: {}", known.pipeline.unread.front().what);
    }
    return known;
}

} // namespace

void learn_scanners(Facts& facts, const pipeline::ProjectFiles& files, Problems& problems) {
    const KnownPipeline known = pipeline_of(facts, files, problems);
    facts.scanners.clear();
    for (const integrate::GitlabScanner& scanner : integrate::gitlab_scanners()) {
        const auto suitability = integrate::judge_suitability(scanner, facts.inventory, known.pipeline, files);
        const auto presence = integrate::find_presence(scanner, known.pipeline, files);
        ScannerNeed need{.id = scanner.id, .title = scanner.title};
        if (suitability.suits) need.work = suitability.reason;
        if (presence) {
            need.present = true;
            need.evidence = *presence;
        } else if (known.unknown.empty()) {
            need.present = false;
            need.evidence = facts.find(Notable::pipeline) == nullptr ? "there is no pipeline" : std::string(kPipelineFile);
        } else {
            need.evidence = known.unknown;
        }
        need.tier = scanner.tier == pipeline::Tier::free ? "Free" : "Ultimate";
        need.minutes = suitability.minutes;
        facts.scanners.push_back(std::move(need));
    }
}

} // namespace squire::assess
