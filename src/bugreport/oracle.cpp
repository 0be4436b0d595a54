// SPDX-License-Identifier: MIT
#include "bugreport/oracle.h"

#include <algorithm>
#include <numeric>
#include <ranges>
#include <utility>

namespace squire::bugreport {
namespace {

class JointOracle final : public Oracle {
public:
    explicit JointOracle(std::vector<std::unique_ptr<Oracle>> oracles) : oracles_(std::move(oracles)) {}

    Result<bool> interesting(const Input& candidate, unsigned worker) override {
        for (const auto& oracle : oracles_) {
            const auto answer = oracle->interesting(candidate, worker);
            if (!answer || !*answer) return answer;
        }
        return true;
    }

    [[nodiscard]] std::size_t at_once() const override {
        auto slow = oracles_ | std::views::filter([](const auto& each) { return each->is_slow(); });
        if (slow.empty()) return 1;
        return std::ranges::min(slow | std::views::transform([](const auto& each) { return each->at_once(); }));
    }
    [[nodiscard]] bool is_slow() const override {
        return std::ranges::any_of(oracles_, [](const auto& each) { return each->is_slow(); });
    }

    Result<bool> rules_out(const Input& candidate) override {
        for (const auto& oracle : oracles_) {
            if (oracle->is_slow()) {
                const auto out = oracle->rules_out(candidate);
                if (!out || *out) return out;
                continue;
            }
            const auto answer = oracle->interesting(candidate, 0);
            if (!answer) return std::unexpected(answer.error());
            if (!*answer) return true;
        }
        return false;
    }

    Result<std::vector<bool>> interesting_each(std::span<const Input> candidates) override {
        std::vector<std::size_t> left(candidates.size()); // those that are of interest so far
        std::iota(left.begin(), left.end(), 0U);
        for (const auto& oracle : oracles_) {
            std::vector<Input> asked;
            for (const std::size_t each : left) asked.push_back(candidates[each]);
            if (asked.empty()) break;
            const auto answers = oracle->interesting_each(asked);
            if (!answers) return answers;
            std::vector<std::size_t> still;
            for (std::size_t i = 0; i < left.size(); ++i)
                if ((*answers)[i]) still.push_back(left[i]);
            left = std::move(still);
        }
        std::vector<bool> all(candidates.size(), false);
        for (const std::size_t each : left) all[each] = true;
        return all;
    }

    Result<bool> confirm(const Input& candidate) override {
        for (const auto& oracle : oracles_) {
            const auto answer = oracle->confirm(candidate);
            if (!answer || !*answer) return answer;
        }
        return true;
    }
    [[nodiscard]] std::string key() const override {
        std::string key;
        for (const auto& oracle : oracles_) key += oracle->key() + "\nand ";
        return key;
    }
    [[nodiscard]] bool keeps_place() const override {
        return std::ranges::any_of(oracles_, [](const auto& each) { return each->keeps_place(); });
    }

private:
    std::vector<std::unique_ptr<Oracle>> oracles_;
};

} // namespace

Result<std::vector<bool>> Oracle::interesting_each(std::span<const Input> candidates) {
    std::vector<bool> answers;
    for (const Input& candidate : candidates) {
        const auto answer = interesting(candidate, 0);
        if (!answer) return std::unexpected(answer.error());
        answers.push_back(*answer);
    }
    return answers;
}

std::unique_ptr<Oracle> make_joint_oracle(std::vector<std::unique_ptr<Oracle>> oracles) {
    return std::make_unique<JointOracle>(std::move(oracles));
}

Result<unsigned> count_interesting(Oracle& oracle, const Input& input, unsigned tries) {
    unsigned times = 0;
    for (unsigned i = 0; i < tries; ++i) {
        const auto answer = oracle.confirm(input);
        if (!answer) return std::unexpected(answer.error());
        times += *answer ? 1 : 0;
    }
    return times;
}

} // namespace squire::bugreport
