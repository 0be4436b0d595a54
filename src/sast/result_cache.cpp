// SPDX-License-Identifier: MIT
#include "sast/result_cache.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/version.h"
#include "formats/own_json.h"

namespace squire::sast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = "squire sast results 1\n";
constexpr std::string_view kPrefix = "sast-";
constexpr std::string_view kSuffix = ".results";
constexpr std::size_t kKey = sizeof(Sha256);
constexpr std::size_t kEntryHead = kKey + 12;
constexpr std::uint32_t kNotParsed = 0xFFFFFFFF;
constexpr std::uint32_t kOldest = 100; // scans

std::string_view bytes_of(const Sha256& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

std::uint32_t number_at(std::string_view bytes) {
    std::uint32_t number = 0;
    for (std::size_t i = 4; i-- > 0;) number = number << 8U | static_cast<unsigned char>(bytes[i]);
    return number;
}

void append_number(std::string& to, std::uint32_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) to += static_cast<char>(number >> shift & 0xFFU);
}

// The version alone does not tell two builds apart while one of them is being written.
std::string this_build() {
    std::error_code error;
    const fs::path program = "/proc/self/exe";
    const auto size = fs::file_size(program, error);
    const auto time = fs::last_write_time(program, error);
    if (error) return std::string(version());
    return fmt::format("{} {} {}", version(), size, time.time_since_epoch().count());
}

// Files of rules that are no longer used.
void forget_oldest(const fs::path& folder, std::size_t keep) {
    std::error_code error;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) continue;
        std::error_code gone;
        const auto time = entry->last_write_time(gone);
        if (!gone) files.emplace_back(time, entry->path());
    }
    std::ranges::sort(files, std::greater());
    for (std::size_t i = keep; i < files.size(); ++i) fs::remove(files[i].second, error);
}

} // namespace

ResultCache::ResultCache(const fs::path& folder, std::string_view rules) {
    if (folder.empty() || rules.empty()) return;
    folder_ = folder;
    file_ = folder / fmt::format("{}{}{}", kPrefix, to_hex(sha256(fmt::format("{}\n{}", this_build(), rules))), kSuffix);
    read();
}

void ResultCache::read() {
    auto bytes = read_file(file_, kLargestFile);
    if (!bytes || bytes->size() < kHead.size() + kKey || !bytes->starts_with(kHead)) return;
    bytes_ = std::move(*bytes);
    const std::string_view all = std::string_view(bytes_).substr(0, bytes_.size() - kKey);
    if (bytes_of(sha256(all)) != std::string_view(bytes_).substr(all.size())) return;
    for (std::string_view rest = all.substr(kHead.size()); !rest.empty();) {
        if (rest.size() < kEntryHead) return entries_.clear();
        Key key;
        std::ranges::copy(rest.substr(0, kKey), key.begin());
        const std::uint32_t age = number_at(rest.substr(kKey));
        const std::uint32_t gap = number_at(rest.substr(kKey + 4));
        const std::uint32_t size = number_at(rest.substr(kKey + 8));
        rest.remove_prefix(kEntryHead);
        if (size > rest.size()) return entries_.clear();
        entries_[key] = {.age = age, .gap = gap, .findings = rest.substr(0, size)};
        rest.remove_prefix(size);
    }
}

ResultCache::Key ResultCache::key_of(std::string_view path, std::string_view text) {
    std::string both(bytes_of(sha256(path)));
    both += bytes_of(sha256(text));
    return sha256(both);
}

std::optional<ResultCache::Result> ResultCache::find(const Key& key) const {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return std::nullopt;
    Result result;
    if (found->second.gap != kNotParsed) result.gap_bytes = found->second.gap;
    if (found->second.findings.empty()) return result;
    auto findings = formats::read_findings(found->second.findings);
    if (!findings) return std::nullopt;
    result.findings = std::move(*findings);
    return result;
}

std::optional<ResultCache::Packed> ResultCache::pack(const Result& result) {
    if (result.findings.empty()) return Packed{.findings = {}, .gap_bytes = result.gap_bytes};
    std::string packed = formats::write_findings(result.findings);
    const auto back = formats::read_findings(packed);
    if (!back || *back != result.findings) return std::nullopt;
    return Packed{.findings = std::move(packed), .gap_bytes = result.gap_bytes};
}

void ResultCache::save(const std::vector<Key>& met, const std::vector<std::pair<Key, Packed>>& added) const {
    if (!is_on() || added.empty()) return;
    std::map<Key, Entry> merged = entries_;
    for (auto& [key, entry] : merged) ++entry.age;
    for (const Key& key : met) {
        if (const auto found = merged.find(key); found != merged.end()) found->second.age = 0;
    }
    for (const auto& [key, packed] : added) merged[key] = {.age = 0, .gap = packed.gap_bytes.value_or(kNotParsed), .findings = packed.findings};
    std::vector<std::pair<std::uint32_t, Key>> order;
    for (const auto& [key, entry] : merged) {
        if (entry.age <= kOldest) order.emplace_back(entry.age, key);
    }
    std::ranges::sort(order);
    std::string bytes(kHead);
    for (const auto& [age, key] : order) {
        const Entry& entry = merged[key];
        if (bytes.size() + kEntryHead + entry.findings.size() + kKey > kLargestFile) continue;
        bytes += bytes_of(key);
        append_number(bytes, age);
        append_number(bytes, entry.gap);
        append_number(bytes, static_cast<std::uint32_t>(entry.findings.size()));
        bytes += entry.findings;
    }
    const Sha256 check = sha256(bytes);
    bytes += bytes_of(check);
    if (write_file(file_, bytes)) forget_oldest(folder_, kMostFiles);
}

} // namespace squire::sast
