// SPDX-License-Identifier: MIT
#include "dependencies/licence.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "embedded/licences.h"

namespace squire::dependencies {
namespace {

constexpr std::array<std::string_view, 6> kKinds{"unknown", "permissive", "weak", "strong", "network", "restricted"};
constexpr int kNesting = 32;

const std::unordered_map<std::string, LicenceKind>& known_licences() {
    static const auto kKnown = [] {
        std::unordered_map<std::string, LicenceKind> made;
        for (const EmbeddedFile& file : embedded::licences())
            for (const std::string_view line : split(file.text, '\n')) {
                const std::size_t blank = line.find(' ');
                if (line.starts_with('#') || blank == std::string_view::npos) continue;
                const auto kind = std::ranges::find(kKinds, trim(line.substr(blank + 1)));
                if (kind != kKinds.end()) made.emplace(to_lower(line.substr(0, blank)), static_cast<LicenceKind>(kind - kKinds.begin()));
            }
        return made;
    }();
    return kKnown;
}

bool matches(const std::vector<std::string>& patterns, std::string_view identifier) {
    const std::string name = to_lower(identifier);
    const std::string_view kind = to_string(kind_of_licence(identifier));
    return std::ranges::any_of(patterns, [&](const std::string& each) {
        const std::string pattern = to_lower(each);
        if (pattern.ends_with('*')) return name.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
        return pattern == name || pattern == kind;
    });
}

LicenceVerdict judge_one(const LicencePolicy& policy, std::string_view identifier) {
    if (matches(policy.denied, identifier)) return LicenceVerdict::denied;
    if (kind_of_licence(identifier) == LicenceKind::unknown && !matches(policy.allowed, identifier)) return LicenceVerdict::unknown;
    return policy.allowed.empty() || matches(policy.allowed, identifier) ? LicenceVerdict::allowed : LicenceVerdict::denied;
}

/// A recursive descent: OR of ANDs of identifiers, each perhaps WITH an exception. Older npm packages write "A/B" and "A, B" for OR.
class Expression {
public:
    Expression(std::string_view text, const LicencePolicy& policy) : policy_(policy) {
        std::string word;
        const auto end_word = [&] {
            if (!word.empty()) words_.push_back(std::exchange(word, {}));
        };
        for (const char c : text) {
            if (c == ' ' || c == '\t' || c == '\n')
                end_word();
            else if (c == '(' || c == ')')
                end_word(), words_.emplace_back(1, c);
            else if (c == '/' || c == ',')
                end_word(), words_.emplace_back("OR");
            else
                word += c;
        }
        end_word();
    }

    /// Nothing where it is no expression.
    std::optional<LicenceVerdict> judge() {
        const auto verdict = any(0);
        return verdict && at_ == words_.size() ? verdict : std::nullopt;
    }
    [[nodiscard]] bool all_known() const { return all_known_; }

private:
    [[nodiscard]] bool looking_at(std::string_view word) const { return at_ < words_.size() && to_lower(words_[at_]) == word; }

    std::optional<LicenceVerdict> any(int depth) {
        auto verdict = all(depth);
        while (verdict && looking_at("or")) {
            ++at_;
            const auto other = all(depth);
            if (!other) return std::nullopt;
            if (*other == LicenceVerdict::allowed || *verdict == LicenceVerdict::allowed)
                verdict = LicenceVerdict::allowed;
            else if (*other == LicenceVerdict::unknown)
                verdict = LicenceVerdict::unknown;
        }
        return verdict;
    }

    std::optional<LicenceVerdict> all(int depth) {
        auto verdict = one(depth);
        while (verdict && looking_at("and")) {
            ++at_;
            const auto other = one(depth);
            if (!other) return std::nullopt;
            if (*other == LicenceVerdict::denied || *verdict == LicenceVerdict::denied)
                verdict = LicenceVerdict::denied;
            else if (*other == LicenceVerdict::unknown)
                verdict = LicenceVerdict::unknown;
        }
        return verdict;
    }

    std::optional<LicenceVerdict> one(int depth) {
        if (at_ == words_.size() || depth == kNesting) return std::nullopt;
        if (words_[at_] == "(") {
            ++at_;
            const auto verdict = any(depth + 1);
            if (!verdict || at_ == words_.size() || words_[at_] != ")") return std::nullopt;
            ++at_;
            return verdict;
        }
        const std::string word = words_[at_];
        if (word == ")" || looking_at("or") || looking_at("and") || looking_at("with")) return std::nullopt;
        ++at_;
        all_known_ = all_known_ && kind_of_licence(word) != LicenceKind::unknown;
        if (looking_at("with")) at_ = std::min(at_ + 2, words_.size()); // an exception only permits more
        return judge_one(policy_, word);
    }

    const LicencePolicy& policy_;
    std::vector<std::string> words_;
    std::size_t at_ = 0;
    bool all_known_ = true;
};

} // namespace

std::string_view to_string(LicenceKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

LicenceKind kind_of_licence(std::string_view identifier) {
    const auto found = known_licences().find(to_lower(identifier));
    return found == known_licences().end() ? LicenceKind::unknown : found->second;
}

bool is_spdx_expression(std::string_view text) {
    if (text.find_first_of("/,") != std::string_view::npos) return false; // an older form
    const LicencePolicy none;
    Expression expression(text, none);
    return expression.judge() && expression.all_known();
}

LicenceVerdict judge_licence(const LicencePolicy& policy, std::string_view text) {
    const auto verdict = Expression(text, policy).judge().value_or(LicenceVerdict::unknown);
    if (verdict != LicenceVerdict::unknown || trim(text).empty()) return verdict;
    if (matches(policy.denied, text)) return LicenceVerdict::denied; // "Proprietary licence", named as it is
    return matches(policy.allowed, text) ? LicenceVerdict::allowed : LicenceVerdict::unknown;
}

std::vector<LicenceUse> licences_of(const PackageInventory& inventory, const LicencePolicy& policy) {
    std::map<std::string, std::set<std::string>> packages;
    for (const PackageFile& file : inventory.files) {
        if (!file.counts()) continue;
        for (const Package& package : file.packages) {
            if (package.ecosystem == Ecosystem::container) continue; // an image has no one licence
            packages[std::string(trim(package.licence))].insert(package.version.empty() ? package.name
                                                                                        : fmt::format("{} {}", package.name, package.version));
        }
    }
    std::vector<LicenceUse> uses;
    for (auto& [licence, names] : packages) {
        LicenceUse use{.licence = licence, .verdict = judge_licence(policy, licence), .packages = {names.begin(), names.end()}};
        if (use.verdict == LicenceVerdict::unknown && !policy.unknown_allowed) use.verdict = LicenceVerdict::denied;
        uses.push_back(std::move(use));
    }
    std::ranges::stable_sort(uses, [](const LicenceUse& left, const LicenceUse& right) {
        const bool denied = left.verdict == LicenceVerdict::denied;
        return denied != (right.verdict == LicenceVerdict::denied) ? denied : left.packages.size() > right.packages.size();
    });
    return uses;
}

} // namespace squire::dependencies
