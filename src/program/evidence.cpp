// SPDX-License-Identifier: MIT
#include "program/evidence.h"

#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::program {
namespace {

bool is_name(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; });
}

bool is_verb(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || !is_name(text.substr(0, dot))) return false;
    const std::string_view rest = text.substr(dot + 1);
    return rest == "*" || is_name(rest);
}

} // namespace

Result<EvidenceQuery> parse_query(std::string_view text) {
    const auto malformed = [&] {
        return fail(ErrorKind::usage, fmt::format("'{}' is no query over the ledger", shorten(text, 80)), "",
                    "as in: contribution.merge|contribution.hand_over purpose=fix");
    };
    EvidenceQuery query;
    if (text.size() > 1'000) return malformed();
    for (const std::string_view word : split(text, ' ')) {
        if (word.empty()) continue;
        if (query.verbs.empty()) {
            for (const std::string_view verb : split(word, '|')) {
                if (!is_verb(verb)) return malformed();
                query.verbs.emplace_back(verb);
            }
            continue;
        }
        const std::size_t equals = word.find('=');
        if (equals == std::string_view::npos || !is_name(word.substr(0, equals)) || equals + 1 == word.size()) return malformed();
        query.values[std::string(word.substr(0, equals))] = word.substr(equals + 1);
    }
    if (query.verbs.empty()) return malformed();
    return query;
}

bool EvidenceQuery::matches(const LedgerEntry& entry) const {
    const bool verb_fits = std::ranges::any_of(verbs, [&](std::string_view verb) {
        return verb.ends_with(".*") ? entry.verb.starts_with(verb.substr(0, verb.size() - 1)) : entry.verb == verb;
    });
    return verb_fits && std::ranges::all_of(values, [&](const auto& wanted) {
               const auto found = entry.evidence.find(wanted.first);
               return found != entry.evidence.end() &&
                      (found->is_string() ? found->template get_ref<const std::string&>() : found->dump()) == wanted.second;
           });
}

std::vector<LedgerEntry> evidence_for(const EvidenceQuery& query, const std::vector<LedgerEntry>& ledger, std::string_view internship,
                                      Time since) {
    std::vector<const LedgerEntry*> matching;
    for (const LedgerEntry& entry : ledger) {
        if (entry.when < since) continue;
        if (entry.verb.ends_with(".undo")) {
            const auto undone = entry.evidence.find("undoes");
            const auto last = std::find_if(matching.rbegin(), matching.rend(), [&](const LedgerEntry* each) {
                return each->kind == entry.kind && each->object == entry.object && undone != entry.evidence.end() && *undone == each->verb;
            });
            if (last != matching.rend()) matching.erase(std::next(last).base());
            continue;
        }
        if (!query.matches(entry)) continue;
        const auto named = entry.evidence.find("internship");
        if (named == entry.evidence.end() || *named == internship) matching.push_back(&entry);
    }
    std::vector<LedgerEntry> found;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const LedgerEntry* entry : matching) {
        if (seen.emplace(entry->kind, entry->object).second) found.push_back(*entry);
    }
    return found;
}

} // namespace squire::program
