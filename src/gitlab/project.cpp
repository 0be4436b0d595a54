// SPDX-License-Identifier: MIT
#include "gitlab/project.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace squire::gitlab {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestAnswer = 16U << 20U;

// A path as one component of an address: RFC 3986, everything but unreserved characters.
std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~").contains(c);
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

Result<Json> ask(http::Http& http, const std::string& url, std::string_view token) {
    http::HttpRequest request{.url = url, .headers = {"Accept: application/json"}};
    // As Authorization, which libcurl does not pass on to another host that a redirect names.
    if (!token.empty()) request.headers.push_back(fmt::format("Authorization: Bearer {}", token));
    std::string body;
    bool too_large = false;
    const auto response = http.get(
        request, [](const http::HttpResponse&) { return true; },
        [&](std::string_view bytes) {
            too_large = body.size() + bytes.size() > kLargestAnswer;
            if (!too_large) body += bytes;
            return !too_large;
        });
    if (too_large) return fail(ErrorKind::limit, "the answer is larger than any of GitLab's", url);
    if (!response) return std::unexpected(response.error());
    switch (response->status) {
    case 200: break;
    case 401:
    case 403: return fail(ErrorKind::unreadable, "GitLab refuses to answer", url, "is the token right, and does it have the scope read_api?");
    case 404: return fail(ErrorKind::not_found, "there is no such project, or it is not public", url, "GITLAB_TOKEN opens private ones");
    case 429: return fail(ErrorKind::limit, "too many requests for now", url, "try again in a minute");
    default: return fail(ErrorKind::io, fmt::format("the answer is HTTP status {}", response->status), url);
    }
    Json json = Json::parse(body, nullptr, false);
    if (json.is_discarded()) return fail(ErrorKind::malformed, "the answer is not GitLab's", url);
    return json;
}

std::uint64_t count_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> person_of(const Json& request, const char* key) {
    const auto person = request.find(key);
    if (person == request.end() || !person->is_object()) return std::nullopt;
    const auto id = person->find("id");
    return id != person->end() && id->is_number_integer() ? std::optional(id->get<std::int64_t>()) : std::nullopt;
}

// Somebody else than the author ended it.
bool is_from_outside(const Json& request, const char* by) {
    if (!request.is_object()) return false;
    const auto author = person_of(request, "author");
    const auto other = person_of(request, by);
    return author && other && *author != *other;
}

void count_merged(const Json& requests, ProjectFacts& facts) {
    std::vector<std::chrono::seconds> waits;
    for (const Json& request : requests) {
        const char* const by =
            request.is_object() && request.contains("merge_user") && request["merge_user"].is_object() ? "merge_user" : "merged_by";
        if (!is_from_outside(request, by)) continue;
        ++facts.merged;
        const auto opened = parse_time(text_of(request, "created_at"));
        const auto merged = parse_time(text_of(request, "merged_at"));
        if (opened && merged && *merged >= *opened) waits.push_back(*merged - *opened);
    }
    if (waits.empty()) return;
    const auto middle = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() / 2);
    std::ranges::nth_element(waits, middle);
    facts.median_wait = *middle;
}

} // namespace

std::optional<ProjectPlace> place_of(std::string_view address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) return std::nullopt;
    const std::string_view kind = address.substr(0, scheme);
    if (kind != "https" && kind != "http" && kind != "ssh") return std::nullopt;
    std::string_view rest = address.substr(scheme + 3);
    if (rest.contains('@') || rest.contains('?') || rest.contains('#') || rest.contains("..")) return std::nullopt;
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    std::string_view host = rest.substr(0, slash);
    if (kind == "ssh") host = host.substr(0, host.find(':')); // a port of SSH says nothing of the web's
    rest.remove_prefix(slash + 1);
    while (rest.ends_with('/')) rest.remove_suffix(1);
    if (rest.ends_with(".git")) rest.remove_suffix(4);
    const std::size_t group_end = rest.find('/');
    if (host.empty() || group_end == 0 || group_end == std::string_view::npos || group_end + 1 == rest.size()) return std::nullopt;
    return ProjectPlace{fmt::format("https://{}/api/v4", host), std::string(rest)};
}

Result<ProjectFacts> ask_project(http::Http& http, const ProjectPlace& place, std::string_view token) {
    const std::string url = fmt::format("{}/projects/{}", place.api, encoded(place.path));
    const auto project = ask(http, url, token);
    if (!project) return std::unexpected(project.error());
    if (!project->is_object() || !project->contains("path_with_namespace")) return fail(ErrorKind::malformed, "the answer is not GitLab's", url);
    ProjectFacts facts{.stars = count_of(*project, "star_count"),
                       .forks = count_of(*project, "forks_count"),
                       .open_issues = count_of(*project, "open_issues_count"),
                       .archived = project->value("archived", Json(false)) == Json(true),
                       .default_branch = text_of(*project, "default_branch")};
    const auto merged = ask(http, url + "/merge_requests?state=merged&order_by=updated_at&per_page=100", token);
    if (!merged) return std::unexpected(merged.error());
    if (merged->is_array()) count_merged(*merged, facts);
    const auto closed = ask(http, url + "/merge_requests?state=closed&order_by=updated_at&per_page=100", token);
    if (!closed) return std::unexpected(closed.error());
    if (closed->is_array()) {
        facts.closed = static_cast<std::uint64_t>(
            std::ranges::count_if(*closed, [](const Json& request) { return is_from_outside(request, "closed_by"); }));
    }
    return facts;
}

} // namespace squire::gitlab
