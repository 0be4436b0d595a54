// SPDX-License-Identifier: MIT
#include "bugreport/scanner_run.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include "base/file.h"
#include "base/process.h"
#include "base/sandbox.h"
#include "base/scratch_folder.h"
#include "base/text.h"
#include "formats/report_reader.h"

namespace squire::bugreport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostErrors = 16'000;
constexpr std::size_t kMostLeft = 20;
constexpr std::string_view kEach = "each"; // the folder of inputs that are scanned together
constexpr int kSignalled = 128; // exit codes from here on are a signal's
constexpr std::size_t kLargestOutput = 64U << 20U;

// In memory, where the system has a place for that and nobody names another: hundreds of small files are written for a run, which takes some disks longer than
// the run itself.
Result<ScratchFolder> folder_for(std::string_view purpose) {
    constexpr const char* kMemory = "/dev/shm";
    if (std::getenv("TMPDIR") == nullptr && ::access(kMemory, R_OK | W_OK | X_OK) == 0) {
        if (auto made = ScratchFolder::make(purpose, kMemory)) return made;
    }
    return ScratchFolder::make(purpose);
}

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

// Where a program that is named by its path stands with its libraries: "/opt/venv" of "/opt/venv/bin/semgrep", and what a virtual environment is made of.
void add_home_of(const std::string& program, std::vector<fs::path>& places) {
    std::error_code error;
    const auto home_of = [](const fs::path& file) {
        const fs::path folder = file.parent_path();
        return folder.filename() == "bin" ? folder.parent_path() : folder;
    };
    const fs::path named = program.contains('/') ? fs::absolute(program, error) : find_program(program);
    if (error || named.empty()) return;
    for (const fs::path& file : {named, fs::canonical(named, error), fs::canonical(home_of(named) / "bin/python3", error)}) {
        const fs::path home = home_of(file);
        if (!file.empty() && home.has_relative_path() && home != "/usr") places.push_back(home);
    }
}

Result<ProcessOutcome> run_words(std::vector<std::string> words, const fs::path& folder, const ScannerRunLimits& limits) {
    // Its own folder is its home: settings and caches of the user are neither read nor written.
    if (limits.sandbox && has_sandbox()) {
        std::vector<fs::path> readable = readable_places();
        add_home_of(words.front(), readable);
        readable.insert(readable.end(), limits.readable.begin(), limits.readable.end());
        auto outcome = run_sandboxed({.arguments = words,
                                      .folder = folder,
                                      .below = {},
                                      .readable = std::move(readable),
                                      .environment = {},
                                      .cancellation = limits.cancellation,
                                      .time_limit = limits.time,
                                      .output_limit = kLargestOutput});
        if (outcome && outcome->errors.starts_with("bwrap: execvp"))
            return fail(ErrorKind::not_found, fmt::format("{} does not start in the sandbox", words.front()), "",
                        outcome->errors.substr(0, outcome->errors.find('\n')));
        return outcome;
    }
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

Result<void> write_files(const fs::path& folder, std::span<const File> files) {
    for (const File& file : files) {
        if (!is_plain(file.path)) return fail(ErrorKind::unsupported, "this is no path in a project", file.path);
        if (auto written = write_file(folder / file.path, file.text()); !written) return written;
    }
    return {};
}

// In a folder that is ready.
Result<ScannerRun> run_in(const fs::path& root, const ScannerCommand& command, std::string_view file, const ScannerRunLimits& limits) {
    const std::set<std::string> before = files_in(root);
    const auto begin = std::chrono::steady_clock::now();
    auto outcome = run_words(command.words_for(file), root, limits);
    ScannerRun run;
    run.time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    if (!outcome) {
        if (outcome.error().kind != ErrorKind::limit) return std::unexpected(outcome.error());
        run.end = RunEnd::timed_out;
        return run;
    }
    run.status = outcome->status;
    run.console = std::move(outcome->output);
    run.errors = outcome->errors.substr(outcome->errors.size() - std::min(outcome->errors.size(), kMostErrors));
    if (command.writes_report()) {
        if (auto written = read_file(root / ScannerCommand::kReportFile, kLargestOutput)) run.output = std::move(*written);
    } else {
        run.output = run.console;
    }
    for (const std::string& name : files_in(root)) {
        if (name != ScannerCommand::kReportFile && !before.contains(name) && run.left_behind.size() < kMostLeft) run.left_behind.push_back(name);
    }
    run.end = run.status >= kSignalled ? RunEnd::signalled : RunEnd::unreadable;
    if (run.end == RunEnd::signalled) return run;
    Problems ignored; // what is odd in a report is no part of the question
    if (auto reports = formats::read_report(run.output, finding::ReportType::sast, ignored)) {
        run.end = RunEnd::reported;
        run.reports = std::move(*reports);
    }
    return run;
}

std::string folder_of(std::size_t number) { return fmt::format("{}/{:03}", kEach, number); }

std::string* path_of(finding::Finding& finding) {
    if (auto* const code = std::get_if<finding::CodeLocation>(&finding.location)) return &code->file;
    if (auto* const secret = std::get_if<finding::SecretLocation>(&finding.location)) return &secret->file;
    if (auto* const package = std::get_if<finding::DependencyLocation>(&finding.location)) return &package->file;
    return nullptr;
}

// The number of the input whose file a path names, which is cut down to what it is there.
std::optional<std::size_t> take_number(std::string& path, std::size_t count) {
    const std::string mark = std::string(kEach) + "/";
    std::size_t at = path.starts_with(mark) ? 0 : path.find("/" + mark);
    if (at == std::string::npos) return std::nullopt;
    at = path.find(mark, at) + mark.size();
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(path.data() + at, path.data() + path.size(), number);
    if (error != std::errc() || number >= count || end == path.data() + path.size() || *end != '/') return std::nullopt;
    path.erase(0, static_cast<std::size_t>(end - path.data()) + 1);
    return number;
}

} // namespace

