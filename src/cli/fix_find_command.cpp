// SPDX-License-Identifier: MIT
#include "cli/fix_find_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "advisories/index.h"
#include "base/counted.h"
#include "base/file.h"
#include "base/scratch_folder.h"
#include "base/text.h"
#include "cli/fix_output.h"
#include "cli/help.h"
#include "cli/terminal_progress.h"
#include "cli/test_question.h"
#include "cli/workspace_session.h"
#include "fix/branching.h"
#include "fix/fixing.h"
#include "formats/report_files.h"
#include "records/decisions.h"
#include "records/fix_offers.h"
#include "records/fixes.h"
#include "records/test_choice.h"
#include "source/project_commit.h"
#include "source/sandbox_clone.h"
#include "source/sandbox_git.h"

namespace squire::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
    std::string project;
    std::vector<std::string> only;
    std::string apply, undo, output, rules, index, test_command;
    std::string format = "text";
    bool list = false, branch = false, test = false, allow_tests = false, history = false, network = false;
};

// The repository that is read and written, and the clone of it in which everything is tried.
struct Place {
    fs::path repository;
    fs::path sandbox;
    std::string commit;
    std::optional<WorkspaceSession> session;
    std::optional<ScratchFolder> scratch; // around the sandbox, where there is no workspace
};

Result<Place> place_of(const Arguments& arguments, const Environment& environment) {
    Place place;
    if (arguments.project.empty()) {
        auto workspace = workspace::find_workspace(".");
        if (!workspace) return std::unexpected(workspace.error());
        if (*workspace) {
            auto session = open_session(environment, std::move(**workspace));
            if (!session) return std::unexpected(session.error());
            place.session = std::move(*session);
            place.repository = place.sandbox = place.session->workspace.sandbox();
        }
    }
    if (!place.session) place.repository = arguments.project.empty() ? fs::path(".") : fs::path(arguments.project);
    const auto project = source::ProjectCommit::open(place.repository);
    if (!project) return std::unexpected(project.error());
    place.repository = project->root();
    place.commit = project->id();
    if (place.session) return place;
    auto scratch = ScratchFolder::make("sandbox");
    if (!scratch) return std::unexpected(scratch.error());
    place.sandbox = scratch->path() / "project";
    place.scratch.emplace(std::move(*scratch));
    const auto cloned =
        source::make_sandbox_clone({.from = place.repository.string(), .to = place.sandbox, .cancellation = &environment.cancellation});
    if (!cloned) return std::unexpected(cloned.error());
    return place;
}

// What is not looked at, for a commit is, and not the checkout.
void tell_of_checkout(const Place& place, Environment& environment) {
    const auto status =
        source::run_git({"-C", place.repository.string(), "status", "--porcelain", "--untracked-files=no", "--ignore-submodules=all"},
                        &environment.cancellation);
    const std::string commit = place.commit.substr(0, 12);
    if (status && status->status == 0 && !status->output.empty())
        environment.err << fmt::format("squire: {} not committed; what follows is about commit {}, without them\n",
                                       counted(static_cast<std::size_t>(std::ranges::count(status->output, '\n')), "change is", "changes are"),
                                       commit);
    const auto head = source::run_git({"-C", place.repository.string(), "symbolic-ref", "-q", "HEAD"}, &environment.cancellation);
    if (head && head->status == 1) environment.err << fmt::format("squire: no branch is checked out; what follows is about commit {}\n", commit);
    const auto modules = source::run_git({"-C", place.repository.string(), "ls-tree", "-r", place.commit}, &environment.cancellation);
    if (!modules || modules->status != 0) return;
    std::size_t count = 0;
    for (const std::string_view line : split(modules->output, '\n')) count += line.starts_with("160000 ") ? 1 : 0;
    if (count > 0)
        environment.err << fmt::format("squire: {} not looked at: each is a project of its own\n",
                                       counted(count, "submodule is", "submodules are"));
}

// Tests run only where somebody said so, and said how. Whoever works in a workspace is asked once; elsewhere, where no answer is kept, who asks for them.
// What would have them run, where nothing does.
Result<std::string> set_tests(fix::FixRequest& request, Place& place, const Arguments& arguments, Environment& environment) {
    const workspace::Settings settings = place.session ? place.session->workspace.settings : workspace::Settings();
    const bool asks = arguments.test || (place.session && !arguments.list && arguments.format == "text" && arguments.undo.empty());
    auto chosen = records::choose_tests({.command = arguments.test_command,
                                         .network = arguments.network,
                                         .allow_proposed = arguments.allow_tests,
                                         .ask = asks ? question_about_tests(environment) : nullptr},
                                        settings, place.repository, place.session ? &place.session->store : nullptr,
                                        place.session ? place.session->person : std::string());
    if (!chosen) return std::unexpected(chosen.error());
    request.tests = std::move(chosen->tests);
    request.without_tests_because = std::move(chosen->without_because);
    if (!arguments.test || request.tests) return std::move(chosen->way);
    return fail(ErrorKind::usage, request.without_tests_because, ".gitlab-ci.yml",
                chosen->way.empty() ? "--allow-tests says yes now" : chosen->way);
}

