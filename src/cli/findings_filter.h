// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"
#include "workspace/settings.h"

namespace CLI { // NOLINT(readability-identifier-naming): the name that the library CLI11 has
class App;
}

namespace squire::cli {

/// Which vulnerabilities a command is about, as its options say.
struct FindingsFilter {
    std::string severity;
    std::vector<std::string> types;
    std::vector<std::string> states;
    std::string path;
    std::string rule;
    std::string text;
    std::string new_since;
    unsigned older_than = 0; // days
    unsigned newer_than = 0;
    bool present = false;
    bool gone = false;
    bool suppressed = false; // those, too
    std::string order;
    int limit = -1; // -1: what the settings say
};

/// Adds the options. `states`: whether --state is among them.
void add_filter_options(CLI::App& command, FindingsFilter& filter, bool states);

/// The filter as the store takes it. Without --state: what waits for triage or is confirmed. An error (usage) for words that mean nothing, with
/// what there is.
[[nodiscard]] Result<store::VulnerabilityFilter> store_filter(const FindingsFilter& filter, const workspace::Settings& settings,
                                                              const store::Store& store, Time now);

} // namespace squire::cli
