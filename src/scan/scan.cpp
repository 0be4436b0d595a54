// SPDX-License-Identifier: MIT
#include "scan/scan.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "advisories/index.h"
#include "base/file.h"
#include "base/nearest_word.h"
#include "scan/baseline.h"
#include "scan/sast_rules.h"
#include "scan/scanners.h"
#include "scan/secret_rules.h"
#include "secrets/redactor.h"
#include "source/chosen_files.h"
#include "source/git.h"
#include "source/inventory.h"
#include "source/open_source.h"
#include "source/provenance.h"

namespace squire::scan {
namespace {

source::SourceRequest source_of(const ScanRequest& request) {
    using Kind = source::SourceRequest::Kind;
    const auto kind = [&] {
        switch (request.extent) {
        case Extent::tree: return Kind::directory;
        case Extent::commit: return Kind::commit;
        case Extent::history: return Kind::history;
        case Extent::since: return Kind::range;
        case Extent::staged: return Kind::staged;
        case Extent::standard_input: return Kind::standard_input;
        }
        return Kind::directory;
    };
    return {.kind = kind(), .path = request.path, .revision = request.revision, .honour_gitignore = request.honour_gitignore};
}

Result<void> check_names(const std::vector<std::string>& only) {
    for (const std::string& id : only) {
        const auto known = all_scanners();
        if (std::ranges::find(known, id, &ScannerEntry::id) != known.end()) continue;
        std::vector<std::string_view> ids;
        for (const ScannerEntry& entry : known) ids.push_back(entry.id);
        const std::string_view nearest = nearest_word(id, ids);
        return fail(ErrorKind::usage, fmt::format("there is no scanner '{}'", id), "",
                    nearest.empty() ? fmt::format("there are: {}", fmt::join(ids, ", ")) : fmt::format("did you mean '{}'?", nearest));
    }
    return {};
}

// The folder whose `.gitleaks.toml` and `.gitleaksignore` hold: of what git knows, the repository's root, wherever in it the path is.
std::filesystem::path project_of(const ScanRequest& request) {
    if (request.extent == Extent::standard_input) return {};
    if (request.extent == Extent::tree) return request.path;
    const auto repository = source::open_repository(request.path);
    return repository ? std::filesystem::path(source::root_of(**repository)) : request.path;
}

// Of a tree, which takes a small part of a scan's time: only the beginning of each file is read. Nothing where it cannot be taken; the reading that
// follows says why.
std::optional<source::Inventory> inventory_of(const ScanRequest& request, const scanner::Context& context) {
    if (request.extent != Extent::tree || !request.files.empty()) return std::nullopt;
    Problems said_again;
    auto taken = source::take_inventory(
        request.path, {.workers = context.workers, .honour_gitignore = request.honour_gitignore, .cancellation = &context.cancellation},
        said_again);
    return taken ? std::optional(std::move(*taken)) : std::nullopt;
}

// Where there is one but it cannot be used, what it would have found is missing.
std::optional<advisories::Index> index_of(const ScanRequest& request, Problems& problems) {
    if (request.index.empty()) return std::nullopt;
    auto index = advisories::Index::open(request.index);
    if (index) return std::move(*index);
    if (index.error().kind != ErrorKind::not_found) problems.add(Weight::incomplete, index.error());
    return std::nullopt;
}

// One that is named must be there and whole: without it, what it excuses would count, or what it takes back would not.
Result<dependencies::VexBook> vex_of(const ScanRequest& request, Problems& problems) {
    dependencies::VexBook book;
    for (const std::filesystem::path& file : request.vex) {
        const auto text = read_file(file);
        if (!text) return std::unexpected(text.error());
        auto statements = dependencies::read_vex(*text, file.filename().string(), problems);
        if (!statements) return std::unexpected(statements.error());
        book.add(std::move(*statements));
    }
    return book;
}

bool extent_has_paths(Extent extent) { return extent == Extent::tree || extent == Extent::commit || extent == Extent::staged; }

// Those that were asked for; else, where rules were given, the one that they are for; else all.
bool wanted(const ScanRequest& request, std::string_view scanner, bool rules_for_sast) {
    if (!request.only.empty()) return std::ranges::find(request.only, scanner) != request.only.end();
    return !request.rules || scanner == (rules_for_sast ? "sast" : "secrets");
}

// Code that other scanners quote may hold a secret.
void hide_secrets(finding::Report& report, secrets::Redactor& redact) {
    for (finding::Finding& each : report.findings) {
        for (std::string* text : {&each.description, &each.solution, &each.evidence}) *text = std::string(redact(*text));
    }
    for (Problem& problem : report.messages) problem = redact(problem);
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
    const std::filesystem::path project = project_of(request);
    const bool for_sast = request.rules && is_sast_rule_path(*request.rules);
    auto rules = secret_rules_for(project, for_sast ? std::nullopt : request.rules, context.problems);
    if (!rules) return std::unexpected(rules.error());
    const auto book = secrets::RuleBook::make(std::move(*rules), request.cache, context.problems);
    if (!book) return std::unexpected(book.error());
    const bool reads_code = wanted(request, "sast", for_sast); // else its rules are not worth reading
    auto sast_rules = reads_code ? sast_rules_for(for_sast ? request.rules : std::nullopt, context.problems) : SastRules{};
    if (!sast_rules) return std::unexpected(sast_rules.error());
    const auto sast_book = sast::RuleBook::make(std::move(sast_rules->rules), request.cache, context.problems);
    if (!sast_book) return std::unexpected(sast_book.error());
    auto source = source::open_source(source_of(request), context.problems);
    if (!source) return std::unexpected(source.error());
    if (!request.files.empty()) *source = source::only_files(std::move(*source), request.files);

    const auto index = index_of(request, context.problems);
    const auto vex = vex_of(request, context.problems);
    if (!vex) return std::unexpected(vex.error());
    dependencies::DependencyScanOptions dependency_options;
    dependency_options.index = index ? &*index : nullptr;
    if (request.extent == Extent::tree) dependency_options.tree = request.path;
    dependency_options.vex = &*vex;
    dependency_options.has_paths = extent_has_paths(request.extent);
    secrets::Redactor redact(*book);
    const ScannerParts parts{
        .secret_rules = *book,
        .secret_options = {.visit = request.secrets, .ignore = ignore_list_of(project, context.problems), .largest_text = request.largest_file},
        .dependency_options = std::move(dependency_options),
        .sast_rules = **sast_book,
        .sast_options = {.ignore = semgrep_ignore_of(project),
                         .texts_have_paths = extent_has_paths(request.extent),
                         .cache = request.reuse_results ? request.cache : std::filesystem::path(),
                         .rules_key = sast_rules->key,
                         .holds_secret = [&redact](std::string_view text) { return redact(text) != text; }}};
    const auto taken = request.inventory == nullptr ? inventory_of(request, context) : std::nullopt;
    const source::Inventory* const inventory = taken ? &*taken : request.extent == Extent::tree ? request.inventory : nullptr;
    ScanOutcome outcome{.target = (*source)->describe()};
    finding::Provenance provenance;
    if (request.extent != Extent::standard_input) provenance = source::provenance_of(request.path).value_or(finding::Provenance{});
    for (const ScannerEntry& entry : all_scanners()) {
        if (!wanted(request, entry.id, for_sast)) continue;
        const auto scanner = entry.make(parts);
        const scanner::Target target{**source, inventory};
        ScannerOutcome each{.id = std::string(entry.id), .applicability = scanner->applies_to(target)};
        if (each.applicability.applies) {
            auto report = scanner->scan(target, context);
            if (!report) return std::unexpected(report.error());
            if (baseline) each.known = baseline->apply(*report);
            report->provenance = provenance;
            if (report->type != finding::ReportType::secret_detection) hide_secrets(*report, redact);
            each.report = std::move(*report);
        }
        outcome.scanners.push_back(std::move(each));
    }
    for (const Problem& problem : context.problems.list()) outcome.problems.push_back(redact(problem));
    return outcome;
}

} // namespace squire::scan
