// SPDX-License-Identifier: MIT
#include "bugreport/reduction_state.h"

#include <charconv>

#include <fmt/format.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/version.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kDigits = 16; // of half a hash
constexpr std::size_t kLine = 2 * kDigits + 1;

std::string first_line(std::string_view key) { return fmt::format("squire reduction 1 {}", key); }

bool read_half(std::string_view digits, std::uint64_t& value) {
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return read.ec == std::errc() && read.ptr == digits.data() + digits.size();
}

} // namespace

std::string state_key(const Input& input, const Oracle& oracle) {
    const CandidateHash hash = hash_of(input);
    return to_hex(sha256(fmt::format("{}\n{}\n{:x} {:x}", version(), oracle.key(), hash.low, hash.high)));
}

Verdicts load_state(const std::filesystem::path& file, std::string_view key) {
    Verdicts verdicts;
    const auto text = read_file(file, 1U << 30U);
    if (!text) return verdicts;
    std::string_view rest = *text;
    const std::string first = first_line(key) + "\n";
    if (!rest.starts_with(first)) return verdicts;
    rest.remove_prefix(first.size());
    while (rest.size() > kLine && rest[kLine] == '\n') {
        CandidateHash hash;
        const char verdict = rest[kLine - 1];
        if (read_half(rest.substr(0, kDigits), hash.low) && read_half(rest.substr(kDigits, kDigits), hash.high) &&
            (verdict == '+' || verdict == '-'))
            verdicts.add(hash, verdict == '+');
        rest.remove_prefix(kLine + 1);
    }
    return verdicts;
}

Result<void> save_state(const std::filesystem::path& file, std::string_view key, const Verdicts& verdicts) {
    std::string text = first_line(key) + "\n";
    text.reserve(text.size() + verdicts.size() * (kLine + 1));
    for (const auto& [hash, interesting] : verdicts.all())
        fmt::format_to(std::back_inserter(text), "{:016x}{:016x}{}\n", hash.low, hash.high, interesting ? '+' : '-');
    return write_file(file, text);
}

} // namespace squire::bugreport
