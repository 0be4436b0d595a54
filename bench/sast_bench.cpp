// SPDX-License-Identifier: MIT
//
// sast_bench parse [RULES] TREE    the time that parsing every file of a tree takes, and nothing else: what SAST cannot be faster than; with rules,
//                                  only files of their languages
// sast_bench scan RULES TREE       the SAST scanner alone, with all of a folder's rule files, without its cache of results
// sast_bench again RULES TREE      likewise, with the results of a scan before
//
// One thread. Prints seconds of the processor, files, and findings.
#include <ctime>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "rules/sast_rule_reader.h"
#include "sast/sast_scanner.h"
#include "source/open_source.h"
#include "syntax/languages.h"
#include "syntax/tree.h"

namespace squire {
namespace {

namespace fs = std::filesystem;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

class Parsing final : public source::TextVisitor {
public:
    explicit Parsing(std::set<std::string_view> languages) : languages_(std::move(languages)) {}

    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned /*worker*/) override {
        const syntax::Language* const language = syntax::language_of_path(text.path);
        if (language == nullptr || (!languages_.empty() && !languages_.contains(language->name))) return nullptr;
        const double begin = processor_seconds();
        if (syntax::Tree::parse(syntax::grammar_of(*language), text.bytes)) ++files_;
        seconds_ += processor_seconds() - begin;
        bytes_ += text.bytes.size();
        return nullptr;
    }
    void print() const { fmt::print("{} files, {:.1f} MB: {:.2f} s\n", files_, static_cast<double>(bytes_) / 1e6, seconds_); }

private:
    std::set<std::string_view> languages_; // none: all
    std::uint64_t files_ = 0;
    std::uint64_t bytes_ = 0;
    double seconds_ = 0;
};

std::vector<rules::SastRule> read_rules(const fs::path& folder, Problems& problems) {
    std::vector<rules::SastRule> all;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml" && entry.path().extension() != ".yml") continue;
        auto rules = rules::read_sast_rules(read_file(entry.path()).value_or(""), entry.path().string(), problems);
        if (!rules) continue;
        for (rules::SastRule& rule : *rules) {
            rule.id = fmt::format("{}:{}", entry.path().string(), rule.id);
            all.push_back(std::move(rule));
        }
    }
    return all;
}

int measure(const std::vector<std::string>& words) {
    Problems problems;
    const SystemClock clock;
    const Cancellation never;
    NoProgress progress;
    scanner::Context context{
        .clock = clock, .problems = problems, .cancellation = never, .progress = progress, .fingerprint_key = {}, .workers = 1};
    const auto open = [&] { return source::open_source({.kind = source::SourceRequest::Kind::directory, .path = words.back()}, problems); };
    auto source = open();
    if (!source) return fmt::print(stderr, "{}\n", describe(source.error())), 2;
    if ((words.size() == 2 || words.size() == 3) && words[0] == "parse") {
        std::set<std::string_view> languages;
        if (words.size() == 3)
            for (const rules::SastRule& rule : read_rules(words[1], problems))
                for (const std::string& language : rule.languages) languages.insert(sast::canonical_language(language));
        Parsing parsing(std::move(languages));
        const auto tally = (*source)->read(parsing, {.workers = 1, .cancellation = &never, .progress = &progress}, problems);
        if (!tally) return fmt::print(stderr, "{}\n", describe(tally.error())), 3;
        parsing.print();
        return 0;
    }
    if (words.size() != 3 || (words[0] != "scan" && words[0] != "again"))
        return fmt::print(stderr, "sast_bench parse|scan|again [RULES] TREE\n"), 2;
    const fs::path cache = fs::temp_directory_path() / "squire-sast-bench";
    const bool again = words[0] == "again";
    for (int run = again ? 0 : 1; run < 2; ++run) {
        const double begin = processor_seconds();
        auto book = sast::RuleBook::make(read_rules(words[1], problems), cache, problems);
        if (!book) return fmt::print(stderr, "{}\n", describe(book.error())), 3;
        const double ready = processor_seconds();
        const auto scanner = sast::make_sast_scanner(**book, {.cache = again ? cache : fs::path(), .rules_key = words[1], .holds_secret = {}});
        if (run == 1 && again) source = open();
        const auto report = scanner->scan({**source, nullptr}, context);
        if (!report) return fmt::print(stderr, "{}\n", describe(report.error())), 3;
        if (run == 1)
            fmt::print("{} rules ready in {:.2f} s, scan {:.2f} s, together {:.2f} s; {} findings, {} not looked at\n", (*book)->rules().size(),
                       ready - begin, processor_seconds() - ready, processor_seconds() - begin, report->findings.size(),
                       report->messages.size());
    }
    fs::remove_all(cache);
    return 0;
}

} // namespace
} // namespace squire

int main(int count, char** words) { return squire::measure(std::vector<std::string>(words + std::min(count, 1), words + count)); }
