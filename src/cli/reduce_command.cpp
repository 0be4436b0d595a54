// SPDX-License-Identifier: MIT
#include "cli/reduce_command.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "advisories/index.h"
#include "base/counted.h"
#include "base/file.h"
#include "base/text.h"
#include "bugreport/command_oracle.h"
#include "bugreport/dependency_oracle.h"
#include "bugreport/near_miss.h"
#include "bugreport/project_text.h"
#include "bugreport/reduction.h"
#include "bugreport/sast_oracle.h"
#include "bugreport/secret_oracle.h"
#include "cli/finding_card.h"
#include "cli/help.h"
#include "cli/terminal_progress.h"
#include "formats/json_writer.h"
#include "scan/sast_rules.h"
#include "scan/secret_rules.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;
using bugreport::Input;
using bugreport::Oracle;

constexpr unsigned kMeasured = 5; // runs of a command on the input as it is
constexpr std::size_t kMostFiles = 20'000;
constexpr std::uint64_t kLargestFile = 64U << 20U;

struct Arguments {
    std::string place;
    std::string project;
    std::string rule, rules;
    std::vector<std::string> silent_rules;
    std::string package, advisory;
    std::string command, shows;
    int status = -1; // not asked
    bool silent = false, crashes = false, hangs = false;
    bool anywhere = false, broken = false, keeps_trace = false, keeps_names = false, near_miss = false;
    unsigned time = 120, run_time = 60;
    std::string state, output;
    bool json = false;
};

class Reducing {
public:
    Reducing(const Arguments& arguments, Environment& environment) : arguments_(arguments), environment_(environment) {}

    Result<int> run() {
        if (auto read = read_input(); !read) return std::unexpected(read.error());
        auto oracle = make_oracle();
        if (!oracle) return std::unexpected(oracle.error());
        const auto progress = make_progress(environment_.err, environment_.err_is_terminal, environment_.width);
        options_.progress = progress.get();
        auto reduction = bugreport::reduce(input_, **oracle, options_);
        if (!reduction) return std::unexpected(reduction.error());
        if (auto clean = look_for_secrets(reduction->best); !clean) return std::unexpected(clean.error());
        auto near_misses = look_for_near_misses(reduction->best);
        if (!near_misses) return std::unexpected(near_misses.error());
        if (auto written = write(*reduction, *near_misses); !written) return std::unexpected(written.error());
        return reduction->end == bugreport::End::done && reduction->confirmed ? kClean : kIncomplete;
    }

private:
    [[nodiscard]] static unsigned workers() { return std::max(1U, std::thread::hardware_concurrency()); }

