// SPDX-License-Identifier: MIT
#include "bugreport/combined_oracle.h"

#include <algorithm>
#include <string>
#include <utility>

namespace squire::bugreport {
namespace {

class CombinedOracle final : public Oracle {
public:
    explicit CombinedOracle(std::vector<std::unique_ptr<Oracle>> parts) : parts_(std::move(parts)) {}

    Result<bool> interesting(const Input& candidate, unsigned worker) override {
        return all([&](Oracle& part) { return part.interesting(candidate, worker); });
    }
    Result<bool> confirm(const Input& candidate) override {
        return all([&](Oracle& part) { return part.confirm(candidate); });
    }
    [[nodiscard]] std::string key() const override {
        std::string key = "all of";
        for (const auto& part : parts_) key += "\n{" + part->key() + "}";
        return key;
    }
    [[nodiscard]] bool keeps_place() const override { return std::ranges::any_of(parts_, &Oracle::keeps_place); }

private:
    Result<bool> all(const auto& ask) {
        for (const auto& part : parts_) {
            auto answer = ask(*part);
            if (!answer || !*answer) return answer;
        }
        return true;
    }

    std::vector<std::unique_ptr<Oracle>> parts_;
};

} // namespace

std::unique_ptr<Oracle> make_combined_oracle(std::vector<std::unique_ptr<Oracle>> parts) {
    return std::make_unique<CombinedOracle>(std::move(parts));
}

} // namespace squire::bugreport
