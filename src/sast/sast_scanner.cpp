// SPDX-License-Identifier: MIT
#include "sast/sast_scanner.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "sast/result_cache.h"
#include "sast/sast_finding.h"

namespace squire::sast {
namespace {

finding::Tool tool() { return {.id = "squire-sast", .name = "Squire SAST", .version = std::string(version()), .vendor = "Squire", .url = ""}; }

// `:include .gitignore` needs no answer: what git ignores is left out already.
std::string without_directives(std::string_view text) {
    std::string kept;
    for (const std::string_view line : split(text, '\n')) {
        if (!line.starts_with(':')) kept += std::string(line) + "\n";
    }
    return kept;
}

class Visitor final : public source::TextVisitor {
public:
    Visitor(const RuleBook& book, const SastScanOptions& options, const source::IgnoreRules& ignored, const ResultCache& cache, unsigned workers,
            Problems& problems, const Cancellation& cancellation)
        : ignored_(ignored), cache_(cache), cancellation_(cancellation), shares_(workers) {
        for (Share& share : shares_) share.scan = std::make_unique<TextScan>(book, options.limits, problems);
    }

    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned worker) override {
        if (text.path.empty() || cancellation_.requested() || is_ignored(text.path)) return nullptr;
        const TextKind kind = kind_of(text.path, text.bytes);
        if (kind.marks.has(source::Mark::binary)) return nullptr;
        look(text, kind.language, kind.marks, shares_[worker]);
        return nullptr;
    }

    /// Names what the grammars could not read, one line a language.
    void report_gaps(Problems& problems) const {
        std::map<std::string_view, TextScan::Parsed> all;
        for (const Share& share : shares_)
            for (const auto& [language, parsed] : share.scan->parsed()) {
                TextScan::Parsed& sum = all[language];
                sum.files += parsed.files;
                sum.files_with_gaps += parsed.files_with_gaps;
                sum.gap_bytes += parsed.gap_bytes;
            }
        for (const auto& [language, parsed] : all) {
            if (parsed.files_with_gaps == 0) continue;
            problems.add(Weight::warning,
                         Error{ErrorKind::unsupported,
                               fmt::format("{}: {} of {} parsed files hold {} bytes that the grammar cannot read; no rule has seen them",
                                           syntax::language_named(language)->title, parsed.files_with_gaps, parsed.files, parsed.gap_bytes),
                               {},
                               {}});
        }
    }

    std::vector<finding::Finding> take() {
        std::vector<finding::Finding> all;
        for (Share& share : shares_) std::ranges::move(share.found, std::back_inserter(all));
        std::ranges::sort(all, finding::comes_before);
        return all;
    }

    /// Keeps what is new, but for findings that quote a secret.
    void save(const std::function<bool(std::string_view)>& holds_secret) const {
        std::vector<ResultCache::Key> met;
        std::vector<std::pair<ResultCache::Key, ResultCache::Packed>> added;
        const auto is_secret = [&](const finding::Finding& each) {
            return holds_secret && (holds_secret(each.evidence) || holds_secret(each.description) || holds_secret(each.solution));
        };
        for (const Share& share : shares_) {
            std::ranges::copy(share.met, std::back_inserter(met));
            for (const auto& [key, result] : share.fresh) {
                if (std::ranges::any_of(result.findings, is_secret)) continue;
                if (auto packed = ResultCache::pack(result)) added.emplace_back(key, std::move(*packed));
            }
        }
        cache_.save(met, added);
    }

private:
    // What one thread works on.
    struct Share {
        std::unique_ptr<TextScan> scan;
        std::vector<finding::Finding> found;
        std::vector<ResultCache::Key> met; // in the cache
        std::vector<std::pair<ResultCache::Key, ResultCache::Result>> fresh;
    };

