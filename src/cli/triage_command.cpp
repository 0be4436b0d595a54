// SPDX-License-Identifier: MIT
#include "cli/triage_command.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.h"
#include "cli/finding_card.h"
#include "cli/findings_filter.h"
#include "cli/terminal_keys.h"
#include "cli/terminal_style.h"
#include "cli/workspace_session.h"
#include "tracking/moves.h"
#include "workspace/decisions.h"
#include "workspace/listing.h"

namespace squire::cli {
namespace {

using finding::DismissalReason;
using tracking::Action;

constexpr std::array<std::pair<char, DismissalReason>, 5> kReasons{{
    {'1', DismissalReason::false_positive},
    {'2', DismissalReason::used_in_tests},
    {'3', DismissalReason::acceptable_risk},
    {'4', DismissalReason::mitigating_control},
    {'5', DismissalReason::not_applicable},
}};
constexpr std::string_view kKeys = "[c]onfirm  [d]ismiss  [r]esolve  [s]kip  [u]ndo  [h]istory  [q]uit";

class Triage {
public:
    Triage(WorkspaceSession& session, std::vector<store::VulnerabilityRow> rows, const workspace::Redact& redact, Environment& environment)
        : session_(session), rows_(std::move(rows)), redact_(redact), environment_(environment), keys_(environment.cancellation) {}

    Result<int> run() {
        while (at_ < rows_.size() && !quits_) {
            auto vulnerability = session_.store.vulnerability(rows_[at_].id);
            if (!vulnerability) return std::unexpected(vulnerability.error());
            const auto history = session_.store.history(vulnerability->id);
            if (!history) return std::unexpected(history.error());
            say(fmt::format("\n{}\n", paint(environment_.colour, kDim, fmt::format("── {} of {} ──", at_ + 1, rows_.size()))));
            say(finding_card(session_, *vulnerability, *history, redact_, environment_));
            if (auto asked = ask(*vulnerability, *history); !asked) return std::unexpected(asked.error());
        }
        end();
        return environment_.cancellation.requested() ? kIncomplete : kClean;
    }

private:
    void say(std::string_view text) { environment_.out << text << std::flush; }
    void ask_for(std::string_view text) { say(fmt::format("\n{} ", paint(environment_.colour, kBold, text))); }

    // Until something is done with it that leads to another one.
    Result<void> ask(const finding::Vulnerability& vulnerability, const std::vector<store::Event>& history) {
        while (true) {
            ask_for(kKeys);
            const auto key = keys_.next();
            if (!key) return quit();
            say(fmt::format("{}\n", printable(std::string_view(&*key, 1))));
            switch (*key) {
            case 'c': return decide(vulnerability, {Action::confirm, std::nullopt, ""});
            case 'r': return decide(vulnerability, {Action::resolve, std::nullopt, ""});
            case 'd': {
                const auto decision = ask_why();
                if (quits_) return {};
                if (decision) return decide(vulnerability, *decision);
                break;
            }
            case 's':
            case ' ': ++at_; return {};
            case 'u': {
                const auto undone = undo();
                if (!undone) return std::unexpected(undone.error());
                if (*undone) return {};
                break;
            }
            case 'h': say(fmt::format("\n{}", history_lines(history, environment_))); break;
            case 'q': return quit();
            default: say("One of the keys in brackets: c, d, r, s, u, h or q.\n"); break;
            }
        }
    }

    Result<void> quit() {
        quits_ = true;
        return {};
    }

    // Nothing where the person thought better of it.
    std::optional<tracking::Decision> ask_why() {
        for (const auto& [key, reason] : kReasons) say(fmt::format("  {}  {}\n", key, tracking::words_of(reason)));
        ask_for("Why? 1 to 5; any other key goes back");
        const auto key = keys_.next();
        if (!key) return quits_ = true, std::nullopt;
        const auto* const chosen = std::ranges::find(kReasons, *key, &std::pair<char, DismissalReason>::first);
        if (chosen == kReasons.end()) return say("\n"), std::nullopt;
        say(fmt::format("{}\n", tracking::words_of(chosen->second)));
        ask_for("What makes it harmless? One line; an empty one goes back:");
        const auto comment = keys_.line();
        if (!comment) return quits_ = true, std::nullopt;
        if (trim(*comment).empty()) return std::nullopt;
        return tracking::Decision{.action = Action::dismiss, .reason = chosen->second, .comment = to_utf8(*comment)};
    }

