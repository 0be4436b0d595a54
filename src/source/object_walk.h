// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "source/object_store.h"

namespace squire::source {

/// Shows every object of one kind to `visitor`, each once, in the order of their deltas, by `options.workers` threads. `step` is the progress's word.
/// What cannot be read goes to `problems`. Stops early when cancelled.
Tally walk_objects(const ObjectStore& store, ObjectKind kind, std::string_view step, TextVisitor& visitor, const ReadOptions& options,
                   Problems& problems);

} // namespace squire::source
