// SPDX-License-Identifier: MIT
#include "formats/table.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "formats/display_width.h"
#include "formats/gitlab_rules.h"

namespace squire::formats {
namespace {

using finding::Finding;
using finding::ReportType;
using finding::Severity;

constexpr std::size_t kIndent = 10; // "Critical" and two blanks
constexpr std::size_t kLeastWidth = 40;
constexpr std::size_t kShown = 50;
constexpr std::size_t kShortCommit = 7;
constexpr std::array kFalling{Severity::critical, Severity::high, Severity::medium, Severity::low, Severity::info, Severity::unknown};

// SGR codes of ECMA-48.
constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";
constexpr std::string_view kPlace = "36";
constexpr std::string_view kGood = "32";

std::string_view colour_of(Severity severity) {
    switch (severity) {
    case Severity::critical: return "1;31";
    case Severity::high: return "31";
    case Severity::medium: return "33";
    case Severity::low: return "34";
    case Severity::info:
    case Severity::unknown: return kDim;
    }
    return kDim;
}

std::string_view title_of(ReportType type) {
    switch (type) {
    case ReportType::sast: return "Code";
    case ReportType::secret_detection: return "Secrets";
    case ReportType::dependency_scanning: return "Dependencies";
    case ReportType::container_scanning: return "Container images";
    case ReportType::cluster_image_scanning: return "Cluster images";
    case ReportType::dast: return "Running application";
    case ReportType::api_fuzzing: return "API fuzzing";
    case ReportType::coverage_fuzzing: return "Fuzzing";
    }
    return "Findings";
}

std::string_view next_step(ReportType type) {
    switch (type) {
    case ReportType::secret_detection:
        return "Revoke each secret at its service first: who has the history has the secret. Then take it out of the code, and keep its "
               "successor "
               "outside of the repository.";
    case ReportType::dependency_scanning: return "Upgrade to the first version without the weakness, and run the tests.";
    case ReportType::container_scanning:
    case ReportType::cluster_image_scanning: return "Rebuild on a newer base image; packages without a repaired version need a decision.";
    case ReportType::coverage_fuzzing: return "Run each crash again with the input that was found, then repair it and keep the input as a test.";
    case ReportType::sast:
    case ReportType::dast:
    case ReportType::api_fuzzing: break;
    }
    return "Repair from the top; mark what is none as a false positive with the reason, so that nobody looks at it twice.";
}

bool is_doubted(const Finding& finding) { return !finding.flags.empty(); }

class Table {
public:
    Table(const finding::Report& report, const TableStyle& style)
        : report_(report), style_(style), width_(std::max<std::size_t>(style.width, kLeastWidth)) {}

    std::string format() {
        if (report_.findings.empty()) {
            title(" · No findings.");
            losses();
            return std::move(out_);
        }
        title("");
        const std::vector<const Finding*> order = gravest_first();
        const std::size_t shown = style_.show_all ? order.size() : std::min(order.size(), kShown);
        for (std::size_t i = 0; i < shown; ++i) show(*order[i]);
        if (shown < order.size()) {
            out_ += '\n';
            line(0, kDim, fmt::format("… and {} more, none of them graver", order.size() - shown));
        }
        close();
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string paint(std::string_view colour, std::string_view text) const {
        if (!style_.colour || colour.empty() || text.empty()) return std::string(text);
        return fmt::format("\x1b[{}m{}\x1b[0m", colour, text);
    }

    void line(std::size_t indent, std::string_view colour, std::string_view text) {
        out_.append(indent, ' ');
        out_ += paint(colour, fit(text, width_ - indent));
        out_ += '\n';
    }

    // Broken between words, as many lines as it takes.
    void paragraph(std::string_view colour, std::string_view text) {
        std::string current;
        for (const std::string_view word : split(text, ' ')) {
            if (!current.empty() && display_width(current) + 1 + display_width(word) > width_) {
                line(0, colour, current);
                current.clear();
            }
            if (!current.empty()) current += ' ';
            current += word;
        }
        line(0, colour, current);
    }

    void title(std::string_view end) {
        out_ += paint(kBold, title_of(report_.type));
        const std::string tool = printable(fmt::format("{} {}", report_.scanner.name, report_.scanner.version));
        const std::size_t taken = display_width(title_of(report_.type)) + display_width(end);
        if (!trim(tool).empty()) out_ += paint(kDim, fit(fmt::format(" · {}", trim(tool)), width_ - taken));
        out_ += paint(kGood, end);
        out_ += '\n';
    }

    [[nodiscard]] std::vector<const Finding*> gravest_first() const {
        std::vector<const Finding*> order;
        order.reserve(report_.findings.size());
        for (const Finding& finding : report_.findings) order.push_back(&finding);
        std::ranges::stable_sort(order, [](const Finding* left, const Finding* right) {
            if (left->severity != right->severity) return left->severity > right->severity;
            return is_doubted(*left) < is_doubted(*right);
        });
        return order;
    }

    void show(const Finding& finding) {
        out_ += '\n';
        heading(finding);
        // A place is never cut: people copy it.
        out_.append(kIndent, ' ');
        out_ += paint(kPlace, printable(place_of(finding)));
        out_ += '\n';
        const std::string evidence = printable(trim(finding.evidence));
        if (!evidence.empty()) line(kIndent, "", evidence);
        if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) show_commit(*secret);
        for (const finding::Flag& flag : finding.flags) {
            line(kIndent, kDim, printable(fmt::format("likely a false positive: {}", flag.description)));
        }
    }

