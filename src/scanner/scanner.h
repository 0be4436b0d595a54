// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "finding/fingerprint.h"
#include "finding/report.h"
#include "source/inventory.h"
#include "source/source.h"

namespace squire::scanner {

/// What is scanned: a source and, for a tree, what is in it.
struct Target {
    source::Source& source;
    const source::Inventory* inventory = nullptr; // null for a history or standard input
};

/// What a scan needs from outside.
struct Context {
    const Clock& clock;
    Problems& problems;
    const Cancellation& cancellation;
    Progress& progress;
    finding::FingerprintKey fingerprint_key;
    unsigned workers = 1;
};

struct Applicability {
    bool applies = false;
    std::string reason; // why not, or what it will look at: "1,204 files"
    bool missed = false; // there is something for it to look at, and it cannot: said also where nobody asked for this scanner
};

/// Finds one kind of weakness; knows no other scanner. Used for one scan at a time.
class Scanner {
public:
    virtual ~Scanner() = default;
    [[nodiscard]] virtual std::string_view id() const = 0; // "secrets": the word after --only
    [[nodiscard]] virtual finding::ReportType report_type() const = 0;
    [[nodiscard]] virtual Applicability applies_to(const Target& target) const = 0;

    /// A report in any case where the scan began; its status is `failure` when it was cancelled. Problems go to the context and, as messages,
    /// into the report. An error only where nothing could be scanned.
    [[nodiscard]] virtual Result<finding::Report> scan(const Target& target, Context& context) = 0;
};

} // namespace squire::scanner
