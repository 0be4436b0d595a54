// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "source/source.h"

namespace squire::testing {

/// Remembers every text that it is shown.
class CollectedTexts final : public source::TextVisitor {
public:
    [[nodiscard]] std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned worker) override {
        (void)worker;
        const std::scoped_lock lock(mutex_);
        by_path[std::string(text.path)] = std::string(text.bytes);
        by_blob[text.blob] = std::string(text.bytes);
        ++count;
        return nullptr;
    }

    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> sorted;
        for (const auto& [path, bytes] : by_path) sorted.push_back(path);
        return sorted;
    }

    std::map<std::string, std::string> by_path;
    std::map<source::ObjectId, std::string> by_blob;
    std::size_t count = 0;

private:
    std::mutex mutex_;
};

} // namespace squire::testing
