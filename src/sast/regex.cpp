// SPDX-License-Identifier: MIT
#define PCRE2_CODE_UNIT_WIDTH 8
#include "sast/regex.h"

#include <array>

#include <fmt/format.h>
#include <pcre2.h>

namespace squire::sast {

namespace {

constexpr std::uint32_t kMatchLimit = 2'000'000;
constexpr std::uint32_t kDepthLimit = 20'000;
constexpr std::uint32_t kHeapLimit = 20'000; // KiB

struct FreeMatch {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeContext {
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

} // namespace

struct Regex::Code {
    pcre2_code* code = nullptr;
    Code() = default;
    ~Code() { pcre2_code_free(code); }
    Code(const Code&) = delete;
    Code& operator=(const Code&) = delete;
};

Regex::Regex(std::unique_ptr<Code> code) : code_(std::move(code)) {}
Regex::Regex(Regex&& other) noexcept = default;
Regex& Regex::operator=(Regex&& other) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view pattern) {
    auto code = std::make_unique<Code>();
    int error = 0;
    PCRE2_SIZE offset = 0;
    const auto compile = [&](std::uint32_t options) {
        return pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), options, &error, &offset, nullptr);
    };
    code->code = compile(PCRE2_MULTILINE | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF);
    if (code->code == nullptr) code->code = compile(PCRE2_MULTILINE); // escapes of single bytes
    if (code->code == nullptr) {
        std::array<PCRE2_UCHAR, 200> message{};
        pcre2_get_error_message(error, message.data(), message.size());
        return fail(ErrorKind::malformed,
                    fmt::format("the regex is wrong at byte {}: {}", offset, reinterpret_cast<const char*>(message.data())));
    }
    pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE); // where it is not there, the interpreter matches
    return Regex(std::move(code));
}

std::size_t Regex::group_count() const {
    std::uint32_t count = 0;
    pcre2_pattern_info(code_->code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}

std::vector<std::pair<std::string, std::size_t>> Regex::group_names() const {
    std::uint32_t count = 0;
    std::uint32_t size = 0;
    PCRE2_SPTR table = nullptr;
    pcre2_pattern_info(code_->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code_->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code_->code, PCRE2_INFO_NAMETABLE, &table);
    std::vector<std::pair<std::string, std::size_t>> names;
    for (std::uint32_t i = 0; i < count; ++i, table += size) // two bytes of the group's number, then the name
        names.emplace_back(reinterpret_cast<const char*>(table + 2), static_cast<std::size_t>(table[0] << 8U | table[1]));
    return names;
}

Result<std::optional<Regex::Groups>> Regex::search(std::string_view text, std::size_t from, bool anchored) const {
    const std::unique_ptr<pcre2_match_data, FreeMatch> data(pcre2_match_data_create_from_pattern(code_->code, nullptr));
    const std::unique_ptr<pcre2_match_context, FreeContext> context(pcre2_match_context_create(nullptr));
    if (!data || !context) return fail(ErrorKind::limit, "no memory for the regex");
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_depth_limit(context.get(), kDepthLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimit);
    const int count = pcre2_match(code_->code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from, anchored ? PCRE2_ANCHORED : 0,
                                  data.get(), context.get());
    if (count == PCRE2_ERROR_NOMATCH || count == PCRE2_ERROR_PARTIAL) return std::nullopt;
    if (count < 0) return fail(ErrorKind::limit, fmt::format("the regex takes too long on this text (PCRE2 error {})", count));
    const std::size_t* offsets = pcre2_get_ovector_pointer(data.get());
    Groups groups;
    for (std::uint32_t i = 0; i < pcre2_get_ovector_count(data.get()); ++i)
        groups.emplace_back(i < static_cast<std::uint32_t>(count) ? offsets[2 * i] : std::string_view::npos,
                            i < static_cast<std::uint32_t>(count) ? offsets[2 * i + 1] : std::string_view::npos);
    return groups;
}

} // namespace squire::sast
