// SPDX-License-Identifier: MIT
//
// sast_patterns FOLDER [--failures] [LANGUAGE[/CASE]…]
//
// Holds the matcher against pairs of a pattern and a target in Semgrep's own layout (opengrep/opengrep, `tests/patterns`): FOLDER/LANGUAGE/CASE.sgrep
// beside CASE.EXTENSION, in which the line behind each comment with "ERROR:" or "MATCH:" begins a match and no other does; patterns of
// FOLDER/POLYGLOT stand for a case of that name in any language. A pair is exact where just those lines are found. Prints one row of a Markdown
// table for each language; with --failures also each pair that is not exact and why; with a CASE also its trees.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/file.h"
#include "base/text.h"
#include "sast/matcher.h"

namespace {

using namespace squire;
using namespace squire::sast;
namespace fs = std::filesystem;

struct Suite {
    std::string_view folder, language;
    std::vector<std::string_view> extensions;
};

const std::array<Suite, 16> kSuites{{{"python", "python", {".py"}},
                                     {"js", "javascript", {".js", ".jsx"}},
                                     {"ts", "typescript", {".ts", ".tsx"}},
                                     {"java", "java", {".java"}},
                                     {"go", "go", {".go"}},
                                     {"c", "c", {".c", ".h"}},
                                     {"cpp", "cpp", {".cpp"}},
                                     {"ruby", "ruby", {".rb"}},
                                     {"php", "php", {".php"}},
                                     {"csharp", "csharp", {".cs"}},
                                     {"rust", "rust", {".rs"}},
                                     {"bash", "bash", {".bash", ".sh"}},
                                     {"terraform", "terraform", {".tf"}},
                                     {"yaml", "yaml", {".yaml", ".yml"}},
                                     {"json", "json", {".json"}},
                                     {"dockerfile", "dockerfile", {".dockerfile"}}}};

struct Pair {
    std::string name;
    fs::path pattern, target;
};

struct Outcome {
    bool exact = false;
    std::string reason;
};

std::vector<Pair> pairs_of(const fs::path& root, const Suite& suite) {
    std::vector<Pair> pairs;
    std::set<std::string> known;
    for (const fs::path& folder : {root / suite.folder, root / "POLYGLOT"}) {
        std::error_code error;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
            if (entry.path().extension() != ".sgrep") continue;
            const std::string name = entry.path().stem().string();
            for (const std::string_view extension : suite.extensions) {
                const fs::path target = root / suite.folder / (name + std::string(extension));
                if (!fs::exists(target) || !known.insert(name).second) continue;
                pairs.push_back({name, entry.path(), target});
            }
        }
    }
    std::ranges::sort(pairs, {}, &Pair::name);
    return pairs;
}

std::size_t line_of(std::string_view text, std::size_t at) { return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n')); }

std::set<std::size_t> marked_lines(std::string_view text) {
    std::set<std::size_t> lines;
    std::size_t line = 1;
    for (const std::string_view each : split(text, '\n')) {
        ++line;
        if (each.contains("ERROR:") || each.contains("MATCH:")) lines.insert(line);
    }
    return lines;
}

Outcome hold(const Pair& pair, const syntax::Language& language, bool with_trees) {
    const auto pattern_text = read_file(pair.pattern);
    const auto target = read_file(pair.target);
    if (!pattern_text || !target) return {.reason = "cannot be read"};
    Metavariables metavariables;
    const auto pattern = Pattern::compile(*pattern_text, language, metavariables);
    if (!pattern) return {.reason = "pattern: " + pattern.error().message};
    auto tree = syntax::Tree::parse(syntax::grammar_of(language), *target);
    if (!tree) return {.reason = "target: " + tree.error().message};
    const SourceFile file(std::move(*tree));
    Budget budget(std::chrono::seconds(10));
    std::set<std::size_t> found;
    for (const Match& match : find_matches(*pattern, file, {}, budget)) found.insert(line_of(*target, match.begin));
    if (with_trees)
        fmt::print("{}\n--- pattern\n{}--- target\n{}--- found {}\n", *pattern_text, dump(*pattern, metavariables), syntax::dump(file.tree()),
                   found);
    std::vector<std::size_t> missed;
    std::vector<std::size_t> extra;
    const std::set<std::size_t> wanted = marked_lines(*target);
    std::ranges::set_difference(wanted, found, std::back_inserter(missed));
    std::ranges::set_difference(found, wanted, std::back_inserter(extra));
    Outcome outcome{.exact = missed.empty() && extra.empty() && !budget.spent(), .reason = {}};
    if (!missed.empty()) outcome.reason += fmt::format("missed {} ", fmt::join(missed, ","));
    if (!extra.empty()) outcome.reason += fmt::format("extra {} ", fmt::join(extra, ","));
    if (budget.spent()) outcome.reason += "out of time";
    if (file.tree().error_bytes() > 0) outcome.reason += fmt::format("({} bytes of the target do not parse)", file.tree().error_bytes());
    return outcome;
}

} // namespace

int main(int count, char** values) {
    std::vector<std::string_view> chosen(values + 1, values + count);
    const bool failures = std::erase(chosen, "--failures") > 0;
    if (chosen.empty()) {
        fmt::print(stderr, "usage: sast_patterns FOLDER [--failures] [LANGUAGE[/CASE]...]\n");
        return 2;
    }
    const fs::path root(chosen.front());
    chosen.erase(chosen.begin());
    std::size_t all = 0;
    std::size_t all_exact = 0;
    fmt::print("| language | pairs | exact | share |\n|---|---:|---:|---:|\n");
    for (const Suite& suite : kSuites) {
        std::string_view only;
        bool takes = chosen.empty();
        for (const std::string_view each : chosen) {
            if (each.substr(0, each.find('/')) != suite.language) continue;
            takes = true;
            if (each.contains('/')) only = each.substr(each.find('/') + 1);
        }
        if (!takes) continue;
        std::size_t pairs = 0;
        std::size_t exact = 0;
        for (const Pair& pair : pairs_of(root, suite)) {
            if (!only.empty() && pair.name != only) continue;
            const Outcome outcome = hold(pair, *syntax::language_named(suite.language), !only.empty());
            ++pairs;
            if (outcome.exact)
                ++exact;
            else if (failures)
                fmt::print("  {}/{}: {}\n", suite.language, pair.name, outcome.reason);
        }
        if (pairs > 0)
            fmt::print("| {} | {} | {} | {:.1f} % |\n", suite.language, pairs, exact,
                       100.0 * static_cast<double>(exact) / static_cast<double>(pairs));
        all += pairs;
        all_exact += exact;
    }
    if (all == 0) {
        fmt::print(stderr, "sast_patterns: no pairs in {}\n", root.string());
        return 1;
    }
    fmt::print("| all | {} | {} | {:.1f} % |\n", all, all_exact, 100.0 * static_cast<double>(all_exact) / static_cast<double>(all));
    return 0;
}