    Result<void> decide(const finding::Vulnerability& vulnerability, const tracking::Decision& decision) {
        const auto decided = workspace::decide(session_.store, vulnerability.id, decision, session_.person);
        if (!decided) {
            // Somebody else was first, or it cannot go there: said, and asked again.
            print_error(environment_, decided.error());
            if (decided.error().kind == ErrorKind::conflict || decided.error().kind == ErrorKind::usage) return {};
            return std::unexpected(decided.error());
        }
        say(fmt::format("{}: {}\n", printable(place_of(decided->finding())), tracking::words_of(decided->state)));
        decisions_.push_back(at_++);
        return {};
    }

    // Whether there was one to take back.
    Result<bool> undo() {
        if (decisions_.empty()) {
            say("Nothing is decided in this session; squire findings undo takes back older decisions.\n");
            return false;
        }
        const auto undone = workspace::undo_last(session_.store, session_.person, rows_[decisions_.back()].id);
        if (!undone) {
            print_error(environment_, undone.error());
            if (undone.error().kind == ErrorKind::conflict) return false;
            return std::unexpected(undone.error());
        }
        at_ = decisions_.back();
        decisions_.pop_back();
        return true;
    }

    void end() {
        const std::size_t left = rows_.size() - decisions_.size();
        say(fmt::format("\n{} decided, {} left{}\n", decisions_.size(), left, left == 0 ? "" : "; squire triage goes on with them"));
    }

    WorkspaceSession& session_;
    std::vector<store::VulnerabilityRow> rows_;
    const workspace::Redact& redact_;
    Environment& environment_;
    TerminalKeys keys_;
    std::size_t at_ = 0;
    std::vector<std::size_t> decisions_; // of this session, which rows
    bool quits_ = false;
};

Result<int> triage(const FindingsFilter& wanted, Environment& environment) {
    auto session = open_session(environment);
    if (!session) return std::unexpected(session.error());
    if (!TerminalKeys::there_are() || !environment.out_is_terminal) {
        return fail(ErrorKind::usage, "triage asks for keys, and this is no terminal", "",
                    "squire findings list, confirm, dismiss and resolve do the same without one");
    }
    const Time now = environment.clock.now();
    auto filter = store_filter(wanted, session->workspace.settings, session->store, now);
    if (!filter) return std::unexpected(filter.error());
    filter->states = {finding::State::needs_triage};
    filter->limit = 0;
    workspace::Settings settings = session->workspace.settings;
    if (wanted.suppressed) settings.suppressions.clear();
    auto listing = workspace::list_findings(session->store, settings, *filter, now);
    if (!listing) return std::unexpected(listing.error());
    if (listing->rows.empty()) {
        environment.out << "Nothing waits for triage.\n";
        return kClean;
    }
    const auto redact = make_redaction(session->workspace);
    if (!redact) return std::unexpected(redact.error());
    return Triage(*session, std::move(listing->rows), *redact, environment).run();
}

} // namespace

void add_triage_command(CLI::App& program, std::function<int(Environment&)>& action) {
    auto filter = std::make_shared<FindingsFilter>(); // owned by the parser's callbacks, which outlive this function
    CLI::App* const command = program.add_subcommand("triage", "Decide about what was found, one by one, with a key each");
    add_filter_options(*command, *filter, false);
    command->footer("Inside a workspace (squire init), on a terminal. Each decision is kept at once: quit at any time, and go on later.\n"
                    "Keys: c confirm, d dismiss (asks for a reason and a comment), r resolve, s skip, u undo, h history, q quit.\n"
                    "Examples:\n"
                    "  squire triage\n"
                    "  squire triage --severity high --type sast");
    command->callback([filter, &action] {
        action = [filter](Environment& environment) {
            const auto code = triage(*filter, environment);
            if (code) return *code;
            print_error(environment, code.error());
            return exit_code_for(code.error());
        };
    });
}

} // namespace squire::cli
