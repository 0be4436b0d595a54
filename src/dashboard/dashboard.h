// SPDX-License-Identifier: MIT
//
// The first thing to open of an internship's results: one page that works from the disk, without a server and without anything outside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "finding/vulnerability.h"

namespace squire::dashboard {

/// Lines of a file, secrets redacted.
struct CodeLine {
    std::uint32_t number = 0;
    bool marked = false;
    std::string text;
};

struct Excerpt {
    std::string title; // "the place", "src/a.py:12"
    std::vector<CodeLine> lines;
};

struct Entry {
    finding::Vulnerability vulnerability;
    std::string advice; // "confirm", "dismiss", "look"; empty: none
    std::string why;    // of the advice
    std::vector<Excerpt> code;
    std::string note; // why there is no code; may be empty
};

struct Step {
    std::string title;
    std::string state; // "done", "as before", "failed"
    double seconds = 0;
    std::string result;
};

/// A text that a person reads, edits and sends.
struct Draft {
    std::string title;
    std::string file; // relative to the page; may be empty
    std::string text;
};

struct Change {
    std::string title;
    std::string file; // relative to the page; may be empty
    std::string diff; // unified, as git writes it
};

struct Picture {
    std::string title;
    std::string svg; // a whole document of ours, which says its width in pixels
};

struct PipelineKind {
    std::string title; // "a push to main"
    std::vector<std::string> before, added; // names of jobs
};

struct Score {
    std::string aspect;
    std::optional<double> value; // 0 to 1; nothing: not known
};

struct Reason {
    std::string title, evidence;
    std::optional<double> value; // 0 to 1
};

struct Link {
    std::string title, file, what;
    std::string group; // under which many of one kind are folded together; empty: it stands by itself
};

/// The write-up as everybody may read it.
struct WriteUp {
    std::string article; // HTML of ours, as a page of its own has it; empty: there is none
    std::string style;   // CSS of ours for its charts
    std::vector<Link> versions; // the same as files, relative to the page
};

struct Dashboard {
    std::string project;
    std::string address; // of the project on the web; may be empty
    std::string commit;  // may be empty
    std::string intern, mentor; // may be empty
    Time made{};
    std::vector<Step> steps;
    std::vector<std::string> notices; // what is missing and why
    std::vector<Entry> entries; // the gravest first
    std::uint64_t left_out = 0; // further ones that the page does not hold
    std::vector<Score> scores;
    std::vector<Reason> reasons; // what speaks for and against, in the order of weight
    std::vector<Picture> pictures;
    std::vector<PipelineKind> pipelines;
    std::vector<Change> changes;
    std::vector<Draft> drafts;
    WriteUp write_up;
    std::vector<Link> files; // relative to the page
};

[[nodiscard]] std::string to_html(const Dashboard& dashboard);

} // namespace squire::dashboard
