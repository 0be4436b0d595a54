// SPDX-License-Identifier: MIT
#include "program/program.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace squire::program {
namespace {

constexpr std::size_t kLongestEvidence = 200;

// The object whose mentors and intern are those of this one: an internship's goal belongs to the internship.
const Object* house_of(Program& program, const Object& object) {
    switch (object.kind) {
    case Kind::goal:
    case Kind::checkin:
    case Kind::checkpoint:
    case Kind::contribution:
    case Kind::feedback: return program.find(Kind::internship, object.text("internship"));
    case Kind::application: return program.find(Kind::slot, object.text("slot"));
    case Kind::review: {
        const Object* const application = program.find(Kind::application, object.text("application"));
        return application == nullptr ? nullptr : program.find(Kind::slot, application->text("slot"));
    }
    default: return &object;
    }
}

std::string owner_of(Program& program, const Object& object) {
    switch (object.kind) {
    case Kind::person: return object.id;
    case Kind::application: return object.text("applicant");
    case Kind::review: return object.text("rater");
    case Kind::internship: return object.text("intern");
    case Kind::goal:
    case Kind::checkin:
    case Kind::checkpoint:
    case Kind::contribution:
    case Kind::feedback: {
        const Object* const house = house_of(program, object);
        return house == nullptr ? std::string() : house->text("intern");
    }
    default: return {};
    }
}

std::vector<std::string> mentors_of(Program& program, const Object& object) {
    const Object* const house = house_of(program, object);
    return house == nullptr ? std::vector<std::string>() : house->list("mentors");
}

std::vector<std::string> maintainers_of(Program& program, const Object& object) {
    if (object.kind == Kind::project) return object.list("maintainers");
    const Object* const project = object.kind == Kind::contribution ? program.find(Kind::project, object.text("project")) : nullptr;
    return project == nullptr ? std::vector<std::string>() : project->list("maintainers");
}

constexpr std::size_t kLookedUp = 16; // objects of a kind alone; who asks for more is better served by all

std::vector<std::string> coordinators(Program& program) {
    std::vector<std::string> handles;
    for (const Object* person : program.with(Kind::person, "roles", "coordinator")) {
        if (person->state == "active") handles.push_back(person->id);
    }
    return handles;
}

bool has(const std::vector<std::string>& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

} // namespace

LedgerEntry entry_of(const Object& object) {
    const Event& event = object.events.back();
    LedgerEntry entry{.verb = fmt::format("{}.{}", info_of(object.kind).name, event.move),
                      .actor = event.by,
                      .when = event.at,
                      .kind = std::string(info_of(object.kind).name),
                      .object = object.id};
    for (const auto& [name, value] : event.data.items()) {
        const Field* const field = field_of(info_of(object.kind), name);
        if (field != nullptr && field->visibility == Visibility::inner) continue; // the ledger is read by more people than the object
        entry.evidence[name] = value.is_string() ? Json(shorten(value.get<std::string>(), kLongestEvidence)) : value;
    }
    for (const char* name : {"internship", "purpose", "form", "scanner"}) {
        if (object.has(name)) entry.evidence[name] = object.fields.at(name);
    }
    if (object.kind == Kind::internship) entry.evidence["internship"] = object.id;
    if (event.move == "undo") {
        // The last event that stood before it.
        const Object before = [&] {
            Object replayed{.kind = object.kind, .id = object.id};
            for (std::size_t i = 0; i + 1 < object.events.size(); ++i) apply(replayed, object.events[i]);
            return replayed;
        }();
        entry.evidence["undoes"] = fmt::format("{}.{}", entry.kind, before.last().move);
        if (before.has("internship")) entry.evidence["internship"] = before.fields.at("internship");
    }
    if (!event.why.empty()) entry.evidence["why"] = shorten(event.why, kLongestEvidence);
    return entry;
}

Reading Program::reading_of(Kind kind) const {
    // Of these alone the ones that are over decide nothing about the others.
    const bool may_be_left_out = kind == Kind::internship || kind == Kind::checkin || kind == Kind::checkpoint || kind == Kind::message;
    // When an internship began is in its first event, from which on evidence counts.
    return {.open_only = reading_.open_only && may_be_left_out, .events = reading_.events || kind == Kind::internship};
}

Program::Shelf& Program::shelf(Kind kind) {
    Shelf& shelf = shelves_[static_cast<std::size_t>(kind)];
    if (shelf.read) return shelf;
    shelf.read = true;
    auto objects = records_->all(kind, reading_of(kind));
    if (objects) {
        shelf.objects = std::move(*objects);
        std::ranges::sort(shelf.objects, {}, &Object::id);
    } else if (!failure_) {
        failure_ = objects.error();
    }
    return shelf;
}

const std::vector<Object>& Program::all(Kind kind) { return shelf(kind).objects; }

const Object* Program::find(Kind kind, std::string_view id) {
    Shelf& of_kind = shelves_[static_cast<std::size_t>(kind)];
    if (!of_kind.read) {
        auto known = of_kind.looked_up.find(id);
        if (known == of_kind.looked_up.end() && of_kind.looked_up.size() < kLookedUp) {
            auto object = records_->one(kind, id, reading_of(kind));
            if (!object && !failure_) failure_ = object.error();
            known = of_kind.looked_up.emplace(id, object ? std::move(*object) : std::nullopt).first;
        }
        if (known != of_kind.looked_up.end()) return known->second ? &*known->second : nullptr;
    }
    const std::vector<Object>& objects = all(kind);
    const auto found = std::ranges::lower_bound(objects, id, {}, [](const Object& each) { return std::string_view(each.id); });
    return found != objects.end() && found->id == id ? &*found : nullptr;
}

std::vector<const Object*> Program::with(Kind kind, std::string_view field, std::string_view value) {
    Shelf& of_kind = shelf(kind);
    auto index = of_kind.indexes.find(field);
    if (index == of_kind.indexes.end()) {
        index = of_kind.indexes.emplace(std::string(field), ByValue()).first;
        for (std::size_t i = 0; i < of_kind.objects.size(); ++i) {
            const Object& object = of_kind.objects[i];
            if (std::string text = object.text(field); !text.empty()) index->second[std::move(text)].push_back(i);
            for (std::string& item : object.list(field)) index->second[std::move(item)].push_back(i);
        }
    }
    std::vector<const Object*> found;
    if (const auto entry = index->second.find(value); entry != index->second.end()) {
        for (const std::size_t i : entry->second) found.push_back(&of_kind.objects[i]);
    }
    return found;
}

const std::vector<LedgerEntry>& Program::ledger(const EvidenceQuery& query) {
    std::vector<std::string> verbs = query.verbs;
    for (const std::string& verb : query.verbs) verbs.push_back(verb.substr(0, verb.find('.')) + ".undo");
    const auto [kept, fresh] = ledger_.try_emplace(verbs);
    if (!fresh) return kept->second;
    auto entries = records_->ledger(verbs);
    if (entries)
        kept->second = std::move(*entries);
    else if (!failure_)
        failure_ = entries.error();
    return kept->second;
}

void Program::put(Object object) {
    Shelf& of_kind = shelf(object.kind);
    of_kind.indexes.clear();
    const auto place = std::ranges::lower_bound(of_kind.objects, object.id, {}, &Object::id);
    if (place != of_kind.objects.end() && place->id == object.id) {
        *place = std::move(object);
    } else {
        of_kind.objects.insert(place, std::move(object));
    }
}

void Program::forget() {
    shelves_ = {};
    ledger_.clear();
    failure_.reset();
}

std::uint8_t relation(Program& program, const Object& object, std::string_view person) {
    if (person == kSquire) return kSystem;
    const Object* const who = program.find(Kind::person, person);
    if (who == nullptr || who->state != "active") return 0;
    unsigned relation = kAnyone;
    if (has(who->list("roles"), "coordinator")) relation |= kCoordinator;
    if (owner_of(program, object) == person) relation |= kOwner;
    if (has(mentors_of(program, object), person)) relation |= kMentor;
    if (has(maintainers_of(program, object), person)) relation |= kMaintainer;
    return static_cast<std::uint8_t>(relation);
}

std::vector<std::string> people_behind(Program& program, const Object& object, std::uint8_t who) {
    std::vector<std::string> people;
    if ((who & kOwner) != 0) {
        if (std::string owner = owner_of(program, object); !owner.empty()) people.push_back(std::move(owner));
    }
    if ((who & kMentor) != 0) std::ranges::copy(mentors_of(program, object), std::back_inserter(people));
    if ((who & kMaintainer) != 0) std::ranges::copy(maintainers_of(program, object), std::back_inserter(people));
    if ((who & kCoordinator) != 0) std::ranges::copy(coordinators(program), std::back_inserter(people));
    return people;
}

bool waits_for_scanner_team(const Object& object) {
    return object.kind == Kind::contribution && object.state == "with_them" && object.text("form") == "report";
}

std::string waits_for(Program& program, const Object& object, const Waiting& waiting) {
    if (waits_for_scanner_team(object)) return "the scanner's team";
    const auto people = people_behind(program, object, waiting.whom);
    return people.empty() ? to_words(object.kind, waiting.whom) : fmt::format("{}", fmt::join(people, ", "));
}

std::string to_words(Kind kind, std::uint8_t who) {
    std::string words;
    const auto add = [&](std::string_view word) { words += fmt::format("{}{}", words.empty() ? "" : " or ", word); };
    if ((who & kOwner) != 0) {
        add(kind == Kind::application ? "the applicant"
            : kind == Kind::person    ? "the person"
            : kind == Kind::review    ? "the rater"
                                      : "the intern");
    }
    if ((who & kMentor) != 0) add("a mentor of it");
    if ((who & kMaintainer) != 0) add("a maintainer of it");
    if ((who & kCoordinator) != 0) add("a coordinator");
    if ((who & kAnyone) != 0) add("any active person of the program");
    if ((who & kSystem) != 0) add("Squire itself");
    return words;
}

long taken_in(Program& program, std::string_view slot) {
    long taken = 0;
    for (const Object* application : program.with(Kind::application, "slot", slot)) taken += application->state == "accepted" ? 1 : 0;
    return taken;
}

bool is_full(Program& program, const Object& slot) { return taken_in(program, slot.id) >= slot.number("capacity"); }

bool may_see(Program& program, const Object& object, const Field& field, std::string_view viewer) {
    const std::uint8_t stands = viewer.empty() ? std::uint8_t{0} : relation(program, object, viewer);
    if ((stands & (kCoordinator | kOwner)) != 0) return true;
    if (object.kind == Kind::person) {
        if (has(object.list("hide"), field.name)) return false;
        if (has(object.list("show"), field.name)) return true;
    }
    switch (field.visibility) {
    case Visibility::open: return true;
    case Visibility::members: return stands != 0;
    case Visibility::inner: return (stands & (kMentor | kMaintainer)) != 0;
    }
    return false;
}

} // namespace squire::program
