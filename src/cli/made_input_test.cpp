// SPDX-License-Identifier: MIT
#include "cli/made_input_test.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "base/text.h"
#include "rules/example_shape.h"
#include "secrets/decode.h"
#include "testing/git_repository.h"

namespace squire::cli {
namespace {

constexpr std::size_t kTelling = 10; // so many bytes of a secret in a row are no coincidence

std::string date_of(int commits) { return fmt::format("{} +0000", 1767225600 + 60 * commits); }

} // namespace

std::string MadeSecrets::make(std::string_view shape, unsigned number) {
    auto filled = rules::fill_shape(shape, fmt::format("test {}", shape), number);
    if (!filled) throw std::runtime_error(fmt::format("{}: {}", shape, filled.error().message));
    remember(*filled);
    std::string encoded = *filled;
    for (std::string_view inner = shape; inner.starts_with("{b64:"); inner.remove_prefix(5)) {
        std::string decoded;
        if (!secrets::decode(encoded, secrets::Encoding::base64, decoded)) throw std::runtime_error(fmt::format("{}: cannot be decoded", shape));
        const auto words = split(decoded, ' ');
        remember(std::ranges::max(words, {}, [](std::string_view word) { return word.size(); })); // the secret, among words
        encoded = decoded;
    }
    return std::move(*filled);
}

void MadeSecrets::remember(std::string_view secret) {
    if (std::ranges::find(secrets_, secret) == secrets_.end()) secrets_.emplace_back(secret);
}

std::string MadeSecrets::fill(std::string_view text) {
    std::string filled;
    while (true) {
        const std::size_t begin = text.find("@@");
        const std::size_t end = begin == std::string_view::npos ? begin : text.find("@@", begin + 2);
        if (end == std::string_view::npos) return filled += text;
        std::string_view shape = text.substr(begin + 2, end - begin - 2);
        unsigned number = 0;
        const auto [after, failure] = std::from_chars(shape.data(), shape.data() + shape.size(), number);
        if (failure == std::errc() && after != shape.data() + shape.size() && *after == ':') {
            shape.remove_prefix(static_cast<std::size_t>(after - shape.data()) + 1);
        } else {
            number = 0;
        }
        filled += text.substr(0, begin);
        filled += make(shape, number);
        text.remove_prefix(end + 2);
    }
}

std::vector<std::string> MadeSecrets::seen_in(std::string_view output) const {
    std::vector<std::string> seen;
    for (const std::string& secret : secrets_) {
        for (std::size_t at = 0; at + std::min(kTelling, secret.size()) <= secret.size(); ++at) {
            const std::string_view piece = std::string_view(secret).substr(at, kTelling);
            if (output.find(piece) == std::string_view::npos) continue;
            seen.emplace_back(piece);
            break;
        }
    }
    return seen;
}

MadeInput::MadeInput(std::string_view script, MadeSecrets& secrets) : path_(folder_.path() / "project") {
    std::filesystem::create_directories(path_);
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755)); // for runs as another user
    int commits = 0;
    const auto git = [&](const std::vector<std::string>& arguments) {
        const testing::GitRun run = testing::run_git(path_, arguments, {}, date_of(commits));
        if (run.status != 0) throw std::runtime_error(fmt::format("git {}: {}", fmt::join(arguments, " "), run.errors));
    };
    const auto words_of = [](std::string_view text) {
        std::vector<std::string> words;
        for (const std::string_view word : split(text, ' ')) words.emplace_back(word);
        return words;
    };
    const std::vector<std::string_view> lines = split(script, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = lines[i];
        if (trim(line).empty() || line.starts_with('#')) continue;
        const std::string_view step = line.substr(0, line.find(' '));
        const std::string rest = step.size() < line.size() ? secrets.fill(line.substr(step.size() + 1)) : std::string();
        if (step == "file") {
            std::string content;
            for (; i + 1 < lines.size() && (lines[i + 1].starts_with("    ") || (lines[i + 1].empty() && i + 2 < lines.size())); ++i) {
                content += lines[i + 1].substr(std::min<std::size_t>(4, lines[i + 1].size()));
                content += '\n';
            }
            while (content.ends_with("\n\n")) content.pop_back();
            (void)folder_.write("project/" + rest, secrets.fill(content));
        } else if (step == "remove") {
            std::filesystem::remove_all(path_ / rest);
        } else if (step == "git") {
            git(words_of(rest));
        } else if (step == "commit") {
            git({"add", "--all"});
            git({"commit", "--quiet", "--allow-empty", "--no-verify", "-m", rest});
            ++commits;
        } else {
            throw std::runtime_error(fmt::format("make:{}: there is no step '{}'", i + 1, step));
        }
    }
}

std::string MadeInput::without_place(std::string text) const {
    for (const std::string& place : {std::filesystem::canonical(path_).string(), path_.string(), folder_.path().string()}) {
        for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place)) text.replace(at, place.size(), "<folder>");
    }
    return text;
}

} // namespace squire::cli
