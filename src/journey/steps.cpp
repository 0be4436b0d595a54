// SPDX-License-Identifier: MIT
#include <chrono>
#include <system_error>

#include <fmt/format.h>

#include "journey/step.h"

namespace squire::journey {
namespace {

std::string assess_inputs(const Run& run) { return fmt::format("{}\n{}\n{}\n{}", run.commit, run.references, run.intern, run.mentor); }

std::string integrate_inputs(const Run& run) { return run.commit; }

std::string scan_inputs(const Run& run) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(run.index, missing);
    const auto changed = missing ? 0 : std::filesystem::last_write_time(run.index, missing).time_since_epoch().count();
    const std::filesystem::path settings = run.workspace.settings_file();
    const auto set = std::filesystem::last_write_time(settings, missing).time_since_epoch().count();
    return fmt::format("{}\n{}\n{}\n{}\n{}", run.commit, run.references, size, changed, set);
}

} // namespace

std::span<const Step> all_steps() {
    static constexpr std::array kSteps{
        Step{"assess", "assess, and introduce", {}, assess_inputs, assess_step, "project.assessed"},
        Step{"integrate", "integrate scanners", {}, integrate_inputs, integrate_step, "integration.drafted"},
        Step{"scan", "scan", {"assess"}, scan_inputs, scan_step, ""},
        Step{"triage", "propose decisions", {"scan"}, nullptr, triage_step, ""},
        Step{"ledger", "verify the ledger", {}, nullptr, ledger_step, ""},
    };
    return kSteps;
}

} // namespace squire::journey
