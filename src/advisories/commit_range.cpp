// SPDX-License-Identifier: MIT
#include "advisories/commit_range.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::advisories {
namespace {

using Kind = OsvEvent::Kind;

constexpr std::string_view kFromTheStart = "0";

// A limit keeps what comes before it; of several, any does.
std::optional<bool> is_within_limits(std::span<const OsvEvent> events, std::string_view commit, const ComesFrom& comes_from) {
    bool limited = false;
    bool unknown = false;
    for (const OsvEvent& event : events) {
        if (event.kind != Kind::limit) continue;
        if (event.version == "*") return true;
        limited = true;
        const auto before = event.version == commit ? std::optional(false) : comes_from(event.version, commit);
        if (before == true) return true;
        unknown = unknown || !before;
    }
    if (!limited) return true;
    return unknown ? std::nullopt : std::optional(false);
}

// Whether the event ends what `introduced` began before it reaches the commit.
std::optional<bool> ends(const OsvEvent& event, std::string_view introduced, std::string_view commit, const ComesFrom& comes_from) {
    if (event.kind == Kind::last_affected && event.version == commit) return false;
    const auto reached = comes_from(commit, event.version);
    if (reached != true || introduced == kFromTheStart) return reached;
    return comes_from(event.version, introduced);
}

} // namespace

std::optional<bool> is_affected(std::span<const OsvEvent> events, std::string_view commit, const ComesFrom& comes_from) {
    const auto within = is_within_limits(events, commit, comes_from);
    if (within == false) return false;
    bool unknown = !within;
    for (const OsvEvent& event : events) {
        if (event.kind != Kind::introduced) continue;
        const auto begun = event.version == kFromTheStart ? std::optional(true) : comes_from(commit, event.version);
        if (begun == false) continue;
        bool ended = false;
        bool may_be_ended = !begun;
        for (const OsvEvent& end : events) {
            if (end.kind != Kind::fixed && end.kind != Kind::last_affected) continue;
            const auto at_end = ends(end, event.version, commit, comes_from);
            ended = ended || at_end == true;
            may_be_ended = may_be_ended || !at_end;
        }
        if (ended) continue;
        if (!may_be_ended && !unknown) return true;
        unknown = true;
    }
    return unknown ? std::nullopt : std::optional(false);
}

std::string fixed_in(std::span<const OsvEvent> events, std::string_view commit, const ComesFrom& comes_from) {
    const auto found = std::ranges::find_if(
        events, [&](const OsvEvent& event) { return event.kind == Kind::fixed && comes_from(commit, event.version) != true; });
    return found == events.end() ? std::string() : found->version;
}

std::string describe(std::span<const OsvEvent> events) {
    std::string out;
    for (const OsvEvent& event : events) {
        if (event.kind == Kind::limit && event.version == "*") continue;
        out += out.empty() ? "" : ", ";
        const std::string_view version = std::string_view(event.version).substr(0, 12);
        switch (event.kind) {
        case Kind::introduced: out += version == kFromTheStart ? "from the start" : fmt::format("from {}", version); break;
        case Kind::fixed: out += fmt::format("before {}", version); break;
        case Kind::last_affected: out += fmt::format("to {}", version); break;
        case Kind::limit: out += fmt::format("only what comes before {}", version); break;
        }
    }
    return out;
}

std::string canonical_repository(std::string_view url) {
    std::string_view rest = trim(url);
    if (rest.starts_with("git+")) rest.remove_prefix(4);
    if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
        if (rest.starts_with("file:")) return {};
        rest.remove_prefix(scheme + 3);
    } else if (rest.starts_with('/') || rest.starts_with('.') || rest.find_first_of(":/") == std::string_view::npos) {
        return {}; // a path on a disk
    }
    rest = rest.substr(0, rest.find_first_of("?#"));
    rest.remove_prefix(rest.substr(0, rest.find('/')).rfind('@') + 1); // who asks; npos + 1 is 0
    const std::size_t end_of_host = rest.find_first_of(":/");
    if (end_of_host == std::string_view::npos) return {};
    std::string_view host = rest.substr(0, end_of_host);
    std::string_view path = rest.substr(end_of_host + 1);
    if (rest[end_of_host] == ':') { // "git@host:path", or a port
        const std::size_t port = path.find_first_not_of("0123456789");
        if (port != 0 && port != std::string_view::npos && path[port] == '/') path.remove_prefix(port);
    }
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    if (path.ends_with(".git")) path.remove_suffix(4);
    if (host.starts_with("www.")) host.remove_prefix(4);
    if (host.empty() || path.empty()) return {};
    return to_lower(fmt::format("{}/{}", host, path));
}

} // namespace squire::advisories
