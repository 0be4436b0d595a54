// SPDX-License-Identifier: MIT
#include "journey/journey.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"
#include "journey/example.h"
#include "journey/journal.h"
#include "journey/sandbox.h"
#include "journey/step.h"
#include "scan/sast_rules.h"
#include "source/revision.h"
#include "source/sandbox_update.h"
#include "workspace/person.h"

namespace squire::journey {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSandboxTitle = "sandbox clone";

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Tells this program and its rules from any other.
std::string program_key() {
    Problems none; // of our own rules
    const auto rules = scan::sast_rules_for(std::nullopt, none);
    std::error_code unknown;
    const fs::path binary = fs::read_symlink("/proc/self/exe", unknown);
    return fmt::format("{} {} {} {}", version(), rules ? rules->key : "", fs::file_size(binary, unknown),
                       fs::last_write_time(binary, unknown).time_since_epoch().count());
}

// A folder of that name is meant by "./example".
Result<void> prepare_example(JourneyRequest& request, const Clock& clock, Problems& problems) {
    if (request.project != kExampleName) return {};
    const auto repository = example_repository(request.cache);
    if (!repository) return std::unexpected(repository.error());
    request.project = repository->string();
    std::error_code ignored;
    if (fs::exists(request.index, ignored)) return {};
    auto index = example_advisories(request.cache, clock.now());
    if (!index) return std::unexpected(index.error());
    request.index = std::move(*index);
    problems.add(Weight::note, {ErrorKind::not_found, "packages were looked up in the few advisories that come with the example", "",
                                "squire advisories update fetches all there are"});
    return {};
}

class Traveller {
public:
    Traveller(Run& run, Journal journal, std::string program, const std::function<void(const StepReport&)>& tell)
        : run_(run), journal_(std::move(journal)), program_(std::move(program)), tell_(tell) {}

    // Whether all is done.
    Result<bool> go(std::size_t already) {
        const auto steps = all_steps();
        bool complete = true;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (run_.cancellation.requested()) return stopped();
            StepReport report = take(steps[i]);
            if (run_.cancellation.requested() && report.state == StepState::failed) report.summary = "interrupted";
            report.number = already + i + 1;
            report.of = already + steps.size();
            complete = complete && report.state != StepState::failed;
            tell_(report);
            run_.reports.push_back(report);
            if (auto kept = keep(); !kept) return std::unexpected(kept.error());
        }
        return complete && !incomplete_;
    }

private:
    // The page says what there is and that it is not all.
    Result<bool> stopped() {
        if (const auto page = page_step(run_); !page) return std::unexpected(page.error());
        for (const auto& [path, digest] : run_.output.take_written()) journal_.files[path] = digest;
        if (auto kept = keep(); !kept) return std::unexpected(kept.error());
        return false;
    }

    [[nodiscard]] std::string key_of(const Step& step) const {
        std::string text = fmt::format("{}\n{}\n{}\n", step.name, program_, step.inputs != nullptr ? step.inputs(run_) : "");
        for (const std::string_view before : step.after) {
            const auto done = journal_.steps.find(before);
            text += fmt::format("{}\n", done != journal_.steps.end() ? done->second.key : "");
        }
        return to_hex(sha256(text));
    }

    StepReport take(const Step& step) {
        const std::string key = key_of(step);
        const auto before = journal_.steps.find(step.name);
        if (step.inputs != nullptr && before != journal_.steps.end() && before->second.key == key && run_.output.holds(before->second.files))
            return {.title = step.title, .state = StepState::as_before, .seconds = before->second.seconds, .summary = before->second.summary};
        const auto start = std::chrono::steady_clock::now();
        auto outcome = step.work(run_);
        const double seconds = seconds_since(start);
        FileDigests files = run_.output.take_written();
        for (const auto& [path, digest] : files) journal_.files[path] = digest;
        if (outcome && !step.verb.empty() && !run_.cancellation.requested()) {
            if (auto noted = note(step, files); !noted) outcome = std::unexpected(noted.error());
        }
        if (!outcome) {
            if (before != journal_.steps.end()) journal_.steps.erase(before);
            return {.title = step.title, .state = StepState::failed, .seconds = seconds, .summary = describe(outcome.error())};
        }
        incomplete_ = incomplete_ || outcome->incomplete;
        if (run_.cancellation.requested() || outcome->incomplete) { // it has to be done again
            if (before != journal_.steps.end()) journal_.steps.erase(before);
        } else {
            // What it says no more: a draft of a change that is another one now.
            if (before != journal_.steps.end()) {
                for (const auto& [path, digest] : before->second.files) {
                    const bool another_has = std::ranges::any_of(
                        journal_.steps, [&](const auto& other) { return other.first != step.name && other.second.files.contains(path); });
                    if (files.contains(path) || another_has) continue;
                    run_.output.remove(path, digest);
                    journal_.files.erase(path);
                }
            }
            // What it wrote may be among its own inputs, as the write-up's source is.
            journal_.steps[std::string(step.name)] = {
                .key = key_of(step), .summary = outcome->summary, .seconds = seconds, .files = std::move(files)};
        }
        return {.title = step.title, .state = StepState::done, .seconds = seconds, .summary = std::move(outcome->summary)};
    }