    Result<void> read_input() {
        std::string path = arguments_.place;
        std::uint32_t line = 0;
        if (const std::size_t colon = path.rfind(':'); colon != std::string::npos) {
            const std::string digits = path.substr(colon + 1);
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), line);
            if (error == std::errc() && end == digits.data() + digits.size() && line > 0)
                path.resize(colon);
            else
                line = 0;
        }
        if (arguments_.project.empty()) {
            auto text = read_file(path, kLargestFile);
            if (!text) return std::unexpected(text.error());
            path = fs::path(path).filename().string();
            input_.files.push_back(bugreport::make_file(path, std::move(*text)));
        } else if (auto read = read_project(); !read) {
            return read;
        }
        if (line > 0) {
            const auto place = bugreport::place_of(input_.files, path, {.start_line = line, .end_line = line});
            if (!place) return std::unexpected(place.error());
            input_.place = *place;
        } else {
            const auto file = std::ranges::find(input_.files, path, &bugreport::File::path);
            if (file == input_.files.end()) return fail(ErrorKind::not_found, "there is no such file in the project", path);
            input_.place = {.file = static_cast<std::size_t>(file - input_.files.begin()), .begin = 0, .end = file->bytes->size()};
        }
        options_ = {.workers = workers(),
                    .time = std::chrono::seconds(arguments_.time),
                    .cancellation = &environment_.cancellation,
                    .rename = !arguments_.keeps_names,
                    .state = arguments_.state};
        return {};
    }

    // Its files in order of their paths; links and what is no file are passed over.
    Result<void> read_project() {
        std::error_code error;
        std::vector<std::string> paths;
        for (auto entry = fs::recursive_directory_iterator(arguments_.project, error); entry != fs::recursive_directory_iterator();
             entry.increment(error)) {
            if (error) break;
            if (entry->path().filename() == ".git") entry.disable_recursion_pending();
            if (!entry->is_symlink() && entry->is_regular_file()) paths.push_back(entry->path().lexically_relative(arguments_.project).string());
            if (paths.size() > kMostFiles)
                return fail(ErrorKind::limit, fmt::format("more than {} files", kMostFiles), arguments_.project,
                            "name a folder that shows it, too");
        }
        if (error) return fail(ErrorKind::unreadable, error.message(), arguments_.project);
        std::ranges::sort(paths);
        for (std::string& path : paths) {
            auto text = bugreport::project_text(arguments_.project, path, kLargestFile);
            if (!text) return std::unexpected(text.error());
            input_.files.push_back(bugreport::make_file(std::move(path), std::move(*text)));
        }
        return {};
    }

    Result<std::unique_ptr<Oracle>> make_oracle() {
        if (!arguments_.command.empty()) return ask_command();
        if (!arguments_.package.empty()) return ask_about_package();
        if (arguments_.rule.empty())
            return fail(ErrorKind::usage, "nothing is said of what has to stay", "", "--rule, --package or --command says it");
        auto rules = sast_rules();
        if (!rules) return std::unexpected(rules.error());
        const auto rule = std::ranges::find(*rules, arguments_.rule, &rules::SastRule::id);
        return rule == rules->end() ? ask_about_secret() : ask_about_code(*rule, *rules);
    }

    Result<std::vector<rules::SastRule>> sast_rules() {
        const bool named = !arguments_.rules.empty();
        if (named && !scan::is_sast_rule_path(arguments_.rules)) return std::vector<rules::SastRule>{};
        Problems problems;
        auto rules = scan::sast_rules_for(named ? std::optional<fs::path>(arguments_.rules) : std::nullopt, problems);
        if (!rules) return std::unexpected(rules.error());
        return std::move(rules->rules);
    }

    Result<std::unique_ptr<Oracle>> ask_about_code(const rules::SastRule& rule, const std::vector<rules::SastRule>& rules) {
        bugreport::SastQuestion question{.parses = !arguments_.broken, .keeps_trace = arguments_.keeps_trace, .anywhere = arguments_.anywhere};
        (arguments_.silent ? question.silent : question.fires).push_back(rule);
        for (const std::string& id : arguments_.silent_rules) {
            const auto other = std::ranges::find(rules, id, &rules::SastRule::id);
            if (other == rules.end()) return fail(ErrorKind::not_found, fmt::format("there is no rule '{}'", id), arguments_.rules);
            question.silent.push_back(*other);
        }
        flipped_code_ = {.parses = true};
        (arguments_.silent ? flipped_code_->fires : flipped_code_->silent).push_back(rule);
        return bugreport::make_sast_oracle(std::move(question), input_, workers());
    }

    // The secret is replaced before anything of the input is shown.
    Result<std::unique_ptr<Oracle>> ask_about_secret() {
        Problems problems;
        auto rules = scan::secret_rules_for({}, arguments_.rules.empty() ? std::nullopt : std::optional<fs::path>(arguments_.rules), problems);
        if (!rules) return std::unexpected(rules.error());
        const bugreport::SecretQuestion question{.rules = std::move(*rules), .rule = arguments_.rule};
        const auto place = bugreport::place_of_secret(input_, question);
        if (!place) return std::unexpected(place.error());
        input_.place = *place;
        auto invented = bugreport::with_invented_secret(input_, question);
        if (!invented) return std::unexpected(invented.error());
        input_ = std::move(*invented);
        invented_ = std::string(input_.file().text().substr(input_.place.begin, input_.place.end - input_.place.begin));
        return bugreport::make_secret_oracle(question, workers());
    }

    Result<std::unique_ptr<Oracle>> ask_about_package() {
        const std::size_t at = arguments_.package.rfind('@');
        if (at == 0 || at == std::string::npos)
            return fail(ErrorKind::usage, "this is no package with its version", arguments_.package, "NAME@VERSION");
        if (!arguments_.advisory.empty()) {
            auto index = advisories::Index::open(advisories::default_index_file());
            if (!index) return std::unexpected(index.error());
            index_.emplace(std::move(*index));
        }
        return bugreport::make_dependency_oracle({.package = arguments_.package.substr(0, at),
                                                  .version = arguments_.package.substr(at + 1),
                                                  .advisory = arguments_.advisory,
                                                  .index = index_ ? &*index_ : nullptr},
                                                 input_);
    }

    Result<std::unique_ptr<Oracle>> ask_command() {
        auto command = bugreport::ScannerCommand::parse(arguments_.command);
        if (!command) return std::unexpected(command.error());
        bugreport::ScannerRunLimits limits{
            .time = std::chrono::seconds(arguments_.run_time), .cancellation = &environment_.cancellation, .readable = command->resolve_files()};
        if (!arguments_.rules.empty()) limits.readable.push_back(fs::absolute(arguments_.rules).lexically_normal());
        auto oracle = bugreport::CommandOracle::make({.command = std::move(*command),
                                                      .beside = {},
                                                      .rule = arguments_.rule.empty() ? std::nullopt : std::optional(arguments_.rule),
                                                      .silent = arguments_.silent,
                                                      .output = arguments_.shows,
                                                      .status = arguments_.status < 0 ? std::nullopt : std::optional(arguments_.status),
                                                      .crashes = arguments_.crashes,
                                                      .crash = {},
                                                      .hangs = arguments_.hangs,
                                                      .limits = std::move(limits)});
        if (!oracle) return std::unexpected(oracle.error());
        const auto steadiness = (*oracle)->measure(input_, kMeasured);
        if (!steadiness) return std::unexpected(steadiness.error());
        if (steadiness->is_flaky())
            remarks_.push_back(
                fmt::format("the command is flaky: {} of {} runs on the input show it; each candidate is run until it does, at most 10 times",
                            steadiness->shown, steadiness->runs));
        return std::move(*oracle);
    }

    // What is written may go anywhere.
    Result<void> look_for_secrets(const Input& best) {
        const auto redact = make_redaction(fs::path());
        if (!redact) return std::unexpected(redact.error());
        for (const bugreport::File& file : best.files) {
            std::string text(file.text());
            if (!invented_.empty())
                for (std::size_t at = text.find(invented_); at != std::string::npos; at = text.find(invented_, at))
                    text.erase(at, invented_.size());
            if ((*redact)(text) != text)
                return fail(ErrorKind::unsupported, "a secret would stand in the result: nothing is shown", file.path,
                            "take it out first, or reduce by the rule that finds it");
        }
        return {};
    }

    Result<std::vector<bugreport::NearMiss>> look_for_near_misses(const Input& best) {
        if (!arguments_.near_miss) return std::vector<bugreport::NearMiss>{};
        if (!flipped_code_) return fail(ErrorKind::usage, "a near miss is looked for by our own engine, with a rule about code");
        auto flipped = bugreport::make_sast_oracle(*flipped_code_, best, workers());
        if (!flipped) return std::unexpected(flipped.error());
        return bugreport::find_near_misses(best, **flipped, {.workers = workers(), .cancellation = &environment_.cancellation});
    }

    Result<void> write(const bugreport::Reduction& reduction, const std::vector<bugreport::NearMiss>& near_misses) {
        if (!arguments_.output.empty())
            for (const bugreport::File& file : reduction.best.files)
                if (auto written = write_file(fs::path(arguments_.output) / file.path, file.text()); !written) return written;
        if (arguments_.json)
            write_json(reduction, near_misses);
        else if (arguments_.output.empty())
            for (const bugreport::File& file : reduction.best.files) {
                if (reduction.best.files.size() > 1) environment_.out << "==> " << printable(file.path) << " <==\n";
                show(environment_.out, file.text());
            }
        say(reduction, near_misses);
        return {};
    }

    // As it is into a file; on a terminal no byte of it means anything.
    void show(std::ostream& out, std::string_view text) const {
        if (!environment_.out_is_terminal) {
            out << text;
        } else {
            for (const std::string_view line : split(text, '\n')) out << printable(line) << '\n';
        }
        if (!environment_.out_is_terminal && !text.ends_with('\n')) out << '\n';
    }

    void say(const bugreport::Reduction& reduction, const std::vector<bugreport::NearMiss>& near_misses) const {
        std::ostream& err = environment_.err;
        err << fmt::format("{} reduced to {}; {}{}\n", counted(reduction.bytes_before, "byte"), counted(reduction.bytes_after, "byte"),
                           reduction.minimal ? "nothing can be taken away"
                                             : fmt::format("the best so far: {}", bugreport::to_string(reduction.end)),
                           reduction.confirmed ? "" : "; once more from scratch, it does NOT show");
        for (const std::string& remark : remarks_) err << "note: " << printable(remark) << '\n';
        if (!reduction.trouble.empty()) err << "note: " << printable(reduction.trouble) << '\n';
        for (const bugreport::NearMiss& each : near_misses)
            err << fmt::format("near miss, with {}:\n  {}\n", printable(each.what), printable(each.changed.files[each.file].text()));
    }

    void write_json(const bugreport::Reduction& reduction, const std::vector<bugreport::NearMiss>& near_misses) const {
        formats::JsonWriter json;
        json.begin_object();
        json.member("bytes_before", reduction.bytes_before);
        json.member("bytes_after", reduction.bytes_after);
        json.member("tries", reduction.tries);
        json.member("end", bugreport::to_string(reduction.end));
        json.member("minimal", reduction.minimal);
        json.member("confirmed", reduction.confirmed);
        json.key("files");
        json.begin_array();
        for (const bugreport::File& file : reduction.best.files) {
            json.begin_object();
            json.member("path", file.path);
            json.member("text", file.text());
            json.end_object();
        }
        json.end_array();
        json.key("near_misses");
        json.begin_array();
        for (const bugreport::NearMiss& each : near_misses) {
            json.begin_object();
            json.member("what", each.what);
            json.member("text", each.changed.files[each.file].text());
            json.end_object();
        }
        json.end_array();
        json.key("notes");
        json.begin_array();
        for (const std::string& remark : remarks_) json.value(remark);
        if (!reduction.trouble.empty()) json.value(reduction.trouble);
        json.end_array();
        json.end_object();
        environment_.out << json.take();
    }

    const Arguments& arguments_;
    Environment& environment_;
    Input input_;
    bugreport::ReductionOptions options_;
    std::optional<bugreport::SastQuestion> flipped_code_;
    std::optional<advisories::Index> index_;
    std::string invented_; // the secret that may be shown
    std::vector<std::string> remarks_;
};

} // namespace

