// SPDX-License-Identifier: MIT
#include "dependencies/dependency_scanner.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/version.h"
#include "dependencies/collect.h"
#include "dependencies/reachability.h"
#include "dependencies/vulnerability_findings.h"
#include "dependencies/weakness.h"
#include "source/directory_source.h"

namespace squire::dependencies {
namespace {

finding::Tool tool() {
    return {.id = "squire-dependencies", .name = "Squire dependencies", .version = std::string(version()), .vendor = "Squire", .url = ""};
}

finding::RuleInfo rule_of(const finding::Finding& finding) {
    return {.identifier = finding.identifiers.front(),
            .name = finding.name,
            .description = finding.name,
            .help = finding.solution,
            .severity = finding.severity,
            .links = {},
            .tags = {}};
}

class DependencyScanner final : public scanner::Scanner {
public:
    explicit DependencyScanner(const DependencyScanOptions& options) : options_(options) {}

    [[nodiscard]] std::string_view id() const override { return "dependencies"; }
    [[nodiscard]] finding::ReportType report_type() const override { return finding::ReportType::dependency_scanning; }

    [[nodiscard]] scanner::Applicability applies_to(const scanner::Target& target) const override {
        if (!options_.has_paths) return {false, "packages are read from one state of a project: a folder or a commit"};
        std::size_t files = 0;
        if (target.inventory != nullptr) {
            files = static_cast<std::size_t>(
                std::ranges::count_if(target.inventory->files, [](const source::File& file) { return is_collected(file.path); }));
            if (files == 0) return {false, "there is no lockfile or manifest"};
        }
        if (options_.index == nullptr)
            return {.applies = false, .reason = "there is no index of advisories: squire advisories update", .missed = files > 0};
        return {true, files == 0 ? target.source.describe() : fmt::format("{} lockfiles and manifests", files)};
    }

    [[nodiscard]] Result<finding::Report> scan(const scanner::Target& target, scanner::Context& context) override {
        finding::Report report{.type = report_type(), .analyzer = tool(), .scanner = tool(), .start_time = context.clock.now()};
        Problems own; // of this scan alone: they are the report's messages
        const auto folder = open_folder();
        if (!folder) return std::unexpected(folder.error());
        source::Source& source = *folder ? **folder : target.source;
        const auto inventory = collect_packages(source,
                                                {.workers = context.workers,
                                                 .largest_file = options_.largest_file,
                                                 .checksums = false,
                                                 .cancellation = &context.cancellation,
                                                 .progress = &context.progress},
                                                own);
        if (!inventory) return std::unexpected(inventory.error());
        std::vector<UndecidedPackage> undecided;
        const auto vulnerable = find_vulnerable(*inventory, *options_.index, context.cancellation, &undecided);
        if (!vulnerable) return std::unexpected(vulnerable.error());
        const Uses uses = find_uses(source, *inventory, *vulnerable, context.workers, context.cancellation);
        const VexBook none;
        const VexBook& vex = options_.vex != nullptr ? *options_.vex : none;
        report.findings = make_findings(*inventory, *vulnerable, vex, &uses);
        say_vex(vex, *inventory, *vulnerable, own);
        std::map<std::string, finding::RuleInfo> rules;
        for (const finding::Finding& each : report.findings) rules.emplace(each.rule(), rule_of(each));
        for (auto& [id, rule] : rules) report.rules.push_back(std::move(rule));
        say_undecided(*inventory, undecided, own);
        say_age(context, own);
        for (const Problem& problem : own.list()) {
            report.messages.push_back(problem);
            context.problems.add(problem.weight, problem.error);
        }
        report.status = context.cancellation.requested() ? finding::Status::failure : finding::Status::success;
        report.end_time = context.clock.now();
        return report;
    }

private:
    /// Null where the scan's own source will do.
    [[nodiscard]] Result<std::unique_ptr<source::Source>> open_folder() const {
        if (!options_.tree) return nullptr;
        return source::open_directory(*options_.tree, {.mark_ignored = true});
    }

    static void say_undecided(const PackageInventory& inventory, const std::vector<UndecidedPackage>& undecided, Problems& problems) {
        for (const UndecidedPackage& each : undecided) {
            const PackageFile& file = inventory.files[each.file];
            const Package& package = file.packages[each.package];
            const bool submodule = package.ecosystem == Ecosystem::git;
            problems.add(Weight::warning,
                         {ErrorKind::not_found,
                          fmt::format("{} about {} name commits; whether they concern {:.12} cannot be told without its history",
                                      counted(each.advisories, "advisory", "advisories"), package.name,
                                      package.version.empty() ? "an unknown one" : package.version),
                          package.line == 0 ? file.path : fmt::format("{}:{}", file.path, package.line),
                          submodule ? "git submodule update --init brings it" : ""});
        }
    }

    void say_age(const scanner::Context& context, Problems& problems) const {
        const advisories::IndexStatus status = options_.index->status();
        const int days = advisories::age_in_days(status, context.clock.now());
        const bool old = days > advisories::kIndexAgeLimitDays;
        const std::string ago = days == 0 ? "" : fmt::format(", {} day{} ago", days, days == 1 ? "" : "s");
        problems.add(old ? Weight::warning : Weight::note,
                     {ErrorKind::not_found, fmt::format("advisories as they were on {}{}", to_rfc3339(status.built).substr(0, 10), ago), "",
                      old ? "squire advisories update brings them up to date" : ""});
    }

    DependencyScanOptions options_;
};

} // namespace

std::unique_ptr<scanner::Scanner> make_dependency_scanner(const DependencyScanOptions& options) {
    return std::make_unique<DependencyScanner>(options);
}

} // namespace squire::dependencies
