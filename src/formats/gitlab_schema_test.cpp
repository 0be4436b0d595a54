// SPDX-License-Identifier: MIT
#include "formats/gitlab_schema_test.h"

#include <cstdlib>
#include <map>
#include <memory>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/file.h"
#include "formats/gitlab_report.h"
#include "formats/sample_reports_test.h"

namespace squire::formats {
namespace {

using finding::ReportType;
using valijson::adapters::NlohmannJsonAdapter;

std::string_view file_of(ReportType type) {
    switch (type) {
    case ReportType::sast: return "15.2.4/sast-report-format.json";
    case ReportType::secret_detection: return "15.2.4/secret-detection-report-format.json";
    case ReportType::dependency_scanning: return "15.2.4/dependency-scanning-report-format.json";
    case ReportType::container_scanning: return "15.2.4/container-scanning-report-format.json";
    case ReportType::cluster_image_scanning: return "15.2.4-derived/cluster-image-scanning-report-format.json";
    case ReportType::dast:
    case ReportType::api_fuzzing: return "15.2.4-derived/dast-report-format.json";
    case ReportType::coverage_fuzzing: return "15.2.4-derived/coverage-fuzzing-report-format.json";
    }
    return "";
}

const valijson::Schema& schema_of(ReportType type) {
    static std::map<std::string_view, std::unique_ptr<valijson::Schema>> schemas;
    std::unique_ptr<valijson::Schema>& schema = schemas[file_of(type)];
    if (schema == nullptr) {
        const auto text = read_file(*gitlab_schema_folder() / file_of(type));
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

std::vector<std::string> gitlab_schema_errors(std::string_view report, ReportType type) {
    const nlohmann::json document = nlohmann::json::parse(report);
    valijson::Validator validator;
    valijson::ValidationResults results;
    std::vector<std::string> errors;
    if (validator.validate(schema_of(type), NlohmannJsonAdapter(document), &results)) return errors;
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
        std::string place;
        for (const std::string& step : error.context) place += step;
        errors.push_back(place + ": " + error.description);
    }
    return errors;
}

TEST(GitlabSchema, TakesEveryReportThatIsWritten) {
    if (!gitlab_schema_folder()) GTEST_SKIP() << "GitLab's schemas are not here: set SQUIRE_SHARED to the folder that holds gitlab/schemas";
    for (const ReportType type : kReportTypes) {
        EXPECT_EQ(gitlab_schema_errors(write_gitlab_report(sample_report(type)), type), std::vector<std::string>{}) << to_string(type);
    }
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const finding::Report report = random_report(seed, false);
        const std::string text = write_gitlab_report(report);
        EXPECT_EQ(gitlab_schema_errors(text, report.type), std::vector<std::string>{}) << "seed " << seed;
    }
}

} // namespace squire::formats
