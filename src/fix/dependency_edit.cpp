// SPDX-License-Identifier: MIT
#include "fix/dependency_edit.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/problems.h"
#include "base/text.h"
#include "dependencies/format.h"

namespace squire::fix {
namespace {

using dependencies::Format;
using dependencies::Package;
using dependencies::PackageFile;

constexpr std::uint64_t kLargestManifest = 8U << 20U; // bytes; the scan reads no longer one
constexpr std::size_t kMostTries = 400;               // places of one upgrade; each is read back
constexpr std::size_t kMostPlaces = 16;               // that one upgrade changes
constexpr std::size_t kLongestWord = 200;

using Texts = std::map<std::string, std::string, std::less<>>;
using Versions = std::set<std::pair<std::string, std::string>>; // name, version (or what is asked for)

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_of_version(char c) { return is_letter_or_digit(c) || c == '_' || c == '+' || c == '-'; }

// Whether the text at `at` is the whole of a version, and no part of a longer one.
bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
    if (at > 0 && is_of_version(text[at])) {
        const char before = text[at - 1];
        const bool prefix = (before == 'v' || before == 'V') && (at == 1 || !is_of_version(text[at - 2]));
        if (!prefix && (is_of_version(before) || before == '.')) return false;
    }
    const std::size_t end = at + length;
    if (end >= text.size()) return true;
    if (is_of_version(text[end])) return false;
    return text[end] != '.' || end + 1 >= text.size() || !is_letter_or_digit(text[end + 1]);
}

struct Place {
    std::string path;
    std::size_t offset = 0;
    std::uint32_t line = 0;
};

std::vector<Place> places_of(const std::string& path, std::string_view text, std::string_view version) {
    std::vector<Place> places;
    std::uint32_t line = 1;
    std::size_t counted = 0;
    for (std::size_t at = text.find(version); at != std::string_view::npos; at = text.find(version, at + 1)) {
        line += static_cast<std::uint32_t>(
            std::count(text.begin() + static_cast<std::ptrdiff_t>(counted), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        counted = at;
        if (stands_alone(text, at, version.size())) places.push_back({path, at, line});
    }
    return places;
}

// The file and those that its reader asks for, read once.
class Reader {
public:
    Reader(std::filesystem::path root, const PackageFile& file, std::string Package::* tells)
        : root_(std::move(root)), path_(file.path), format_(dependencies::format_by_id(file.format)), tells_(tells) {}

    [[nodiscard]] Result<void> open() {
        auto bytes = read_file(root_ / path_, kLargestManifest);
        if (!bytes) return std::unexpected(bytes.error());
        texts_[path_] = std::move(*bytes);
        return {};
    }

    [[nodiscard]] Versions versions(const std::map<std::string, std::string, std::less<>>& edited) {
        const auto other = [&](std::string_view path) -> std::optional<std::string_view> {
            if (const auto found = edited.find(path); found != edited.end()) return found->second;
            return original(path);
        };
        Problems said_before;
        const auto own = edited.find(path_);
        const PackageFile read = dependencies::read_package_file(
            format_, {.path = path_, .bytes = own != edited.end() ? own->second : texts_.find(path_)->second, .other = other}, said_before);
        Versions versions;
        for (const Package& package : read.packages)
            versions.emplace(dependencies::canonical_name(package.ecosystem, package.name), package.*tells_);
        return versions;
    }

    /// The file itself first.
    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> paths{path_};
        for (const auto& [path, text] : texts_)
            if (path != path_) paths.push_back(path);
        return paths;
    }
    [[nodiscard]] const std::string& text(const std::string& path) const { return texts_.find(path)->second; }

private:
    std::optional<std::string_view> original(std::string_view path) {
        if (const auto found = texts_.find(path); found != texts_.end()) return found->second;
        const std::filesystem::path place = std::filesystem::path(path).lexically_normal();
        if (place.empty() || place.is_absolute() || *place.begin() == "..") return std::nullopt;
        auto bytes = read_file(root_ / place, kLargestManifest);
        if (!bytes) return std::nullopt;
        return texts_.emplace(path, std::move(*bytes)).first->second;
    }

    std::filesystem::path root_;
    std::string path_;
    const Format& format_;
    std::string Package::* tells_;
    Texts texts_;
};

std::vector<std::string> moved(const Versions& before, const Versions& after, const std::string& but) {
    std::vector<std::string> words;
    for (const auto& [name, version] : after) {
        if (name == but || before.contains({name, version})) continue;
        const auto old = before.lower_bound({name, ""});
        words.push_back(old != before.end() && old->first == name ? fmt::format("{} from {} to {}", name, old->second, version)
                                                                  : fmt::format("{} {}", name, version));
    }
    for (const auto& [name, version] : before) {
        const auto still = after.lower_bound({name, ""});
        if (name != but && (still == after.end() || still->first != name)) words.push_back(fmt::format("no {}", name));
    }
    return words;
}

std::string_view line_around(std::string_view text, std::size_t at) {
    const std::size_t begin = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::string_view line = text.substr(begin == std::string_view::npos ? 0 : begin + 1);
    return line.substr(0, line.find('\n'));
}

struct Trial {
    Place place;
    Versions versions;
    std::vector<std::string> also;
};

// Every place where `package`'s `tells` stands becomes `next`.
Result<VersionEdit> edit_word(const std::filesystem::path& root, const PackageFile& file, const Package& package, std::string Package::* tells,
                              const std::string& next) {
    const std::string& old = package.*tells;
    Reader reader(root, file, tells);
    if (const auto opened = reader.open(); !opened) return std::unexpected(opened.error());
    const std::string name = dependencies::canonical_name(package.ecosystem, package.name);

    VersionEdit edit;
    Texts edited;
    Versions now = reader.versions(edited);
    const Versions first = now;
    std::size_t tries = 0;
    for (std::size_t round = 0; now.contains({name, old}); ++round) {
        std::optional<Trial> best;
        for (const std::string& path : reader.paths()) {
            const std::string& text = edited.contains(path) ? edited.find(path)->second : reader.text(path);
            std::vector<Place> places = places_of(path, text, old);
            const auto distance = [&](const Place& place) {
                if (path != file.path) return place.line;
                return place.line >= package.line ? place.line - package.line : 1'000'000U + package.line - place.line;
            };
            std::ranges::stable_sort(places, {}, distance);
            for (const Place& place : places) {
                if (best && best->also.empty()) break;
                if (++tries > kMostTries)
                    return fail(ErrorKind::limit, fmt::format("{} stands at more than {} places", old, kMostTries), file.path);
                Texts trial = edited;
                trial[path] = std::string(text).replace(place.offset, old.size(), next);
                Versions versions = reader.versions(trial);
                const bool gone = !versions.contains({name, old});
                const bool came = versions.contains({name, next}) && !now.contains({name, next});
                // The reader tells each version once: of several places only the last makes a difference, and the others tell by the package's name.
                const bool again = round > 0 && versions == now && line_around(text, place.offset).contains(package.name);
                if (!(gone && versions.contains({name, next})) && !came && !again) continue;
                std::vector<std::string> also = moved(now, versions, name);
                if (!best || also.size() < best->also.size()) best = Trial{place, std::move(versions), std::move(also)};
            }
            if (best && best->also.empty()) break;
        }
        if (!best || round == kMostPlaces)
            return fail(
                ErrorKind::unsupported,
                fmt::format("where the version {} of {} comes from is not written in a form that can be changed alone", old, package.name),
                file.path);
        std::string text = edited.contains(best->place.path) ? edited.find(best->place.path)->second : reader.text(best->place.path);
        edited[best->place.path] = text.replace(best->place.offset, old.size(), next);
        now = std::move(best->versions);
    }
    for (const auto& [path, after] : edited) edit.changes.push_back({.path = path, .before = reader.text(path), .after = after});
    edit.also = moved(first, now, name);
    return edit;
}

} // namespace

bool is_plain_version(std::string_view version) {
    const auto plain = [](char c) { return is_letter_or_digit(c) || std::string_view("._+-~!").contains(c); };
    return !version.empty() && version.size() <= kLongestWord && is_letter_or_digit(version.front()) && std::ranges::all_of(version, plain);
}

bool is_plain_name(std::string_view name) {
    const auto plain = [](char c) { return is_letter_or_digit(c) || std::string_view("@/._:+~-").contains(c); };
    return !name.empty() && name.size() <= kLongestWord && name.front() != '-' && std::ranges::all_of(name, plain) && !name.contains("..");
}

Result<VersionEdit> edit_version(const std::filesystem::path& root, const PackageFile& file, const Package& package, std::string_view to) {
    if (dependencies::format_by_id(file.format).kind == dependencies::FormatKind::lock)
        return fail(ErrorKind::unsupported, "a lock is written by its package manager", file.path);
    if (!package.checksum.empty())
        return fail(ErrorKind::unsupported, fmt::format("{} is pinned with a checksum, which only a package manager can compute", package.name),
                    file.path);
    if (!is_plain_version(to) || !is_plain_version(package.version))
        return fail(ErrorKind::unsupported, fmt::format("'{}' is no version that could be written", printable(shorten(to, 80))), file.path);
    const std::string next = package.version.starts_with('v') && !to.starts_with('v') ? fmt::format("v{}", to) : std::string(to);
    return edit_word(root, file, package, &Package::version, next);
}

Result<VersionEdit> edit_requirement(const std::filesystem::path& root, const PackageFile& file, const Package& package, std::string_view to) {
    return edit_word(root, file, package, &Package::requirement, std::string(to));
}

} // namespace squire::fix
