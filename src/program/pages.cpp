// SPDX-License-Identifier: MIT
// What the handbook page is made of beside slots and internships, and what waits to be sent.
#include <array>

#include <fmt/format.h>

#include "program/act.h"
#include "program/tables.h"

namespace squire::program {
namespace {

using enum FieldType;
using enum Visibility;

// Those whom the page named before Squire kept it: cells as they were written, in Markdown.
constexpr std::array kAlumnusFields{
    Field{"intern", text, open, "the intern, as the page says it"},    Field{"mentors", text, open, "the mentors, as the page says it"},
    Field{"period", text, open, "the time, as the page says it"},      Field{"type", text, open, "the type, as the page says it"},
    Field{"writeup", text, open, "the write-up, as the page says it"}, Field{"takeaways", text, open, "what they took from it"},
    Field{"more", text, open, "further cells of the row, as JSON"},    Field{"place", number, members, "the row on the page, from 1"},
};

constexpr std::array kAlumnusMoves{
    Move{"import", "", "listed", kCoordinator, "intern", "mentors period type writeup takeaways more place", "take over a row of the page"},
    Move{"change", "listed", "", kCoordinator, "intern", "mentors period type writeup takeaways more place", "change a row of the page"},
    Move{"remove", "listed", "removed", kCoordinator, "", "", "take the row from the page", nullptr, true},
    Move{"restore", "removed", "listed", kCoordinator, "", "", "put the row back"},
};

constexpr std::array kPageFields{
    Field{"markdown", prose, open, "the page as people wrote it"},
};

constexpr std::array kPageMoves{
    Move{"import", "", "kept", kCoordinator, "markdown", "", "take over the page"},
    Move{"change", "kept", "", kCoordinator, "markdown", "", "take over a newer state of the page"},
};

constexpr std::array kMessageFields{
    Field{"to", person, inner, "who gets it"},
    Field{"about_kind", word, inner, "what it is about: the kind"},
    Field{"about", word, inner, "what it is about: the id"},
    Field{"subject", text, inner, "its subject"},
    Field{"body", prose, inner, "its text"},
    Field{"way", text, inner, "how it went: the file, or the mail server's answer"},
    Field{"error", text, inner, "why it could not be sent"},
};

constexpr std::array kMessageMoves{
    Move{"queue", "", "queued", kSystem, "to about_kind about subject body", "", "Squire writes it"},
    Move{"send", "queued failed", "sent", kSystem, "way", "error", "it went out"},
    Move{"fail", "queued failed", "failed", kSystem, "error", "", "it could not be sent"},
    Move{"drop", "queued failed", "dropped", kCoordinator | kSystem, "", "", "it is not to be sent", nullptr, true},
};

} // namespace

const KindInfo& alumnus_kind() {
    static constexpr KindInfo kInfo{Kind::alumnus,
                                    "alumnus",
                                    "earlier interns, as the page has them",
                                    kAlumnusFields,
                                    kAlumnusMoves,
                                    {},
                                    "removed",
                                    "intern mentors period type writeup"};
    return kInfo;
}

const KindInfo& page_kind() {
    static constexpr KindInfo kInfo{Kind::page, "page", "the handbook page", kPageFields, kPageMoves, {}, "", ""};
    return kInfo;
}

const KindInfo& message_kind() {
    static constexpr KindInfo kInfo{Kind::message,  "message",         "messages, and what became of them", kMessageFields, kMessageMoves, {},
                                    "sent dropped", "to about subject"};
    return kInfo;
}

} // namespace squire::program
