// SPDX-License-Identifier: MIT
#include "bugreport/version_search.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::bugreport {
namespace {

std::vector<std::uint64_t> numbers_of(std::string_view version) {
    std::vector<std::uint64_t> numbers;
    for (std::size_t at = version.find_first_of("0123456789"); at != std::string_view::npos; at = version.find_first_of("0123456789", at)) {
        std::uint64_t number = 0;
        const auto read = std::from_chars(version.data() + at, version.data() + version.size(), number);
        numbers.push_back(number);
        at = static_cast<std::size_t>(read.ptr - version.data());
    }
    return numbers;
}

} // namespace

Result<VersionedCommand> parse_versioned_command(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view version = trim(text.substr(0, std::min(equals, text.size())));
    if (equals == std::string_view::npos || version.empty() || version.contains(' '))
        return fail(ErrorKind::usage, "this is no version with its command", std::string(text), "VERSION=COMMAND, with {} for the file");
    auto command = ScannerCommand::parse(text.substr(equals + 1));
    if (!command) return std::unexpected(command.error());
    return VersionedCommand{.version = std::string(version), .command = std::move(*command)};
}

void sort_by_version(std::vector<VersionedCommand>& versions) {
    std::ranges::stable_sort(versions, {}, [](const VersionedCommand& each) { return numbers_of(each.version); });
}

std::string VersionSearch::words() const {
    std::string list;
    for (const Answer& answer : asked)
        list += fmt::format("{}{} {}", list.empty() ? "" : ", ", answer.version,
                            !answer.wrong   ? "gives no answer"
                            : *answer.wrong ? "wrong"
                                            : "right");
    if (list.empty()) return {};
    if (last_good.empty()) return fmt::format("none of those that were asked ({})", list);
    return fmt::format("{}{} (asked: {})", last_good, is_over ? ", the newest: it is right again" : "", list);
}

Result<VersionSearch> find_first_wrong(std::span<const VersionedCommand> oldest_first,
                                       const std::function<Result<std::optional<bool>>(const VersionedCommand&)>& wrong) {
    std::map<std::size_t, std::optional<bool>> answers; // by place in the list
    Error trouble;
    bool failed = false;
    // The answer of this version, or of the next one that gives any, up to `end`.
    const auto ask = [&](std::size_t from, std::size_t end) -> std::optional<std::size_t> {
        for (std::size_t at = from; at < end; ++at) {
            if (!answers.contains(at)) {
                const auto answer = wrong(oldest_first[at]);
                if (!answer) {
                    trouble = answer.error();
                    failed = true;
                    return std::nullopt;
                }
                answers[at] = *answer;
            }
            if (answers[at]) return at;
        }
        return std::nullopt;
    };
    VersionSearch search;
    const std::size_t count = oldest_first.size();
    const auto oldest = ask(0, count);
    std::optional<std::size_t> newest;
    for (std::size_t at = count; oldest && !failed && !newest && at > *oldest; --at) newest = ask(at - 1, at);
    if (failed) return std::unexpected(trouble);
    if (oldest && newest) {
        if (!*answers[*newest]) {
            search.last_good = oldest_first[*newest].version;
            search.is_over = true;
        } else if (!*answers[*oldest]) {
            std::size_t good = *oldest, bad = *newest;
            for (;;) {
                const std::size_t middle = good + (bad - good) / 2;
                auto between = ask(std::max(middle, good + 1), bad);
                if (!between && !failed) between = ask(good + 1, middle);
                if (failed) return std::unexpected(trouble);
                if (!between) break; // none of those between them answers
                (*answers[*between] ? bad : good) = *between;
            }
            search.last_good = oldest_first[good].version;
            search.first_bad = oldest_first[bad].version;
        } else {
            search.first_bad = oldest_first[*oldest].version;
        }
    }
    for (const auto& [at, answer] : answers) search.asked.push_back({oldest_first[at].version, answer});
    return search;
}

} // namespace squire::bugreport
