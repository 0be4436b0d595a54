// SPDX-License-Identifier: MIT
//
// Whether and how the project's own tests run: somebody says so once, and it is kept. What a stranger's pipeline would run is never run unasked.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "fix/prover.h"
#include "fix/test_command.h"
#include "store/store.h"
#include "workspace/settings.h"

namespace squire::records {

/// What somebody answered about this very command: another one, of a pipeline that went on, is asked about anew.
[[nodiscard]] Result<std::optional<bool>> find_test_answer(const store::Store& store, std::string_view command);

/// An object of kind "test_permission", and a ledger entry "tests.allowed" or "tests.refused".
[[nodiscard]] Result<void> keep_test_answer(store::Store& store, const fix::ProposedTests& tests, bool allowed, std::string_view actor);

struct TestQuestion {
    std::string command; // given for this run alone; empty: the settings' own, else what the pipeline shows
    bool network = false;
    bool allow_proposed = false; // what the pipeline shows may be run
    std::function<std::optional<bool>(const fix::ProposedTests&)> ask; // nothing: no answer; null: there is nobody to ask
};

struct TestChoice {
    std::optional<fix::TestCommand> tests;
    std::string without_because; // where there are none: what a maintainer reads
    std::string way; // and what would have them run, for who runs this; empty: somebody refused
};

/// For the project around `repository`. `store`: where answers are kept; null: nowhere.
[[nodiscard]] Result<TestChoice> choose_tests(const TestQuestion& question, const workspace::Settings& settings,
                                              const std::filesystem::path& repository, store::Store* store, std::string_view actor);

} // namespace squire::records
