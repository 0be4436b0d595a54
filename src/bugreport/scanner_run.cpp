// SPDX-License-Identifier: MIT
#include "bugreport/scanner_run.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/process.h"
#include "base/sandbox.h"
#include "base/scratch_folder.h"
#include "base/text.h"
#include "bugreport/command_oracle.h"
#include "formats/report_reader.h"

namespace squire::bugreport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostErrors = 4'000;
constexpr std::size_t kMostLeft = 20;
constexpr std::size_t kLargestOutput = 64U << 20U;

bool is_plain(std::string_view path) {
    const fs::path whole(path);
    return !path.empty() && whole.is_relative() && !path.contains('\0') &&
           std::ranges::none_of(whole, [](const fs::path& step) { return step == ".." || step == ".git"; });
}

std::set<std::string> files_in(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator(folder, error); !error && entry != fs::recursive_directory_iterator();
         entry.increment(error)) {
        if (names.size() > 10'000) break;
        if (!entry->is_directory(error)) names.insert(fs::relative(entry->path(), folder, error).string());
    }
    return names;
}

// A machine without namespaces runs scanners as they are; asked once, for it does not change.
bool has_sandbox() {
    static const bool has = check_sandbox().has_value();
    return has;
}

// What a scanner needs of the machine: where programs of this user stand, with what is beside them ("~/.local/bin" and "~/.local/lib"), and never the
// home itself.
std::vector<fs::path> readable_places() {
    std::vector<fs::path> places{"/usr", "/opt", "/etc/ssl", "/etc/alternatives"};
    const char* const path = std::getenv("PATH");
    const char* const home = std::getenv("HOME");
    for (const std::string_view folder : split(path == nullptr ? "" : path, ':')) {
        const fs::path place(folder);
        if (!place.is_absolute() || folder.starts_with("/usr/") || folder.starts_with("/bin") || folder.starts_with("/sbin")) continue;
        const fs::path around = place.lexically_normal().parent_path();
        const bool is_too_much = around == "/" || (home != nullptr && around == fs::path(home).lexically_normal());
        places.push_back(is_too_much ? place : around);
    }
    return places;
}

Result<ProcessOutcome> run_words(std::vector<std::string> words, const fs::path& folder, const ScannerRunLimits& limits) {
    // Its own folder is its home: settings and caches of the user are neither read nor written.
    if (limits.sandbox && has_sandbox())
        return run_sandboxed({.arguments = std::move(words),
                              .folder = folder,
                              .below = {},
                              .readable = readable_places(),
                              .environment = {},
                              .cancellation = limits.cancellation,
                              .time_limit = limits.time,
                              .output_limit = kLargestOutput});
    return run_process({.arguments = std::move(words),
                        .folder = folder,
                        .environment = {"GIT_CEILING_DIRECTORIES=" + folder.parent_path().string()},
                        .cancellation = limits.cancellation,
                        .time_limit = limits.time,
                        .output_limit = kLargestOutput});
}

std::string last_step(std::string_view rule) {
    const std::size_t dot = rule.find_last_of("./");
    return std::string(dot == std::string_view::npos ? rule : rule.substr(dot + 1));
}

class ScannerOracle final : public Oracle {
public:
    explicit ScannerOracle(ScannerQuestion question) : question_(std::move(question)) {}

    Result<bool> interesting(const Input& candidate, unsigned) override {
        const auto run = run_scanner(question_.command, candidate, question_.beside, question_.limits);
        if (!run) return std::unexpected(run.error());
        if (run->end != question_.end) return false;
        if (run->end != RunEnd::reported) return true;
        return (finding_at(run->reports, question_.rule, candidate) != nullptr) == question_.reported;
    }

    [[nodiscard]] std::string key() const override {
        std::string key = fmt::format("command {} rule={} end={} reported={}", question_.command.text_for("{}"), question_.rule,
                                      static_cast<int>(question_.end), question_.reported);
        for (const File& file : question_.beside) key += fmt::format("\nbeside {} {}", file.path, to_hex(sha256(file.text())));
        return key;
    }

private:
    ScannerQuestion question_;
};

class JointOracle final : public Oracle {
public:
    explicit JointOracle(std::vector<std::unique_ptr<Oracle>> oracles) : oracles_(std::move(oracles)) {}

    Result<bool> interesting(const Input& candidate, unsigned worker) override {
        for (const auto& oracle : oracles_) {
            const auto answer = oracle->interesting(candidate, worker);
            if (!answer || !*answer) return answer;
        }
        return true;
    }
    Result<bool> confirm(const Input& candidate) override {
        for (const auto& oracle : oracles_) {
            const auto answer = oracle->confirm(candidate);
            if (!answer || !*answer) return answer;
        }
        return true;
    }
    [[nodiscard]] std::string key() const override {
        std::string key;
        for (const auto& oracle : oracles_) key += oracle->key() + "\nand ";
        return key;
    }
    [[nodiscard]] bool keeps_place() const override {
        return std::ranges::any_of(oracles_, [](const auto& each) { return each->keeps_place(); });
    }

private:
    std::vector<std::unique_ptr<Oracle>> oracles_;
};

} // namespace

