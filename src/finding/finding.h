// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace squire::finding {

/// GitLab's report types; `to_string` gives its words (`secret_detection`).
enum class ReportType : std::uint8_t {
    sast,
    secret_detection,
    dependency_scanning,
    container_scanning,
    cluster_image_scanning,
    dast,
    api_fuzzing,
    coverage_fuzzing,
};

/// GitLab's six, in rising order, so that they compare: a threshold of `medium` takes in medium, high and critical.
enum class Severity : std::uint8_t { unknown, info, low, medium, high, critical };

enum class Confidence : std::uint8_t { unknown, low, medium, high, confirmed };

/// What a finding is an instance of. The first one of a finding is its rule and enters GitLab's tracking, so it must be stable.
struct Identifier {
    std::string type;  // "squire_rule_id", "cwe", "cve", …
    std::string name;  // for people: "CWE-798"
    std::string value; // "798"; always text, never empty
    std::string url;   // may be empty
    friend bool operator==(const Identifier&, const Identifier&) = default;
};

struct Link {
    std::string name; // may be empty
    std::string url;
    friend bool operator==(const Link&, const Link&) = default;
};

/// Why a reader may doubt the finding; GitLab knows one kind, `flagged-as-likely-false-positive`.
struct Flag {
    std::string origin;      // who doubts: "squire: example text"
    std::string description; // why
    friend bool operator==(const Flag&, const Flag&) = default;
};

/// A place in a text. Lines and columns count from 1; 0 means not known. Columns count bytes; `end_column` is the last byte of the place.
struct Range {
    std::uint32_t start_line = 0;
    std::uint32_t end_line = 0;
    std::uint32_t start_column = 0;
    std::uint32_t end_column = 0;
    friend bool operator==(const Range&, const Range&) = default;
};

struct CommitInfo {
    std::string sha;     // 40 hexadecimal digits, or "0000000" for a tree that is in no commit
    std::string author;  // "Name <mail>"
    std::string date;    // RFC 3339, UTC
    std::string message; // first line
    friend bool operator==(const CommitInfo&, const CommitInfo&) = default;
};

struct CodeLocation {
    std::string file; // relative to the project's root, '/' between names
    Range range;
    std::string scope; // enclosing names, "Outer/Inner/function"; may be empty
    friend bool operator==(const CodeLocation&, const CodeLocation&) = default;
};

struct SecretLocation {
    std::string file; // of an archive's member: "outer.zip!inner/name"
    Range range;      // in the file as it stands, also for a decoded secret
    CommitInfo commit;
    std::string blob;                  // git object id of the text, empty for a file that is in no commit
    std::optional<bool> still_at_head; // whether the secret stands in the file at HEAD; unset where that was not asked
    friend bool operator==(const SecretLocation&, const SecretLocation&) = default;
};

struct DependencyLocation {
    std::string file;
    std::string package;
    std::string version;
    std::optional<bool> direct;
    friend bool operator==(const DependencyLocation&, const DependencyLocation&) = default;
};

struct ContainerLocation {
    std::string image;
    std::string operating_system;
    std::string package;
    std::string version;
    std::string namespace_, kind, resource_name, container_name; // only for cluster images
    friend bool operator==(const ContainerLocation&, const ContainerLocation&) = default;
};

struct WebLocation {
    std::string hostname, path, method, param;
    friend bool operator==(const WebLocation&, const WebLocation&) = default;
};

struct CrashLocation {
    std::string crash_address, stacktrace_snippet, crash_state, crash_type;
    friend bool operator==(const CrashLocation&, const CrashLocation&) = default;
};

using Location = std::variant<CodeLocation, SecretLocation, DependencyLocation, ContainerLocation, WebLocation, CrashLocation>;

/// One step of a data flow, from the source to the sink.
struct FlowStep {
    enum class Kind : std::uint8_t { source, propagation, sink };
    Kind kind = Kind::propagation;
    std::string file;
    Range range;
    friend bool operator==(const FlowStep&, const FlowStep&) = default;
};

/// One way to recognise the same finding in a later scan (GitLab: `tracking` … `signatures`).
struct Signature {
    std::string algorithm; // "hash", "location", "scope_offset"
    std::string value;
    friend bool operator==(const Signature&, const Signature&) = default;
};

/// What a scanner says about one snapshot. A value: no identity beyond its fields, no state over time (the store keeps that).
struct Finding {
    ReportType type = ReportType::sast;
    Severity severity = Severity::unknown;
    Confidence confidence = Confidence::unknown;
    std::string name;        // the weakness, not the occurrence; at most 255 bytes in reports
    std::string description; // what it means here and what an attacker gains
    std::string solution;    // how to repair it
    std::vector<Identifier> identifiers; // never empty; the rule first
    Location location;
    std::string evidence; // the place's own text, every secret in it redacted
    std::vector<Link> links;
    std::vector<Flag> flags;
    std::vector<FlowStep> flow;
    std::vector<Signature> signatures;
    std::string fingerprint; // hexadecimal; the same over moved lines, rebases and re-ordered files (fingerprint.h)

    [[nodiscard]] const std::string& rule() const { return identifiers.front().value; }
    friend bool operator==(const Finding&, const Finding&) = default;
};

[[nodiscard]] std::string_view to_string(ReportType type);   // "secret_detection"
[[nodiscard]] std::string_view to_string(Severity severity); // "Critical"
[[nodiscard]] std::string_view to_string(Confidence confidence);
[[nodiscard]] std::optional<ReportType> parse_report_type(std::string_view text);
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view text);     // any case
[[nodiscard]] std::optional<Confidence> parse_confidence(std::string_view text); // any case

/// The file a finding stands in; empty for a location that has none.
[[nodiscard]] std::string_view file_of(const Finding& finding);

/// Where it stands, as people write it: "src/a.py:12", "app 1.2.3", "GET /login".
[[nodiscard]] std::string place_of(const Finding& finding);

/// The one order of every list and report: file, line, column, rule, fingerprint. Does not depend on the order of scanning.
[[nodiscard]] bool comes_before(const Finding& left, const Finding& right);

} // namespace squire::finding
