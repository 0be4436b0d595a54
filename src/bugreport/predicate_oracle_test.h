// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <utility>

#include "bugreport/oracle.h"

namespace squire::bugreport {

/// Any predicate as an oracle.
class PredicateOracle final : public Oracle {
public:
    explicit PredicateOracle(std::function<bool(const Input&)> predicate, bool keeps_place = false)
        : predicate_(std::move(predicate)), keeps_place_(keeps_place) {}

    Result<bool> interesting(const Input& candidate, unsigned /*worker*/) override {
        ++asked_;
        return predicate_(candidate);
    }
    [[nodiscard]] std::string key() const override { return "predicate"; }
    [[nodiscard]] bool keeps_place() const override { return keeps_place_; }
    [[nodiscard]] std::uint64_t asked() const { return asked_; }

private:
    std::function<bool(const Input&)> predicate_;
    bool keeps_place_;
    std::atomic<std::uint64_t> asked_{0};
};

/// One file with the place where `at` stands in it; at its beginning where it does not.
inline Input one_file(std::string path, std::string bytes, std::string_view at = {}) {
    const std::size_t found = bytes.find(at);
    const std::size_t begin = found == std::string::npos ? 0 : found;
    return {.files = {make_file(std::move(path), std::move(bytes))}, .place = {.file = 0, .begin = begin, .end = begin + at.size()}};
}

} // namespace squire::bugreport
