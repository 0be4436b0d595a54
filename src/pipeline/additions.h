// SPDX-License-Identifier: MIT
//
// What Squire adds to a pipeline. Each addition is text put in at the right place, in the file's own layout, and gives the file read again, or
// the very same file where it is already there. Whole lines are added wherever YAML allows it; only a flow list, and a value on its key's
// own line that has to become a list, get text within a line. Where no right place exists, the error says why and nothing is changed.
#pragma once

#include <string_view>

#include "base/result.h"
#include "pipeline/value.h"
#include "pipeline/yaml.h"

namespace squire::pipeline {

/// The document that is the pipeline: the second one, where the first is a header with `spec`.
[[nodiscard]] const YamlDocument& pipeline_document(const YamlFile& file);

/// Puts `entry` at the end of `include`, whichever of its forms the file has: absent, empty, a text, a mapping, a list, a flow list, an alias, a
/// `!reference`. A list that an alias stands for is extended where it is written, if nothing else uses it.
[[nodiscard]] Result<YamlFile> add_include(const YamlFile& file, const Value& entry);

/// Puts a stage after the one named `after`, or last. Without `stages`, GitLab's own (build, test, deploy) are written down first, for a list
/// replaces them.
[[nodiscard]] Result<YamlFile> add_stage(const YamlFile& file, std::string_view stage, std::string_view after = {});

/// Puts a variable last into the top level's `variables`. One of that name with another value is an error (usage): it is the project's to change.
[[nodiscard]] Result<YamlFile> add_variable(const YamlFile& file, std::string_view name, std::string_view value);

/// Puts a key on the top level: one of GitLab's keywords in the usual order among them (include, workflow, stages, variables, default, …), a job at
/// the end. A key that is there with another value is an error (usage).
[[nodiscard]] Result<YamlFile> add_top_level(const YamlFile& file, std::string_view key, const Value& value);

} // namespace squire::pipeline
