// SPDX-License-Identifier: MIT
#include "journey/recorded_scan.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "formats/own_json.h"
#include "formats/report_files.h"

namespace squire::journey {

bool is_wanted(const Run& run, std::string_view scanner) {
    const std::vector<std::string>& only = run.workspace.settings.only;
    return only.empty() || std::ranges::find(only, scanner) != only.end();
}

scan::ScanRequest scan_request(const Run& run) {
    const workspace::Settings& settings = run.workspace.settings;
    scan::ScanRequest request{.path = run.workspace.sandbox(), .cache = run.cache};
    if (!settings.rules.empty()) request.rules = run.workspace.root / settings.rules;
    for (const std::string& file : settings.vex) request.vex.push_back(run.workspace.root / file);
    request.largest_file = std::uint64_t{settings.largest_file} << 20U;
    request.honour_gitignore = settings.gitignore;
    request.index = run.index;
    return request;
}

Result<std::vector<Scanned>> scan_and_record(Run& run, scan::Extent extent, std::vector<std::string> only) {
    std::erase_if(only, [&](const std::string& id) { return !is_wanted(run, id); });
    if (only.empty()) return std::vector<Scanned>();
    scan::ScanRequest request = scan_request(run);
    request.extent = extent;
    request.only = std::move(only);
    if (extent == scan::Extent::tree) {
        const auto tree = run.tree();
        if (!tree) return std::unexpected(tree.error());
        request.inventory = *tree;
    }
    Problems met;
    scanner::Context context = run.scan_context(met);
    auto outcome = scan::run_scan(request, context);
    if (!outcome) return std::unexpected(outcome.error());
    for (Problem& problem : outcome->problems) run.problems.add(problem.weight, std::move(problem.error));

    const bool history = extent == scan::Extent::history;
    std::vector<Scanned> all;
    for (scan::ScannerOutcome& each : outcome->scanners) {
        Scanned scanned{.id = each.id};
        if (!each.report) {
            scanned.not_run = each.applicability.reason;
            scanned.missed = each.applicability.missed;
            all.push_back(std::move(scanned));
            continue;
        }
        scanned.findings = each.report->findings.size();
        scanned.report = std::move(*each.report);
        const auto recorded = workspace::record(run.store, run.workspace,
                                                {.report = scanned.report,
                                                 .looked = history ? workspace::Looked::history : workspace::Looked::tree,
                                                 .report_digest = to_hex(sha256(formats::write_json(scanned.report))),
                                                 .key = context.fingerprint_key},
                                                run.person);
        if (!recorded) return std::unexpected(recorded.error());
        const auto files = formats::report_files(each.id, scanned.report);
        if (!files) return std::unexpected(files.error());
        for (const auto& [name, text] : *files) {
            if (auto written = run.output.write(fmt::format("reports/{}/{}", history ? "history" : "tree", name), text); !written)
                return std::unexpected(written.error());
        }
        all.push_back(std::move(scanned));
    }
    return all;
}

Result<void> scan_for_tree_secrets(Run& run) {
    if (run.tree_secrets_known) return {};
    auto scanned = scan_and_record(run, scan::Extent::tree, {"secrets"});
    if (!scanned) return std::unexpected(scanned.error());
    run.tree_secrets_known = true;
    if (!scanned->empty() && scanned->front().not_run.empty()) run.tree_secrets = std::move(scanned->front().report);
    return {};
}

} // namespace squire::journey
