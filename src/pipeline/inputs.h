// SPDX-License-Identifier: MIT
//
// `spec:inputs`: the header of a file that is included with values, and `$[[ inputs.name | function ]]` in what follows.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/expression.h"
#include "pipeline/setting.h"

namespace squire::pipeline {

using Inputs = std::map<std::string, SettingPtr, std::less<>>;

/// The inputs of a header, those that were given or else their defaults, each checked for its type, options and regex. What is wrong is added to
/// `faults`, each with the place in `header` or in what was given.
struct InputFault {
    Origin origin;
    std::string message;
    std::string hint;
};
[[nodiscard]] Inputs complete_inputs(const Setting& header, const Inputs& given, std::vector<InputFault>& faults);

/// The setting with every `$[[ … ]]` replaced. Where it is the whole of a text, the value keeps its type; else it becomes text. What is shared
/// stays so.
[[nodiscard]] SettingPtr interpolate(const SettingPtr& setting, const Inputs& inputs, const Variables& variables,
                                     std::vector<InputFault>& faults);

} // namespace squire::pipeline
