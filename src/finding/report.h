// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/problems.h"
#include "finding/finding.h"

namespace squire::finding {

/// A program that looks: GitLab's `analyzer` (the wrapper) and `scanner` (the engine).
struct Tool {
    std::string id;      // "squire-secrets"
    std::string name;    // "Squire secrets"
    std::string version; // "0.1.0"
    std::string vendor;  // "Squire"
    std::string url;     // may be empty
    friend bool operator==(const Tool&, const Tool&) = default;
};

/// What a rule is, for reports that list rules (SARIF `rules`, GitLab `primary_identifiers`).
struct RuleInfo {
    Identifier identifier;
    std::string name;
    std::string description; // what it means and what an attacker gains
    std::string help;        // how to repair it
    Severity severity = Severity::unknown;
    std::vector<Link> links;
    std::vector<std::string> tags;
    friend bool operator==(const RuleInfo&, const RuleInfo&) = default;
};

enum class Status : std::uint8_t {
    success, // all of the input was looked at
    failure, // interrupted, or broken off: says nothing about what it does not list
};

/// The state of the project that was scanned; what is not known is empty.
struct Provenance {
    std::string repository; // URL
    std::string revision;   // 40 hexadecimal digits
    std::string branch;
    friend bool operator==(const Provenance&, const Provenance&) = default;
};

/// A change that would answer findings of the report.
struct Remediation {
    std::vector<std::string> findings; // fingerprints, sorted, never empty
    std::string summary;               // one line, never empty
    std::string diff;                  // what `git apply` takes at the project's root: any bytes, no secret in them
    friend bool operator==(const Remediation&, const Remediation&) = default;
};

/// What one scanner says about one snapshot: the content of one report file.
struct Report {
    ReportType type = ReportType::sast;
    Tool analyzer;
    Tool scanner;
    Provenance provenance;
    Time start_time{};
    Time end_time{};
    Status status = Status::success;
    std::vector<RuleInfo> rules;   // every rule that could have reported, in id order
    std::vector<Problem> messages; // what could not be scanned, and warnings
    std::vector<Finding> findings; // in `comes_before` order
    std::vector<Remediation> remediations;
    friend bool operator==(const Report&, const Report&) = default;
};

} // namespace squire::finding
