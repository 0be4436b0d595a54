// SPDX-License-Identifier: MIT
#include "secrets/judge.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "rules/checksum.h"
#include "rules/entropy.h"
#include "secrets/file_kind.h"
#include "secrets/placeholder.h"
#include "secrets/randomness.h"
#include "secrets/routable_token.h"
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
    const std::size_t inside = candidate.match.rfind(candidate.secret); // the last: in `password "password"` the name comes first
    if (match != std::string_view::npos && inside != std::string_view::npos) {
        return match + inside;
    }
    const std::size_t at = candidate.line.find(candidate.secret);
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

/// A host that means one machine, one compose file, or an example (RFC 2606).
bool nowhere(std::string_view host) {
    return host.empty() || !host.contains('.') || host.starts_with("127.") || host.starts_with("0.0.0.0") || host.ends_with(".local") ||
           host.ends_with(".example") || host.ends_with(".test") || host.ends_with(".invalid") || host.ends_with(".localhost") ||
           host.ends_with("example.com") || host.ends_with("example.org") || host.ends_with("example.net");
}

/// Generic rules about assignments need a name that says "secret"; the others have found a service's name or a command beside the value.
bool needs_name(const rules::SecretRule& rule) {
    return rule.id.starts_with("generic-") && !rule.id.starts_with("generic-command-line") && !rule.id.starts_with("generic-curl");
}

