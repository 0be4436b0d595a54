// SPDX-License-Identifier: MIT
#include "secrets/judge.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "secrets/checksum.h"
#include "secrets/entropy.h"
#include "secrets/file_kind.h"
#include "secrets/placeholder.h"
#include "secrets/randomness.h"
#include "secrets/variable.h"

namespace squire::secrets {

namespace {

using finding::Confidence;
using finding::Severity;
using source::Mark;

Verdict refuse(std::string_view reason) { return {.reason = std::string(reason)}; }

Severity lowered(Severity severity) { return severity > Severity::info ? static_cast<Severity>(std::to_underlying(severity) - 1) : severity; }

void doubt(Verdict& verdict, std::string_view reason) {
    if (!verdict.reason.empty()) {
        verdict.reason += "; ";
    }
    verdict.reason += reason;
}

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// Where the secret stands in the line; nothing where the line does not hold it (decoded text, a cut line).
std::optional<std::size_t> place_in_line(const Candidate& candidate) {
    const char* line = candidate.line.data();
    const char* secret = candidate.secret.data();
    if (std::less_equal<>{}(line, secret) && std::less_equal<>{}(secret + candidate.secret.size(), line + candidate.line.size())) {
        return static_cast<std::size_t>(secret - line);
    }
    const std::size_t match = candidate.line.find(candidate.match);
    const std::size_t at = candidate.line.find(candidate.secret, match == std::string_view::npos ? 0 : match);
    return at == std::string_view::npos ? std::nullopt : std::optional(at);
}

/// user:password@ of an address, as far as there is one.
struct Userinfo {
    std::string_view user, password, host;
};

std::optional<Userinfo> userinfo_of(std::string_view address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view rest = address.substr(scheme + 3);
    const std::size_t at = rest.rfind('@', std::min(rest.find_first_of("/?# "), rest.size()));
    const std::size_t colon = rest.find(':');
    if (at == std::string_view::npos || colon == std::string_view::npos || colon > at) {
        return std::nullopt;
    }
    std::string_view host = rest.substr(at + 1);
    host = host.substr(0, std::min(host.find_first_of(":/?# \"'"), host.size()));
    return Userinfo{rest.substr(0, colon), rest.substr(colon + 1, at - colon - 1), host};
}

Verdict judge_shape(const Candidate& candidate) {
    const rules::SecretRule& rule = candidate.rule;
    const Ordinary placeholder = placeholder_of(candidate.secret);
    if (placeholder != Ordinary::no) {
        return refuse(describe(placeholder));
    }
    if (rule.entropy > 0 && shannon_entropy(candidate.secret) < rule.entropy) {
        return refuse("too little entropy");
    }
    if (rule.checksum == rules::SecretRule::Checksum::crc32_base62 && !crc32_base62_holds(candidate.secret)) {
        return refuse("the checksum inside is wrong");
    }
    Verdict verdict{.report = true, .severity = rule.severity, .confidence = rule.confidence};
    if (rule.checksum != rules::SecretRule::Checksum::none) {
        verdict.confidence = std::max(verdict.confidence, Confidence::high);
    } else if (rule.id.starts_with("gitlab-")) {
        const std::optional<bool> holds = gitlab_routable_holds(candidate.secret);
        if (holds.has_value() && !*holds) {
            verdict.confidence = Confidence::low;
            verdict.likely_false_positive = true;
            doubt(verdict, "the checksum inside is wrong");
        }
    }
    if (const std::optional<Userinfo> login = userinfo_of(candidate.secret)) {
        const Ordinary password = placeholder_of(login->password);
        if (password != Ordinary::no) {
            return refuse(describe(password));
        }
        if (login->password == login->user) {
            return refuse("an example value");
        }
        if (login->host == "localhost" || login->host.starts_with("127.") || !login->host.contains('.')) {
            verdict.severity = lowered(verdict.severity);
            doubt(verdict, "a host of one machine only");
        }
    }
    if (candidate.marks.has(Mark::test)) {
        verdict.severity = lowered(verdict.severity);
        doubt(verdict, "in a test");
    } else if (candidate.marks.has(Mark::example) || candidate.marks.has(Mark::documentation)) {
        verdict.severity = lowered(verdict.severity);
        verdict.likely_false_positive = true;
        doubt(verdict, candidate.marks.has(Mark::example) ? "in an example" : "in documentation");
    }
    return verdict;
}

/// A password that a person chose: not random, yet not a word either.
struct Chosen {
    int classes = 0; // of lower case, upper case, digits, symbols
    bool letters = false, digits = false, symbols = false, both_cases = false;
};

Chosen chosen_of(std::string_view text) {
    bool lowers = false, uppers = false, digits = false, symbols = false;
    for (const char c : text) {
        if (lower(c)) {
            lowers = true;
        } else if (upper(c)) {
            uppers = true;
        } else if (digit(c)) {
            digits = true;
        } else if (c != '_' && c != '-' && c != '.') {
            symbols = true;
        }
    }
    return {.classes = lowers + uppers + digits + symbols,
            .letters = lowers || uppers,
            .digits = digits,
            .symbols = symbols,
            .both_cases = lowers && uppers};
}

Verdict judge_generic(const Candidate& candidate) {
    const rules::SecretRule& rule = candidate.rule;
    const std::string_view secret = candidate.secret;
    const source::Marks marks = candidate.marks;
    if (marks.has(Mark::binary) || marks.has(Mark::minified) || marks.has(Mark::generated)) {
        return refuse("in a generated, minified or binary file");
    }
    if (secret.size() < 6) {
        return refuse("too short");
    }
    const FileKind kind = kind_of_file(candidate.path);
    if (kind == FileKind::lockfile) {
        return refuse("in a lockfile");
    }
    const std::optional<std::size_t> at = place_in_line(candidate);
    if (!at) {
        return refuse("without its line");
    }
    const std::size_t end = *at + secret.size();
    const Assignment assignment = find_assignment(candidate.line, *at, end);
    const Purpose purpose = purpose_of(assignment.name);
    // A rule that asks for a service's name beside the value has looked at the name already, and the value has that service's form.
    const bool named = !rule.id.starts_with("generic");
    if (!named && (purpose == Purpose::nothing || purpose == Purpose::other)) {
        return refuse("the name says no secret");
    }
    if (!named && kind == FileKind::code && !assignment.quoted && !assignment.element) {
        return refuse("an expression");
    }
    const Ordinary ordinary = ordinary_of(secret);
    const bool credentials = kind == FileKind::credentials && !marks.has(Mark::test);
    const bool weak_words = ordinary == Ordinary::sequence || ordinary == Ordinary::made_up || ordinary == Ordinary::words; // password123
    const bool own_id = named && ordinary == Ordinary::uuid; // some services' keys are UUIDs
    if (ordinary != Ordinary::no && !own_id && !(credentials && weak_words && purpose == Purpose::password)) {
        return refuse(describe(ordinary));
    }
    if (rule.entropy > 0 && shannon_entropy(secret) < rule.entropy && purpose != Purpose::password) {
        return refuse("too little entropy");
    }
    const double bits = random_bits(secret);
    const bool aside = marks.has(Mark::test) || marks.has(Mark::example) || marks.has(Mark::documentation) || is_template(candidate.path) ||
                       kind == FileKind::prose;
    const double needed = named ? 0 : purpose == Purpose::salt ? 45 : assignment.compared || assignment.argument ? 32 : 24;
    if (bits >= needed && secret.size() >= 10) {
        const Form form = form_of(secret);
        if ((form == Form::digest || form == Form::base64 || form == Form::hex) && speaks_of_digest(candidate.line, *at, end)) {
            return refuse("a digest");
        }
        Verdict verdict{.report = true, .severity = rule.severity, .confidence = bits >= 40 ? Confidence::medium : Confidence::low};
        if (aside) {
            if (bits < 40 || secret.size() < 20) {
                return refuse("in a test, an example or documentation");
            }
            verdict.severity = Severity::info;
            verdict.confidence = Confidence::low;
            verdict.likely_false_positive = true;
            doubt(verdict, "in a test, an example or documentation");
        } else if (marks.has(Mark::vendored)) {
            verdict.severity = lowered(verdict.severity);
            doubt(verdict, "in code kept from elsewhere");
        }
        return verdict;
    }

    // What a person chose: only where a password would stand, and only where it looks like one.
    if (purpose != Purpose::password) {
        return refuse("not random enough");
    }
    if (aside || marks.has(Mark::vendored)) {
        return refuse("in a test, an example or documentation");
    }
    if (assignment.compared || assignment.argument) {
        return refuse("not random enough");
    }
    const Chosen chosen = chosen_of(secret);
    const bool accepted = credentials ? chosen.classes >= 2 && secret.size() >= 6
                                      : secret.size() >= 8 && secret.size() <= 40 && chosen.letters && chosen.digits &&
                                            (chosen.symbols || chosen.both_cases || bits > 0);
    if (!accepted) {
        return refuse("not random enough");
    }
    Verdict verdict{.report = true, .severity = lowered(rule.severity), .confidence = Confidence::low};
    doubt(verdict, "a password that a person chose, by its place");
    return verdict;
}

} // namespace

Verdict judge(const Candidate& candidate) {
    return candidate.rule.evidence == rules::SecretRule::Evidence::generic ? judge_generic(candidate) : judge_shape(candidate);
}

} // namespace squire::secrets
