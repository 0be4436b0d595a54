// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "source/source.h"

namespace squire::dependencies {

/// Texts by path, as a source: what a test gives, or the files below a folder, whatever git would say of them.
class TextsGiven final : public source::Source {
public:
    explicit TextsGiven(std::vector<std::pair<std::string, std::string>> texts) : texts_(std::move(texts)) {}

    explicit TextsGiven(const std::filesystem::path& folder) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.is_regular_file())
                texts_.emplace_back(entry.path().lexically_relative(folder).string(), read_file(entry.path()).value_or(""));
        std::ranges::sort(texts_);
    }

    [[nodiscard]] std::string describe() const override { return "texts of a test"; }

    [[nodiscard]] Result<source::Tally> read(source::TextVisitor& visitor, const source::ReadOptions&, Problems&) override {
        for (const auto& [path, bytes] : texts_) (void)visitor.visit({.path = path, .bytes = bytes}, 0);
        return source::Tally{.texts = texts_.size()};
    }

private:
    std::vector<std::pair<std::string, std::string>> texts_;
};

} // namespace squire::dependencies
