// SPDX-License-Identifier: MIT
#include "bugreport/crash.h"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "search/pcre.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kLongest = 200; // of what was thrown

// One language's way to say how a program ended: what was thrown (the first group), and the innermost frame of its trace. Chains of causes end with the first.
struct Manner {
    const char* fault;
    bool last_fault;
    const char* frame; // null: it is in the fault, or not told
    bool last_frame;
};

constexpr std::array kManners{
    Manner{R"(ERROR: (\w+Sanitizer: [\w-]+))", false, R"(^\s*#0 0x[0-9a-f]+ in (\S+))", false},
    Manner{R"((panicked at (?:'[^'\n]*', )?[^\s:,']+\.rs:\d+))", false, nullptr, false}, // Rust
    Manner{R"(^(panic: [^\n\[]+|fatal error: [^\n]+)[\s\S]*?^goroutine \d+)", false,
           R"(^goroutine \d+ [^\n]*\n(?:panic\([^\n]*\n[^\n]*\n)?(\S+)\()", false},
    Manner{R"((?:Exception in thread "[^"\n]*" |^Caused by: )([\w.$]+))", true, R"(^\s+at ([\w.$<>]+)\()", false}, // Java
    Manner{R"(^((?:\w+\.)*\w*(?:Error|Exception|Interrupt|Exit))(?::|$))", true, R"(^  File "[^"\n]*", line \d+, in (\S+))", true}, // Python
    Manner{R"((?:Fatal error|Uncaught)[^\n]*?exception:? ([\w.]+))", false, nullptr, false}, // OCaml
    Manner{R"(([Aa]ssertion [^\n]*? ?failed[^\n]*))", false, nullptr, false},
    Manner{R"(\((\w+(?:Error|Exception))\)$)", false, R"(^\S+:\d+:in [`']([^'\n]+)')", false}, // Ruby
    Manner{R"(^(?:Uncaught )?(\w*Error): )", false, R"(^\s+at (\S+) \()", false}, // JavaScript
    Manner{R"(((?i)segmentation fault|stack ?overflow|out of memory|core dumped))", false, nullptr, false},
};

struct ReadyManner {
    const Manner* manner;
    search::Pcre fault;
    std::optional<search::Pcre> frame;
};

// Compiled once. None is left out, which the test shows.
const std::vector<ReadyManner>& manners() {
    static const auto all = [] {
        std::vector<ReadyManner> made;
        for (const Manner& manner : kManners) {
            auto fault = search::Pcre::compile(manner.fault);
            if (!fault) continue;
            made.push_back({.manner = &manner, .fault = std::move(*fault), .frame = std::nullopt});
            if (manner.frame == nullptr) continue;
            if (auto frame = search::Pcre::compile(manner.frame)) made.back().frame = std::move(*frame);
        }
        return made;
    }();
    return all;
}

std::string found(const search::Pcre& regex, bool last, std::string_view text) {
    std::string words;
    (void)regex.find_all(text, 0, [&](const search::PcreMatch& match) {
        words = match.text(text, 1);
        return last;
    });
    return words;
}

// Addresses and counts are others each time; what is quoted is of the input.
std::string plain(std::string_view words) {
    std::string made;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const char c = words[i];
        const bool is_digit = c >= '0' && c <= '9';
        if (c == '\'' || c == '"' || c == '`') {
            const std::size_t end = words.find_first_of("'\"`", i + 1);
            if (end == std::string_view::npos) break;
            i = end;
            made += '*';
        } else if (!is_digit) {
            made += c;
        } else if (made.empty() || made.back() != '0') {
            made += '0';
        }
    }
    return shorten(printable(trim(made)), kLongest);
}

} // namespace

bool CrashSignature::is_of(const CrashSignature& wanted) const { return (!wanted.status || status == wanted.status) && words == wanted.words; }

CrashSignature crash_signature(std::string_view log) {
    for (const auto& [manner, fault, frame] : manners()) {
        const std::string thrown = found(fault, manner->last_fault, log);
        if (thrown.empty()) continue;
        const std::string where = frame ? found(*frame, manner->last_frame, log) : std::string();
        const bool names_line = thrown.starts_with("panicked at"); // of the scanner's own code: the same in each run
        const std::string what = names_line ? shorten(printable(thrown.substr(thrown.rfind(' ') + 1)), kLongest) : plain(thrown);
        return {.status = std::nullopt, .words = (names_line ? "panicked at " : "") + what + (where.empty() ? "" : " in " + printable(where))};
    }
    return {};
}

CrashSignature crash_signature(const ScannerRun& run) {
    CrashSignature signature = crash_signature(run.errors);
    if (signature.words.empty()) signature = crash_signature(run.console);
    signature.status = run.status;
    return signature;
}

bool is_crash(const ScannerRun& run) {
    if (run.end == RunEnd::signalled) return true;
    if (run.end == RunEnd::timed_out) return false;
    if (run.end == RunEnd::unreadable && run.status > 1) return true;
    return run.status != 0 && !crash_signature(run).words.empty();
}

std::string describe(const CrashSignature& crash) {
    const std::string status = crash.status ? fmt::format("status {}", *crash.status) : "";
    if (crash.words.empty()) return status.empty() ? "a failure" : status;
    return crash.words + (status.empty() ? "" : ", " + status);
}

} // namespace squire::bugreport
