// SPDX-License-Identifier: MIT
#include "testing/page_in_browser.h"

#include <chrono>

#include <nlohmann/json.hpp>

#include "base/process.h"
#include "testing/temporary_folder.h"

namespace squire::testing {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = SQUIRE_SOURCE_DIR;

} // namespace

bool browser_is_there() { return fs::exists(kSource / "browser/node_modules/playwright-core"); }

PageCheck check_page(std::string_view html, const fs::path& scenario) {
    const TemporaryFolder folder;
    std::vector<std::string> arguments{"node", (kSource / "browser/page_check.mjs").string(), folder.write("index.html", html).string()};
    if (!scenario.empty()) arguments.push_back((kSource / scenario).string());
    const auto outcome = run_process({.arguments = std::move(arguments), .time_limit = std::chrono::seconds(280)});
    if (!outcome) return {.faults = {outcome.error().message}, .measured = {}};
    const auto said = nlohmann::json::parse(outcome->output, nullptr, false);
    if (!said.is_object()) return {.faults = {outcome->errors}, .measured = {}};
    return {.faults = said["faults"].get<std::vector<std::string>>(), .measured = said["measured"].dump()};
}

} // namespace squire::testing
