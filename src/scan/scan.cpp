// SPDX-License-Identifier: MIT
#include "scan/scan.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scan/baseline.h"
#include "scan/scanners.h"
#include "scan/secret_rules.h"
#include "source/commit_source.h"
#include "source/directory_source.h"
#include "source/history.h"
#include "source/index_source.h"
#include "source/inventory.h"
#include "source/range_source.h"
#include "source/stdin_source.h"

namespace squire::scan {
namespace {

Result<std::unique_ptr<source::Source>> open(const ScanRequest& request, Problems& problems) {
    switch (request.extent) {
    case Extent::tree: return source::open_directory(request.path, {.honour_gitignore = request.honour_gitignore});
    case Extent::commit: return source::open_commit(request.path, request.revision);
    case Extent::history: return source::open_history(request.path, problems);
    case Extent::since: return source::open_range(request.path, request.revision);
    case Extent::staged: return source::open_staged(request.path);
    case Extent::stdin_: return source::open_stdin();
    }
    return fail(ErrorKind::internal, "an extent without a source");
}

Result<void> check_names(const std::vector<std::string>& only) {
    for (const std::string& id : only) {
        const auto known = all_scanners();
        if (std::ranges::find(known, id, &ScannerEntry::id) != known.end()) continue;
        std::vector<std::string_view> ids;
        for (const ScannerEntry& entry : known) ids.push_back(entry.id);
        return fail(ErrorKind::usage, fmt::format("there is no scanner '{}'", id), "", fmt::format("there are: {}", fmt::join(ids, ", ")));
    }
    return {};
}

} // namespace

Result<ScanOutcome> run_scan(const ScanRequest& request, scanner::Context& context) {
    if (auto names = check_names(request.only); !names) return std::unexpected(names.error());
    std::optional<Baseline> baseline;
    if (request.baseline) {
        auto read = Baseline::read(*request.baseline, context.problems);
        if (!read) return std::unexpected(read.error());
        baseline = std::move(*read);
    }
    const std::filesystem::path project = request.extent == Extent::stdin_ ? std::filesystem::path() : request.path;
    auto rules = secret_rules_for(project, request.rules, context.problems);
    if (!rules) return std::unexpected(rules.error());
    const auto book = secrets::RuleBook::make(std::move(*rules), request.cache, context.problems);
    if (!book) return std::unexpected(book.error());
    auto source = open(request, context.problems);
    if (!source) return std::unexpected(source.error());

    const ScannerParts parts{
        *book, {.visit = request.secrets, .ignore = ignore_list_of(project, context.problems), .largest_text = request.largest_file}};
    ScanOutcome outcome{.target = (*source)->describe()};
    for (const ScannerEntry& entry : all_scanners()) {
        if (!request.only.empty() && std::ranges::find(request.only, entry.id) == request.only.end()) continue;
        const auto scanner = entry.make(parts);
        const scanner::Target target{**source};
        ScannerOutcome each{.id = std::string(entry.id), .applicability = scanner->applies_to(target)};
        if (each.applicability.applies) {
            auto report = scanner->scan(target, context);
            if (!report) return std::unexpected(report.error());
            if (baseline) each.known = baseline->apply(*report);
            each.report = std::move(*report);
        }
        outcome.scanners.push_back(std::move(each));
    }
    return outcome;
}

} // namespace squire::scan
