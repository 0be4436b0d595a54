// SPDX-License-Identifier: MIT
//
// A number with a noun that the ledger counts ("twelve critical findings", "3 merge requests") must be the value of a figure that such words can mean
// (rules/writeup/nouns.json). Words between the two may say which ("critical"); where none of them does, any figure of the noun will do, because "two
// findings" may speak of those that are left. "one" and "a" are articles more often than numbers and never complained about where there is one at all.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "embedded/writeup_data.h"
#include "writeup/check.h"
#include "writeup/figures.h"
#include "writeup/prose.h"

namespace squire::writeup {
namespace {

constexpr std::size_t kMostBetween = 3; // words between a number and its noun

struct Noun {
    std::vector<std::string> needs; // one of these words stands before it
    std::vector<std::string> any; // figures; "scans.*"
    std::map<std::string, std::vector<std::string>> qualified;
    std::vector<std::string> part_after; // words before a number that make it part of the whole
};

const std::map<std::string, Noun>& nouns() {
    static const std::map<std::string, Noun> all = [] {
        std::map<std::string, Noun> read;
        for (const EmbeddedFile& file : embedded::writeup_data()) {
            if (!file.name.ends_with("nouns.json")) continue;
            for (const nlohmann::json& each : nlohmann::json::parse(file.text)) {
                Noun noun;
                noun.any = each.at("any").get<std::vector<std::string>>();
                noun.needs = each.value("needs", std::vector<std::string>());
                noun.part_after = each.value("part_after", std::vector<std::string>());
                if (each.contains("qualified")) noun.qualified = each.at("qualified").get<std::map<std::string, std::vector<std::string>>>();
                for (const nlohmann::json& word : each.at("nouns")) read[word.get<std::string>()] = noun;
            }
        }
        return read;
    }();
    return all;
}

struct Word {
    std::string text; // lower case
    std::size_t at = 0;
    std::size_t end = 0;
    bool stop = false; // a sentence or a clause ends behind it
};

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    for (std::size_t i = 0; i < text.size();) {
        const auto part = [&](std::size_t at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            const bool inside = at > i && at + 1 < text.size() && (text[at] == ',' || text[at] == '.' || text[at] == '\'') &&
                                std::isdigit(static_cast<unsigned char>(text[at - 1])) != 0 &&
                                std::isdigit(static_cast<unsigned char>(text[at + 1])) != 0;
            return std::isalnum(byte) != 0 || byte >= 0x80 || inside || (text[at] == '-' && at > i);
        };
        std::size_t end = i;
        while (end < text.size() && part(end)) ++end;
        if (end == i) {
            if (!words.empty() && std::string_view(".,;:!?()%").find(text[i]) != std::string_view::npos) words.back().stop = true;
            ++i;
            continue;
        }
        words.push_back({.text = to_lower(text.substr(i, end - i)), .at = i, .end = end});
        i = end;
    }
    return words;
}

std::optional<std::int64_t> small_number(std::string_view word) {
    constexpr std::array<std::string_view, 20> kOnes{"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                                     "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                                     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    constexpr std::array<std::string_view, 8> kTens{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (const auto* const found = std::ranges::find(kOnes, word); found != kOnes.end()) return found - kOnes.begin();
    for (std::size_t i = 0; i < kTens.size(); ++i) {
        if (word == kTens.at(i)) return static_cast<std::int64_t>(i + 2) * 10;
        if (!word.starts_with(kTens.at(i)) || word.size() < kTens.at(i).size() + 2) continue;
        std::string_view rest = word.substr(kTens.at(i).size());
        if (rest.starts_with('-')) rest.remove_prefix(1);
        const auto* const one = std::ranges::find(kOnes, rest);
        if (one != kOnes.end() && one - kOnes.begin() >= 1 && one - kOnes.begin() <= 9)
            return static_cast<std::int64_t>(i + 2) * 10 + (one - kOnes.begin());
    }
    if (word == "dozen") return 12;
    return {};
}

struct Number {
    std::int64_t value = 0;
    std::size_t words = 1; // that it takes
};

// "12", "1,200", "twelve", "twenty-one", "two hundred and five", "no", "a dozen".
std::optional<Number> number_at(const std::vector<Word>& words, std::size_t at) {
    const std::string& word = words[at].text;
    if (std::isdigit(static_cast<unsigned char>(word.front())) != 0) {
        std::int64_t value = 0;
        std::size_t digits = 0;
        for (const char c : word) {
            if (c == ',' || c == '\'') continue;
            if (std::isdigit(static_cast<unsigned char>(c)) == 0 || ++digits > 9) return {}; // "3rd", "1.5", a date
            value = value * 10 + (c - '0');
        }
        return Number{value, 1};
    }
    if (word == "no") return Number{0, 1};
    const auto first = small_number(word);
    if (!first) return {};
    Number number{*first, 1};
    if (at + 1 < words.size() && !words[at].stop && words[at + 1].text == "hundred" && number.value >= 1 && number.value <= 9) {
        number = {number.value * 100, 2};
        std::size_t next = at + 2;
        if (next < words.size() && words[next].text == "and") ++next;
        if (next < words.size() && !words[next - 1].stop) {
            if (const auto rest = small_number(words[next].text); rest && *rest > 0) number = {number.value + *rest, next - at + 1};
        }
    }
    return number;
}

// "in 2026 findings were rare".
bool is_year(const std::vector<Word>& words, std::size_t at, const Number& number) {
    static const std::set<std::string_view> kBefore{"by", "during", "early", "from", "in", "late", "since", "until"};
    return at > 0 && !words[at - 1].stop && kBefore.contains(words[at - 1].text) && words[at].text.size() == 4 && number.value >= 1990 &&
           number.value < 2100;
}

bool matches(const std::vector<std::string>& patterns, std::string_view name) {
    return std::ranges::any_of(patterns, [&](std::string_view pattern) {
        return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1)) : name == pattern;
    });
}

class Numbers {
public:
    explicit Numbers(const Facts& facts) : figures_(figures_of(facts)) {}