    // Severity, name, and the rule at the right edge; under the name where the line is too short for both.
    void heading(const Finding& finding) {
        const std::string rule = finding.identifiers.empty() ? std::string() : printable(finding.rule());
        const std::string name = printable(finding.name.empty() ? rule : finding.name);
        const std::size_t room = width_ - kIndent;
        const bool side_by_side = display_width(name) + 2 + display_width(rule) <= room;
        out_ += paint(colour_of(finding.severity), to_string(finding.severity));
        out_.append(kIndent - to_string(finding.severity).size(), ' ');
        out_ += paint(is_doubted(finding) ? kDim : kBold, fit(name, room));
        if (side_by_side) {
            out_.append(room - display_width(name) - display_width(rule), ' ');
            out_ += paint(kDim, rule);
        }
        out_ += '\n';
        if (!side_by_side) line(kIndent, kDim, rule);
    }

    void show_commit(const finding::SecretLocation& secret) {
        std::vector<std::string> parts;
        if (!secret.commit.sha.empty() && secret.commit.sha != kNoCommit) {
            const std::string_view day = std::string_view(secret.commit.date).substr(0, 10);
            const std::string_view author = std::string_view(secret.commit.author).substr(0, secret.commit.author.find(" <"));
            parts.push_back(std::string(trim(fmt::format("{} {} {}", secret.commit.sha.substr(0, kShortCommit), day, author))));
        }
        if (secret.still_at_head) parts.emplace_back(*secret.still_at_head ? "still at HEAD" : "gone at HEAD, still in the history");
        if (!parts.empty()) line(kIndent, kDim, printable(fmt::format("{}", fmt::join(parts, " · "))));
    }

    void close() {
        std::string rule;
        for (std::size_t i = 0; i < width_; ++i) rule += "─";
        out_ += '\n';
        line(0, kDim, rule);
        summary();
        losses();
        paragraph("", next_step(report_.type));
    }

    void losses() {
        if (report_.status == finding::Status::failure) {
            paragraph(colour_of(Severity::high), "The scan was broken off: what is not listed here may be there all the same.");
        }
        const auto lost = std::ranges::count(report_.messages, Weight::incomplete, &Problem::weight);
        if (lost > 0) {
            paragraph(colour_of(Severity::medium), fmt::format("{} could not be looked at; the report's messages say which.",
                                                               counted(static_cast<std::size_t>(lost), "part", "parts")));
        }
    }

    void summary() {
        std::vector<std::string> counts;
        std::vector<std::string> painted;
        for (const Severity severity : kFalling) {
            const auto count = std::ranges::count(report_.findings, severity, &Finding::severity);
            if (count == 0) continue;
            counts.push_back(fmt::format("{} {}", count, to_lower(to_string(severity))));
            painted.push_back(paint(colour_of(severity), counts.back()));
        }
        out_ += paint(kBold, counted(report_.findings.size(), "finding", "findings"));
        out_ += fmt::format(": {}", fmt::join(painted, ", "));
        const auto doubted = static_cast<std::size_t>(std::ranges::count_if(report_.findings, is_doubted));
        if (doubted > 0) {
            const std::string text = fmt::format("{} likely a false positive", doubted);
            const std::string plain = fmt::format("{}: {}", counted(report_.findings.size(), "finding", "findings"), fmt::join(counts, ", "));
            out_ += display_width(plain) + 3 + display_width(text) <= width_ ? " · " : "\n";
            out_ += paint(kDim, doubted == 1 ? text : fmt::format("{} likely false positives", doubted));
        }
        out_ += '\n';
    }

    const finding::Report& report_;
    const TableStyle& style_;
    std::size_t width_;
    std::string out_;
};

} // namespace

std::string format_table(const finding::Report& report, const TableStyle& style) { return Table(report, style).format(); }

} // namespace squire::formats
