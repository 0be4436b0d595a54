// SPDX-License-Identifier: MIT
#include "source/provenance.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "source/git.h"

namespace squire::source {
namespace {

std::string origin_of(git_repository& repository) {
    git_remote* raw = nullptr;
    if (git_remote_lookup(&raw, &repository, "origin") != 0) return {};
    const std::unique_ptr<git_remote, GitFree<git_remote_free>> remote(raw);
    const char* url = git_remote_url(remote.get());
    return url == nullptr ? std::string() : public_address(url);
}

} // namespace

std::string public_address(std::string_view remote) {
    std::string scheme;
    if (const std::size_t mark = remote.find("://"); mark != std::string_view::npos) {
        scheme = to_lower(remote.substr(0, mark));
        remote.remove_prefix(mark + 3);
    } else if (const std::size_t colon = remote.find(':'); colon != std::string_view::npos && colon > 1 && remote.find('/') > colon &&
                                                           !remote.substr(colon).starts_with("::")) { // git's "ext::command" is none
        scheme = "ssh"; // scp's form; a single letter before the colon is a drive
    }
    if (scheme != "https" && scheme != "http" && scheme != "ssh" && scheme != "git") return {};
    remote = remote.substr(0, remote.find_first_of("?#"));
    const std::size_t path = std::min(remote.find('/'), remote.size());
    if (const std::size_t user = remote.substr(0, path).rfind('@'); user != std::string_view::npos) remote.remove_prefix(user + 1);
    std::string rest(remote);
    const std::size_t colon = rest.find(':');
    if (scheme == "ssh" && colon != std::string::npos && rest.find('/') > colon &&
        rest.find_first_not_of("0123456789", colon + 1) < rest.find('/')) {
        rest[colon] = '/';
    }
    return to_utf8(scheme + "://" + rest);
}

std::optional<finding::Provenance> provenance_of(const std::filesystem::path& inside) {
    const auto repository = open_repository(inside);
    if (!repository) return std::nullopt;
    finding::Provenance provenance{.repository = origin_of(**repository)};
    if (const auto head = find_head(**repository); head && *head) provenance.revision = to_object_id(*git_commit_id(head->get())).hex();
    git_reference* raw = nullptr;
    if (git_repository_head(&raw, repository->get()) == 0) {
        const GitReference reference(raw);
        if (git_reference_is_branch(raw) == 1) provenance.branch = to_utf8(git_reference_shorthand(raw));
    }
    return provenance;
}

} // namespace squire::source
