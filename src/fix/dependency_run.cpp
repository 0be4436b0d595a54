// SPDX-License-Identifier: MIT
#include "fix/dependency_run.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/process.h"
#include "base/replace_all.h"
#include "base/sandbox.h"
#include "base/text.h"
#include "dependencies/format.h"
#include "fix/dependency_edit.h"
#include "fix/dependency_requirement.h"

namespace squire::fix {
namespace {

namespace fs = std::filesystem;

using dependencies::Package;
using dependencies::PackageFile;

constexpr std::chrono::seconds kAskLimit{30};
constexpr std::uint64_t kLargestLock = 64U << 20U;
constexpr int kPrefixDepth = 4; // folders above a program in which its installation may begin

fs::path home() {
    const char* const folder = std::getenv("HOME");
    return folder == nullptr ? fs::path() : fs::path(folder);
}

std::string first_word(std::string_view text) {
    text = trim(text.substr(0, text.find('\n')));
    return std::string(text.substr(0, text.find_first_of(" \t")));
}

// What it complains of, which is seldom in the first line: the first that says so, else the last one. One of a single word goes on from the one before.
std::string complaint(std::string_view errors) {
    std::string_view last;
    std::string_view before;
    for (std::string_view line : split(errors, '\n')) {
        line = trim(line);
        if (line.empty() || line.contains("A complete log of this run") || line.contains("npm notice")) continue;
        before = std::exchange(last, line);
        if (contains_ignoring_case(line, "error")) return shorten(printable(line), 200);
    }
    return shorten(printable(last.contains(' ') || before.empty() ? std::string(last) : fmt::format("{} {}", before, last)), 200);
}

// pip-compile and uv say at the top with which words they were called: "#    pip-compile --output-file=a.txt a.in".
std::vector<std::string> header_words(std::string_view text, std::string_view program) {
    for (std::string_view line : split(text.substr(0, 4096), '\n')) {
        if (!line.starts_with('#')) continue;
        line = trim(line.substr(1));
        const std::string_view call = program == "uv" ? "uv pip compile" : program;
        if (!line.starts_with(call) || (line.size() > call.size() && line[call.size()] != ' ')) continue;
        std::vector<std::string> words;
        for (const std::string_view word : split(line.substr(call.size()), ' '))
            if (!trim(word).empty()) words.emplace_back(trim(word));
        return words;
    }
    return {};
}

// Yarn 2 writes a lock of Yarn 1 anew, in a form that Yarn 1 does not read.
bool fits_release(const Manager& manager, std::string_view name) {
    if (manager.release.empty() && manager.other_release.empty()) return true;
    const std::string_view version = name.substr(std::min(name.size(), manager.program.size() + 1));
    return version.starts_with(manager.release) && (manager.other_release.empty() || !version.starts_with(manager.other_release));
}

} // namespace

std::string without_credentials(std::string_view address) {
    const std::size_t scheme = address.find("://");
    if (scheme == std::string_view::npos) return std::string(address);
    const std::size_t begin = scheme + 3;
    const std::string_view host = address.substr(begin, address.find_first_of("/,|", begin) - begin);
    const std::size_t at = host.rfind('@');
    if (at == std::string_view::npos) return std::string(address);
    return fmt::format("{}{}", address.substr(0, begin), address.substr(begin + at + 1));
}

struct ManagerRuns::Values {
    std::map<std::string, std::string, std::less<>> single;
    std::map<std::string, Words, std::less<>> several; // a word that is one of these becomes as many
};

ManagerRuns::Values ManagerRuns::values_of(const Manager& manager, const PackageFile& file) const {
    const std::string text = read_file(copy_.path() / file.path, kLargestLock).value_or("");
    std::string version = "3"; // of npm's lock
    if (const std::size_t at = text.find("\"lockfileVersion\":"); at != std::string::npos) {
        version.clear();
        for (const char c : std::string_view(text).substr(at + 18, 12))
            if (c >= '0' && c <= '9') version += c;
    }
    Values values;
    values.single = {{"lock", fs::path(file.path).filename().string()},
                     {"lockfile_version", version},
                     {"cache", (copy_.surroundings() / "cache").string()},
                     {"home", home().string()}};
    values.several["header"] = header_words(text, manager.program);
    values.single["command"] =
        fmt::format("{} {}", manager.program == "uv" ? "uv pip compile" : manager.program, fmt::join(values.several["header"], " "));
    return values;
}

std::vector<fs::path> ManagerRuns::readable_for(const Manager& manager) const {
    std::vector<fs::path> places;
    if (!home().empty())
        for (const std::string& each : manager.homes) places.push_back(home() / each);
    const fs::path program = find_program(manager.program);
    std::error_code code;
    const fs::path real = fs::canonical(program, code);
    for (const fs::path& each : {program, real}) {
        places.push_back(each.parent_path());
        fs::path above = each.parent_path();
        for (int depth = 0; depth < kPrefixDepth && above.has_relative_path() && above != home(); ++depth, above = above.parent_path())
            if (fs::exists(above / "pyvenv.cfg", code) || fs::exists(above / "package.json", code)) places.push_back(above);
    }
    for (const char* const name : {"GOROOT"})
        if (const char* const value = std::getenv(name)) places.emplace_back(value);
    if (real.parent_path().filename() == "bin" && real.parent_path().parent_path().filename() == manager.program)
        places.push_back(real.parent_path().parent_path()); // /usr/local/go
    for (const std::string& name : manager_table().pass)
        if (const char* const value = std::getenv(name.c_str()); value != nullptr && value[0] == '/') places.emplace_back(value);
    std::erase_if(places, [&](const fs::path& each) { return each.empty() || each == home() || each == "/"; });
    return places;
}

const std::string& ManagerRuns::setting(const ManagerSetting& setting) {
    const std::string key = fmt::format("{}", fmt::join(setting.ask, " "));
    const auto [found, added] = settings_.try_emplace(key);
    if (!added) return found->second;
    const auto outcome = run_process({.arguments = setting.ask,
                                      .folder = fs::temp_directory_path(),
                                      .environment = {},
                                      .cancellation = options_.cancellation,
                                      .time_limit = kAskLimit});
    if (outcome && outcome->status == 0) found->second = without_credentials(first_word(outcome->output));
    return found->second;
}

ManagerRuns::Words ManagerRuns::environment_of(const Manager& manager, const Values& values) {
    Words environment;
    for (const std::string& name : manager_table().pass)
        if (const char* const value = std::getenv(name.c_str())) environment.push_back(fmt::format("{}={}", name, without_credentials(value)));
    for (std::string each : manager.environment) {
        for (const auto& [name, value] : values.single) replace_all(each, fmt::format("{{{}}}", name), value);
        environment.push_back(std::move(each));
    }
    for (const ManagerSetting& each : manager.settings)
        if (const std::string& value = setting(each); !value.empty()) environment.push_back(fmt::format("{}={}", each.name, value));
    return environment;
}

std::optional<UpgradeRefusal> ManagerRuns::run(const Manager& manager, const Words& words, const fs::path& below, const Values& values) {
    Words arguments;
    for (const std::string& word : words) {
        if (word.starts_with('{') && word.ends_with('}')) {
            if (const auto several = values.several.find(word.substr(1, word.size() - 2)); several != values.several.end()) {
                arguments.insert(arguments.end(), several->second.begin(), several->second.end());
                continue;
            }
        }
        std::string filled = word;
        for (const auto& [name, value] : values.single) replace_all(filled, fmt::format("{{{}}}", name), value);
        arguments.push_back(std::move(filled));
    }
    std::error_code code;
    fs::create_directories(copy_.surroundings() / "cache", code);
    const std::string call = shorten(printable(fmt::format("{}", fmt::join(arguments, " "))), 200);
    const auto outcome = run_sandboxed({.arguments = arguments,
                                        .folder = copy_.surroundings(),
                                        .below = fs::path("project") / below,
                                        .readable = readable_for(manager),
                                        .environment = environment_of(manager, values),
                                        .network = options_.network,
                                        .cancellation = options_.cancellation,
                                        .time_limit = options_.time_limit,
                                        .memory_limit = options_.memory_limit});
    if (!outcome) {
        const bool missing = outcome.error().kind == ErrorKind::not_found || outcome.error().kind == ErrorKind::unsupported;
        return UpgradeRefusal{missing ? Reason::tool_missing : Reason::tool_failed, fmt::format("`{}`: {}", call, outcome.error().message),
                              true};
    }
    if (outcome->status == 0) return std::nullopt;
    const std::string printed = outcome->errors + "\n" + outcome->output;
    const ManagerSign* const sign = find_sign(manager_table(), printed);
    const std::string said = complaint(printed);
    if (sign != nullptr) return UpgradeRefusal{sign->reason, fmt::format("{}; `{}` says: {}", sign->says, call, said), sign->lasts};
    return UpgradeRefusal{Reason::tool_failed, fmt::format("`{}` ended with status {}: {}", call, outcome->status, said)};
}

std::optional<UpgradeRefusal> ManagerRuns::ready(const Manager& manager, const PackageFile& file) {
    const auto [found, added] = ready_.try_emplace(fmt::format("{} {}", manager.id, file.path));
    if (!added) return found->second;
    std::optional<UpgradeRefusal>& answer = found->second;
    if (!options_.package_managers) {
        answer = {Reason::tool_missing, fmt::format("{} is written by {}, which is not to be run", file.path, manager.program)};
    } else if (find_program(manager.program).empty()) {
        answer = {Reason::tool_missing, fmt::format("{} is written by {}, which is not installed", file.path, manager.program)};
    } else if (!options_.network) {
        answer = {Reason::tool_failed, fmt::format("{} is written by {}, which needs its registry, and the network is not permitted (--network)",
                                                   file.path, manager.program)};
    } else if (!fits_release(manager, name_of(manager))) {
        answer = {Reason::tool_missing,
                  fmt::format("{} is of another {} than {}, which is installed", file.path, manager.program, name_of(manager))};
    } else if (!manager.check.empty()) {
        const auto refusal = run(manager, manager.check, fs::path(file.path).parent_path(), values_of(manager, file));
        // What else may be wrong, the upgrade itself says.
        if (refusal && refusal->lasts) answer = refusal;
    }
    return answer;
}

std::string ManagerRuns::name_of(const Manager& manager) {
    const auto [found, added] = names_.try_emplace(manager.id, manager.program);
    if (!added) return found->second;
    const auto outcome = run_sandboxed({.arguments = manager.version,
                                        .folder = copy_.surroundings(),
                                        .below = {},
                                        .readable = readable_for(manager),
                                        .environment = environment_of(manager, values_of(manager, {})),
                                        .cancellation = options_.cancellation,
                                        .time_limit = kAskLimit});
    if (!outcome || outcome->status != 0) return found->second;
    for (const std::string_view word : split(std::string_view(outcome->output).substr(0, outcome->output.find('\n')), ' ')) {
        const std::size_t digit = word.find_first_of("0123456789");
        if (digit == std::string_view::npos || !word.contains('.')) continue;
        std::string_view version = word.substr(digit);
        version = version.substr(0, version.find_last_of("0123456789") + 1);
        if (is_plain_version(version)) return found->second += fmt::format(" {}", version);
    }
    return found->second;
}

std::optional<UpgradeRefusal> ManagerRuns::require(const ManagerTarget& target, const std::string& word) {
    std::vector<PackageFile> read; // inputs of compiled requirements, which no scan reads
    std::vector<const PackageFile*> manifests = target.manifests;
    if (target.file.format == "requirements") {
        const std::string text = read_file(copy_.path() / target.file.path, kLargestLock).value_or("");
        for (const std::string& each : header_words(text, target.manager.program)) {
            const fs::path path = (fs::path(target.file.path).parent_path() / each).lexically_normal();
            if (!each.ends_with(".in") || path.empty() || *path.begin() == "..") continue;
            const auto bytes = read_file(copy_.path() / path);
            if (!bytes) continue;
            Problems ignored; // a file that the tool reads itself
            read.push_back(dependencies::read_package_file(dependencies::format_by_id("requirements"),
                                                           {.path = path.string(), .bytes = *bytes, .other = {}}, ignored));
            read.back().path = path.string();
            read.back().format = "requirements";
        }
        for (const PackageFile& each : read) manifests.push_back(&each);
    }
    const std::string name = dependencies::canonical_name(target.package.ecosystem, target.package.name);
    for (const PackageFile* manifest : manifests) {
        for (const Package& asked : manifest->packages) {
            if (asked.ecosystem != target.package.ecosystem || dependencies::canonical_name(asked.ecosystem, asked.name) != name) continue;
            const auto wanted =
                word == "{to}" ? std::optional(exactly(asked.ecosystem, target.to)) : raised(asked.ecosystem, asked.requirement, target.to);
            // What cannot be rewritten stays: the package manager says whether it allows the version.
            if (!wanted || *wanted == asked.requirement || asked.requirement.empty()) continue;
            const auto edited = edit_requirement(copy_.path(), *manifest, asked, *wanted);
            if (!edited) continue;
            for (const FileChange& change : edited->changes)
                if (const auto written = write_file(copy_.path() / change.path, change.after); !written)
                    return UpgradeRefusal{Reason::not_editable, written.error().message};
        }
    }
    return std::nullopt;
}

std::optional<UpgradeRefusal> ManagerRuns::pin(const ManagerTarget& target, const ManagerStep& step, const Values& values) {
    const fs::path path = copy_.path() / fs::path(target.file.path).parent_path() / "package.json";
    const auto bytes = read_file(path);
    if (!bytes) return UpgradeRefusal{Reason::not_editable, fmt::format("there is no package.json beside {}", target.file.path)};
    nlohmann::ordered_json document = nlohmann::ordered_json::parse(*bytes, nullptr, false);
    if (!document.is_object()) return UpgradeRefusal{Reason::not_editable, fmt::format("package.json beside {} is not right", target.file.path)};
    nlohmann::ordered_json* place = &document;
    for (std::string key : step.words) {
        for (const auto& [name, value] : values.single) replace_all(key, fmt::format("{{{}}}", name), value);
        if (!place->is_object()) *place = nlohmann::ordered_json::object();
        place = &(*place)[key];
    }
    *place = target.to;
    // It is put back before anybody sees it, so how it is laid out does not matter.
    const auto written = write_file(path, document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    if (!written) return UpgradeRefusal{Reason::not_editable, written.error().message};
    return std::nullopt;
}

bool ManagerRuns::changes_untouched(const ManagerWay& way, const ManagerTarget& target, const Values& values) {
    const auto [found, added] =
        changes_untouched_.try_emplace(fmt::format("{} {}", fmt::join(way.only_if_unchanged, " "), target.file.path), true);
    if (!added) return found->second;
    const auto before = copy_.state();
    if (!before) return true;
    const auto refusal = run(target.manager, way.only_if_unchanged, fs::path(target.file.path).parent_path(), values);
    const auto after = copy_.state();
    found->second = refusal.has_value() || !after || *after != *before;
    if (!copy_.restore(*before)) found->second = true;
    return found->second;
}

std::optional<UpgradeRefusal> ManagerRuns::take(const ManagerWay& way, const ManagerTarget& target, std::size_t parents, bool& applies) {
    Values values = values_of(target.manager, target.file);
    const std::string_view to = target.to;
    values.single["name"] = target.package.name;
    values.single["from"] = target.package.version;
    values.single["to"] = to.starts_with('v') ? to.substr(1) : to;
    Words chain;
    for (const Package* each : target.chain)
        if (each != &target.package && is_plain_name(each->name)) chain.push_back(each->name);
    if (chain.size() > parents) chain.erase(chain.begin(), chain.end() - static_cast<std::ptrdiff_t>(parents));
    values.several["chain"] = chain;
    applies = is_plain_name(target.package.name) && is_plain_version(target.package.version) && is_plain_version(to);
    for (const ManagerStep& step : way.steps) {
        for (const std::string& word : step.words)
            if ((word == "{chain}" && chain.empty()) || (word == "{header}" && values.several["header"].empty())) applies = false;
    }
    if (!applies) return std::nullopt;
    if (!way.only_if_unchanged.empty() && changes_untouched(way, target, values)) {
        applies = false;
        return std::nullopt;
    }
    const fs::path below = fs::path(target.file.path).parent_path();
    std::map<fs::path, std::string> manifests; // as they were
    const auto keep = [&](const fs::path& path) {
        if (const auto bytes = read_file(copy_.path() / path)) manifests.emplace(path, *bytes);
    };
    for (const PackageFile* each : target.manifests) keep(each->path);
    keep(below / "package.json");
    const auto restore = [&]() -> std::optional<UpgradeRefusal> {
        for (const auto& [path, bytes] : manifests)
            if (const auto written = write_file(copy_.path() / path, bytes); !written)
                return UpgradeRefusal{Reason::not_editable, written.error().message};
        return std::nullopt;
    };
    for (const ManagerStep& step : way.steps) {
        std::optional<UpgradeRefusal> refusal;
        if (step.kind == ManagerStep::Kind::run) {
            refusal = run(target.manager, step.words, below, values);
        } else if (step.kind == ManagerStep::Kind::pin) {
            refusal = pin(target, step, values);
        } else if (refusal = restore(); !refusal && step.kind == ManagerStep::Kind::require) {
            refusal = require(target, step.words.front());
        }
        if (refusal && refusal->lasts) ready_.insert_or_assign(fmt::format("{} {}", target.manager.id, target.file.path), refusal);
        if (refusal) return refusal;
    }
    return std::nullopt;
}

} // namespace squire::fix
