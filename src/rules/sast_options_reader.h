// SPDX-License-Identifier: MIT
#pragma once

#include "base/problems.h"
#include "rules/sast_rule.h"
#include "rules/yaml_fields.h"

namespace squire::rules {

/// The value of `options`. One that is not known is a warning, a wrong value a fault of the reading.
[[nodiscard]] SastOptions read_sast_options(YamlReading& yaml, const yaml::Node& node, Problems& problems);

} // namespace squire::rules
