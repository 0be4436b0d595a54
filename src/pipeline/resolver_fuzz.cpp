// SPDX-License-Identifier: MIT
// Whatever a pipeline and what it includes hold: it is resolved, linted, and its jobs chosen, within bounds, and each remark has a place.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "pipeline/graph.h"
#include "pipeline/lint.h"
#include "pipeline/pipeline.h"
#include "pipeline/selection.h"

namespace {

using namespace squire::pipeline;

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::size_t cut = text.find('\x01'); // the pipeline, then a file that it may include
    auto yaml = read_yaml(text.substr(0, cut), "fuzz.yml");
    if (!yaml) return 0;
    const TextFiles files({{"a.yml", cut == std::string::npos ? "a: {script: [x]}" : text.substr(cut + 1)}});
    const auto file = std::make_shared<const YamlFile>(std::move(*yaml));
    if (const auto whole = resolve(file, files); whole) {
        for (const Remark& remark : lint(*whole)) require(!whole->place_name(remark.origin).empty() && !remark.message.empty());
    } else {
        require(!whole.error().message.empty() && !whole.error().place.empty());
    }
    for (const Circumstances& circumstances : all_circumstances("main")) {
        const auto pipeline = resolve(file, files, {.circumstances = circumstances});
        if (!pipeline) continue;
        const Selection selection = select_jobs(*pipeline, files, circumstances);
        for (const SelectedJob& job : selection.jobs) require(job.job != nullptr && !job.instances.empty());
        require(draw(*pipeline, selection, "fuzz").ends_with("</svg>\n"));
    }
    return 0;
}
