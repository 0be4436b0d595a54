// SPDX-License-Identifier: MIT
#include "journey/journal.h"

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/text.h"

namespace squire::journey {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;

} // namespace

Journal Journal::read(const std::filesystem::path& file) {
    const auto text = read_file(file);
    if (!text) return {};
    const Json document = Json::parse(*text, nullptr, false);
    Journal journal;
    try {
        if (document.at("version").get<int>() != kVersion) return {};
        journal.intern = document.at("intern").get<std::string>();
        journal.mentor = document.at("mentor").get<std::string>();
        journal.files = document.at("files").get<FileDigests>();
        for (const auto& [name, step] : document.at("steps").items()) {
            journal.steps[name] = {.key = step.at("key").get<std::string>(),
                                   .summary = step.at("summary").get<std::string>(),
                                   .seconds = step.at("seconds").get<double>(),
                                   .files = step.at("files").get<FileDigests>()};
        }
    } catch (const Json::exception&) { // of another shape
        return {};
    }
    return journal;
}

Result<void> Journal::write(const std::filesystem::path& file) const {
    Json document = {
        {"version", kVersion}, {"intern", to_utf8(intern)}, {"mentor", to_utf8(mentor)}, {"steps", Json::object()}, {"files", files}};
    for (const auto& [name, step] : steps) {
        document["steps"][name] = {{"key", step.key}, {"summary", to_utf8(step.summary)}, {"seconds", step.seconds}, {"files", step.files}};
    }
    return write_file(file, document.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
}

} // namespace squire::journey
