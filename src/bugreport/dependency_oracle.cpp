// SPDX-License-Identifier: MIT
#include "bugreport/dependency_oracle.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/problems.h"
#include "dependencies/format.h"
#include "dependencies/weakness.h"

namespace squire::bugreport {
namespace {

using dependencies::Package;

struct Reading {
    dependencies::PackageInventory inventory; // of the one file
    std::size_t faults = 0; // of its syntax
};

Reading read(const dependencies::Format& format, const Input& input) {
    Problems problems;
    Reading reading;
    const auto other = [&](std::string_view path) -> std::optional<std::string_view> {
        const auto file = std::ranges::find(input.files, path, &File::path);
        return file == input.files.end() ? std::nullopt : std::optional(file->text());
    };
    reading.inventory.files.push_back(dependencies::read_package_file(
        format,
        {.path = input.file().path,
         .bytes = input.file().text(),
         .other = format.kind == dependencies::FormatKind::manifest ? other : decltype(dependencies::Input::other)()},
        problems));
    reading.inventory.files.front().answered_by.clear(); // by a file that is not here
    for (const Problem& problem : problems.list()) reading.faults += problem.error.kind == ErrorKind::malformed ? 1 : 0;
    return reading;
}

class DependencyOracle final : public Oracle {
public:
    DependencyOracle(DependencyQuestion question, const dependencies::Format& format, std::size_t faults)
        : question_(std::move(question)), format_(format), faults_(faults) {}

    Result<bool> interesting(const Input& candidate, unsigned /*worker*/) override {
        if (dependencies::format_of(candidate.file().path) != &format_) return false;
        const Reading reading = read(format_, candidate);
        if (reading.faults > faults_) return false;
        const auto& packages = reading.inventory.files.front().packages;
        const auto is_named = [&](const Package& package) {
            return dependencies::canonical_name(package.ecosystem, package.name) ==
                   dependencies::canonical_name(package.ecosystem, question_.package);
        };
        if (std::ranges::none_of(packages, is_named)) return false;
        const auto reported = is_reported(reading.inventory, is_named);
        if (!reported) return std::unexpected(reported.error());
        return *reported == question_.reported;
    }

    [[nodiscard]] std::string key() const override {
        return fmt::format("dependency {} {} {} {} reported={}", format_.id, question_.package, question_.version, question_.advisory,
                           question_.reported);
    }

private:
    Result<bool> is_reported(const dependencies::PackageInventory& inventory, const auto& is_named) const {
        const auto& packages = inventory.files.front().packages;
        const auto is_it = [&](const Package& package) { return package.version == question_.version && is_named(package); };
        if (question_.advisory.empty()) return std::ranges::any_of(packages, is_it);
        if (std::ranges::none_of(packages, is_it)) return false;
        const auto weak = dependencies::find_vulnerable(inventory, *question_.index, never_);
        if (!weak) return std::unexpected(weak.error());
        return std::ranges::any_of(*weak, [&](const dependencies::VulnerablePackage& each) {
            return is_it(packages[each.package]) && std::ranges::any_of(each.diagnosis->weaknesses, [&](const dependencies::Weakness& weakness) {
                       return std::ranges::find(weakness.ids, question_.advisory) != weakness.ids.end();
                   });
        });
    }

    DependencyQuestion question_;
    const dependencies::Format& format_;
    std::size_t faults_;
    Cancellation never_; // one file is read in a moment
};

} // namespace

Result<std::unique_ptr<Oracle>> make_dependency_oracle(DependencyQuestion question, const Input& input) {
    const dependencies::Format* const format = dependencies::format_of(input.file().path);
    if (format == nullptr) return fail(ErrorKind::unsupported, "a file of that name lists no packages", input.file().path);
    if (!question.advisory.empty() && question.index == nullptr)
        return fail(ErrorKind::usage, "an advisory is asked for, and there is no index of advisories", "", "squire advisories update");
    const std::size_t faults = read(*format, input).faults;
    return std::make_unique<DependencyOracle>(std::move(question), *format, faults);
}

} // namespace squire::bugreport
