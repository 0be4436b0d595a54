// SPDX-License-Identifier: MIT
#include "records/test_choice.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/text.h"
#include "program/object.h"
#include "source/project_commit.h"

namespace squire::records {
namespace {

using program::Json;

constexpr std::string_view kKind = "test_permission";
constexpr std::uint64_t kLargestPipeline = 1U << 20U;
constexpr std::string_view kOwnCommand = "--test-command 'COMMAND', or test = 'COMMAND' under [fix] in squire.toml";

std::string id_of(std::string_view command) { return to_hex(sha256(command)).substr(0, 16); }

fix::TestCommand test_command(std::string command, const TestQuestion& question, const workspace::Settings& settings) {
    fix::TestCommand tests{.command = std::move(command),
                           .network = question.network || settings.fix_test_network,
                           .time_limit = std::chrono::minutes(settings.fix_test_minutes),
                           .memory_limit = static_cast<std::uint64_t>(settings.fix_test_memory) << 20U,
                           .readable = {}};
    for (const std::string& folder : settings.fix_test_reads) tests.readable.emplace_back(folder);
    return tests;
}

std::optional<fix::ProposedTests> proposed_by(const std::filesystem::path& repository) {
    const auto project = source::ProjectCommit::open(repository);
    if (!project) return std::nullopt;
    const auto pipeline = project->read(".gitlab-ci.yml", kLargestPipeline);
    return pipeline ? fix::propose_tests(*pipeline) : std::nullopt;
}

} // namespace

Result<std::optional<bool>> find_test_answer(const store::Store& store, std::string_view command) {
    const auto object = store.object(kKind, id_of(command));
    if (!object && object.error().kind == ErrorKind::not_found) return std::nullopt;
    if (!object) return std::unexpected(object.error());
    const Json document = Json::parse(object->document, nullptr, false);
    if (object->removed || !document.is_object() || document.value("command", Json()) != Json(to_utf8(command))) return std::nullopt;
    return document.value("allowed", Json()) == Json(true);
}

Result<void> keep_test_answer(store::Store& store, const fix::ProposedTests& tests, bool allowed, std::string_view actor) {
    const std::string id = id_of(tests.command);
    const auto there = store.object(kKind, id);
    if (!there && there.error().kind != ErrorKind::not_found) return std::unexpected(there.error());
    const Json document{{"command", to_utf8(tests.command)}, {"job", to_utf8(tests.job)}, {"allowed", allowed}, {"by", to_utf8(actor)}};
    const store::ObjectWrite write{.kind = std::string(kKind),
                                   .id = id,
                                   .expected = there && !there->removed ? there->version : 0,
                                   .keys = {},
                                   .document = document.dump(2)};
    const auto written = store.write(std::array{write}, {.actor = std::string(actor),
                                                         .verb = allowed ? "tests.allowed" : "tests.refused",
                                                         .kind = std::string(kKind),
                                                         .object = id,
                                                         .evidence = document.dump()});
    if (!written) return std::unexpected(written.error());
    return {};
}

Result<TestChoice> choose_tests(const TestQuestion& question, const workspace::Settings& settings, const std::filesystem::path& repository,
                                store::Store* store, std::string_view actor) {
    const std::string& own = question.command.empty() ? settings.fix_test : question.command;
    if (!own.empty()) return TestChoice{.tests = test_command(own, question, settings), .without_because = {}, .way = {}};
    const auto proposed = proposed_by(repository);
    if (!proposed)
        return TestChoice{.tests = std::nullopt,
                          .without_because = "how the project is tested is not known",
                          .way = fmt::format("its pipeline has no job that tests: {}", kOwnCommand)};
    std::optional<bool> known;
    if (store != nullptr) {
        auto found = find_test_answer(*store, proposed->command);
        if (!found) return std::unexpected(found.error());
        known = *found;
    }
    std::optional<bool> answer = question.allow_proposed ? std::optional(true) : known;
    if (!answer && question.ask) answer = question.ask(*proposed);
    if (store != nullptr && answer && answer != known) {
        if (auto kept = keep_test_answer(*store, *proposed, *answer, actor); !kept) return std::unexpected(kept.error());
    }
    if (answer && *answer) return TestChoice{.tests = test_command(proposed->command, question, settings), .without_because = {}, .way = {}};
    TestChoice none{.tests = std::nullopt, .without_because = "nobody allowed to run the project's tests", .way = {}};
    if (answer) return none;
    none.way = fmt::format("job '{}' of its pipeline would be run, in a sandbox: {}; --allow-tests says yes to that, or {}", proposed->job,
                           shorten(printable(proposed->command), 300), kOwnCommand);
    return none;
}

} // namespace squire::records