    void look(const source::Text& text, const syntax::Language* language, source::Marks marks, Share& share) {
        std::optional<ResultCache::Key> key;
        if (cache_.is_on()) {
            key = ResultCache::key_of(text.path, text.bytes);
            if (auto known = cache_.find(*key)) {
                share.met.push_back(*key);
                if (language != nullptr && known->gap_bytes) share.scan->count_parsed(language->name, *known->gap_bytes);
                std::ranges::move(known->findings, std::back_inserter(share.found));
                return;
            }
        }
        auto found = share.scan->scan(text.path, text.bytes, language, marks);
        std::ranges::copy(found, std::back_inserter(share.found));
        if (key && share.scan->complete()) share.fresh.push_back({*key, {std::move(found), share.scan->gap_bytes()}});
    }

    [[nodiscard]] bool is_ignored(std::string_view path) const {
        if (ignored_.empty()) return false;
        for (std::size_t end = path.find('/'); end != std::string_view::npos; end = path.find('/', end + 1)) {
            const std::string_view folder = path.substr(0, end);
            if (ignored_.decide(folder, folder.substr(folder.rfind('/') + 1), true) == source::IgnoreVerdict::ignored) return true;
        }
        return ignored_.decide(path, path.substr(path.rfind('/') + 1), false) == source::IgnoreVerdict::ignored;
    }

    const source::IgnoreRules& ignored_;
    const ResultCache& cache_;
    const Cancellation& cancellation_;
    std::vector<Share> shares_;
};

class SastScanner final : public scanner::Scanner {
public:
    SastScanner(const RuleBook& book, SastScanOptions options)
        : book_(book), options_(std::move(options)), ignored_(source::IgnoreRules::parse(without_directives(options_.ignore))) {}

    [[nodiscard]] std::string_view id() const override { return "sast"; }
    [[nodiscard]] finding::ReportType report_type() const override { return finding::ReportType::sast; }

    [[nodiscard]] scanner::Applicability applies_to(const scanner::Target& target) const override {
        if (!options_.texts_have_paths) return {false, "it looks at the files of one state, not at a history or a bare text"};
        if (book_.rules().empty()) return {false, "there are no rules"};
        if (target.inventory == nullptr) return {true, target.source.describe()};
        const auto is_code = [](const source::File& file) {
            return syntax::language_titled(file.language) != nullptr || syntax::language_of_path(file.path) != nullptr;
        };
        const auto files = std::ranges::count_if(target.inventory->files, is_code);
        if (files == 0 && book_.of_any_text().empty()) return {false, "no file is of a language that it knows"};
        return {true, fmt::format("{} files", files)};
    }

    [[nodiscard]] Result<finding::Report> scan(const scanner::Target& target, scanner::Context& context) override {
        finding::Report report{.type = report_type(), .analyzer = tool(), .scanner = tool(), .start_time = context.clock.now()};
        for (const rules::SastRule& rule : book_.rules()) report.rules.push_back(describe_rule(rule));
        std::ranges::sort(report.rules, {}, [](const finding::RuleInfo& rule) { return rule.identifier.value; });
        const source::ReadOptions reading{.workers = context.workers,
                                          .largest_text = options_.largest_text,
                                          .cancellation = &context.cancellation,
                                          .progress = &context.progress};
        Problems own;
        std::string key = options_.rules_key;
        if (!key.empty()) key += fmt::format("\n{} {}", options_.limits.largest_parsed, options_.limits.most_findings);
        const ResultCache cache(options_.cache, key);
        Visitor visitor(book_, options_, ignored_, cache, context.workers, own, context.cancellation);
        if (auto tally = target.source.read(visitor, reading, own); !tally) return std::unexpected(tally.error());
        visitor.report_gaps(own);
        visitor.save(options_.holds_secret);
        report.findings = visitor.take();
        report.status = context.cancellation.requested() ? finding::Status::failure : finding::Status::success;
        report.messages = own.list();
        for (const Problem& problem : report.messages) context.problems.add(problem.weight, problem.error);
        report.end_time = context.clock.now();
        return report;
    }

private:
    const RuleBook& book_;
    SastScanOptions options_;
    source::IgnoreRules ignored_;
};

} // namespace

std::unique_ptr<scanner::Scanner> make_sast_scanner(const RuleBook& book, SastScanOptions options) {
    return std::make_unique<SastScanner>(book, std::move(options));
}

} // namespace squire::sast
