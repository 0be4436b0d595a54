// SPDX-License-Identifier: MIT
#include "bugreport/bug_report.h"

#include <fmt/format.h>

#include "base/hash.h"

namespace squire::bugreport {

std::string_view BugReport::fact(std::string_view name) const {
    const auto found = facts.find(name);
    return found == facts.end() ? std::string_view() : std::string_view(found->second);
}

void BugReport::set(std::string_view name, std::string value) {
    if (value.empty()) {
        if (const auto found = facts.find(name); found != facts.end()) facts.erase(found);
    } else {
        facts.insert_or_assign(std::string(name), std::move(value));
    }
}

std::string BugReport::id() const {
    const std::string key =
        fmt::format("{}\n{}\n{}\n{}\n{}", to_string(kind), fact("scanner"), fact("rule"), fact("example_path"), fact("example"));
    return to_hex(sha256(key)).substr(0, 12);
}

std::string summary_of(const BugReport& report) {
    const std::string rule = report.fact("rule").empty() ? "the scanner" : fmt::format("`{}`", report.fact("rule"));
    switch (report.kind) {
    case BugKind::false_alarm: return fmt::format("{} is reported where nothing is wrong.", rule);
    case BugKind::missed: return fmt::format("{} is not reported where something is wrong.", rule);
    case BugKind::crash: return fmt::format("{} {} crashes on the input below.", report.fact("scanner"), report.fact("scanner_version"));
    case BugKind::slow:
        return fmt::format("{} {} does not end in time on the input below.", report.fact("scanner"), report.fact("scanner_version"));
    case BugKind::report_format:
        return fmt::format("The report that {} {} writes is not what its readers take.", report.fact("scanner"), report.fact("scanner_version"));
    case BugKind::severity: return fmt::format("{} gives another severity or place than the weakness has.", rule);
    }
    return {};
}

std::string expectation_of(const BugReport& report) {
    switch (report.kind) {
    case BugKind::false_alarm: return "Nothing is reported here.";
    case BugKind::missed: return "The weakness is reported.";
    case BugKind::crash: return "The scan ends, and what cannot be read is named.";
    case BugKind::slow: return "The scan ends in time, or names what it left out.";
    case BugKind::report_format: return "The report validates against the schema it names, and its ids last.";
    case BugKind::severity: return "Severity and place are those of the weakness.";
    }
    return {};
}

} // namespace squire::bugreport
