// SPDX-License-Identifier: MIT
#include "bugreport/command_oracle.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/file.h"
#include "base/sandbox.h"
#include "formats/gitlab_reader.h"
#include "formats/gitleaks_reader.h"
#include "formats/sarif_reader.h"
#include "formats/semgrep_reader.h"

namespace squire::bugreport {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileMark = "{}", kReportMark = "{report}";
constexpr std::uint64_t kLargestReport = 64U << 20U;
constexpr unsigned kMostRepeats = 10;
constexpr int kSignalled = 128; // exit codes from here on are a signal's

/// By what stands in it; empty where it is none of ours.
std::vector<finding::Finding> findings_of(std::string_view text, bool& is_report) {
    Problems problems;
    std::vector<finding::Finding> all;
    const auto take = [&](auto read) {
        if (!read) return false;
        all = std::move(read->findings);
        return true;
    };
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return all;
    if (text[first] == '[') {
        is_report = take(formats::read_gitleaks_json(text, problems));
    } else if (text[first] == '{' && text.contains("\"runs\"")) {
        auto reports = formats::read_sarif(text, problems);
        is_report = reports.has_value();
        if (reports)
            for (finding::Report& report : *reports) std::ranges::move(report.findings, std::back_inserter(all));
    } else if (text[first] == '{' && text.contains("\"vulnerabilities\"")) {
        is_report = take(formats::read_gitlab_report(text, problems));
    } else if (text[first] == '{') {
        is_report = take(formats::read_semgrep_json(text, problems));
    }
    return all;
}

finding::Range lines_of(const finding::Finding& finding) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) return code->range;
    if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) return secret->range;
    return {};
}

// "python.eval" names what a folder's rules call "rules.python.eval".
bool is_of_rule(const finding::Finding& finding, std::string_view rule) {
    return std::ranges::any_of(finding.identifiers, [&](const finding::Identifier& each) {
        return each.value == rule || each.name == rule || each.value.ends_with("." + std::string(rule));
    });
}

// Where a program that is not the system's stands with its libraries: "/opt/venv" of "/opt/venv/bin/semgrep".
fs::path home_of(const fs::path& program) {
    const fs::path folder = program.parent_path();
    return folder.filename() == "bin" ? folder.parent_path() : folder;
}

} // namespace

Result<std::vector<std::string>> words_of(std::string_view command) {
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    char quote = 0;
    for (const char c : command) {
        if (quote != 0) {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
            in_word = true;
        } else if (c == ' ' || c == '\t' || c == '\n') {
            if (in_word) words.push_back(std::move(word));
            word.clear();
            in_word = false;
        } else {
            word += c;
            in_word = true;
        }
    }
    if (quote != 0) return fail(ErrorKind::usage, fmt::format("a quote ({}) in the command is not closed", quote), std::string(command));
    if (in_word) words.push_back(std::move(word));
    return words;
}

Result<std::unique_ptr<CommandOracle>> CommandOracle::make(CommandQuestion question, unsigned /*workers*/) {
    if (question.command.empty()) return fail(ErrorKind::usage, "there is no command to run");
    if (question.rule.empty() && question.output.empty() && !question.status && !question.crashes && !question.hangs)
        return fail(ErrorKind::usage, "nothing is said of what the command has to show", "",
                    "name a rule, an exit code or a text of its output");
    std::optional<search::Pcre> output;
    if (!question.output.empty()) {
        auto compiled = search::Pcre::compile(question.output);
        if (!compiled) return std::unexpected(compiled.error());
        output = std::move(*compiled);
    }
    std::error_code code;
    for (std::string& word : question.command) {
        if (word.contains(kFileMark) || word.contains(kReportMark) || word.starts_with('-') || !fs::exists(word, code)) continue;
        if (&word == &question.command.front() && !word.contains('/')) continue;
        word = fs::absolute(word, code).lexically_normal().string();
        question.readable.emplace_back(word);
    }
    std::string& program = question.command.front();
    fs::path found = program.contains('/') ? fs::path(program) : find_program(program);
    if (found.empty()) return fail(ErrorKind::not_found, fmt::format("{} is not installed", program));
    const fs::path real = fs::canonical(found, code);
    for (const fs::path& each : {found, real})
        if (!each.empty() && !each.string().starts_with("/usr/") && !each.string().starts_with("/bin/"))
            question.readable.push_back(home_of(each));
    auto folder = ScratchFolder::make("reduction");
    if (!folder) return std::unexpected(std::move(folder.error()));
    return std::unique_ptr<CommandOracle>(new CommandOracle(std::move(question), std::move(*folder), std::move(output)));
}

CommandOracle::CommandOracle(CommandQuestion question, ScratchFolder folder, std::optional<search::Pcre> output)
    : question_(std::move(question)), folder_(std::move(folder)), output_(std::move(output)) {}

