// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "advisories/osv_event.h"
#include "advisories/version_interval.h"
#include "base/clock.h"
#include "finding/finding.h"

namespace squire::advisories {

/// Code that carries the weakness: a module or package to import and, where the advisory names them, functions in it.
struct Symbol {
    std::string module; // "golang.org/x/net/http2", "tokio::sync"; may be empty
    std::vector<std::string> functions;
    friend bool operator==(const Symbol&, const Symbol&) = default;
};

/// What an advisory says about one package.
struct Affected {
    std::string ecosystem; // canonical, with its release: "PyPI", "Debian:12"
    std::string package;   // canonical
    std::vector<Interval> intervals; // in the ecosystem's order; disjoint and rising
    std::vector<std::string> versions; // affected although no interval has them
    std::vector<OsvEvent> commits; // only of a repository, ecosystem "GIT", which has neither intervals nor an order of its own: commit_range.h
    std::vector<Symbol> symbols;
    friend bool operator==(const Affected&, const Affected&) = default;
};

struct Reference {
    std::string type; // OSV's: "ADVISORY", "FIX", "WEB", …
    std::string url;
    friend bool operator==(const Reference&, const Reference&) = default;
};

/// One record of one database, whatever its format was.
struct Advisory {
    std::string id; // "GHSA-…", "PYSEC-…", "RUSTSEC-…"
    std::string database; // whose it is, for people: "OSV", "RustSec"
    std::vector<std::string> aliases; // other ids of the same weakness
    std::vector<std::string> related; // ids of others, upstream ones among them
    std::string summary; // one line
    std::string details; // Markdown
    std::optional<Time> published; // what no database can mean, such as the year 1, is left out
    std::optional<Time> modified;
    bool withdrawn = false;
    std::vector<std::string> vectors; // CVSS, the newest standard first
    finding::Severity stated = finding::Severity::unknown; // the database's own word or score, where it gives no vector
    std::vector<std::string> cwes; // "CWE-79"
    std::vector<Reference> references;
    std::vector<Affected> affected;
    friend bool operator==(const Advisory&, const Advisory&) = default;

    /// Of the highest vector, else what is stated; critical for a package that is itself malicious.
    [[nodiscard]] finding::Severity severity() const;
};

/// "CVE-2024-1234" and kin in capitals, other ids as they are; empty for what cannot be an id.
[[nodiscard]] std::string canonical_id(std::string_view text);

/// Puts what readers leave in any shape into order: canonical names, no empty or repeated entry, versions that an interval has taken out.
void tidy(Advisory& advisory);

} // namespace squire::advisories
