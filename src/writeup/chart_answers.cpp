// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "writeup/chart.h"
#include "writeup/drawing.h"

namespace squire::writeup {
namespace {

struct Bucket {
    std::string_view name;
    long below = 0; // days
};

constexpr std::array kBuckets{Bucket{"Same day", 1},      Bucket{"1 to 3 days", 4},    Bucket{"4 to 7 days", 8},
                              Bucket{"8 to 14 days", 15}, Bucket{"15 to 30 days", 31}, Bucket{"Longer", 1'000'000}};
constexpr std::size_t kWaiting = kBuckets.size(); // no answer yet

std::size_t bucket_of(std::chrono::seconds wait) {
    const long days = std::max<long>(0, std::chrono::duration_cast<std::chrono::days>(wait).count());
    return static_cast<std::size_t>(std::ranges::find_if(kBuckets, [days](const Bucket& each) { return days < each.below; }) - kBuckets.begin());
}

} // namespace

Chart chart_answers(const Facts& facts) {
    Chart chart{.id = "answers", .title = "Time to answer"};
    std::array<std::uint64_t, kWaiting + 1> findings{};
    std::array<std::uint64_t, kWaiting + 1> requests{};
    for (const VulnerabilityFacts& each : facts.vulnerabilities)
        ++findings.at(each.answered ? bucket_of(*each.answered - each.first_seen) : kWaiting);
    for (const RequestFacts& each : facts.requests) ++requests.at(each.answered ? bucket_of(*each.answered - each.opened) : kWaiting);
    const bool decided = findings[kWaiting] < facts.vulnerabilities.size();
    if (!decided && facts.requests.empty()) return chart;
    chart.table.head = {"Time", "Findings until somebody decided", "Requests until the maintainers answered"};
    std::uint64_t most_findings = 1;
    std::uint64_t most_requests = 1;
    for (std::size_t i = 0; i <= kWaiting; ++i) {
        most_findings = std::max(most_findings, findings.at(i));
        most_requests = std::max(most_requests, requests.at(i));
    }
    chart.says =
        fmt::format("{} of {} findings were decided about; {} of {} requests were answered.", facts.vulnerabilities.size() - findings[kWaiting],
                    facts.vulnerabilities.size(), facts.requests.size() - requests[kWaiting], facts.requests.size());
    // Two columns with a scale each: hundreds of findings beside three requests would leave nothing to see of these.
    constexpr long kLeft = 112;
    constexpr long kRight = 400;
    constexpr long kWidth = 190;
    Drawing drawing;
    drawing.text(kLeft, 14, "Findings until somebody decided", Drawing::Anchor::start, "strong small");
    drawing.text(kRight, 14, "Requests until they answered", Drawing::Anchor::start, "strong small");
    long y = 26;
    for (std::size_t i = 0; i <= kWaiting; ++i) {
        const std::string name(i == kWaiting ? "No answer yet" : kBuckets.at(i).name);
        chart.table.rows.push_back({name, std::to_string(findings.at(i)), std::to_string(requests.at(i))});
        drawing.text(kLeft - 12, y + 16, name, Drawing::Anchor::end, i == kWaiting ? "quiet small" : "small");
        const auto bar = [&](long x, std::uint64_t count, std::uint64_t most, std::string_view colour) {
            const auto length = static_cast<long>(count * kWidth / most);
            drawing.rectangle(x, y, std::max(length, 1L), 22, i == kWaiting ? "area held" : colour);
            drawing.text(x + length + 8, y + 16, std::to_string(count), Drawing::Anchor::start, count == 0 ? "quiet small" : "strong small");
        };
        bar(kLeft, findings.at(i), most_findings, "area bar");
        bar(kRight, requests.at(i), most_requests, "area bar-2");
        y += 30;
    }
    chart.height = static_cast<unsigned>(y);
    chart.shapes = drawing.take();
    return chart;
}

} // namespace squire::writeup
