// SPDX-License-Identifier: MIT
#define PCRE2_CODE_UNIT_WIDTH 8
#include "search/pcre.h"

#include <algorithm>
#include <array>
#include <new>

#include <fmt/format.h>
#include <pcre2.h>

namespace squire::search {
namespace {

// PCRE2 counts how often it goes back; a million takes some ten milliseconds.
constexpr std::uint32_t kMatchLimit = 1'000'000;
constexpr std::uint32_t kHeapLimit = 32U << 10U; // KiB
constexpr std::size_t kLargestRegex = 64U << 10U;

struct FreeContext {
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

} // namespace

void Pcre::Free::operator()(pcre2_real_code_8* code) const { pcre2_code_free(code); }

Result<Pcre> Pcre::compile(std::string_view regex, PcreOptions options) {
    if (regex.size() > kLargestRegex)
        return fail(ErrorKind::limit, fmt::format("a regex of {} bytes is longer than the {} that are taken", regex.size(), kLargestRegex));
    std::uint32_t flags = 0;
    if (options.multi_line) flags |= PCRE2_MULTILINE;
    if (options.ignoring_case) flags |= PCRE2_CASELESS;
    if (options.dot_matches_newline) flags |= PCRE2_DOTALL;
    int error = 0;
    std::size_t offset = 0;
    Pcre made;
    const auto compile = [&](std::uint32_t more) {
        const auto text = reinterpret_cast<PCRE2_SPTR>(regex.data() == nullptr ? "" : regex.data());
        made.code_.reset(pcre2_compile(text, regex.size(), flags | more, &error, &offset, nullptr));
    };
    compile(PCRE2_UTF | PCRE2_MATCH_INVALID_UTF);
    if (!made.code_) compile(0);
    if (!made.code_) {
        std::array<PCRE2_UCHAR, 256> message{};
        pcre2_get_error_message(error, message.data(), message.size());
        return fail(ErrorKind::malformed,
                    fmt::format("a regex that PCRE2 does not take: {}, at byte {}", reinterpret_cast<const char*>(message.data()), offset));
    }
    pcre2_jit_compile(made.code_.get(), PCRE2_JIT_COMPLETE); // without it the interpreter runs
    pcre2_pattern_info(made.code_.get(), PCRE2_INFO_CAPTURECOUNT, &made.groups_);
    std::uint32_t count = 0;
    std::uint32_t size = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(made.code_.get(), PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(made.code_.get(), PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(made.code_.get(), PCRE2_INFO_NAMETABLE, static_cast<void*>(&table));
    for (std::uint32_t i = 0; i < count; ++i, table += size) // two bytes of number, then the name
        made.names_.emplace_back(reinterpret_cast<const char*>(table + 2), (std::uint32_t{table[0]} << 8U) | table[1]);
    return made;
}

Pcre::Outcome Pcre::run(std::string_view subject, std::size_t from, std::uint32_t options, PcreMatch& match) const {
    const std::unique_ptr<pcre2_match_data, FreeContext> data(pcre2_match_data_create_from_pattern(code_.get(), nullptr));
    const std::unique_ptr<pcre2_match_context, FreeContext> context(pcre2_match_context_create(nullptr));
    if (!data || !context) throw std::bad_alloc();
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimit);
    const auto text = reinterpret_cast<PCRE2_SPTR>(subject.data() == nullptr ? "" : subject.data());
    int answer = pcre2_match(code_.get(), text, subject.size(), from, options, data.get(), context.get());
    if (answer == PCRE2_ERROR_JIT_STACKLIMIT)
        answer = pcre2_match(code_.get(), text, subject.size(), from, options | PCRE2_NO_JIT, data.get(), context.get());
    if (answer == PCRE2_ERROR_NOMATCH) return Outcome::none;
    if (answer < 0) return Outcome::limit;
    const PCRE2_SIZE* const offsets = pcre2_get_ovector_pointer(data.get());
    match.groups.assign(groups_ + 1, {});
    for (std::size_t group = 0; group < static_cast<std::size_t>(answer); ++group)
        match.groups[group] = {.begin = offsets[2 * group], .end = offsets[2 * group + 1]};
    if (match.end() < match.begin()) match.groups.front().end = match.begin(); // \K inside a look-ahead
    return Outcome::found;
}

Pcre::Outcome Pcre::find(std::string_view subject, std::size_t from, PcreMatch& match) const { return run(subject, from, 0, match); }

Pcre::Outcome Pcre::match_at(std::string_view subject, std::size_t from, PcreMatch& match) const {
    return run(subject, from, PCRE2_ANCHORED, match);
}

Pcre::Outcome Pcre::find_all(std::string_view subject, std::size_t from, const std::function<bool(const PcreMatch&)>& take) const {
    PcreMatch match;
    while (from <= subject.size()) {
        const Outcome outcome = find(subject, from, match);
        if (outcome == Outcome::limit) return outcome;
        if (outcome == Outcome::none) break;
        const std::size_t end = match.end();
        const bool goes_on = take(match);
        if (!goes_on) break;
        from = std::max(end, from);
        if (end <= match.begin()) { // an empty match: go on behind the next character
            ++from;
            while (from < subject.size() && (static_cast<unsigned char>(subject[from]) & 0xC0U) == 0x80U) ++from;
        }
    }
    return Outcome::found;
}

} // namespace squire::search