    void look(const Paragraph& paragraph, std::vector<Complaint>& complaints) const {
        const std::vector<Word> words = words_of(paragraph.text);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto number = number_at(words, i);
            if (!number || is_year(words, i, *number)) continue;
            std::vector<std::string_view> between;
            for (std::size_t j = i + number->words; j < words.size() && between.size() <= kMostBetween && !words[j - 1].stop; ++j) {
                const auto noun = nouns().find(words[j].text);
                const bool fits = noun != nouns().end() &&
                                  (noun->second.needs.empty() || std::ranges::any_of(noun->second.needs, [&](const std::string& need) {
                                       return !between.empty() && between.back() == need;
                                   }));
                if (fits) {
                    judge(paragraph, words, i, j, *number, between, noun->second, complaints);
                    break;
                }
                // Behind these words something else is spoken of: "3 people who read findings".
                static const std::set<std::string_view> kApart{"and", "are", "by",   "for", "from", "had",  "has",   "have", "in",  "is",
                                                               "on",  "or",  "that", "to",  "was",  "were", "which", "who",  "with"};
                if (kApart.contains(words[j].text) || (words[j].text == "of" && !between.empty())) break;
                if (number_at(words, j) && words[j].text != "one") break;
                between.push_back(words[j].text);
            }
        }
    }

private:
    void judge(const Paragraph& paragraph, const std::vector<Word>& words, std::size_t first, std::size_t last, const Number& number,
               const std::vector<std::string_view>& between, const Noun& noun, std::vector<Complaint>& complaints) const {
        const std::string said = paragraph.text.substr(words[first].at, words[last].end - words[first].at);
        const std::string lower = to_lower(said);
        if (std::ranges::find(paragraph.allowed, lower) != paragraph.allowed.end()) return;
        if (words[first].text == "no" && !between.empty()) return; // "no more findings", "no false alarms of that kind"
        const std::vector<std::string>* wanted = &noun.any;
        for (const std::string_view word : between) {
            if (const auto found = noun.qualified.find(std::string(word)); found != noun.qualified.end()) wanted = &found->second;
        }
        std::set<std::int64_t> values;
        std::string best;
        for (const Figure& figure : figures_) {
            if (!matches(*wanted, figure.name)) continue;
            values.insert(figure.value);
            if (best.empty()) best = fmt::format("{} is {}", figure.name, figure.value);
        }
        if (values.empty() &&
            std::ranges::any_of(*wanted, [](const std::string& name) { return name.starts_with("weeks") || name.starts_with("goals"); }))
            return; // no plan on record
        if (values.empty()) values.insert(0), best = "the ledger has none";
        const std::int64_t most = *values.rbegin();
        if (values.contains(number.value)) return;
        if (words[first].text == "one" && most >= 1) return;
        // Part of the whole: "the first two findings", "three of the findings", "within two weeks".
        static const std::set<std::string_view> kParts{"first", "last", "these", "those", "other", "another", "next", "top", "the", "of", "all"};
        const bool part =
            first > 0 && !words[first - 1].stop && words[first - 1].text != "the" && words[first - 1].text != "of" &&
            words[first - 1].text != "all" &&
            (kParts.contains(words[first - 1].text) || std::ranges::find(noun.part_after, words[first - 1].text) != noun.part_after.end());
        const bool of = std::ranges::find(between, std::string_view("of")) != between.end();
        if ((part || of) && number.value <= most) return;
        std::string list = fmt::format("{}", fmt::join(values, ", "));
        complaints.push_back(
            {CheckRule::number, paragraph.line_at(words[first].at),
             fmt::format("\"{}\": {}", shorten(said, 80), wanted == &noun.any && values.size() > 1 ? "the ledger has " + list : best),
             fmt::format("mend the number, or say that it is meant: <!-- squire:allow \"{}\" --> above the paragraph", shorten(lower, 80))});
    }

    std::vector<Figure> figures_;
};

} // namespace

std::vector<Complaint> check_numbers(const Source& source, const Facts& facts) {
    const Numbers numbers(facts);
    std::vector<Complaint> complaints;
    for (const Paragraph& each : paragraphs_of(source)) numbers.look(each, complaints);
    return complaints;
}

} // namespace squire::writeup