void add_reduce_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("reduce", "The smallest file that still shows what a scanner says of it");
    command->add_option("PLACE", arguments->place, "FILE:LINE, or FILE for all of it")->required();
    command->add_option("--project", arguments->project, "More files that may be needed: FILE is a path in this folder")->type_name("DIR");
    command->add_option("--rule", arguments->rule, "The rule that has to report there, of code or of secrets")->type_name("ID");
    command->add_option("--rules", arguments->rules, "Where it stands, instead of our own: Semgrep's or Gitleaks'")->type_name("PATH");
    command->add_flag("--silent", arguments->silent, "The rule must not report there");
    command->add_option("--silent-rule", arguments->silent_rules, "A further rule that must not; may be given again")->type_name("ID");
    command->add_flag("--anywhere", arguments->anywhere, "The rule may report anywhere in the file");
    command->add_flag("--broken", arguments->broken, "The result need not parse");
    command->add_flag("--keep-trace", arguments->keeps_trace, "The way of the data keeps its steps");
    command->add_option("--package", arguments->package, "The package that a lockfile has to list")->type_name("NAME@VERSION");
    command->add_option("--advisory", arguments->advisory, "And the weakness that has to be known of it")->type_name("ID");
    command->add_option("--command", arguments->command, "Another scanner, in a sandbox: {} is the file, {report} a file that it writes")
        ->type_name("COMMAND");
    command->add_option("--status", arguments->status, "The exit code that it has to have")->check(number_between(0, 255))->type_name("N");
    command->add_option("--shows", arguments->shows, "What has to stand in its output")->type_name("REGEX");
    command->add_flag("--crashes", arguments->crashes, "A signal has to end it");
    command->add_flag("--hangs", arguments->hangs, "It must not end in time");
    command->add_option("--run-time", arguments->run_time, "Seconds for one of its runs")
        ->check(number_between(1, 3'600))
        ->capture_default_str()
        ->type_name("N");
    command->add_flag("--keep-names", arguments->keeps_names, "Names and strings stay as they are");
    command->add_flag("--near-miss", arguments->near_miss, "Also the smallest changes after which the rule says the opposite");
    command->add_option("--time", arguments->time, "Seconds for all of it; the best so far counts")
        ->check(number_between(1, 86'400))
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--state", arguments->state, "Where what was tried is kept, to go on another time")->type_name("FILE");
    command->add_option("--output", arguments->output, "A folder for the result, instead of standard output")->type_name("DIR");
    command->add_flag("--json", arguments->json, "Result and figures as JSON on standard output");
    command->footer("Exit codes: 0 as small as it gets, 2 wrong usage or it does not reproduce, 3 the best so far.\n"
                    "Secrets are replaced by invented ones that pass the same checks.\n"
                    "Examples:\n"
                    "  squire reduce src/app.py:107 --rule python-sql-injection --near-miss\n"
                    "  squire reduce deploy/settings.yml:12 --rule gitlab-personal-access-token\n"
                    "  squire reduce package-lock.json --package lodash@4.17.15\n"
                    "  squire reduce app.py:107 --rule no-eval --command \"semgrep scan --json --config rule.yaml {}\"");
    command->callback([arguments, &action] {
        action = [arguments](Environment& environment) {
            const auto code = Reducing(*arguments, environment).run();
            if (code) return *code;
            print_error(environment, code.error());
            return exit_code_for(code.error());
        };
    });
}

} // namespace squire::cli