Result<ScannerRun> run_scanner(const ScannerCommand& command, const Input& input, std::span<const File> beside, const ScannerRunLimits& limits,
                               bool whole_folder) {
    const auto folder = folder_for("scanner");
    if (!folder) return std::unexpected(folder.error());
    for (const std::span<const File> files : {std::span<const File>(input.files), beside})
        if (auto written = write_files(folder->path(), files); !written) return std::unexpected(written.error());
    // A name that begins with a dash would be an option.
    const std::string& path = input.file().path;
    return run_in(folder->path(), command, whole_folder ? "." : path.starts_with('-') ? "./" + path : path, limits);
}

Result<std::vector<ScannerRun>> run_scanner_on_each(const ScannerCommand& command, std::span<const Input> inputs, std::span<const File> beside,
                                                    const ScannerRunLimits& limits) {
    const auto folder = folder_for("scanner");
    if (!folder) return std::unexpected(folder.error());
    if (auto written = write_files(folder->path(), beside); !written) return std::unexpected(written.error());
    for (std::size_t i = 0; i < inputs.size(); ++i)
        if (auto written = write_files(folder->path() / folder_of(i), inputs[i].files); !written) return std::unexpected(written.error());
    auto whole = run_in(folder->path(), command, kEach, limits);
    if (!whole) return std::unexpected(whole.error());
    std::vector<finding::Report> reports = std::move(whole->reports);
    whole->reports.clear();
    std::vector<ScannerRun> runs(inputs.size(), *whole);
    for (finding::Report& report : reports) {
        std::vector<finding::Finding> findings = std::move(report.findings);
        report.findings.clear();
        for (ScannerRun& run : runs) run.reports.push_back(report);
        for (finding::Finding& finding : findings) {
            std::string* const path = path_of(finding);
            const auto number = path == nullptr ? std::nullopt : take_number(*path, inputs.size());
            if (number) runs[*number].reports.back().findings.push_back(std::move(finding));
        }
    }
    return runs;
}

Result<std::vector<bool>> inputs_named_by(std::vector<std::string> words, std::span<const Input> inputs, const ScannerRunLimits& limits) {
    const auto folder = folder_for("validity");
    if (!folder) return std::unexpected(folder.error());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (auto written = write_files(folder->path() / folder_of(i), inputs[i].files); !written) return std::unexpected(written.error());
        words.push_back(folder_of(i) + "/" + inputs[i].file().path);
    }
    const auto outcome = run_words(std::move(words), folder->path(), limits);
    if (!outcome && outcome.error().kind != ErrorKind::limit) return std::unexpected(outcome.error());
    if (!outcome || outcome->status != 0) return std::vector<bool>();
    std::vector<bool> named(inputs.size(), false);
    for (const std::string_view line : split(outcome->output, '\n')) {
        std::string path(line);
        const auto number = take_number(path, inputs.size());
        if (number && path == inputs[*number].file().path) named[*number] = true;
    }
    return named;
}

std::string version_of_program(const ScannerCommand& command, const ScannerRunLimits& limits) {
    const auto folder = folder_for("scanner");
    if (!folder) return {};
    const auto outcome = run_words({command.program(), "--version"}, folder->path(), limits);
    if (!outcome || outcome->status != 0) return {};
    // "tool 1.2.3 (built …)": the first word that begins with a number and has a point in it.
    const std::string_view said = outcome->output;
    for (std::size_t at = 0; at < said.size();) {
        const std::size_t begin = said.find_first_not_of(" \t\r\n,;()", at);
        if (begin == std::string_view::npos) break;
        const std::size_t end = std::min(said.find_first_of(" \t\r\n,;()", begin), said.size());
        std::string_view word = said.substr(begin, end - begin);
        at = end;
        if (word.starts_with('v')) word.remove_prefix(1);
        const bool is_version = !word.empty() && word.front() >= '0' && word.front() <= '9' && word.contains('.') && word.size() <= 40;
        if (is_version) return printable(word);
    }
    return {};
}

const finding::Finding* finding_at(const std::vector<finding::Report>& reports, std::string_view rule, const Input& input) {
    const finding::Range place = range_of(input);
    const std::string wanted = last_step(rule), &path = input.file().path;
    for (const finding::Report& report : reports) {
        for (const finding::Finding& finding : report.findings) {
            const std::string_view file = file_of(finding);
            const bool is_there = file == path || file.ends_with("/" + path);
            if (!is_there || (!wanted.empty() && last_step(finding.rule()) != wanted)) continue;
            finding::Range range;
            if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) range = code->range;
            if (const auto* secret = std::get_if<finding::SecretLocation>(&finding.location)) range = secret->range;
            const std::uint32_t last = std::max(range.start_line, range.end_line);
            if (range.start_line == 0 || (range.start_line <= place.end_line && last >= place.start_line)) return &finding;
        }
    }
    return nullptr;
}

} // namespace squire::bugreport
