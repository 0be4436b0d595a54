// SPDX-License-Identifier: MIT
//
// The words of YAML that this part speaks.
#pragma once

#include "yaml/yaml.h"

namespace squire::pipeline {

using yaml::Entry;
using yaml::Node;
using yaml::NodeKind;
using yaml::NodeStyle;
using yaml::Piece;
using yaml::PieceKind;
using yaml::Place;
using yaml::Range;
using yaml::read_yaml;
using yaml::YamlDocument;
using yaml::YamlFile;

using yaml::kFaultLimit;
using yaml::kYamlDepthLimit;
using yaml::kYamlSizeLimit;

} // namespace squire::pipeline
