// SPDX-License-Identifier: MIT
//
// Whether a fix may be sent to its project, or would be what maintainers close and block people for. Facts in, refusals out: nothing is read here. Each
// rule stands for complaints that were made; gate_test.cpp names them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "fix/proof.h"
#include "fix/proposal.h"
#include "source/branch.h"

namespace squire::fix {

enum class Rule : std::uint8_t {
    consent, // nobody of the project has said yes
    one_at_a_time, // another request waits, and none was ever answered
    three_at_most, // three were sent
    refused_before, // closed is closed, by finding; and for a class until the project consents anew
    own_code, // generated or vendored: it belongs to somebody else, or would be overwritten
    tests_only, // nothing that the project ships changes
    proof, // nobody knows that it works, or what was proved is not what would be sent
    placeholder, // something is left for the maintainers to fill in
    mention, // of people who neither own this code nor review it
    alarm, // says how bad it is without showing the path
    text_match, // rests on a matching text alone
    base, // another branch than the project's own, or one that has moved on
    dormant, // nobody was active for a year
    private_first, // a secret, or a flaw whose path is shown: to the private channel, and 90 + 14 days
    secret, // a secret stands in what would be public
    unfinished, // open boxes, empty sections, what was for the sender to read
    customs, // a sign-off or an issue, where the project asks for it
    effect, // it does not say what that means for this project
    disclosure, // it does not say which tools were used, or how to say no
    command, // a line that GitLab would run
};

[[nodiscard]] std::string_view to_string(Rule rule); // "one-at-a-time"
[[nodiscard]] std::string_view meaning_of(Rule rule); // for people: one clause

struct Refusal {
    Rule rule = Rule::consent;
    std::string place; // a file, a line of a text, an address; empty: the request as a whole
    std::string what;
    std::string next; // what to do
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// A merge request that went to this project, for whatever purpose.
struct EarlierRequest {
    std::string address;
    bool open = false;
    bool answered = false; // by the project: a word, a merge, a close
    bool closed = false; // without being merged
    Time since; // of the state it is in
    std::optional<ChangeClass> kind;
    std::vector<std::string> findings; // fingerprints
};

struct PrivateReport {
    std::vector<std::string> findings;
    Time sent;
    bool answered = false;
    bool agreed = false; // they repaired it, or want it public
};

struct GateFacts {
    // What would be sent.
    ChangeClass kind = ChangeClass::source;
    std::string title, description;
    std::vector<std::string> findings;
    std::optional<Verdict> verdict; // nothing: no proof is recorded
    bool proof_is_of_branch = false;
    bool is_private = false, path_shown = false, text_match = false; // of the offer
    source::BranchChange change;
    std::vector<std::string> with_secrets; // "the description", a file

    // What the project is like.
    std::optional<Error> no_consent; // why nothing may be sent; nothing: it may
    std::optional<Time> consented; // when that was said last
    std::string default_branch;
    std::string request_template;
    std::vector<std::string> people; // handles that may be mentioned
    bool wants_sign_off = false;
    bool wants_issue = false;
    std::vector<EarlierRequest> earlier;
    std::vector<PrivateReport> reports;
    Time now;
};

/// All of them, in the order of the rules; none: it may be sent.
[[nodiscard]] std::vector<Refusal> refusals(const GateFacts& facts);

} // namespace squire::fix
