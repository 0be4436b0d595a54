// SPDX-License-Identifier: MIT
#include "finding/weakness.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_map>

#include "base/text.h"
#include "embedded/cwe_families.h"

namespace squire::finding {
namespace {

using Families = std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>; // of a number: the lines it stands in, rising

Families read_families() {
    Families families;
    std::uint32_t line_number = 0;
    for (const auto& [file, text] : embedded::cwe_families()) {
        for (const std::string_view line : split(text, '\n')) {
            ++line_number;
            if (line.empty() || line.front() == '#') continue;
            for (const std::string_view word : split(line, ' ')) {
                const std::uint32_t number = parse_cwe(word);
                if (number == 0) continue; // the test reads the file too
                std::vector<std::uint32_t>& lines = families[number];
                if (lines.empty() || lines.back() != line_number) lines.push_back(line_number);
            }
        }
    }
    return families;
}

} // namespace

std::uint32_t parse_cwe(std::string_view text) {
    text = trim(text);
    if (text.size() > 4 && to_lower(text.substr(0, 3)) == "cwe" && (text[3] == '-' || text[3] == ':' || text[3] == '_')) text.remove_prefix(4);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc()) return 0;
    // "89th" is no number, "89: Improper …" is.
    const bool ends = end == text.data() + text.size() || *end == ':' || *end == ' ' || *end == ',' || *end == ')';
    return ends ? number : 0;
}

const std::vector<std::uint32_t>& families_of(std::uint32_t number) {
    static const Families families = read_families();
    static const std::vector<std::uint32_t> none;
    const auto found = families.find(number);
    return found == families.end() ? none : found->second;
}

bool is_same_weakness(std::uint32_t left, std::uint32_t right) {
    if (left == right) return true;
    const std::vector<std::uint32_t>& families = families_of(left);
    return std::ranges::find_first_of(families, families_of(right)) != families.end();
}

std::vector<std::uint32_t> cwes_of(const Finding& finding) {
    std::vector<std::uint32_t> numbers;
    for (const Identifier& identifier : finding.identifiers) {
        if (to_lower(identifier.type) != "cwe") continue;
        const std::uint32_t number = parse_cwe(identifier.value);
        if (number != 0) numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    const auto doubles = std::ranges::unique(numbers);
    numbers.erase(doubles.begin(), doubles.end());
    return numbers;
}

} // namespace squire::finding
