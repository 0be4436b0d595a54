// SPDX-License-Identifier: MIT
#include "fix/people.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "base/text.h"

namespace squire::fix {
namespace {

constexpr std::size_t kMost = 1'000;

/// The words that begin with '@' in a line, without it.
void add_handles(std::string_view line, std::set<std::string>& handles) {
    for (const std::string_view word : split(line, ' ')) {
        if (!word.starts_with('@') || word.starts_with("@@")) continue; // GitLab's "@@developer" is a role
        const std::size_t end = word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./", 1);
        const std::string_view handle = word.substr(1, end == std::string_view::npos ? end : end - 1);
        if (!handle.empty() && handles.size() < kMost) handles.emplace(handle);
    }
}

/// "1234+ada@users.noreply.github.com" and "1234-ada@users.noreply.gitlab.com" have a handle in them.
void add_address(std::string_view line, std::set<std::string>& handles) {
    const std::size_t open = line.rfind('<');
    const std::size_t at = line.find('@', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || at == std::string_view::npos || !line.substr(at).starts_with("@users.noreply.")) return;
    std::string_view name = line.substr(open + 1, at - open - 1);
    const std::size_t sign = name.find_first_of("+-");
    const bool numbered = sign != std::string_view::npos && sign > 0 &&
                          std::ranges::all_of(name.substr(0, sign), [](unsigned char byte) { return std::isdigit(byte) != 0; });
    if (numbered) name.remove_prefix(sign + 1);
    if (!name.empty() && handles.size() < kMost) handles.emplace(name);
}

} // namespace

std::vector<std::string> people_of(std::string_view owners, std::span<const source::PastCommit> past) {
    static constexpr std::array<std::string_view, 4> kTrailers{"Reviewed-by:", "Acked-by:", "Approved-by:", "Tested-by:"};
    std::set<std::string> handles;
    for (std::string_view line : split(owners, '\n')) {
        line = trim(line.substr(0, line.find(" #")));
        if (line.starts_with('#')) continue;
        std::string blanks(line);
        std::ranges::replace(blanks, '\t', ' ');
        add_handles(blanks, handles);
    }
    for (const source::PastCommit& commit : past)
        for (const std::string_view line : split(commit.message, '\n')) {
            if (std::ranges::none_of(kTrailers, [&](std::string_view trailer) { return line.starts_with(trailer); })) continue;
            add_handles(line, handles);
            add_address(line, handles);
        }
    return {handles.begin(), handles.end()};
}

} // namespace squire::fix
