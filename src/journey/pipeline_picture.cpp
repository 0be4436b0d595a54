// SPDX-License-Identifier: MIT
#include "journey/pipeline_picture.h"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "pipeline/graph.h"
#include "pipeline/pipeline.h"
#include "pipeline/selection.h"

namespace squire::journey {

Result<std::string> picture_of(const std::string& text, const std::string& file, const std::filesystem::path& project,
                               const std::string& default_branch, const std::set<std::string, std::less<>>& new_jobs) {
    auto yaml = pipeline::read_yaml(text, file);
    if (!yaml) return std::unexpected(yaml.error());
    const pipeline::FolderFiles files(project);
    const pipeline::Circumstances circumstances{.event = pipeline::Event::push, .default_branch = default_branch};
    const auto resolved =
        pipeline::resolve(std::make_shared<const pipeline::YamlFile>(std::move(*yaml)), files, {.circumstances = circumstances});
    if (!resolved) return std::unexpected(resolved.error());
    const pipeline::Selection selection = pipeline::select_jobs(*resolved, files, circumstances);
    return pipeline::draw(*resolved, selection, fmt::format("{} for {}", file, describe(circumstances)), new_jobs);
}

} // namespace squire::journey
