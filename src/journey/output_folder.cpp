// SPDX-License-Identifier: MIT
#include "journey/output_folder.h"

#include <algorithm>
#include <utility>

#include "base/file.h"
#include "base/hash.h"

namespace squire::journey {
namespace {

constexpr std::uint64_t kLargestFile = 1ULL << 30U; // bytes of a result

} // namespace

Result<void> OutputFolder::write(const std::string& path, std::string_view bytes) {
    const std::string digest = to_hex(sha256(bytes));
    const std::filesystem::path file = root_ / path;
    const auto before = read_file(file, kLargestFile);
    std::string target = path;
    if (before) {
        const std::string stands = to_hex(sha256(*before));
        const auto known = known_.find(path);
        if (stands != digest && (known == known_.end() || stands != known->second)) {
            target += ".new";
            if (std::ranges::find(kept_, path) == kept_.end()) kept_.push_back(path);
        }
        if (stands == digest) {
            known_[path] = digest;
            written_[path] = digest;
            return {};
        }
    } else if (before.error().kind != ErrorKind::not_found) {
        return std::unexpected(before.error());
    }
    if (auto written = write_file(root_ / target, bytes); !written) return written;
    known_[path] = digest;
    written_[path] = digest;
    return {};
}

void OutputFolder::remove(const std::string& path, const std::string& digest) {
    const auto stands = read_file(root_ / path, kLargestFile);
    if (!stands || to_hex(sha256(*stands)) != digest) return;
    std::error_code ignored; // then it stays, and is one file too many
    std::filesystem::remove(root_ / path, ignored);
    known_.erase(path);
}

FileDigests OutputFolder::take_written() { return std::exchange(written_, {}); }

bool OutputFolder::holds(const FileDigests& files) const {
    return std::ranges::all_of(files, [&](const auto& file) {
        std::error_code ignored;
        return std::filesystem::is_regular_file(root_ / file.first, ignored);
    });
}

} // namespace squire::journey