fix::FixRequest request_of(const Place& place, const Arguments& arguments) {
    fix::FixRequest request{.sandbox = place.sandbox,
                            .commit = place.commit,
                            .history = arguments.history,
                            .only = arguments.only,
                            .network = arguments.network,
                            .wants_reports = !arguments.output.empty()};
    request.scan.cache = cache_folder();
    request.scan.index = arguments.index.empty() ? advisories::default_index_file() : fs::path(arguments.index);
    if (!arguments.rules.empty()) request.scan.rules = arguments.rules;
    if (!place.session) return request;
    const workspace::Workspace& workspace = place.session->workspace;
    const workspace::Settings& settings = workspace.settings;
    request.scan.only = settings.only;
    request.history = request.history || settings.extent == workspace::Extent::history;
    request.network = request.network || settings.fix_network;
    request.scan.largest_file = static_cast<std::uint64_t>(settings.largest_file) << 20U;
    if (arguments.rules.empty() && !settings.rules.empty()) request.scan.rules = workspace.root / settings.rules;
    for (const std::string& file : settings.vex) request.scan.vex.push_back(workspace.root / file);
    return request;
}

// What somebody decided about is not changed.
Result<void> leave_out_decided(fix::FixRequest& request, const Place& place, Time now) {
    if (!place.session) return {};
    auto decisions = records::read_decisions(place.session->store, place.session->workspace.settings.suppressions, now);
    if (!decisions) return std::unexpected(decisions.error());
    request.decided = std::move(*decisions);
    return {};
}

const fix::Fix* fix_named(const fix::FixOutcome& outcome, const std::string& id) {
    const auto found =
        std::ranges::find_if(outcome.fixes, [&](const fix::Fix& each) { return id.size() >= 4 && each.proved.proposal.id().starts_with(id); });
    return found == outcome.fixes.end() ? nullptr : &*found;
}

Result<void> apply(const fix::FixOutcome& outcome, const std::string& id, const Place& place, bool backwards, Environment& environment) {
    const fix::Fix* const wanted = fix_named(outcome, id);
    if (wanted == nullptr) return fail(ErrorKind::not_found, fmt::format("there is no change '{}'", id), "", "squire fix --list shows them");
    if (wanted->is_for_people()) return fail(ErrorKind::usage, "this changes no file: it is a list of steps for people", id);
    if (!backwards && !wanted->holds())
        return fail(ErrorKind::usage, "what is not proved is not applied", id,
                    shorten(wanted->proved.proof.log.substr(0, wanted->proved.proof.log.find('\n')), 200));
    if (auto applied = fix::apply_to_checkout(wanted->proved.proposal, place.repository, backwards); !applied) return applied;
    for (const fix::FileChange& each : wanted->proved.proposal.changes)
        environment.out << fmt::format("{} {}\n", backwards ? "As it was:" : "Changed:", printable(each.path));
    if (!backwards)
        environment.out << fmt::format("Take it back with: squire fix {}--undo {}\n", place.session ? "" : place.repository.string() + " ", id);
    return {};
}

// Texts and patches of all bundles, and the branches where they are asked for.
Result<std::vector<records::FixDraft>> draft(const fix::FixOutcome& outcome, const Place& place, const Arguments& arguments,
                                             Environment& environment) {
    if (!arguments.branch && arguments.output.empty()) return std::vector<records::FixDraft>();
    auto drafts = records::draft_fixes(outcome, place.repository, environment.clock.now());
    if (!drafts || !arguments.branch) return drafts;
    for (std::size_t i = 0; i < drafts->size(); ++i) {
        records::FixDraft& each = (*drafts)[i];
        const fix::Bundle& bundle = outcome.bundles[i];
        if (each.offer.is_private && !place.session) {
            environment.err << fmt::format(
                "squire: {}: no branch, for it goes to the maintainers' private channel first; -o DIR writes the text\n",
                to_string(bundle.kind));
        } else if (!bundle.changes.empty()) {
            auto made = fix::make_branch(each.offer, bundle, place.repository, place.commit, environment.clock.now(),
                                         place.session ? fix::BranchPlace::sandbox : fix::BranchPlace::repository);
            if (!made) return std::unexpected(made.error());
            each.commit = std::move(*made);
        }
    }
    return drafts;
}

Result<void> write_output(const std::vector<records::FixDraft>& drafts, const fix::FixOutcome& outcome, const fs::path& folder) {
    for (const records::FixDraft& each : drafts) {
        for (const auto& [path, text] : records::draft_files(each)) {
            if (auto written = write_file(folder / path, text); !written) return written;
        }
    }
    for (const fix::ScannerReport& each : outcome.reports)
        if (auto written = formats::write_reports(folder / "reports", each.scanner, each.report); !written) return written;
    return {};
}

Result<void> record(Place& place, const fix::FixOutcome& outcome, const std::vector<records::FixDraft>& drafted) {
    if (!place.session) return {};
    if (auto kept = records::keep_fixes(place.session->store, outcome, place.commit, place.session->person); !kept) return kept;
    for (const records::FixDraft& each : drafted) {
        if (auto kept = records::keep_offer(place.session->store, {each.offer, each.commit}, place.session->person); !kept) return kept;
    }
    return {};
}