/// The address around a password that stands alone in the candidate: what is between "://" and '@'.
std::optional<Userinfo> address_around(std::string_view line, std::size_t at, std::size_t end) {
    if (end >= line.size() || line[end] != '@' || at == 0 || line[at - 1] != ':') {
        return std::nullopt;
    }
    const std::size_t scheme = line.rfind("://", at);
    if (scheme == std::string_view::npos || line.substr(scheme, at - scheme).find_first_of(" \t\n\"'") != std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view host = line.substr(end + 1);
    return Userinfo{line.substr(scheme + 3, at - 1 - (scheme + 3)), line.substr(at, end - at),
                    host.substr(0, std::min(host.find_first_of(":/?# \t\n\"'`,;"), host.size()))};
}

/// Whether the line up to the value is a comment of its own.
bool in_comment(std::string_view line, std::size_t at) {
    const std::size_t begin = at == 0 ? 0 : line.rfind('\n', at - 1) + 1; // npos + 1 is 0
    std::string_view before = line.substr(begin, at - begin);
    before.remove_prefix(std::min(before.find_first_not_of(" \t"), before.size()));
    return before.starts_with('#') ? !before.starts_with("#define")
                                   : before.starts_with("//") || before.starts_with("/*") || before.starts_with("* ") ||
                                         before.starts_with("<!--") || before.starts_with("-- ") || before.starts_with("\"\"\"");
}

/// What anyone makes for a test in a second, where a service's token has to be issued.
bool self_made(const rules::SecretRule& rule) {
    return std::ranges::any_of(
        rule.tags, [](const std::string& tag) { return tag == "key" || tag == "hash" || tag == "kubernetes" || tag == "framework"; });
}

/// The text behind base64, where it is printable ASCII; else empty. `buffer` holds it.
std::string_view plain_of_base64(std::string_view text, std::array<char, 192>& buffer) {
    if (text.size() < 8 || text.size() > 256 || text.size() % 4 == 1) {
        return {};
    }
    while (text.ends_with('=')) {
        text.remove_suffix(1);
    }
    std::uint32_t bits = 0;
    int have = 0;
    std::size_t length = 0;
    for (const char c : text) {
        std::uint32_t six = 0;
        if (upper(c)) {
            six = static_cast<std::uint32_t>(c - 'A');
        } else if (lower(c)) {
            six = static_cast<std::uint32_t>(c - 'a') + 26;
        } else if (digit(c)) {
            six = static_cast<std::uint32_t>(c - '0') + 52;
        } else if (c == '+' || c == '-') {
            six = 62;
        } else if (c == '/' || c == '_') {
            six = 63;
        } else {
            return {};
        }
        bits = bits << 6U | six;
        have += 6;
        if (have >= 8) {
            have -= 8;
            const auto byte = static_cast<unsigned char>(bits >> static_cast<unsigned>(have));
            if ((byte < 0x20 && byte != '\n') || byte > 0x7e) {
                return {};
            }
            buffer[length++] = static_cast<char>(byte);
        }
    }
    std::string_view plain{buffer.data(), length};
    while (plain.ends_with('\n')) {
        plain.remove_suffix(1);
    }
    return plain;
}

/// What is wrong with the text behind base64: `user:password` of basic authorization, or the value of a Kubernetes secret.
Ordinary behind_base64(std::string_view text, Ordinary (*question)(std::string_view)) {
    std::array<char, 192> buffer;
    std::string_view plain = plain_of_base64(text, buffer);
    if (plain.empty()) {
        return Ordinary::no;
    }
    const std::size_t colon = plain.find(':');
    const std::string_view user = colon == std::string_view::npos ? std::string_view{} : plain.substr(0, colon);
    if (colon != std::string_view::npos) {
        plain.remove_prefix(colon + 1);
    }
    return user == plain ? Ordinary::made_up : question(plain);
}

/// How random the longest piece of a token is, the part that a service draws: of `glrt-aaa_cccbbbdddooo2222` that is `cccbbbdddooo2222`.
/// 0: no piece is long enough to say. Of 16 characters drawn from letters and digits fewer than 1 in 10,000 fall below -6.
double bits_of_longest_piece(std::string_view token) {
    constexpr std::size_t kLeast = 16;
    std::string_view longest;
    for (std::size_t start = 0; start < token.size();) {
        std::size_t end = start;
        bool letters = false;
        while (end < token.size() && (lower(token[end]) || upper(token[end]) || digit(token[end]))) {
            letters |= !digit(token[end]);
            ++end;
        }
        if (letters && end - start > longest.size()) {
            longest = token.substr(start, end - start);
        }
        start = end + 1;
    }
    while (longest.starts_with("AAAA")) { // base64 of zero bytes
        longest.remove_prefix(4);
    }
    return longest.size() >= kLeast ? random_bits(longest) : 0;
}

/// Tests, examples and documentation lower what is found there; twice what its owner can make again, or what needs its context to be sure.
void lower_by_place(Verdict& verdict, const Candidate& candidate) {
    const rules::SecretRule& rule = candidate.rule;
    const bool self = self_made(rule);
    const bool in_test = candidate.marks.has(Mark::test);
    const bool in_example = candidate.marks.has(Mark::example);
    if (in_test || in_example || candidate.marks.has(Mark::documentation)) {
        verdict.severity = lowered(verdict.severity);
        if (self || (in_test && rule.confidence < Confidence::high)) {
            verdict.severity = lowered(verdict.severity);
        }
        verdict.likely_false_positive |= !in_test || self || rule.confidence < Confidence::high;
        doubt(verdict, in_test ? "in a test" : in_example ? "in an example" : "in documentation");
    } else if (self && is_named_dummy(candidate.path)) {
        verdict.severity = lowered(lowered(verdict.severity));
        verdict.likely_false_positive = true;
        doubt(verdict, "a file named as made for a test");
    }
}

/// A rule of paths alone reports the file.
Verdict judge_file(const Candidate& candidate) {
    Verdict verdict{.report = true, .severity = candidate.rule.severity, .confidence = candidate.rule.confidence};
    lower_by_place(verdict, candidate);
    return verdict;
}

/// What a person may have typed all the same: words, sequences.
bool weak(Ordinary ordinary) { return ordinary == Ordinary::sequence || ordinary == Ordinary::made_up || ordinary == Ordinary::words; }

/// A rule that looks only into files which hold what was typed into them, where `admin` is a password too.
bool holds_typed(const rules::SecretRule& rule, FileKind kind, Ordinary ordinary) {
    return (kind == FileKind::keyring || kind == FileKind::credentials) && !rule.path.empty() && weak(ordinary);
}

Verdict judge_shape(const Candidate& candidate) {
    const rules::SecretRule& rule = candidate.rule;
    const std::optional<Userinfo> login = userinfo_of(candidate.secret);
    const Ordinary placeholder = placeholder_of(login ? login->password : candidate.secret);
    const double drawn = login ? 0 : bits_of_longest_piece(candidate.secret);
    const FileKind kind = kind_of_file(candidate.path);
    const bool typed = holds_typed(rule, kind, placeholder) && !asks_to_be_replaced(candidate.secret);
    // Words beside a random piece are no placeholder: `login jane@example.com password …` of a netrc line.
    if (placeholder != Ordinary::no && !typed && !(placeholder == Ordinary::made_up && drawn > 30)) {
        return refuse(describe(placeholder));
    }
    if (rule.entropy > 0 && rules::shannon_entropy(candidate.secret) < rule.entropy) {
        return refuse("too little entropy");
    }
    if (is_public_key(candidate.secret)) {
        return refuse(describe(Ordinary::public_key));
    }
    if (drawn < -6) {
        return refuse("not random enough");
    }
    const Ordinary behind = behind_base64(candidate.secret, placeholder_of);
    if (behind != Ordinary::no && !holds_typed(rule, kind, behind)) {
        return refuse(describe(behind));
    }
    const std::optional<std::size_t> at = place_in_line(candidate);
    if (at && is_piece(candidate.line, *at, *at + candidate.secret.size())) {
        return refuse("a piece of a longer text");
    }
    if (!rules::has_right_checksum(rule.checksum, candidate.secret)) {
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
    if (login) {
        if (login->password == login->user) {
            return refuse("an example value");
        }
        if (nowhere(login->host)) {
            verdict.severity = lowered(verdict.severity);
            doubt(verdict, "a host of one machine or of an example");
        }
    }
    lower_by_place(verdict, candidate);
    if (verdict.reason.empty() && at && self_made(rule) && kind == FileKind::code && in_comment(candidate.line, *at)) {
        verdict.severity = lowered(verdict.severity);
        verdict.likely_false_positive = true;
        doubt(verdict, "in a comment");
    }
    const bool squeezed = candidate.marks.has(Mark::minified) || candidate.marks.has(Mark::generated) || candidate.marks.has(Mark::binary);
    if (squeezed && rule.confidence < Confidence::high) {
        verdict.severity = lowered(verdict.severity);
        verdict.likely_false_positive = true;
        doubt(verdict, "in a generated, minified or binary file");
    }
    return verdict;
}

/// A token of GitHub or npm by its form, whose own rule looks into its checksum.
bool is_issued_by_checksum(std::string_view secret) {
    constexpr std::size_t kBody = 36;
    const bool begins = secret.starts_with("ghp_") || secret.starts_with("gho_") || secret.starts_with("ghu_") || secret.starts_with("ghs_") ||
                        secret.starts_with("ghr_") || secret.starts_with("npm_");
    return begins && secret.size() == 4 + kBody;
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

/// A password that its surroundings name: in an address, on a command line, under a service's own key.
Verdict judge_chosen_elsewhere(const Candidate& candidate, bool aside) {
    const std::string_view secret = candidate.secret;
    if (aside || candidate.marks.has(Mark::vendored)) {
        return refuse("in a test, an example or documentation");
    }
    const Chosen chosen = chosen_of(secret);
    if (chosen.classes < 2 || !chosen.letters) {
        return refuse("not random enough");
    }
    Verdict verdict{.report = true, .severity = lowered(candidate.rule.severity), .confidence = Confidence::low};
    doubt(verdict, "a password that a person chose, by its place");
    return verdict;
}

Verdict judge_generic(const Candidate& candidate) {
    const rules::SecretRule& rule = candidate.rule;
    const std::string_view secret = candidate.secret;
    const source::Marks marks = candidate.marks;
    if (marks.has(Mark::binary) || marks.has(Mark::minified) || marks.has(Mark::generated)) {
        return refuse("in a generated, minified or binary file");
    }
    const FileKind kind = kind_of_file(candidate.path);
    if (secret.size() < (kind == FileKind::keyring ? 4U : 6U)) {
        return refuse("too short");
    }
    // A rule that asks for a service's name beside the value has looked at the name already, and the value has that service's form.
    const bool named = !needs_name(rule);
    if (!named && marks.has(Mark::test)) {
        return refuse("in a test");
    }
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
    if (!named && (purpose == Purpose::nothing || purpose == Purpose::other)) {
        return refuse("the name says no secret");
    }
    const bool inside_text = rule.id == "generic-secret-inline"; // no quotes of its own
    if (!named && kind == FileKind::code && !assignment.quoted && !assignment.element && !inside_text) {
        return refuse("an expression");
    }
    const Ordinary ordinary = ordinary_of(secret);
    const bool keyring = kind == FileKind::keyring && !marks.has(Mark::test) && purpose == Purpose::password && !asks_to_be_replaced(secret);
    const bool credentials = keyring || (kind == FileKind::credentials && !marks.has(Mark::test));
    const bool weak_words = weak(ordinary); // password123
    const bool own_id = named && ordinary == Ordinary::uuid; // some services' keys are UUIDs
    if (ordinary != Ordinary::no && !own_id && !(credentials && weak_words && purpose == Purpose::password)) {
        return refuse(describe(ordinary));
    }
    const Ordinary behind = behind_base64(secret, keyring ? placeholder_of : ordinary_of);
    if (behind != Ordinary::no && !(keyring && weak(behind))) {
        return refuse(describe(behind));
    }
    if (is_piece(candidate.line, *at, end)) {
        return refuse("a piece of a longer text");
    }
    if (is_issued_by_checksum(secret) && !rules::has_right_checksum(rules::SecretRule::Checksum::crc32_base62, secret)) {
        return refuse("the checksum inside is wrong");
    }
    if (rule.entropy > 0 && rules::shannon_entropy(secret) < rule.entropy && purpose != Purpose::password) {
        return refuse("too little entropy");
    }
    const double bits = random_bits(secret);
    if (const std::optional<Userinfo> login = address_around(candidate.line, *at, end)) {
        if (login->password == login->user || (nowhere(login->host) && bits < 10)) {
            return refuse("an example value");
        }
    }
    const bool comment = kind == FileKind::code && in_comment(candidate.line, *at);
    const bool aside = comment || marks.has(Mark::test) || marks.has(Mark::example) || marks.has(Mark::documentation) ||
                       is_template(candidate.path) || kind == FileKind::prose;
    const Form form = form_of(secret);
    const bool long_hex = (form == Form::digest || form == Form::hex) && secret.size() >= 16; // digits among letters: no word is written so
    const double needed = named                                        ? 0
                          : purpose == Purpose::salt                   ? 45
                          : inside_text                                ? (kind == FileKind::code ? 40 : 32)
                          : long_hex                                   ? 10
                          : assignment.compared || assignment.argument ? 32
                                                                       : 24;
    if (inside_text && (candidate.line.contains("badge") || candidate.line.contains(".svg?"))) {
        return refuse("a badge's address"); // may read the badge, and nothing else
    }
    if (bits >= needed && secret.size() >= 10) {
        if ((form == Form::digest || form == Form::base64 || form == Form::hex) && speaks_of_digest(candidate.line, *at, end)) {
            return refuse("a digest");
        }
        Verdict verdict{.report = true, .severity = rule.severity, .confidence = bits >= 40 ? Confidence::medium : Confidence::low};
        if (aside) {
            if (bits < (comment ? 50 : 40) || secret.size() < 20) {
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

    if (is_pipeline(candidate.path) || in_comment(candidate.line, *at)) {
        return refuse("a password of a test database or a comment");
    }
    if (named && !keyring) {
        return judge_chosen_elsewhere(candidate, aside);
    }

    // What a person chose: only where a password would stand, and only where it looks like one.
    if (purpose != Purpose::password) {
        return refuse("not random enough");
    }
    if (aside || marks.has(Mark::vendored)) {
        return refuse("in a test, an example or documentation");
    }
    if (!keyring && (assignment.compared || assignment.argument)) {
        return refuse("not random enough");
    }
    const Chosen chosen = chosen_of(secret);
    const bool accepted = keyring       ? true
                          : credentials ? chosen.letters && (ordinary == Ordinary::no || chosen.classes >= 2)
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
    if (candidate.rule.regex.empty() && !candidate.rule.path.empty()) {
        return judge_file(candidate);
    }
    return candidate.rule.evidence == rules::SecretRule::Evidence::generic ? judge_generic(candidate) : judge_shape(candidate);
}

} // namespace squire::secrets
