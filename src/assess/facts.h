// SPDX-License-Identifier: MIT
//
// What is known of one project before anything is judged: each fact with where it stands. What could not be learned is absent, not zero.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assess/licence.h"
#include "assess/notable.h"
#include "assess/policy.h"
#include "base/problems.h"
#include "base/progress.h"
#include "base/result.h"
#include "finding/report.h"
#include "source/activity.h"
#include "source/inventory.h"

namespace squire::assess {

/// One of GitLab's scanners, as far as this project is concerned.
struct ScannerNeed {
    std::string id;              // "sast", as integrate calls it
    std::string title;           // for people
    std::string work;            // what there is for it: "214 files of C and Python"; empty: nothing
    std::optional<bool> present; // in the pipeline; none: part of the pipeline could not be read
    std::string evidence;        // where it stands, or why it is not known
    std::string tier;            // the least that runs it: "Free", "Ultimate"
    double minutes = 0;          // of compute for each pipeline, estimated
};

struct LicencePlace {
    Licence licence;
    std::string path;
};

struct PolicyPlace {
    Policy policy;
    std::string path;
};

/// What the project's forge says, where it was asked.
struct ForgeFacts {
    std::uint64_t stars = 0;
    std::uint64_t forks = 0;
    bool archived = false;
    std::uint64_t merged = 0;                        // of the last hundred merge requests that ended, those of outsiders
    std::uint64_t closed = 0;                        // the same, not merged
    std::optional<std::chrono::seconds> median_wait; // until merged
};

struct Facts {
    std::string name;                      // the folder's
    std::filesystem::path path;   // canonical
    std::string given;            // the path as it was given
    std::string address;                   // of the remote, where others can follow it
    std::string commit;                    // hex; empty outside a repository
    std::optional<source::Activity> activity;
    std::string no_activity;               // why there is none
    source::Inventory inventory;
    std::vector<NotableFile> notable;
    std::optional<LicencePlace> licence;
    bool licence_file = false;             // there is one, whether its text is known or not
    std::optional<PolicyPlace> tool_policy;
    std::vector<std::pair<std::string, Time>> lockfiles; // when each was last changed; only those that git has
    std::vector<ScannerNeed> scanners;
    std::optional<ForgeFacts> forge;       // none: not asked, or no answer
    std::string no_forge = "the forge was not asked (--forge)";
    std::optional<std::uint64_t> secrets;  // credentials in the files outside tests; none: not scanned
    std::string first_secret;              // place of the gravest; never the secret

    [[nodiscard]] const NotableFile* find(Notable kind) const;
};

struct GatherOptions {
    Time now;
    unsigned workers = 1;
    const Cancellation* cancellation = nullptr;
    Progress* progress = nullptr;
    const source::Inventory* inventory = nullptr; // of the same folder, where somebody has walked it already; null: it is walked
};

/// Of a folder: a work tree, a bare repository (its HEAD), or a tree without git. Only reads. `scanners` and `secrets` stay empty: others fill them in.
[[nodiscard]] Result<Facts> gather_facts(const std::filesystem::path& folder, const GatherOptions& options, Problems& problems);

/// What a report of secrets says of the project: those of medium severity and above, outside tests.
void count_secrets(Facts& facts, const finding::Report& report);

} // namespace squire::assess
