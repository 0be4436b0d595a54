// SPDX-License-Identifier: MIT
#include "testing/gitlab_schema.h"

#include <cstdlib>
#include <map>
#include <memory>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/file.h"

namespace squire::testing {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

const valijson::Schema& schema_of(std::string_view file) {
    static std::map<std::string, std::unique_ptr<valijson::Schema>, std::less<>> schemas;
    std::unique_ptr<valijson::Schema>& schema = schemas[std::string(file)];
    if (schema == nullptr) {
        const auto text = read_file(*gitlab_schema_folder() / file);
        const nlohmann::json document = nlohmann::json::parse(text.value());
        schema = std::make_unique<valijson::Schema>();
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(NlohmannJsonAdapter(document), *schema);
    }
    return *schema;
}

} // namespace

std::optional<std::filesystem::path> gitlab_schema_folder() {
    const char* shared = std::getenv("SQUIRE_SHARED");
    const std::filesystem::path root =
        shared != nullptr ? std::filesystem::path(shared) : std::filesystem::path(SQUIRE_SOURCE_DIR) / ".." / "shared";
    const std::filesystem::path folder = root / "gitlab" / "schemas";
    return std::filesystem::is_directory(folder) ? std::optional(folder) : std::nullopt;
}

std::vector<std::string> gitlab_schema_errors(std::string_view report, std::string_view file) {
    const nlohmann::json document = nlohmann::json::parse(report);
    valijson::Validator validator;
    valijson::ValidationResults results;
    std::vector<std::string> errors;
    if (validator.validate(schema_of(file), NlohmannJsonAdapter(document), &results)) return errors;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        std::string place;
        for (const std::string& step : error.context) place += step;
        errors.push_back(place + ": " + error.description);
    }
    return errors;
}

} // namespace squire::testing
