// SPDX-License-Identifier: MIT
#include "base/sandbox.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace squire {
namespace {

constexpr std::string_view kHome = "/home/sandbox";

// What programs of the system need to start, and to speak TLS. Nothing here is a user's, or holds a secret.
constexpr auto kSystem = std::to_array<std::string_view>({"/usr",
                                                          "/bin",
                                                          "/sbin",
                                                          "/lib",
                                                          "/lib32",
                                                          "/lib64",
                                                          "/etc/alternatives",
                                                          "/etc/ssl",
                                                          "/etc/ca-certificates",
                                                          "/etc/pki",
                                                          "/etc/ld.so.cache",
                                                          "/etc/ld.so.conf",
                                                          "/etc/ld.so.conf.d",
                                                          "/etc/localtime",
                                                          "/etc/passwd",
                                                          "/etc/group",
                                                          "/etc/java-11-openjdk",
                                                          "/etc/java-17-openjdk",
                                                          "/etc/java-21-openjdk",
                                                          "/etc/mime.types",
                                                          "/etc/php"});
constexpr auto kNetwork = std::to_array<std::string_view>({"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/services"});

std::string search_path() {
    const char* const path = std::getenv("PATH");
    return path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
}

class Words {
public:
    template <class... Word> void add(Word&&... words) { (words_.emplace_back(std::forward<Word>(words)), ...); }
    [[nodiscard]] std::vector<std::string> take() { return std::move(words_); }

private:
    std::vector<std::string> words_;
};

// bubblewrap does what it is told in this order: what hides a place comes before what stands in it.
std::vector<std::string> command_line(const SandboxRequest& request) {
    Words words;
    words.add("prlimit", fmt::format("--data={}", request.memory_limit), fmt::format("--fsize={}", request.file_limit), "--core=0", "--");
    words.add("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv");
    if (request.network) words.add("--share-net");
    const auto show = [&](std::string_view place) { words.add("--ro-bind-try", std::string(place), std::string(place)); };
    std::ranges::for_each(kSystem, show);
    if (request.network) std::ranges::for_each(kNetwork, show);
    words.add("--proc", "/proc", "--dev", "/dev");
    for (const std::string_view empty : {std::string_view("/tmp"), kHome})
        words.add("--size", fmt::format("{}", request.memory_limit), "--tmpfs", std::string(empty));
    for (const std::filesystem::path& each : request.readable) show(each.string());
    words.add("--bind", request.folder.string(), request.folder.string(), "--chdir", (request.folder / request.below).string());
    const auto set = [&](std::string_view name, std::string_view value) { words.add("--setenv", std::string(name), std::string(value)); };
    set("PATH", search_path());
    set("HOME", kHome);
    set("TMPDIR", "/tmp");
    set("LANG", "C.UTF-8");
    set("USER", "sandbox");
    for (const std::string& each : request.environment) {
        const std::size_t equals = each.find('=');
        if (equals != std::string::npos) set(std::string_view(each).substr(0, equals), std::string_view(each).substr(equals + 1));
    }
    words.add("--");
    for (const std::string& each : request.arguments) words.add(each);
    return words.take();
}

} // namespace

Result<ProcessOutcome> run_sandboxed(const SandboxRequest& request) {
    if (request.arguments.empty() || !request.folder.is_absolute()) return fail(ErrorKind::internal, "a sandbox needs a program and a folder");
    for (const char* const needed : {"bwrap", "prlimit"}) {
        if (find_program(needed).empty())
            return fail(ErrorKind::not_found, fmt::format("{} is not installed, and nothing of a project is run outside a sandbox", needed), "",
                        "apt-get install bubblewrap util-linux");
    }
    auto outcome = run_process({.arguments = command_line(request),
                                .folder = request.folder,
                                .environment = {},
                                .cancellation = request.cancellation,
                                .time_limit = request.time_limit,
                                .output_limit = request.output_limit});
    if (outcome && outcome->status == 1 && outcome->errors.starts_with("bwrap: ") && !outcome->errors.starts_with("bwrap: execvp"))
        return fail(ErrorKind::unsupported,
                    fmt::format("no sandbox can be made here: {}", outcome->errors.substr(0, outcome->errors.find('\n'))), "",
                    "are user namespaces allowed?");
    return outcome;
}

Result<void> check_sandbox() {
    std::error_code code;
    const auto folder = std::filesystem::temp_directory_path(code);
    const auto outcome = run_sandboxed({.arguments = {"true"}, .folder = folder, .time_limit = std::chrono::seconds(20)});
    if (!outcome) return std::unexpected(outcome.error());
    if (outcome->status != 0) return fail(ErrorKind::unsupported, fmt::format("the sandbox does not start a program: {}", outcome->errors));
    return {};
}

} // namespace squire
