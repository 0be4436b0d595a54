// SPDX-License-Identifier: MIT
#include "secrets/secret_scanner.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/version.h"
#include "secrets/path_rules.h"
#include "secrets/redactor.h"
#include "secrets/secret_findings.h"

namespace squire::secrets {
namespace {

finding::Tool tool() {
    return {.id = "squire-secrets", .name = "Squire secrets", .version = std::string(version()), .vendor = "Squire", .url = ""};
}

class SecretScanner final : public scanner::Scanner {
public:
    SecretScanner(const RuleBook& book, SecretScanOptions options) : book_(book), options_(std::move(options)) {}

    [[nodiscard]] std::string_view id() const override { return "secrets"; }
    [[nodiscard]] finding::ReportType report_type() const override { return finding::ReportType::secret_detection; }

    [[nodiscard]] scanner::Applicability applies_to(const scanner::Target& target) const override {
        if (target.inventory == nullptr) return {true, target.source.describe()};
        return {true, fmt::format("{} files", target.inventory->files.size())};
    }

    [[nodiscard]] Result<finding::Report> scan(const scanner::Target& target, scanner::Context& context) override {
        finding::Report report{.type = report_type(), .analyzer = tool(), .scanner = tool(), .start_time = context.clock.now()};
        for (const rules::SecretRule& rule : book_.rules()) {
            if (!rule.skip_report) report.rules.push_back(describe_rule(rule));
        }
        std::ranges::sort(report.rules, {}, [](const finding::RuleInfo& rule) { return rule.identifier.value; });

        const source::ReadOptions reading{.workers = context.workers,
                                          .largest_text = options_.largest_text,
                                          .cancellation = &context.cancellation,
                                          .progress = &context.progress};
        SecretVisitor visitor(book_, options_.visit, context.workers, context.problems, context.cancellation);
        if (auto tally = target.source.read(visitor, reading, context.problems); !tally) return std::unexpected(tally.error());
        Sightings sightings = visitor.take();
        std::vector<source::Occurrence> occurrences;
        if (!context.cancellation.requested()) occurrences = place(target.source, visitor, sightings, reading, context.problems);

        report.findings = make_findings(sightings.all(), book_, occurrences,
                                        {.key = context.fingerprint_key, .commit = target.source.commit(), .ignore = &options_.ignore});
        report.status = context.cancellation.requested() ? finding::Status::failure : finding::Status::success;
        Redactor redact(book_);
        for (const Problem& problem : context.problems.list()) report.messages.push_back(redact(problem));
        report.end_time = context.clock.now();
        return report;
    }

private:
    // Finds where the blobs of sightings stand, and in passing those that rules about paths ask for, which are then looked at.
    std::vector<source::Occurrence> place(source::Source& source, SecretVisitor& visitor, Sightings& sightings,
                                          const source::ReadOptions& reading, Problems& problems) const {
        std::set<source::ObjectId> blobs;
        for (const Sighting& sighting : sightings.all()) {
            for (const Place& where : sighting.places) {
                if (where.path.empty() && !where.blob.none()) blobs.insert(where.blob);
            }
        }
        const std::vector<source::ObjectId> asked(blobs.begin(), blobs.end());
        const auto names = names_of_path_rules();
        source::NameFilter by_name;
        if (names && !names->ok()) by_name = [](std::string_view) { return true; }; // too large for RE2: every name may be one of them
        if (names && names->ok())
            by_name = [&](std::string_view name) { return RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), *names); };
        auto rows = source.occurrences(asked, by_name, reading, problems);
        if (!rows) {
            problems.add(Weight::incomplete, rows.error());
            return {};
        }
        apply_path_rules(source, visitor, *rows, problems);
        Sightings more = visitor.take();
        sightings.merge(more);
        return std::move(*rows);
    }

    [[nodiscard]] std::vector<std::uint32_t> rules_by_path() const {
        std::vector<std::uint32_t> found = book_.path_only();
        for (const std::uint32_t rule : book_.untriggered()) {
            if (!book_.rules()[rule].path.empty()) found.push_back(rule);
        }
        return found;
    }

    // One regex for all of them: names that may belong to a path they ask for. Null where there are none.
    [[nodiscard]] std::unique_ptr<RE2> names_of_path_rules() const {
        std::string regex;
        for (const std::uint32_t rule : rules_by_path()) {
            const auto name = file_name_regex(book_.rules()[rule].path);
            regex += (regex.empty() ? "" : "|") + name.value_or("(?s).");
        }
        if (regex.empty()) return nullptr;
        RE2::Options options(RE2::Latin1);
        options.set_log_errors(false);
        auto compiled = std::make_unique<RE2>(regex, options);
        if (!compiled->ok()) compiled = std::make_unique<RE2>("(?s).", options); // too large together: then any name may belong
        return compiled;
    }

    void apply_path_rules(source::Source& source, SecretVisitor& visitor, std::span<const source::Occurrence> rows, Problems& problems) const {
        RegexCache regexes;
        constexpr std::uint64_t kLargest = 1U << 20U; // such rules are about small files
        const std::vector<std::uint32_t> rules = rules_by_path();
        std::set<std::pair<std::uint32_t, source::ObjectId>> done; // a blob may stand at many paths
        for (const source::Occurrence& row : rows) {
            for (const std::uint32_t rule : rules) {
                const rules::SecretRule& definition = book_.rules()[rule];
                const RE2* const path = regexes.get(definition.path);
                if (path == nullptr || !RE2::PartialMatch(re2::StringPiece(row.path.data(), row.path.size()), *path)) continue;
                if (!done.emplace(rule, row.blob).second) continue;
                if (definition.regex.empty()) {
                    visitor.note_path(row.blob, rule);
                } else if (const auto bytes = source.fetch(row.blob, kLargest)) {
                    visitor.visit_for_rule(row.blob, *bytes, rule);
                } else if (bytes.error().kind != ErrorKind::limit) {
                    problems.add(Weight::incomplete, bytes.error());
                }
            }
        }
    }

    const RuleBook& book_;
    SecretScanOptions options_;
};

} // namespace

std::unique_ptr<scanner::Scanner> make_secret_scanner(const RuleBook& book, SecretScanOptions options) {
    return std::make_unique<SecretScanner>(book, std::move(options));
}

} // namespace squire::secrets