Result<Steadiness> CommandOracle::measure(const Input& input, unsigned runs) {
    is_one_file_ = input.files.size() == 1;
    Steadiness steadiness{.runs = runs};
    for (unsigned run = 0; run < runs; ++run) {
        const auto shown = run_once(input, folder_.path() / "0");
        if (!shown) return std::unexpected(shown.error());
        steadiness.shown += *shown ? 1 : 0;
    }
    repeats_ = 1;
    if (steadiness.is_flaky()) {
        const double missed = 1.0 - static_cast<double>(steadiness.shown) / runs;
        repeats_ = std::min(kMostRepeats, static_cast<unsigned>(std::ceil(std::log(0.01) / std::log(missed))));
    }
    return steadiness;
}

Result<bool> CommandOracle::interesting(const Input& candidate, unsigned worker) {
    if (candidate.place.begin == candidate.place.end && !question_.rule.empty()) return false;
    for (unsigned run = 0; run < repeats_; ++run) {
        const auto shown = run_once(candidate, folder_.path() / fmt::format("{}", worker));
        if (!shown || *shown) return shown;
    }
    return false;
}

// What a run before this one left there is gone first.
Result<bool> CommandOracle::run_once(const Input& candidate, const fs::path& folder) {
    std::error_code code;
    fs::remove_all(folder, code);
    const fs::path report = folder / "report";
    for (const File& file : candidate.files) {
        const fs::path path = (folder / "input" / file.path).lexically_normal();
        if (!path.string().starts_with((folder / "input/").string()))
            return fail(ErrorKind::unsupported, "the path leads out of the project", file.path);
        if (auto written = write_file(path, file.text()); !written) return std::unexpected(written.error());
    }
    std::vector<std::string> words = question_.command;
    for (std::string& word : words)
        for (const auto& [mark, with] :
             {std::pair(kReportMark, report.string()), std::pair(kFileMark, is_one_file_ ? candidate.file().path : std::string("."))})
            for (std::size_t at = word.find(mark); at != std::string::npos; at = word.find(mark, at + with.size()))
                word.replace(at, mark.size(), with);
    ++runs_;
    const auto outcome = run_sandboxed({.arguments = std::move(words),
                                        .folder = folder,
                                        .below = "input",
                                        .readable = question_.readable,
                                        .environment = {},
                                        .cancellation = question_.cancellation,
                                        .time_limit = question_.time_limit});
    if (!outcome && outcome.error().kind == ErrorKind::limit) {
        ++timeouts_;
        return question_.hangs;
    }
    if (!outcome) return std::unexpected(outcome.error());
    if (outcome->errors.starts_with("bwrap: execvp"))
        return fail(ErrorKind::not_found, fmt::format("{} does not start in the sandbox", question_.command.front()), "",
                    outcome->errors.substr(0, outcome->errors.find('\n')));
    const bool crashed = outcome->status >= kSignalled;
    crashes_ += crashed ? 1 : 0;
    if (question_.hangs || question_.crashes != crashed || (question_.status && *question_.status != outcome->status)) return false;
    if (output_) {
        search::PcreMatch match;
        if (output_->find(outcome->output, 0, match) != search::Pcre::Outcome::found &&
            output_->find(outcome->errors, 0, match) != search::Pcre::Outcome::found)
            return false;
    }
    if (question_.rule.empty()) return true;
    const auto written = read_file(report, kLargestReport);
    const std::optional<bool> shown = report_shows(candidate, written ? std::string_view(*written) : std::string_view(outcome->output));
    unreadable_ += shown ? 0 : 1;
    return shown && *shown != question_.silent;
}

std::optional<bool> CommandOracle::report_shows(const Input& candidate, std::string_view text) const {
    bool is_report = false;
    const std::vector<finding::Finding> findings = findings_of(text, is_report);
    if (!is_report) return std::nullopt;
    const finding::Range place = range_of(candidate);
    return std::ranges::any_of(findings, [&](const finding::Finding& each) {
        const std::string_view file = finding::file_of(each);
        const finding::Range lines = lines_of(each);
        const bool same_file = file == candidate.file().path || file.ends_with("/" + candidate.file().path);
        const bool overlaps =
            lines.start_line == 0 || (lines.start_line <= place.end_line && std::max(lines.end_line, lines.start_line) >= place.start_line);
        return is_of_rule(each, question_.rule) && same_file && overlaps;
    });
}

std::string CommandOracle::key() const {
    return fmt::format("command {} rule={} silent={} output={} status={} crashes={} hangs={} {} s", question_.command, question_.rule,
                       question_.silent, question_.output, question_.status.value_or(-1), question_.crashes, question_.hangs,
                       question_.time_limit.count());
}

CommandRuns CommandOracle::runs() const { return {.runs = runs_, .timeouts = timeouts_, .crashes = crashes_, .unreadable = unreadable_}; }

} // namespace squire::bugreport
