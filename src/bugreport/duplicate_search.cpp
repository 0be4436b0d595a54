// SPDX-License-Identifier: MIT
#include "bugreport/duplicate_search.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/clock.h"
#include "base/text.h"
#include "bugreport/issue_text.h"

namespace squire::bugreport {
namespace {

bool is_address(std::string_view text) {
    constexpr std::string_view kMay = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%";
    const bool is_web = text.starts_with("https://") || text.starts_with("http://");
    return is_web && text.size() > 8 && text.size() <= 2'000 && text.find_first_not_of(kMay) == std::string_view::npos;
}

std::string list_of(const std::vector<std::string>& addresses) {
    std::string list;
    for (const std::string& each : addresses) list += fmt::format("{}<{}>", list.empty() ? "" : ", ", each);
    return list;
}

} // namespace

std::string DuplicateSearch::words() const {
    if (queries.empty()) return {};
    std::string list;
    for (const std::string& query : queries) list += (list.empty() ? "" : ", ") + inline_code(query);
    std::string words = fmt::format("Open and closed issues on {}, for {}: ", date, list);
    words += same.empty() ? "nothing of the same." : fmt::format("the same is {}.", list_of(same));
    if (!similar.empty()) words += fmt::format(" Near, and not the same: {}.", list_of(similar));
    return words;
}

Result<void> check(const DuplicateSearch& search) {
    for (const auto* const list : {&search.same, &search.similar}) {
        const auto bad = std::ranges::find_if_not(*list, is_address);
        if (bad != list->end()) return fail(ErrorKind::usage, "this is no address of the web", printable(*bad), "as it stands in the browser");
    }
    if (search.queries.empty() && (!search.same.empty() || !search.similar.empty()))
        return fail(ErrorKind::usage, "what was found is said, and not what was searched for", "", "--searched QUERY");
    if (std::ranges::any_of(search.queries, [](const std::string& each) { return trim(each).empty(); }))
        return fail(ErrorKind::usage, "a search for nothing is none", "", "--searched QUERY");
    if (!search.date.empty() && (search.date.size() != 10 || !parse_time(search.date + "T00:00:00")))
        return fail(ErrorKind::usage, "this is no date", printable(search.date), "2026-01-31");
    return {};
}

} // namespace squire::bugreport
