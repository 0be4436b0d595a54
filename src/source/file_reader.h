// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/result.h"

namespace squire::source {

/// Reads whole files into memory that is used again for the next one. Files are not mapped: one that shrinks meanwhile would end the
/// program. For one thread at a time.
class FileReader {
public:
    /// What stands in the file from its current place on, valid until the next call. One that is being written to is seen as it was at some
    /// moment of reading. Errors: limit (longer than `limit`, or more than there is memory for), unreadable. Error::place stays empty.
    [[nodiscard]] Result<std::string_view> read(int file, std::uint64_t limit);

    /// At most the first `most` bytes; `most` is small.
    [[nodiscard]] Result<std::string_view> read_head(int file, std::size_t most);

private:
    struct Free {
        void operator()(char* memory) const { std::free(memory); } // NOLINT: from realloc
    };

    [[nodiscard]] bool reserve(std::size_t size);

    std::unique_ptr<char, Free> memory_; // by realloc, which does not clear it
    std::size_t capacity_ = 0;
};

} // namespace squire::source
