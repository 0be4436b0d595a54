// SPDX-License-Identifier: MIT
#include "bugreport/scanner_voice.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "bugreport/command_oracle.h"
#include "bugreport/parse_oracle.h"
#include "bugreport/sast_oracle.h"
#include "bugreport/validity_oracle.h"
#include "syntax/languages.h"

namespace squire::bugreport {
namespace {

constexpr std::uint64_t kWorthARehearsal = 200; // bytes: what is smaller, commands reduce in a few runs

Result<std::unique_ptr<Oracle>> oracle_here(const ScannerVoice& voice, bool reports, const Input& input, unsigned workers) {
    if (voice.own) {
        SastQuestion question;
        (reports ? question.fires : question.silent).push_back(*voice.own);
        return make_sast_oracle(std::move(question), input, workers);
    }
    if (voice.secret) {
        SecretQuestion question = *voice.secret;
        question.reported = reports;
        return make_secret_oracle(std::move(question), workers);
    }
    if (!voice.package)
        return fail(ErrorKind::unsupported, fmt::format("there is no way to ask {}", voice.tool.name), "", "--scanner \"COMMAND with {}\"");
    DependencyQuestion question = *voice.package;
    question.reported = reports;
    return make_dependency_oracle(std::move(question), input);
}

Result<std::unique_ptr<Oracle>> oracle_by_command(const ScannerVoice& voice, bool reports, const Input& input, const StatementOptions& options,
                                                  std::vector<std::string>& remarks) {
    auto made = CommandOracle::make(
        {.command = *voice.command, .beside = voice.beside, .rule = voice.rule, .silent = !reports, .output = {}, .limits = options.limits});
    if (!made) return std::unexpected(made.error());
    const auto steadiness = (*made)->measure(input, options.runs);
    if (!steadiness) return std::unexpected(steadiness.error());
    if (steadiness->shown == 0)
        return fail(ErrorKind::not_found,
                    fmt::format("{} {} there", voice.tool.name, reports ? "reports nothing" : "is not silent, or wrote no report, of what is"),
                    input.file().path,
                    "the version, the rules or the file may have changed; its command is run in a folder with the file alone");
    if (steadiness->is_flaky())
        remarks.push_back(
            fmt::format("{} is flaky: {} of {} runs on the file as it is say so", voice.tool.name, steadiness->shown, steadiness->runs));
    return std::move(*made);
}

// A secret or a lockfile is no text in a language, or one in which little can change.
bool is_about_code(const std::vector<Statement>& statements) {
    return std::ranges::none_of(statements, [](const Statement& each) { return each.voice->secret || each.voice->package; });
}

// What our own scanners can be asked of it in this process, where one of them has to report; null: they say something else of the input.
std::unique_ptr<Oracle> rehearsal_of(const std::vector<Statement>& statements, const Input& input, const StatementOptions& options) {
    std::vector<std::unique_ptr<Oracle>> oracles;
    bool has_report = false;
    for (const Statement& statement : statements) {
        if (!statement.voice->is_here()) continue;
        auto made = oracle_here(*statement.voice, statement.reports, input, options.reduction.workers);
        if (!made || !(*made)->interesting(input, 0).value_or(false)) continue;
        has_report |= statement.reports;
        oracles.push_back(std::move(*made));
    }
    if (!has_report) return nullptr;
    if (auto demands = is_about_code(statements) ? demands_of(input, options) : TextDemands())
        for (auto& each : demands->oracles) oracles.push_back(std::move(each));
    return make_joint_oracle(std::move(oracles));
}

Result<void> add_demands(const Input& input, const StatementOptions& options, StatementOracle& to,
                         std::vector<std::unique_ptr<Oracle>>& oracles) {
    auto demands = demands_of(input, options);
    if (!demands) return std::unexpected(demands.error());
    for (auto& each : demands->oracles) oracles.push_back(std::move(each));
    to.valid = std::move(demands->words);
    return {};
}

} // namespace

Result<TextDemands> demands_of(const Input& input, const StatementOptions& options) {
    TextDemands demands;
    if (options.any_text) return demands;
    const syntax::Language* const language = syntax::language_of_path(input.file().path);
    demands.oracles.push_back(make_parse_oracle(input));
    if (options.valid) {
        auto valid = make_validity_oracle(*options.valid, input, options.limits);
        if (!valid) return std::unexpected(valid.error());
        demands.oracles.push_back(std::move(*valid));
    } else if (auto valid = make_language_oracle(input, options.limits)) {
        demands.oracles.push_back(std::move(valid));
    } else {
        return demands; // grammars take too much to promise anything
    }
    demands.words = language == nullptr ? "valid" : fmt::format("valid {}", language->title);
    return demands;
}

Result<StatementOracle> oracle_of(const std::vector<Statement>& statements, const Input& input, const StatementOptions& options) {
    StatementOracle result;
    std::vector<std::unique_ptr<Oracle>> oracles;
    std::vector<Statement> order = statements;
    std::ranges::stable_sort(order, {}, [](const Statement& each) { return each.voice->command.has_value(); });
    bool has_demands = !is_about_code(statements);
    for (const Statement& statement : order) {
        if (statement.voice->command && !has_demands) {
            if (auto added = add_demands(input, options, result, oracles); !added) return std::unexpected(added.error());
            has_demands = true;
        }
        auto made = statement.voice->command ? oracle_by_command(*statement.voice, statement.reports, input, options, result.remarks)
                                             : oracle_here(*statement.voice, statement.reports, input, options.reduction.workers);
        if (!made) return std::unexpected(made.error());
        oracles.push_back(std::move(*made));
    }
    if (!has_demands) {
        if (auto added = add_demands(input, options, result, oracles); !added) return std::unexpected(added.error());
    }
    result.oracle = make_joint_oracle(std::move(oracles));
    return result;
}

Result<Reduction> reduce_by(const std::vector<Statement>& statements, const Input& input, Oracle& oracle, const StatementOptions& options) {
    const bool has_command = std::ranges::any_of(statements, [](const Statement& each) { return each.voice->command.has_value(); });
    Input start = input;
    std::uint64_t tries = 0;
    if (has_command && input.bytes() > kWorthARehearsal) {
        if (const auto rehearsal = rehearsal_of(statements, input, options)) {
            ReductionOptions first = options.reduction;
            first.state.clear();
            first.progress = nullptr;
            first.time = options.reduction.time / 4;
            first.keep_course = true;
            if (auto rehearsed = reduce(input, *rehearsal, first)) {
                tries = rehearsed->tries;
                const auto answers = oracle.interesting_each(rehearsed->course);
                if (!answers) return std::unexpected(answers.error());
                for (std::size_t i = 0; i < answers->size(); ++i)
                    if ((*answers)[i]) start = rehearsed->course[i];
            }
        }
    }
    auto reduction = reduce(std::move(start), oracle, options.reduction);
    if (!reduction) return reduction;
    reduction->bytes_before = input.bytes();
    reduction->files_before = input.files.size();
    reduction->tries += tries;
    return reduction;
}

} // namespace squire::bugreport
