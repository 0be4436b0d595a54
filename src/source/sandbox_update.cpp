// SPDX-License-Identifier: MIT
#include "source/sandbox_update.h"

#include <charconv>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "source/sandbox_git.h"

namespace squire::source {
namespace {

constexpr std::size_t kLargestPatch = 64U << 20U; // bytes

// What git prints; an error where it complains.
Result<std::string> ask_git(const std::filesystem::path& sandbox, std::vector<std::string> arguments, const Cancellation* cancellation,
                            std::size_t output_limit = 16U << 20U) {
    arguments.insert(arguments.begin(), {"-C", sandbox.string()});
    auto outcome = run_git(std::move(arguments), cancellation, {}, output_limit);
    if (!outcome) return std::unexpected(outcome.error());
    if (outcome->status != 0) return fail(ErrorKind::unreadable, complaint_of(outcome->errors), sandbox.string());
    return std::move(outcome->output);
}

} // namespace

Result<SandboxUpdate> update_sandbox_clone(const std::filesystem::path& sandbox, const Cancellation* cancellation) {
    const auto fetched =
        ask_git(sandbox, {"fetch", "--quiet", "--prune", "--tags", "--force", "--no-recurse-submodules", "origin"}, cancellation);
    if (!fetched) return std::unexpected(fetched.error());
    SandboxUpdate update;
    const auto ahead = ask_git(sandbox, {"rev-list", "--count", "HEAD..@{upstream}"}, cancellation);
    if (!ahead) return update; // a tag is checked out, or there is no commit yet
    const std::string_view count = trim(*ahead);
    std::uint64_t commits = 0;
    std::from_chars(count.data(), count.data() + count.size(), commits);
    if (commits == 0) return update;
    if (const auto moved = ask_git(sandbox, {"merge", "--quiet", "--ff-only", "@{upstream}"}, cancellation); !moved) {
        update.not_moved = moved.error().message;
        return update;
    }
    update.new_commits = commits;
    return update;
}

bool knows_who_commits(const std::filesystem::path& sandbox) {
    for (const char* key : {"user.name", "user.email"}) {
        const auto value = ask_git(sandbox, {"config", "--get", key}, nullptr);
        if (!value || trim(*value).empty()) return false;
    }
    return true;
}

Result<void> set_sandbox_person(const std::filesystem::path& sandbox, const std::string& name, const std::string& mail) {
    for (const auto& [key, value] : {std::pair("user.name", name), std::pair("user.email", mail)}) {
        if (const auto set = ask_git(sandbox, {"config", "--local", key, value}, nullptr); !set) return std::unexpected(set.error());
    }
    return {};
}

Result<std::string> project_references(const std::filesystem::path& sandbox, const Cancellation* cancellation) {
    return ask_git(sandbox, {"for-each-ref", "--format=%(objectname) %(refname)", "refs/remotes/origin", "refs/tags"}, cancellation);
}

Result<std::string> patch_of(const std::filesystem::path& sandbox, const std::string& base, const std::string& tip,
                             const Cancellation* cancellation) {
    auto patch = ask_git(sandbox,
                         {"format-patch", "--stdout", "--no-signature", "--no-ext-diff", "--no-textconv", "--binary", "--full-index",
                          fmt::format("{}..{}", base, tip), "--"},
                         cancellation, kLargestPatch);
    if (patch && patch->size() >= kLargestPatch)
        return fail(ErrorKind::limit, fmt::format("its patch is larger than {} MB", kLargestPatch >> 20U), tip);
    return patch;
}

} // namespace squire::source
