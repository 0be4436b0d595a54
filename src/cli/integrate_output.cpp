// SPDX-License-Identifier: MIT
#include "cli/integrate_output.h"

#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "journey/integration_files.h"

namespace squire::cli {
namespace {

using integrate::Choice;
using integrate::Decision;
using integrate::Plan;

} // namespace

std::string format_plan(const Plan& plan) {
    std::string text = fmt::format("{}{}\n", printable(plan.file), plan.is_new ? " (there is none yet)" : "");
    for (const Choice& choice : plan.choices) {
        std::string jobs;
        if (choice.decision == Decision::add)
            for (const integrate::Analyzer& analyzer : choice.suitability.analyzers) jobs += (jobs.empty() ? "; " : ", ") + analyzer.job;
        text += fmt::format("  {:<8}  {:<19}  {}{}\n", journey::word_of(choice.decision), choice.scanner->id, printable(choice.reason), jobs);
    }
    for (const std::string& note : plan.notes) text += fmt::format("  {}\n", printable(note));
    if (!plan.comparison.kinds.empty()) {
        std::set<std::string> jobs;
        for (const auto& kind : plan.comparison.kinds) jobs.insert(kind.jobs_before.begin(), kind.jobs_before.end());
        text += fmt::format("Proven: {} kinds of pipelines, the same {} job{} as before and the new ones\n", plan.comparison.kinds.size(),
                            jobs.size(), jobs.size() == 1 ? "" : "s");
        for (const auto& kind : plan.comparison.kinds)
            if (!kind.jobs_added.empty())
                text += fmt::format("  {}: {}\n", printable(kind.title), printable(fmt::format("{}", fmt::join(kind.jobs_added, ", "))));
    }
    for (const std::string& unread : plan.unread) text += fmt::format("Unknown: {}; its jobs come on top\n", printable(unread));
    return text;
}

} // namespace squire::cli
