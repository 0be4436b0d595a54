// SPDX-License-Identifier: MIT
#include "workspace/decisions.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::workspace {
namespace {

// How the comment of an entry begins that takes another one back. The ledger has no verb for it, because it is a move like any other.
constexpr std::string_view kTakesBack = "takes back ledger entry ";

std::optional<std::int64_t> taken_back_by(std::string_view comment) {
    if (!comment.starts_with(kTakesBack)) return std::nullopt;
    comment.remove_prefix(kTakesBack.size());
    std::int64_t entry = 0;
    const auto [end, failed] = std::from_chars(comment.data(), comment.data() + comment.size(), entry);
    return failed == std::errc() ? std::optional(entry) : std::nullopt;
}

Result<const store::Event*> event_of(const std::vector<store::Event>& history, std::int64_t entry) {
    const auto found = std::ranges::find(history, entry, &store::Event::entry);
    if (found == history.end() || found == history.begin()) {
        return fail(ErrorKind::malformed, "the store has a decision without a history", "", "squire ledger verify tells more");
    }
    return &*found;
}

} // namespace

Result<finding::Vulnerability> decide(store::Store& store, std::string_view prefix, const tracking::Decision& decision, std::string_view who) {
    auto vulnerability = store.vulnerability(prefix);
    if (!vulnerability) return vulnerability;
    const auto to = tracking::decide(vulnerability->state, decision);
    if (!to) {
        Error error = to.error();
        error.place = std::string(prefix);
        return std::unexpected(std::move(error));
    }
    const store::Move move{.vulnerability = vulnerability->id,
                           .from = vulnerability->state,
                           .to = *to,
                           .dismissal = decision.reason,
                           .comment = std::string(trim(decision.comment))};
    if (auto moved = store.move(move, who); !moved) return std::unexpected(moved.error());
    return store.vulnerability(vulnerability->id);
}

Result<Undone> undo_last(store::Store& store, std::string_view who, std::string_view only) {
    const auto decisions = store.ledger({.object = std::string(only), .verbs = {"vulnerability.*"}});
    if (!decisions) return std::unexpected(decisions.error());
    std::set<std::int64_t> taken_back;
    for (std::size_t i = decisions->size(); i-- > 0;) {
        const ledger::Entry& entry = (*decisions)[i];
        const auto history = store.history(entry.object);
        if (!history) return std::unexpected(history.error());
        const auto event = event_of(*history, entry.sequence);
        if (!event) return std::unexpected(event.error());
        if (const auto other = taken_back_by((*event)->comment)) {
            taken_back.insert(*other);
            continue;
        }
        if (taken_back.contains(entry.sequence)) continue;
        const store::Event& before = *(*event - 1);
        const store::Event& last = history->back();
        const auto short_id = store.short_id(entry.object);
        const std::string id = short_id ? *short_id : entry.object;
        if (last.state != (*event)->state || last.dismissal != (*event)->dismissal) {
            return fail(ErrorKind::conflict, fmt::format("it is {} since the last decision", tracking::words_of(last.state)), id,
                        "squire findings history shows what happened; decide anew");
        }
        std::string comment = fmt::format("{}{}", kTakesBack, entry.sequence);
        if (before.dismissal && !before.comment.empty()) comment += fmt::format(": {}", before.comment);
        const auto moved = store.move(
            {.vulnerability = entry.object, .from = last.state, .to = before.state, .dismissal = before.dismissal, .comment = comment}, who);
        if (!moved) return std::unexpected(moved.error());
        auto vulnerability = store.vulnerability(entry.object);
        if (!vulnerability) return std::unexpected(vulnerability.error());
        return Undone{.vulnerability = std::move(*vulnerability), .state = last.state, .who = entry.actor, .entry = entry.sequence};
    }
    return fail(ErrorKind::not_found, "there is no decision to take back");
}

} // namespace squire::workspace
