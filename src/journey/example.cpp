// SPDX-License-Identifier: MIT
#include "journey/example.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "advisories/index.h"
#include "advisories/index_builder.h"
#include "advisories/record_reader.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "embedded/example_advisories.h"
#include "embedded/example_files.h"
#include "rules/example_shape.h"

namespace squire::journey {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRoot = "examples/shop/";
constexpr std::string_view kSeed = "example-shop"; // tells its made-up secrets from those of rules

// "@@shape@@", or "@@2:shape@@" for another one of that shape.
Result<std::string> fill_in(std::string_view text) {
    std::string filled;
    for (std::size_t at = 0;;) {
        const std::size_t open = text.find("@@", at);
        filled += text.substr(at, open == std::string_view::npos ? open : open - at);
        if (open == std::string_view::npos) return filled;
        const std::size_t close = text.find("@@", open + 2);
        if (close == std::string_view::npos) return fail(ErrorKind::internal, "a shape without an end in the example");
        std::string_view shape = text.substr(open + 2, close - open - 2);
        std::uint32_t number = 0;
        if (shape.size() > 2 && shape[0] >= '0' && shape[0] <= '9' && shape[1] == ':') {
            number = static_cast<std::uint32_t>(shape[0] - '0');
            shape.remove_prefix(2);
        }
        const auto secret = rules::fill_shape(shape, kSeed, number);
        if (!secret) return std::unexpected(secret.error());
        filled += *secret;
        at = close + 2;
    }
}

std::optional<source::MadePerson> person_of(std::string_view text) {
    const std::size_t open = text.find('<');
    const std::size_t close = text.find('>');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
    return source::MadePerson{std::string(trim(text.substr(0, open))), std::string(text.substr(open + 1, close - open - 1))};
}

// "01 2025-03-03T09:12:00Z Ada <ada@x>" or "… | Ben <ben@x>", the committer.
Result<source::MadeCommit> commit_of(std::string_view line) {
    const std::size_t cut = line.find(' ', 3);
    const auto time = parse_time(line.substr(3, cut == std::string_view::npos ? cut : cut - 3));
    const std::string_view people = cut == std::string_view::npos ? std::string_view() : line.substr(cut + 1);
    const std::size_t bar = people.find('|');
    const auto author = person_of(people.substr(0, bar));
    const auto committer = bar == std::string_view::npos ? author : person_of(people.substr(bar + 1));
    if (!time || !author || !committer) return fail(ErrorKind::internal, "a line of the example's history cannot be read", std::string(line));
    return source::MadeCommit{.author = *author, .committer = *committer, .time = *time};
}

Result<void> add_files(source::MadeCommit& commit, std::string_view number) {
    const std::string folder = fmt::format("{}{}/", kRoot, number);
    for (const EmbeddedFile& file : embedded::example_files()) {
        if (!file.name.starts_with(folder)) continue;
        auto text = fill_in(file.text);
        if (!text) return std::unexpected(text.error());
        commit.files[std::string(file.name.substr(folder.size()))] = std::move(*text);
    }
    return {};
}

// Tells this state of the example from others.
std::string digest_of(std::span<const EmbeddedFile> files) {
    std::string all;
    for (const EmbeddedFile& file : files) all += fmt::format("{} {}\n{}", file.name, file.text.size(), file.text);
    return to_hex(sha256(all)).substr(0, 12);
}

Result<fs::path> folder_for(const fs::path& cache, std::span<const EmbeddedFile> files) {
    if (cache.empty()) return fail(ErrorKind::not_found, "there is no folder for what can be made again", "", "set HOME or XDG_CACHE_HOME");
    return cache / "example" / digest_of(files);
}

} // namespace

Result<std::vector<source::MadeCommit>> example_commits() {
    std::string_view history;
    for (const EmbeddedFile& file : embedded::example_files()) {
        if (file.name == fmt::format("{}history.txt", kRoot)) history = file.text;
    }
    std::vector<source::MadeCommit> commits;
    for (const std::string_view line : split(history, '\n')) {
        if (line.empty() || line.starts_with('#')) continue;
        if (line.size() > 3 && line[0] >= '0' && line[0] <= '9') {
            auto commit = commit_of(line);
            if (!commit) return std::unexpected(commit.error());
            if (auto added = add_files(*commit, line.substr(0, 2)); !added) return std::unexpected(added.error());
            commits.push_back(std::move(*commit));
        } else if (commits.empty()) {
            return fail(ErrorKind::internal, "the example's history begins without a commit");
        } else if (line.starts_with("- ")) {
            commits.back().removed.emplace_back(line.substr(2));
        } else {
            commits.back().message += fmt::format("{}\n", line);
        }
    }
    return commits;
}

Result<fs::path> example_repository(const fs::path& cache) {
    const auto folder = folder_for(cache, embedded::example_files());
    if (!folder) return std::unexpected(folder.error());
    fs::path repository = *folder / "shop";
    std::error_code failed;
    if (fs::is_directory(repository / ".git", failed)) return repository;
    const auto commits = example_commits();
    if (!commits) return std::unexpected(commits.error());
    // Made beside its place and renamed, so that another run, or one that was killed, never leaves half of it.
    fs::create_directories(*folder, failed);
    if (failed) return fail(ErrorKind::io, fmt::format("the folder cannot be made: {}", failed.message()), folder->string());
    std::string made = (*folder / "making-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) return fail(ErrorKind::io, "the folder cannot be written to", folder->string());
    const fs::path building = fs::path(made) / "shop";
    auto written = source::make_repository(building, *commits);
    if (written) fs::rename(building, repository, failed);
    fs::remove_all(made, failed);
    if (!written) return std::unexpected(written.error());
    if (!fs::is_directory(repository / ".git", failed))
        return fail(ErrorKind::io, "the example cannot be put into its place", repository.string());
    return repository;
}

Result<fs::path> example_advisories(const fs::path& cache, Time built) {
    const auto folder = folder_for(cache, embedded::example_advisories());
    if (!folder) return std::unexpected(folder.error());
    fs::path index = *folder / "advisories.index";
    if (advisories::Index::open(index)) return index; // else there is none, or one that another version of this program built
    Problems problems; // of our own records: there are none
    std::vector<advisories::Advisory> records;
    for (const EmbeddedFile& file : embedded::example_advisories()) advisories::read_record(file.name, file.text, records, problems);
    if (auto written = write_file(index, advisories::build_index(advisories::join(std::move(records)), built)); !written)
        return std::unexpected(written.error());
    return index;
}

} // namespace squire::journey