int stop(Environment& environment, const Error& error) {
    print_error(environment, error);
    return error.kind == ErrorKind::interrupted ? kIncomplete : exit_code_for(error);
}

int find(const Arguments& arguments, Environment& environment) {
    auto place = place_of(arguments, environment);
    if (!place) return stop(environment, place.error());
    tell_of_checkout(*place, environment);
    fix::FixRequest request = request_of(*place, arguments);
    if (auto decided = leave_out_decided(request, *place, environment.clock.now()); !decided) return stop(environment, decided.error());
    const auto way_to_tests = set_tests(request, *place, arguments, environment);
    if (!way_to_tests) return stop(environment, way_to_tests.error());
    Problems problems;
    const auto progress = make_progress(environment.err, environment.err_is_terminal, environment.width);
    scanner::Context context{.clock = environment.clock,
                             .problems = problems,
                             .cancellation = environment.cancellation,
                             .progress = *progress,
                             .fingerprint_key = finding::FingerprintKey::from_environment(),
                             .workers = std::max(1U, std::thread::hardware_concurrency())};
    const auto outcome = fix::find_fixes(request, context);
    if (!outcome) return stop(environment, outcome.error());
    const std::string& id = arguments.apply.empty() ? arguments.undo : arguments.apply;
    if (!id.empty()) {
        if (auto applied = apply(*outcome, id, *place, arguments.apply.empty(), environment); !applied)
            return stop(environment, applied.error());
        return kClean;
    }
    const auto drafted = draft(*outcome, *place, arguments, environment);
    if (!drafted) return stop(environment, drafted.error());
    environment.out << (arguments.format == "json"
                            ? fixes_as_json(*outcome, *drafted, place->commit)
                            : fixes_as_text(*outcome, *drafted,
                                            {.colour = environment.colour, .diffs = !arguments.list, .width = environment.width}));
    if (!way_to_tests->empty() && std::ranges::any_of(outcome->fixes, &fix::Fix::holds))
        environment.err << fmt::format("squire: the project's own tests were not run: {}\n", *way_to_tests);
    if (!arguments.output.empty()) {
        if (auto written = write_output(*drafted, *outcome, arguments.output); !written) return stop(environment, written.error());
        environment.err << fmt::format("squire: texts, patches and reports are in {}\n", printable(arguments.output));
    }
    print_problems(environment, outcome->problems, problems.left_out());
    if (auto recorded = record(*place, *outcome, *drafted); !recorded) return stop(environment, recorded.error());
    return problems.incomplete() ? kIncomplete : kClean;
}

} // namespace

void add_fix_find(CLI::App& fix, std::function<int(Environment&)>& action) {
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    fix.add_option("PROJECT", arguments->project, "Anywhere in a git repository; without it, the workspace's sandbox clone, or where you are");
    fix.add_option("--only", arguments->only,
                   "Only these, with commas between: a class (dependency, source, container, pipeline, infrastructure, secret), a rule, or the "
                   "beginning of a finding's fingerprint or of a change's id")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("LIST");
    CLI::Option* const list = fix.add_flag("--list", arguments->list, "One line or two a change, without differences");
    CLI::Option* const apply =
        fix.add_option("--apply", arguments->apply, "Write one change into the checkout, where its files are clean")->type_name("ID");
    CLI::Option* const undo = fix.add_option("--undo", arguments->undo, "Take back what --apply wrote")->type_name("ID")->excludes(apply);
    fix.add_flag("--branch", arguments->branch, "Make a branch of each class, with one commit; the checkout stays as it is")
        ->excludes(apply)
        ->excludes(undo)
        ->excludes(list);
    fix.add_option("-o,--output", arguments->output,
                   "Write the merge requests' texts, the private reports, the patches, and reports with all fixes there")
        ->type_name("DIR");
    fix.add_flag("--test", arguments->test, "Run the project's own tests before and after each change, in a sandbox");
    fix.add_flag("--allow-tests", arguments->allow_tests,
                 "Say yes to what the test job of the project's pipeline runs, for good in a workspace");
    fix.add_option("--test-command", arguments->test_command, "How, for the shell; instead of [fix] test in squire.toml")->type_name("COMMAND");
    fix.add_flag("--history", arguments->history, "Also the credentials that only the history still holds, for people to revoke");
    fix.add_flag("--network", arguments->network, "Let package managers, and tests, use the network");
    fix.add_option("--rules", arguments->rules, "Rules instead of the built-in ones, as for squire scan")->type_name("PATH");
    fix.add_option("--index", arguments->index, "The index of advisories, instead of the one in your data folder")->type_name("FILE");
    fix.add_option("-f,--format", arguments->format, "text or json")
        ->check(one_of({"text", "json"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    fix.callback([&fix, arguments, &action] {
        if (fix.get_subcommands().empty()) action = [arguments](Environment& environment) { return find(*arguments, environment); };
    });
}

} // namespace squire::cli