Result<ScannerCommand> ScannerCommand::parse(std::string_view text) {
    auto read = words_of(text);
    if (!read) return std::unexpected(read.error());
    std::vector<std::string> words = std::move(*read);
    if (words.empty()) return fail(ErrorKind::usage, "the command is empty", "", "as in: semgrep scan --json --config rule.yaml {}");
    if (std::ranges::none_of(words, [](const std::string& each) { return each.contains("{}"); }))
        return fail(ErrorKind::usage, "the command does not say where the file stands", std::string(text), "{} stands for it");
    return ScannerCommand(std::move(words));
}

std::vector<std::string> ScannerCommand::words_for(std::string_view file) const {
    std::vector<std::string> words = words_;
    for (std::string& word : words) {
        for (std::size_t at = word.find("{}"); at != std::string::npos; at = word.find("{}", at + file.size())) word.replace(at, 2, file);
    }
    return words;
}

std::string ScannerCommand::text_for(std::string_view file) const {
    std::string text;
    for (const std::string& word : words_for(file)) {
        const bool plain =
            !word.empty() &&
            word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,@%+{}") == std::string::npos;
        std::string quoted = word;
        for (std::size_t at = quoted.find('\''); at != std::string::npos; at = quoted.find('\'', at + 4)) quoted.replace(at, 1, "'\\''");
        text += (text.empty() ? "" : " ") + (plain ? word : "'" + quoted + "'");
    }
    return text;
}

Result<ScannerRun> run_scanner(const ScannerCommand& command, const Input& input, std::span<const File> beside, const ScannerRunLimits& limits) {
    const auto folder = ScratchFolder::make("scanner");
    if (!folder) return std::unexpected(folder.error());
    const fs::path& root = folder->path();
    for (const std::span<const File> files : {std::span<const File>(input.files), beside}) {
        for (const File& file : files) {
            if (!is_plain(file.path)) return fail(ErrorKind::unsupported, "this is no path in a project", file.path);
            if (auto written = write_file(root / file.path, file.text()); !written) return std::unexpected(written.error());
        }
    }
    const std::set<std::string> before = files_in(root);
    const auto begin = std::chrono::steady_clock::now();
    // A name that begins with a dash would be an option.
    const std::string file = input.file().path.starts_with('-') ? "./" + input.file().path : input.file().path;
    auto outcome = run_words(command.words_for(file), root, limits);
    ScannerRun run;
    run.time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    if (!outcome) {
        if (outcome.error().kind != ErrorKind::limit) return std::unexpected(outcome.error());
        run.end = RunEnd::timed_out;
        return run;
    }
    run.status = outcome->status;
    run.output = std::move(outcome->output);
    run.errors = outcome->errors.substr(outcome->errors.size() - std::min(outcome->errors.size(), kMostErrors));
    for (const std::string& name : files_in(root)) {
        if (!before.contains(name) && run.left_behind.size() < kMostLeft) run.left_behind.push_back(name);
    }
    Problems ignored; // what is odd in a report is no part of the question
    const auto reports = formats::read_report(run.output, finding::ReportType::sast, ignored);
    if (reports && run.status < 128) {
        run.end = RunEnd::reported;
        run.reports = *reports;
    }
    return run;
}

const finding::Finding* finding_at(const std::vector<finding::Report>& reports, std::string_view rule, const Input& input) {
    const finding::Range place = range_of(input);
    const std::string wanted = last_step(rule);
    for (const finding::Report& report : reports) {
        for (const finding::Finding& finding : report.findings) {
            if (file_of(finding) != input.file().path || (!wanted.empty() && last_step(finding.rule()) != wanted)) continue;
            finding::Range range;
            if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) range = code->range;
            if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) range = secret->range;
            const std::uint32_t last = std::max(range.start_line, range.end_line);
            if (range.start_line == 0 || (range.start_line <= place.end_line && last >= place.start_line)) return &finding;
        }
    }
    return nullptr;
}

std::unique_ptr<Oracle> make_scanner_oracle(ScannerQuestion question) { return std::make_unique<ScannerOracle>(std::move(question)); }

std::unique_ptr<Oracle> make_joint_oracle(std::vector<std::unique_ptr<Oracle>> oracles) {
    return std::make_unique<JointOracle>(std::move(oracles));
}

Result<unsigned> count_interesting(Oracle& oracle, const Input& input, unsigned tries) {
    unsigned times = 0;
    for (unsigned i = 0; i < tries; ++i) {
        const auto answer = oracle.interesting(input, 0);
        if (!answer) return std::unexpected(answer.error());
        times += *answer ? 1 : 0;
    }
    return times;
}

} // namespace squire::bugreport
