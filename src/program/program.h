// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "program/evidence.h"
#include "program/object.h"

namespace squire::program {

/// How much of the objects is read.
struct Reading {
    bool open_only = false; // those in a final state may be left out
    bool events = true;     // false: facts alone may do (facts_from_document)
};

/// Where objects and the ledger are kept.
class Records {
public:
    virtual ~Records() = default;
    /// By id.
    [[nodiscard]] virtual Result<std::vector<Object>> all(Kind kind, Reading reading) = 0;
    /// The one of that id; nothing where there is none.
    [[nodiscard]] virtual Result<std::optional<Object>> one(Kind kind, std::string_view id, Reading reading) = 0;
    /// Entries with one of these verbs, of which one may end in ".*" for a family; others may come along. The oldest first.
    [[nodiscard]] virtual Result<std::vector<LedgerEntry>> ledger(const std::vector<std::string>& verbs) = 0;
    /// All of them or none, each at the version it was read with, with one ledger entry for the last event of the first object. `conflict` where
    /// somebody else was first.
    [[nodiscard]] virtual Result<void> save(const std::vector<Object>& objects) = 0;
};

/// What the ledger says of an object's last event: verb "goal.approve", or "goal.undo" with what it undoes; evidence: the fields that it set (texts are
/// shortened to 200 bytes), the internship that it belongs to, and for a contribution what it is for.
[[nodiscard]] LedgerEntry entry_of(const Object& object);

/// All objects, each kind read when it is first asked for, and some objects alone where a few are enough. What cannot be read counts as absent, and `failure` says so: nothing may be decided before
/// that was asked. References stay valid until `put`.
class Program {
public:
    /// For boards and lists, `reading` says what is enough: of objects that are over, internships and what belongs to them alone may be left out.
    explicit Program(Records& records, Reading reading = {}) : records_(&records), reading_(reading) {}

    [[nodiscard]] const std::vector<Object>& all(Kind kind);
    [[nodiscard]] const Object* find(Kind kind, std::string_view id);
    /// Those whose `field` is this text, or has it in its list.
    [[nodiscard]] std::vector<const Object*> with(Kind kind, std::string_view field, std::string_view value);
    /// All that bears on a query: entries with its verbs, and what undid them; others may be among them.
    [[nodiscard]] const std::vector<LedgerEntry>& ledger(const EvidenceQuery& query);
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

    /// Replaces the object, or adds it; in memory alone.
    void put(Object object);
    /// Forgets everything, so that it is read again.
    void forget();

private:
    using ByValue = std::map<std::string, std::vector<std::size_t>, std::less<>>;
    struct Shelf {
        bool read = false;
        std::vector<Object> objects; // by id
        std::map<std::string, std::optional<Object>, std::less<>> looked_up; // one by one, before all were read; without a value: there is none
        std::map<std::string, ByValue, std::less<>> indexes; // by field, made when first asked for
    };
    Shelf& shelf(Kind kind);
    [[nodiscard]] Reading reading_of(Kind kind) const;

    Records* records_;
    Reading reading_;
    std::array<Shelf, kKinds> shelves_;
    std::map<std::vector<std::string>, std::vector<LedgerEntry>> ledger_; // by verbs
    std::optional<Error> failure_;
};

/// A set of Who: how the person stands to the object. An unknown or inactive person stands to nothing.
[[nodiscard]] std::uint8_t relation(Program& program, const Object& object, std::string_view person);

/// Who is behind one bit of Who for this object, by handle; coordinators are all that there are.
[[nodiscard]] std::vector<std::string> people_behind(Program& program, const Object& object, std::uint8_t who);

/// A report waits for a scanner's team, which is nobody of the program.
[[nodiscard]] bool waits_for_scanner_team(const Object& object);

/// Who is waited for, for people: handles, else who it would be.
[[nodiscard]] std::string waits_for(Program& program, const Object& object, const Waiting& waiting);

/// "the intern", "a mentor": for messages. `who` has one bit or more.
[[nodiscard]] std::string to_words(Kind kind, std::uint8_t who);

/// Applications accepted, or internships begun, in a slot; and whether there is room for one more.
[[nodiscard]] long taken_in(Program& program, std::string_view slot);
[[nodiscard]] bool is_full(Program& program, const Object& slot);

/// A person's field as `viewer` may see it: nothing where it is kept from them. Everybody sees their own, and coordinators see all; for the rest the
/// table's visibility holds, which the person's own `show` and `hide` lists override. An empty viewer is the public.
[[nodiscard]] bool may_see(Program& program, const Object& object, const Field& field, std::string_view viewer);

} // namespace squire::program
