// SPDX-License-Identifier: MIT
#include <chrono>
#include <system_error>

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "journey/step.h"
#include "ledger/entry.h"

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

// What is dismissed, and what may be run.
std::string fix_inputs(const Run& run) {
    std::string inputs = fmt::format("{}\n{}\n", run.network, run.tests.tests ? run.tests.tests->command : run.tests.without_because);
    const auto dismissed = run.store.list({.states = {finding::State::dismissed}, .sort = store::Sort::oldest, .limit = 0});
    if (!dismissed) return inputs;
    for (const store::VulnerabilityRow& row : *dismissed) inputs += fmt::format("{} {}\n", row.id, row.last_entry);
    return inputs;
}

// What is dismissed as a false alarm stands in the ledger.
std::string disagreement_inputs(const Run& run) {
    const auto head = run.store.head();
    std::string inputs = fmt::format("{}\n", head ? ledger::to_string(*head) : "");
    for (const std::string& name : foreign_reports(run)) {
        const auto text = read_file(run.output.root() / kForeignFolder / name, 1ULL << 30U);
        inputs += fmt::format("{} {}\n", name, text ? to_hex(sha256(*text)) : "");
    }
    return inputs;
}

// The ledger, and the author's words.
std::string write_up_inputs(const Run& run) {
    const auto head = run.store.head();
    const auto words = read_file(run.output.root() / kWriteUpSource);
    return fmt::format("{}\n{}\n{}\n{}", head ? ledger::to_string(*head) : "", words ? to_hex(sha256(*words)) : "", run.intern, run.mentor);
}

} // namespace

std::span<const Step> all_steps() {
    static constexpr std::array kSteps{
        Step{"assess", "assess, and introduce", {}, assess_inputs, assess_step, "project.assessed"},
        Step{"integrate", "integrate scanners", {}, integrate_inputs, integrate_step, "integration.drafted"},
        Step{"scan", "scan", {}, scan_inputs, scan_step, ""},
        Step{"triage", "propose decisions", {"scan"}, nullptr, triage_step, ""},
        Step{"fix", "repair, and prove it", {"scan"}, fix_inputs, fix_step, ""},
        Step{"disagreements", "report scanner bugs", {"scan"}, disagreement_inputs, disagreement_step, ""},
        Step{"ledger", "verify the ledger", {}, nullptr, ledger_step, ""},
        Step{"write-up", "write it up", {}, write_up_inputs, write_up_step, ""},
        Step{"page", "lay it out", {}, nullptr, page_step, ""},
    };
    return kSteps;
}

} // namespace squire::journey
