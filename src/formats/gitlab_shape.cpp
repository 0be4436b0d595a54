// SPDX-License-Identifier: MIT
// GitLab's security report schemas, version 15.2.4, as one table: what is common to all report types, and with each member that differs the report
// types it is for. Source: the schemas of gitlab-org/security-products/security-report-schemas (dist/*-report-format.json).
#include "formats/gitlab_shape.h"

#include <array>
#include <utility>

#include "formats/gitlab_rules.h"

namespace squire::formats {
namespace {

using finding::ReportType;
using Words = std::string_view[]; // NOLINT(modernize-avoid-c-arrays): its size comes from its content

constexpr TypeMask kAll = kEveryType;
constexpr TypeMask kSast = mask_of(ReportType::sast);
constexpr TypeMask kSecret = mask_of(ReportType::secret_detection);
constexpr TypeMask kDependency = mask_of(ReportType::dependency_scanning);
constexpr TypeMask kContainer = mask_of(ReportType::container_scanning);
constexpr TypeMask kCluster = mask_of(ReportType::cluster_image_scanning);
constexpr TypeMask kWeb = mask_of(ReportType::dast) | mask_of(ReportType::api_fuzzing);
constexpr TypeMask kCrash = mask_of(ReportType::coverage_fuzzing);

constexpr Shape words(std::span<const std::string_view> words) { return {.kinds = Shape::string, .words = words}; }
constexpr Shape form(bool (*matches)(std::string_view), std::string_view form) {
    return {.kinds = Shape::string, .matches = matches, .form = form};
}
constexpr Shape list_of(const Shape& items, std::size_t least = 0, std::size_t most = Shape{}.max_items) {
    return {.kinds = Shape::array, .min_items = least, .max_items = most, .items = &items};
}
constexpr Shape object_of(std::span<const Member> members) { return {.members = members}; }

constexpr Shape kText{.kinds = Shape::string};
constexpr Shape kFilled{.kinds = Shape::string, .min_length = 1};
constexpr Shape kFilledTo255{.kinds = Shape::string, .min_length = 1, .max_length = 255};
constexpr Shape kTo255{.kinds = Shape::string, .max_length = kGitlabNameLimit};
constexpr Shape kNumber{.kinds = Shape::number | Shape::integer};
constexpr Shape kInteger{.kinds = Shape::integer};
constexpr Shape kCount{.kinds = Shape::integer, .minimum = 1};
constexpr Shape kBoolean{.kinds = Shape::boolean};
constexpr Shape kWebAddress = form(is_web_address, "an address that begins with http:// or https://");
constexpr Shape kAddress = form(is_address, "an address that begins with http://, https:// or ftp://");
constexpr Shape kTime = form(is_report_time, "a time in UTC without a zone, as in 2026-01-31T12:00:00");

// --- details: values that say in "type" what they are ---

const Shape* detail_variant(std::string_view type);
extern const Shape kDetail;
extern const Shape kNamedDetail;

constexpr Words kDetailTypes = {"named-list", "list",          "table",           "text",      "url", "code", "value", "diff", "markdown",
                                "commit",     "file-location", "module-location", "code-flows"};
constexpr Shape kDetailType = words(kDetailTypes);
constexpr Member kDetailMembers[] = {{"type", &kDetailType, kAll}};
const Shape kDetail{.members = kDetailMembers, .variant = detail_variant};
constexpr Member kNamedDetailMembers[] = {{"type", &kDetailType, kAll}, {"name", &kFilled, kAll}, {"description", &kText}};
const Shape kNamedDetail{.members = kNamedDetailMembers, .variant = detail_variant};
const Shape kDetails{.every_member = &kNamedDetail};
const Shape kDetailList = list_of(kDetail);
const Shape kDetailRows = list_of(kDetailList);

constexpr Words kFileLocationWord = {"file-location"};
constexpr Shape kFileLocationType = words(kFileLocationWord);
constexpr Member kFileLocationMembers[] = {
    {"type", &kFileLocationType, kAll},
    {"file_name", &kFilled, kAll},
    {"line_start", &kCount, kAll},
    {"line_end", &kCount},
    {"column_start", &kCount, kNoType, kAll, "column_end"},
    {"column_end", &kCount, kNoType, kAll, "column_start"},
};
constexpr Shape kFileLocation = object_of(kFileLocationMembers);

constexpr Words kFlowNodeWord = {"code-flow-node"};
constexpr Shape kFlowNodeType = words(kFlowNodeWord);
constexpr Words kNodeTypes = {"source", "sink", "propagation"};
constexpr Shape kNodeType = words(kNodeTypes);
constexpr Member kFlowNodeMembers[] = {{"type", &kFlowNodeType}, {"file_location", &kFileLocation, kAll}, {"node_type", &kNodeType, kAll}};
constexpr Shape kFlowNode = object_of(kFlowNodeMembers);
constexpr Shape kFlow = list_of(kFlowNode, 1);
constexpr Shape kFlows = list_of(kFlow, 1, 10);

constexpr Shape kAnyValue{.kinds = Shape::number | Shape::integer | Shape::string | Shape::boolean};
const Member kNamedListMembers[] = {{"items", &kDetails, kAll}};
const Member kListMembers[] = {{"items", &kDetailList, kAll}};
const Member kTableMembers[] = {{"header", &kDetailList}, {"rows", &kDetailRows, kAll}};
constexpr Member kTextMembers[] = {{"value", &kText, kAll}};
constexpr Member kUrlMembers[] = {{"text", &kText}, {"href", &kFilled, kAll}};
constexpr Member kCodeMembers[] = {{"value", &kText, kAll}, {"lang", &kText}};
constexpr Member kValueMembers[] = {{"value", &kAnyValue, kAll}};
constexpr Member kDiffMembers[] = {{"before", &kText, kAll}, {"after", &kText, kAll}};
constexpr Member kCommitMembers[] = {{"value", &kFilled, kAll}};
constexpr Member kModuleMembers[] = {{"module_name", &kFilled, kAll}, {"offset", &kInteger, kAll}};
constexpr Member kFlowsMembers[] = {{"items", &kFlows, kAll}};
const std::pair<std::string_view, Shape> kVariants[] = {
    {"named-list", object_of(kNamedListMembers)},
    {"list", object_of(kListMembers)},
    {"table", object_of(kTableMembers)},
    {"text", object_of(kTextMembers)},
    {"url", object_of(kUrlMembers)},
    {"code", object_of(kCodeMembers)},
    {"value", object_of(kValueMembers)},
    {"diff", object_of(kDiffMembers)},
    {"markdown", object_of(kTextMembers)},
    {"commit", object_of(kCommitMembers)},
    {"file-location", kFileLocation},
    {"module-location", object_of(kModuleMembers)},
    {"code-flows", object_of(kFlowsMembers)},
};

const Shape* detail_variant(std::string_view type) {
    for (const auto& [name, shape] : kVariants) {
        if (name == type) return &shape;
    }
    return nullptr;
}

// --- the scan ---

constexpr Member kVendorMembers[] = {{"name", &kFilled, kAll}};
constexpr Shape kVendor = object_of(kVendorMembers);
constexpr Member kAnalyzerMembers[] = {
    {"id", &kFilled, kAll}, {"name", &kFilled, kAll}, {"version", &kFilled, kAll}, {"vendor", &kVendor, kAll}, {"url", &kWebAddress}};
constexpr Shape kAnalyzer = object_of(kAnalyzerMembers);
constexpr Member kScannerMembers[] = {
    {"id", &kFilled, kAll}, {"name", &kFilled, kAll}, {"version", &kFilled, kAll}, {"vendor", &kVendor, kAll}, {"url", &kText}};
constexpr Shape kScanner = object_of(kScannerMembers);

constexpr Words kLevels = {"info", "warn", "fatal"};
constexpr Shape kLevel = words(kLevels);
constexpr Member kMessageMembers[] = {{"level", &kLevel, kAll}, {"value", &kFilled, kAll}};
constexpr Shape kMessage = object_of(kMessageMembers);
constexpr Shape kMessages = list_of(kMessage);

constexpr Words kOptionSources = {"argument", "file", "env_variable", "other"};
constexpr Shape kOptionSource = words(kOptionSources);
constexpr Shape kOptionValue{.kinds = Shape::boolean | Shape::integer | Shape::null | Shape::string};
constexpr Member kOptionMembers[] = {{"name", &kFilledTo255, kAll}, {"value", &kOptionValue, kAll}, {"source", &kOptionSource}};
constexpr Shape kOption = object_of(kOptionMembers);
constexpr Shape kOptions = list_of(kOption);

constexpr Member kIdentifierMembers[] = {{"type", &kFilled, kAll}, {"name", &kFilled, kAll}, {"value", &kFilled, kAll}, {"url", &kAddress}};
constexpr Shape kIdentifier = object_of(kIdentifierMembers);
constexpr Shape kPrimaryIdentifiers = list_of(kIdentifier);

constexpr Words kScanModes = {"differential"};
constexpr Shape kScanMode = words(kScanModes);
constexpr Member kPartialScanMembers[] = {{"mode", &kScanMode, kAll}};
constexpr Shape kPartialScan = object_of(kPartialScanMembers);

constexpr Member kEventMembers[] = {{"event", &kText, kAll}, {"property", &kText}, {"label", &kText}, {"value", &kNumber}};
constexpr Shape kEvent = object_of(kEventMembers);
constexpr Shape kEvents = list_of(kEvent);
constexpr Member kObservabilityMembers[] = {{"events", &kEvents}};
constexpr Shape kObservability = object_of(kObservabilityMembers);

constexpr Member kResourceMembers[] = {{"method", &kFilled, kAll}, {"url", &kFilled, kAll}, {"type", &kFilled, kAll}};
constexpr Shape kResource = object_of(kResourceMembers);
constexpr Shape kResources = list_of(kResource);

constexpr Words kStatuses = {"success", "failure"};
constexpr Shape kStatus = words(kStatuses);
constexpr Words kTypes = {
    "sast", "secret_detection", "dependency_scanning", "container_scanning", "container_scanning_for_registry", "cluster_image_scanning",
    "dast", "api_fuzzing",      "coverage_fuzzing"};
constexpr std::span<const std::string_view> kTypeWords = kTypes;
constexpr Shape kAnyType = words(kTypeWords);
constexpr Shape kSastType = words(kTypeWords.subspan(0, 1));
constexpr Shape kSecretType = words(kTypeWords.subspan(1, 1));
constexpr Shape kDependencyType = words(kTypeWords.subspan(2, 1));
constexpr Shape kContainerType = words(kTypeWords.subspan(3, 2));
constexpr Shape kClusterType = words(kTypeWords.subspan(5, 1));
constexpr Shape kWebType = words(kTypeWords.subspan(6, 2));
constexpr Shape kCrashType = words(kTypeWords.subspan(8, 1));

constexpr Member kScanMembers[] = {
    {"analyzer", &kAnalyzer, kAll},
    {"scanner", &kScanner, kAll},
    {"type", &kSastType, kAll, kSast},
    {"type", &kSecretType, kAll, kSecret},
    {"type", &kDependencyType, kAll, kDependency},
    {"type", &kContainerType, kAll, kContainer},
    {"type", &kClusterType, kAll, kCluster},
    {"type", &kWebType, kAll, kWeb},
    {"type", &kCrashType, kAll, kCrash},
    {"type", &kAnyType, kAll, mask_of(std::nullopt)},
    {"start_time", &kTime, kAll},
    {"end_time", &kTime, kAll},
    {"status", &kStatus, kAll},
    {"messages", &kMessages},
    {"options", &kOptions},
    {"partial_scan", &kPartialScan},
    {"observability", &kObservability},
    {"scanned_resources", &kResources, kWeb},
    {"primary_identifiers", &kPrimaryIdentifiers},
};
constexpr Shape kScan = object_of(kScanMembers);

// --- locations ---

constexpr Member kCodeMembersOfLocation[] = {
    {"file", &kText}, {"start_line", &kNumber}, {"end_line", &kNumber}, {"class", &kText}, {"method", &kText}};
constexpr Shape kCodeLocation = object_of(kCodeMembersOfLocation);

constexpr Member kSecretCommitMembers[] = {{"sha", &kFilled, kAll}, {"author", &kText}, {"date", &kText}, {"message", &kText}};
constexpr Shape kSecretCommit = object_of(kSecretCommitMembers);
constexpr Member kSecretMembers[] = {{"commit", &kSecretCommit, kAll}, {"file", &kText},  {"start_line", &kNumber},
                                     {"end_line", &kNumber},           {"class", &kText}, {"method", &kText}};
constexpr Shape kSecretLocation = object_of(kSecretMembers);

constexpr Member kPackageMembers[] = {{"name", &kText, kAll}};
constexpr Shape kPackage = object_of(kPackageMembers);
constexpr Member kDependencyMembers[] = {{"package", &kPackage, kAll}, {"version", &kText, kAll}, {"direct", &kBoolean}};
constexpr Shape kDependencyShape = object_of(kDependencyMembers);
constexpr Words kFileTypes = {"requirements", "lockfile", "graphfile"};
constexpr Shape kFileType = words(kFileTypes);
constexpr Member kDependencyFileMembers[] = {{"path", &kFilled, kAll}, {"type", &kFileType, kAll}, {"in_repository", &kBoolean}};
constexpr Shape kDependencyFile = object_of(kDependencyFileMembers);
constexpr Shape kDependencyFiles = list_of(kDependencyFile);
constexpr Member kDependencyLocationMembers[] = {
    {"file", &kFilled, kAll}, {"files", &kDependencyFiles}, {"dependency", &kDependencyShape, kAll}};
constexpr Shape kDependencyLocation = object_of(kDependencyLocationMembers);

constexpr Member kContainerMembers[] = {
    {"dependency", &kDependencyShape, kAll}, {"operating_system", &kFilled, kAll}, {"image", &kFilled, kAll}, {"default_branch_image", &kTo255}};
constexpr Shape kContainerLocation = object_of(kContainerMembers);

constexpr Member kKubernetesMembers[] = {{"namespace", &kFilledTo255, kAll},      {"kind", &kFilledTo255, kAll}, {"name", &kFilledTo255, kAll},
                                         {"container_name", &kFilledTo255, kAll}, {"agent_id", &kFilledTo255},   {"cluster_id", &kFilledTo255}};
constexpr Shape kKubernetes = object_of(kKubernetesMembers);
constexpr Member kClusterMembers[] = {{"dependency", &kDependencyShape, kAll},
                                      {"image", &kFilled, kAll},
                                      {"kubernetes_resource", &kKubernetes, kAll},
                                      {"operating_system", &kFilledTo255}};
constexpr Shape kClusterLocation = object_of(kClusterMembers);

constexpr Member kWebMembers[] = {{"hostname", &kText}, {"path", &kText}, {"method", &kText}, {"param", &kText}};
constexpr Shape kWebLocation = object_of(kWebMembers);
constexpr Member kCrashMembers[] = {{"crash_address", &kText}, {"stacktrace_snippet", &kText}, {"crash_state", &kText}, {"crash_type", &kText}};
constexpr Shape kCrashLocation = object_of(kCrashMembers);

// --- what was sent and answered (DAST, API fuzzing) ---

constexpr Member kHeaderMembers[] = {{"name", &kFilled, kAll}, {"value", &kText, kAll}};
constexpr Shape kHeader = object_of(kHeaderMembers);
constexpr Shape kHeaders = list_of(kHeader);
constexpr Member kRequestMembers[] = {{"headers", &kHeaders, kAll}, {"method", &kFilled, kAll}, {"url", &kFilled, kAll}, {"body", &kText}};
constexpr Shape kRequest = object_of(kRequestMembers);
constexpr Member kResponseMembers[] = {
    {"headers", &kHeaders, kAll}, {"reason_phrase", &kText, kAll}, {"status_code", &kInteger, kAll}, {"body", &kText}};
constexpr Shape kResponse = object_of(kResponseMembers);
constexpr Member kSupportingMembers[] = {{"name", &kFilled, kAll}, {"request", &kRequest}, {"response", &kResponse}};
constexpr Shape kSupporting = object_of(kSupportingMembers);
constexpr Shape kSupportingMessages = list_of(kSupporting);
constexpr Member kEvidenceSourceMembers[] = {{"id", &kFilled, kAll}, {"name", &kFilled, kAll}, {"url", &kText}};
constexpr Shape kEvidenceSource = object_of(kEvidenceSourceMembers);
constexpr Member kEvidenceMembers[] = {{"source", &kEvidenceSource},
                                       {"summary", &kText},
                                       {"request", &kRequest},
                                       {"response", &kResponse},
                                       {"supporting_messages", &kSupportingMessages}};
constexpr Shape kEvidence = object_of(kEvidenceMembers);
constexpr Words kAssetTypes = {"http_session", "postman"};
constexpr Shape kAssetType = words(kAssetTypes);
constexpr Member kAssetMembers[] = {{"type", &kAssetType, kAll}, {"name", &kFilled, kAll}, {"url", &kFilled, kAll}};
constexpr Shape kAsset = object_of(kAssetMembers);
constexpr Shape kAssets = list_of(kAsset);

// --- findings ---

constexpr Shape kDescription{.kinds = Shape::string, .max_length = kGitlabDescriptionLimit};
constexpr Shape kSolution{.kinds = Shape::string, .max_length = kGitlabSolutionLimit};
constexpr Words kSeverities = {"Info", "Unknown", "Low", "Medium", "High", "Critical"};
constexpr Shape kSeverity = words(kSeverities);
constexpr Shape kIdentifiers = list_of(kIdentifier, 1);
constexpr Shape kVector = form(is_cvss_vector, "a CVSS vector");
constexpr Member kCvssMembers[] = {{"vendor", &kFilled, kAll}, {"vector", &kVector, kAll}};
constexpr Shape kCvss = object_of(kCvssMembers);
constexpr Shape kCvssVectors = list_of(kCvss, 1, 10);
constexpr Member kLinkMembers[] = {{"name", &kText}, {"url", &kAddress, kAll}};
constexpr Shape kLink = object_of(kLinkMembers);
constexpr Shape kLinks = list_of(kLink);
constexpr Words kFlagTypes = {kLikelyFalsePositive};
constexpr Shape kFlagType = words(kFlagTypes);
constexpr Member kFlagMembers[] = {{"type", &kFlagType, kAll}, {"origin", &kFilled, kAll}, {"description", &kFilled, kAll}};
constexpr Shape kFlag = object_of(kFlagMembers);
constexpr Shape kFlags = list_of(kFlag);

constexpr Member kSignatureMembers[] = {{"algorithm", &kText, kAll}, {"value", &kText, kAll}};
constexpr Shape kSignature = object_of(kSignatureMembers);
constexpr Shape kSignatures = list_of(kSignature, 1);
constexpr Member kTrackingItemMembers[] = {
    {"file", &kText}, {"start_line", &kNumber}, {"end_line", &kNumber}, {"signatures", &kSignatures, kAll}};
constexpr Shape kTrackingItem = object_of(kTrackingItemMembers);
constexpr Shape kTrackingItems = list_of(kTrackingItem);
constexpr Words kTrackingTypes = {"source"};
constexpr Shape kTrackingType = words(kTrackingTypes);
constexpr Member kTrackingMembers[] = {{"type", &kTrackingType}, {"items", &kTrackingItems, kAll}};
constexpr Shape kTracking = object_of(kTrackingMembers);

const Member kFindingMembers[] = {
    {"id", &kFindingIdShape, kAll},
    {"name", &kTo255},
    {"description", &kDescription},
    {"severity", &kSeverity},
    {"solution", &kSolution},
    {"identifiers", &kIdentifiers, kAll},
    {"location", &kCodeLocation, kAll, kSast},
    {"location", &kSecretLocation, kAll, kSecret},
    {"location", &kDependencyLocation, kAll, kDependency},
    {"location", &kContainerLocation, kAll, kContainer},
    {"location", &kClusterLocation, kAll, kCluster},
    {"location", &kWebLocation, kAll, kWeb},
    {"location", &kCrashLocation, kAll, kCrash},
    {"raw_source_code_extract", &kText, kNoType, kSast | kSecret},
    {"evidence", &kEvidence, kNoType, kWeb},
    {"assets", &kAssets, kNoType, kWeb},
    {"cvss_vectors", &kCvssVectors},
    {"links", &kLinks},
    {"flags", &kFlags},
    {"details", &kDetails},
    {"tracking", &kTracking},
};
const Shape kFinding = object_of(kFindingMembers);
const Shape kFindings = list_of(kFinding);

const Member kFixMembers[] = {{"id", &kFixIdShape, kAll}};
const Shape kFix = object_of(kFixMembers);
const Shape kFixes = list_of(kFix);
const Member kRemediationMembers[] = {{"fixes", &kFixes, kAll}, {"summary", &kFilled, kAll}, {"diff", &kFilled, kAll}};
const Shape kRemediation = object_of(kRemediationMembers);
const Shape kRemediations = list_of(kRemediation);

constexpr Shape kVersion = form(is_report_version, "a version of three numbers, as in 15.2.4");
const Member kReportMembers[] = {
    {"version", &kVersion, kAll},          {"schema", &kWebAddress},         {"scan", &kScan, kAll},
    {"vulnerabilities", &kFindings, kAll}, {"remediations", &kRemediations},
};

} // namespace

const Shape kFindingIdShape{.kinds = Shape::string, .min_length = 1};
const Shape kFixIdShape{.kinds = Shape::string, .min_length = 1};
const Shape kReportShape = object_of(kReportMembers);

} // namespace squire::formats