    Result<void> note(const Step& step, const FileDigests& files) {
        nlohmann::json evidence = {{"files", files}};
        if (!run_.commit.empty()) evidence["commit"] = run_.commit;
        const auto entry = run_.store.note({.actor = run_.person,
                                            .verb = std::string(step.verb),
                                            .kind = "project",
                                            .object = run_.workspace.settings.project_name,
                                            .evidence = evidence.dump()});
        return entry ? Result<void>() : std::unexpected(entry.error());
    }

    // After each step, so that one that is killed loses no more than that step.
    Result<void> keep() {
        journal_.intern = run_.intern;
        journal_.mentor = run_.mentor;
        return journal_.write(run_.workspace.root / workspace::kPrivateFolder / kJournalFile);
    }

    Run& run_;
    Journal journal_;
    std::string program_;
    const std::function<void(const StepReport&)>& tell_;
    bool incomplete_ = false;
};

// Asked for at the start, when somebody is there: the tests run half an hour later.
Result<void> choose_tests(const JourneyRequest& request, Run& run) {
    auto chosen = records::choose_tests(
        {.command = request.test_command, .network = request.network, .allow_proposed = request.allow_tests, .ask = request.ask_about_tests},
        run.workspace.settings, run.workspace.sandbox(), &run.store, run.person);
    if (!chosen) return std::unexpected(chosen.error());
    if (!chosen->tests && !chosen->way.empty() && !run.commit.empty())
        run.problems.add(Weight::note, {ErrorKind::unsupported, "the project's own tests are not run to try changes out", "", chosen->way});
    run.tests = std::move(*chosen);
    return {};
}

} // namespace

scanner::Context Run::scan_context(Problems& into) {
    return {.clock = clock,
            .problems = into,
            .cancellation = cancellation,
            .progress = progress,
            .fingerprint_key = finding::FingerprintKey::from_environment(),
            .workers = workers};
}

namespace {

// What a run that was killed left half written, in the folders of results.
void clear_up(const fs::path& root) {
    std::error_code ignored;
    remove_unfinished(root);
    for (fs::recursive_directory_iterator each(root, ignored), end; each != end; each.increment(ignored)) {
        if (!each->is_directory(ignored)) continue;
        if (each->path().filename() == workspace::kSandboxFolder && each.depth() == 0)
            each.disable_recursion_pending(); // the project's
        else
            remove_unfinished(each->path());
    }
}

} // namespace

Result<const source::Inventory*> Run::tree() {
    if (!inventory) {
        auto taken = source::take_inventory(
            workspace.sandbox(), {.workers = workers, .honour_gitignore = workspace.settings.gitignore, .cancellation = &cancellation},
            problems);
        if (!taken) return std::unexpected(taken.error());
        inventory = std::move(*taken);
    }
    return &*inventory;
}

Result<JourneyOutcome> travel(JourneyRequest request, const Clock& clock, const Cancellation& cancellation, Progress& progress,
                              Problems& problems, const std::function<void(const StepReport&)>& tell) {
    const auto start = std::chrono::steady_clock::now();
    if (auto prepared = prepare_example(request, clock, problems); !prepared) return std::unexpected(prepared.error());
    auto sandbox = make_or_update_sandbox(request, clock, cancellation, problems);
    if (!sandbox) return std::unexpected(sandbox.error());
    auto store =
        store::Store::open(store::StorePlace::of_workspace(sandbox->workspace.root, request.database_url), clock, store::Opening::create);
    if (!store) return std::unexpected(store.error());
    const fs::path root = sandbox->workspace.root;
    clear_up(root);
    Journal journal = Journal::read(root / workspace::kPrivateFolder / kJournalFile);
    const std::string intern = request.intern.empty() ? journal.intern : request.intern;
    const std::string mentor = request.mentor.empty() ? journal.mentor : request.mentor;
    const auto commit = source::commit_id_of(sandbox->workspace.sandbox(), "HEAD");
    const auto references = source::project_references(sandbox->workspace.sandbox(), &cancellation);
    std::string person = workspace::person_of(sandbox->workspace, intern.empty() ? request.user : intern);
    Run run{.workspace = std::move(sandbox->workspace),
            .store = std::move(*store),
            .output = OutputFolder(root, journal.files),
            .person = std::move(person),
            .intern = intern,
            .mentor = mentor,
            .commit = commit.value_or(""),
            .references = references.value_or(""),
            .clock = clock,
            .cancellation = cancellation,
            .progress = progress,
            .workers = std::max(1U, std::thread::hardware_concurrency()),
            .cache = request.cache,
            .index = request.index,
            .problems = problems};
    run.network = request.network || run.workspace.settings.fix_network;
    if (auto chosen = choose_tests(request, run); !chosen) return std::unexpected(chosen.error());
    run.reports.push_back(
        {.number = 1, .of = all_steps().size() + 1, .title = kSandboxTitle, .seconds = seconds_since(start), .summary = sandbox->summary});
    tell(run.reports.back());
    Traveller traveller(run, std::move(journal), program_key(), tell);
    const auto complete = traveller.go(1);
    if (!complete) return std::unexpected(complete.error());
    return JourneyOutcome{.folder = root, .complete = *complete, .kept = run.output.kept()};
}

} // namespace squire::journey
