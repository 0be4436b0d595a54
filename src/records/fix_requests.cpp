// SPDX-License-Identifier: MIT
#include "records/fix_requests.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "program/consent.h"

namespace squire::records {
namespace {

using program::Kind;
using program::Object;

bool did(const Object& object, std::string_view move) {
    return std::ranges::any_of(object.stands, [&](std::size_t index) { return object.events[index].move == move; });
}

fix::EarlierRequest request_of(const Object& contribution) {
    return {.address = contribution.text("url"),
            .open = !contribution.is_final() || contribution.state == "handed_over",
            .answered = did(contribution, "answered") || did(contribution, "merge") || did(contribution, "close"),
            .closed = contribution.state == "closed",
            .since = contribution.since,
            .kind = fix::parse_change_class(contribution.text("change")),
            .findings = contribution.list("findings")};
}

/// "forge.example/group/project" of every way to write it.
std::string place_in(std::string_view address) {
    std::string text = to_lower(trim(address));
    if (const std::size_t scheme = text.find("://"); scheme != std::string::npos) text.erase(0, scheme + 3);
    if (const std::size_t user = text.find('@'); user < text.find('/')) {
        text.erase(0, user + 1);
        if (const std::size_t colon = text.find(':'); colon < text.find('/')) text[colon] = '/';
    }
    while (text.ends_with('/')) text.pop_back();
    if (text.ends_with(".git")) text.resize(text.size() - 4);
    return text;
}

} // namespace

Dealings dealings_with(program::Program& program, std::string_view project, Time now) {
    Dealings dealings;
    if (auto may = program::may_send(program, project, "merge-request", now); !may) dealings.no_consent = std::move(may.error());
    if (const Object* const object = program.find(Kind::project, project)) {
        dealings.maintainers = object->list("maintainers");
        for (const std::size_t index : object->stands)
            if (object->events[index].move == "consent") dealings.consented = object->events[index].at;
    }
    for (const Object* each : program.with(Kind::contribution, "project", project)) {
        if (each->stands.empty()) continue; // undone
        if (each->text("form") == "merge-request") dealings.earlier.push_back(request_of(*each));
        if (each->text("form") == "private-report")
            dealings.reports.push_back({.findings = each->list("findings"),
                                        .sent = each->first().at,
                                        .answered = did(*each, "answered"),
                                        .agreed = each->state == "merged"});
    }
    return dealings;
}

Result<std::string> project_at(program::Program& program, std::string_view address) {
    const std::string wanted = place_in(address);
    std::vector<std::string> found;
    for (const Object& each : program.all(Kind::project))
        if (!each.stands.empty() && !wanted.empty() && place_in(each.text("url")) == wanted) found.push_back(each.id);
    if (found.size() == 1) return found.front();
    const std::string hint = "squire program project list shows them; --project ID names one";
    if (found.empty()) return fail(ErrorKind::not_found, "no project of the program is there", printable(address), hint);
    return fail(ErrorKind::usage, fmt::format("these are there: {}", fmt::join(found, ", ")), printable(address), hint);
}

Result<std::string> contribution_at(program::Program& program, std::string_view address_or_id) {
    if (program.find(Kind::contribution, address_or_id) != nullptr) return std::string(address_or_id);
    const std::string wanted = place_in(address_or_id);
    const Object* last = nullptr;
    for (const Object& each : program.all(Kind::contribution))
        if (!each.stands.empty() && place_in(each.text("url")) == wanted && (last == nullptr || last->first().at <= each.first().at))
            last = &each;
    if (last != nullptr) return last->id;
    return fail(ErrorKind::not_found, "no request with this address is recorded", printable(address_or_id),
                "squire fix sent ID URL records one");
}

Result<std::string> internship_of(program::Program& program, std::string_view person) {
    std::vector<std::string> found;
    for (const Object& each : program.all(Kind::internship)) {
        if (each.is_final()) continue;
        const auto mentors = each.list("mentors");
        if (each.text("intern") == person || std::ranges::find(mentors, person) != mentors.end()) found.push_back(each.id);
    }
    if (found.size() == 1) return found.front();
    return fail(ErrorKind::usage,
                found.empty() ? fmt::format("'{}' is in no internship that goes on", person)
                              : fmt::format("which of {}?", fmt::join(found, ", ")),
                "", "--internship ID says which; --as HANDLE says who you are");
}

} // namespace squire::records
