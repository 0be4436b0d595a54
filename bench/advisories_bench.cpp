// SPDX-License-Identifier: MIT
//
// advisories_bench index SOURCE…       builds an index of the sources, opens it and asks it for every package
// advisories_bench versions FOLDER     holds the version orders against tables of "left sign right": osv-scalibr's semantic/testdata, each line
// advisories_bench cvss FILE…          holds CVSS against lines of "vector - (base, temporal, environmental)", as the tests of RedHatProductSecurity/cvss
//                                      have them: the base score, and for 4.0 the one it has
//
// Prints one row of a Markdown table for each thing that it measures.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "advisories/collection.h"
#include "advisories/cvss.h"
#include "advisories/gather.h"
#include "advisories/index.h"
#include "advisories/index_builder.h"
#include "advisories/version.h"
#include "base/file.h"
#include "base/text.h"

namespace {

using namespace squire;
using namespace squire::advisories;

double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Of this process alone: a lookup is so short that other work on the machine would be most of what is measured.
double processor_seconds_of(const auto& work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

template <class T> T must(Result<T> result) {
    if (result) return std::move(*result);
    fmt::print(stderr, "advisories_bench: {}\n", describe(result.error()));
    std::exit(1);
}

// Of every package one version in the middle of what is affected, as a scan would ask.
struct Question {
    std::string ecosystem, package, version;
};

int measure_index(const std::vector<std::string>& sources) {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / fmt::format("advisories-{}.index", ::getpid());
    const Cancellation cancellation;
    NoProgress progress;
    Problems problems;
    std::vector<std::filesystem::path> paths(sources.begin(), sources.end());
    Collection collection;
    const double build = seconds_of([&] {
        auto records = must(gather(
            paths,
            {.workers = std::max(1U, std::thread::hardware_concurrency()), .ecosystems = {}, .cancellation = cancellation, .progress = progress},
            problems));
        collection = join(std::move(records));
        if (!write_file(file, build_index(collection, SystemClock().now()))) std::exit(1);
    });
    std::vector<Question> questions;
    for (const Advisory& advisory : collection.advisories) {
        for (const Affected& each : advisory.affected) {
            const bool bounded = !each.intervals.empty() && each.intervals.front().low;
            questions.push_back({each.ecosystem, each.package, bounded ? each.intervals.front().low->version : "1.0.0"});
        }
    }
    std::vector<double> openings;
    for (int i = 0; i < 21; ++i) openings.push_back(seconds_of([&] { (void)must(Index::open(file)); }));
    std::ranges::sort(openings);
    const Index index = must(Index::open(file));
    const auto same = [](const Question& left, const Question& right) {
        return left.ecosystem == right.ecosystem && left.package == right.package;
    };
    std::ranges::sort(questions, {}, [](const Question& each) { return std::pair(each.ecosystem, each.package); });
    questions.erase(std::unique(questions.begin(), questions.end(), same), questions.end());
    std::size_t hits = 0;
    const auto ask = [&] {
        for (const Question& each : questions) hits += must(index.affecting(each.ecosystem, each.package, each.version)).size();
    };
    const double first = processor_seconds_of(ask);
    const double again = processor_seconds_of(ask);
    fmt::print("| advisories | packages | index MB | build s | open ms (median of 21) | lookup µs, blocks unchecked | lookup µs after "
               "|\n|---:|---:|---:|---:|---:|---:|---:|\n");
    fmt::print("| {} | {} | {:.1f} | {:.2f} | {:.3f} | {:.2f} | {:.2f} |\n", index.status().advisories, index.status().packages,
               static_cast<double>(index.status().bytes) / 1e6, build, openings[10] * 1e3, first * 1e6 / static_cast<double>(questions.size()),
               again * 1e6 / static_cast<double>(questions.size()));
    fmt::print("\n{} lookups, one for each package, {} answers; {} problems while reading.\n", questions.size(), hits,
               problems.list().size() + problems.left_out());
    std::filesystem::remove(file);
    return hits == 0 ? 1 : 0;
}

int measure_versions(const std::filesystem::path& folder) {
    const std::map<std::string, VersionOrder> orders{
        {"alpine", VersionOrder::alpine},       {"cran", VersionOrder::cran},         {"debian", VersionOrder::debian},
        {"hackage", VersionOrder::hackage},     {"maven", VersionOrder::maven},       {"nuget", VersionOrder::nuget},
        {"packagist", VersionOrder::packagist}, {"pub", VersionOrder::pub},           {"pypi", VersionOrder::pep440},
        {"redhat", VersionOrder::rpm},          {"rubygems", VersionOrder::rubygems}, {"semver", VersionOrder::semver}};
    fmt::print("| table | lines | wrong | ns a comparison |\n|---|---:|---:|---:|\n");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    std::size_t all = 0;
    std::size_t all_wrong = 0;
    for (const auto& file : files) {
        const std::string name = file.filename().string();
        const auto order = orders.find(name.substr(0, name.find('-')));
        if (order == orders.end()) continue;
        const std::string text = must(read_file(file));
        std::size_t lines = 0;
        std::size_t wrong = 0;
        const double seconds = seconds_of([&] {
            for (const std::string_view line : split(text, '\n')) {
                if (line.empty() || line.starts_with("# ") || line.starts_with("// ")) continue;
                const auto words = split(line, ' ');
                if (words.size() != 3) continue;
                ++lines;
                const auto compared = compare_versions(order->second, words[0], words[2]);
                wrong += (compared < 0 ? "<" : (compared > 0 ? ">" : "=")) != words[1] ? 1 : 0;
            }
        });
        fmt::print("| {} | {} | {} | {:.0f} |\n", name, lines, wrong, seconds * 1e9 / static_cast<double>(std::max<std::size_t>(lines, 1)));
        all += lines;
        all_wrong += wrong;
    }
    fmt::print("| all | {} | {} | |\n", all, all_wrong);
    return all == 0 || all_wrong > 0 ? 1 : 0;
}

int measure_cvss(const std::vector<std::string>& files) {
    fmt::print("| file | vectors | wrong |\n|---|---:|---:|\n");
    std::size_t all_wrong = 0;
    for (const std::string& file : files) {
        std::size_t lines = 0;
        std::size_t wrong = 0;
        const std::string text = must(read_file(file));
        for (const std::string_view line : split(text, '\n')) {
            const std::size_t dash = line.find(" - ");
            if (dash == std::string_view::npos) continue;
            ++lines;
            std::string_view number = line.substr(dash + 3);
            if (number.starts_with('(')) number.remove_prefix(1);
            const double wanted = std::abs(std::strtod(std::string(number).c_str(), nullptr));
            const auto score = cvss_score(line.substr(0, dash));
            wrong += !score || std::abs(score->base - wanted) > 0.01 ? 1 : 0;
        }
        fmt::print("| {} | {} | {} |\n", std::filesystem::path(file).filename().string(), lines, wrong);
        all_wrong += wrong;
    }
    return all_wrong > 0 ? 1 : 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() >= 2 && words[0] == "index") return measure_index({words.begin() + 1, words.end()});
    if (words.size() == 2 && words[0] == "versions") return measure_versions(words[1]);
    if (words.size() >= 2 && words[0] == "cvss") return measure_cvss({words.begin() + 1, words.end()});
    fmt::print(stderr, "usage: advisories_bench index SOURCE… | versions FOLDER | cvss FILE…\n");
    return 2;
}
