// SPDX-License-Identifier: MIT
// How to repeat it, and what shows each number.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "base/version.h"
#include "html/markdown.h"
#include "writeup/block_text.h"
#include "writeup/figures.h"

namespace squire::writeup {

namespace {

// An imported report may call anything a commit.
bool is_commit(std::string_view text) { return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

} // namespace

std::string block_repeat(const Context& context) {
    const Facts& facts = context.facts;
    std::set<std::string> commits;
    for (const ScanFacts& scan : facts.scans) {
        if (is_commit(scan.commit)) commits.insert(scan.commit);
    }
    const auto last =
        std::ranges::find_if(facts.scans.rbegin(), facts.scans.rend(), [](const ScanFacts& scan) { return is_commit(scan.commit); });
    std::string text =
        fmt::format("Squire {} wrote this from a ledger of {}, as of {}.\n\n", version(),
                    counted(static_cast<std::uint64_t>(facts.ledger_entries), "entry", "entries"), to_rfc3339(facts.now).substr(0, 10));
    // In a fence only what cannot end it: an address of the web, and hexadecimal digits.
    const bool plain = link("x", facts.project.address).starts_with('[');
    text += "```sh\n";
    text += plain ? fmt::format("squire init '{}' again && cd again\n", facts.project.address)
                  : std::string("squire init PROJECT again && cd again\n");
    text += last == facts.scans.rend() ? std::string("squire scan\n") : fmt::format("squire scan --commit {}\n", last->commit);
    text += "squire findings list\n";
    if (!facts.ledger_head.empty())
        text += fmt::format("squire ledger verify --expect {}   # in the first workspace: nothing was changed since\n", facts.ledger_head);
    text += "```\n\n";
    if (commits.size() > 1) text += fmt::format("{} were scanned; the JSON of this write-up names each.\n", counted(commits.size(), "commit"));
    return text;
}

std::string block_evidence(const Context& context) {
    std::vector<std::vector<std::string>> rows;
    std::string none;
    for (const Figure& each : figures_of(context.facts)) {
        if (each.value == 0 && each.evidence.entries.empty()) {
            none += fmt::format("{}{}", none.empty() ? "" : "; ", html::markdown_text(each.says));
            continue;
        }
        std::string shown = shown_by(each.evidence);
        if (!each.evidence.vulnerabilities.empty()) shown += fmt::format("; {}", counted(each.evidence.vulnerabilities.size(), "finding"));
        if (!each.evidence.commits.empty()) shown += fmt::format("; {}", counted(each.evidence.commits.size(), "commit"));
        rows.push_back({cell(each.says), std::to_string(each.value), code(each.name), shown});
    }
    return "`squire ledger show` prints the entries that are named here; the JSON of this write-up lists every finding and commit behind a "
           "number.\n\n" +
           table({"What is counted", "Number#", "Figure", "Shown by"}, rows) +
           (none.empty() ? "" : fmt::format("Counted as well, and there were none: {}.\n", none));
}

} // namespace squire::writeup
