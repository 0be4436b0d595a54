// SPDX-License-Identifier: MIT
#include "tracking/trace.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "base/text.h"
#include "finding/fingerprint.h"
#include "finding/weakness.h"

namespace squire::tracking {
namespace {

using finding::Finding;

// They say of what kind a weakness is, not which one. GitLab leaves CWE and WASC out of its comparison; OWASP's and CAPEC's are of the same sort.
constexpr std::array<std::string_view, 4> kClassTypes{"cwe", "wasc", "owasp", "capec"};

constexpr std::size_t kLongestContent = 400; // bytes; minified files have lines of megabytes

bool is_class(std::string_view type) {
    return std::ranges::any_of(kClassTypes, [&](std::string_view each) { return type.starts_with(each); });
}

// "CWE-89", "cwe:89" and "89" are one.
std::string class_of(const finding::Identifier& identifier) {
    const std::string type = to_lower(identifier.type);
    std::string value = to_lower(identifier.value);
    if (value.starts_with(type)) value.erase(0, type.size());
    value.erase(0, std::min(value.find_first_not_of("-: "), value.size()));
    return fmt::format("{}:{}", type, value);
}

void take_range(Trace& trace, const finding::Range& range) {
    trace.line = range.start_line;
    trace.end_line = std::max(range.start_line, range.end_line);
    trace.column = range.start_column;
    trace.end_column = range.end_column;
}

void take_place(Trace& trace, const finding::Location& location) {
    if (const auto* code = std::get_if<finding::CodeLocation>(&location)) {
        trace.file = code->file;
        trace.scope = code->scope;
        take_range(trace, code->range);
    } else if (const auto* secret = std::get_if<finding::SecretLocation>(&location)) {
        trace.file = secret->file;
        take_range(trace, secret->range);
    } else if (const auto* dependency = std::get_if<finding::DependencyLocation>(&location)) {
        trace.file = dependency->file;
        trace.subject = dependency->package;
        trace.version = dependency->version;
    } else if (const auto* container = std::get_if<finding::ContainerLocation>(&location)) {
        trace.subject = fmt::format("{} {} {} {} {} {}", lasting_image_name(container->image), container->package, container->namespace_,
                                    container->kind, container->resource_name, container->container_name);
        trace.version = container->version;
    } else if (const auto* web = std::get_if<finding::WebLocation>(&location)) {
        // Without the host: each review application of a merge request has one of its own.
        trace.subject = fmt::format("{} {} {}", web->method, web->path, web->param);
    } else if (const auto* crash = std::get_if<finding::CrashLocation>(&location)) {
        trace.subject = fmt::format("{} {}", crash->crash_type, crash->crash_state);
    }
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "1.2", "v1.2.3", "8.0-alpine": two numbers at least, because a number alone counts builds.
bool is_version(std::string_view tag) {
    if (tag.starts_with('v')) tag.remove_prefix(1);
    const std::string_view core = tag.substr(0, tag.find_first_of("-+_"));
    const auto parts = split(core, '.');
    return parts.size() >= 2 && std::ranges::all_of(parts, all_digits);
}

} // namespace

bool has_place_fingerprint(const Finding& finding) {
    return !finding.identifiers.empty() && finding.fingerprint == finding::code_fingerprint(finding.rule(), place_of(finding));
}

std::string key_of(const finding::Identifier& identifier) { return fmt::format("{}:{}", to_lower(identifier.type), to_lower(identifier.value)); }

std::string comparable_text(std::string_view text) {
    std::string plain;
    bool blank = false;
    for (const char c : trim(text)) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            blank = true;
            continue;
        }
        if (blank) plain += ' ';
        blank = false;
        plain += c;
        if (plain.size() >= kLongestContent) break;
    }
    return plain;
}

std::string lasting_image_name(std::string_view image) {
    image = image.substr(0, image.find('@'));
    const std::size_t colon = image.rfind(':');
    const std::size_t slash = image.rfind('/');
    const bool tagged = colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash); // else it is a port
    if (!tagged || is_version(image.substr(colon + 1))) return std::string(image);
    return std::string(image.substr(0, colon));
}

Trace trace_of(const Finding& finding, std::string_view witness, std::string_view tool) {
    Trace trace{.type = finding.type, .witness = std::string(witness), .tool = std::string(tool), .fingerprint = finding.fingerprint};
    if (!finding.identifiers.empty()) trace.rule = key_of(finding.identifiers.front());
    for (const finding::Identifier& each : finding.identifiers) {
        if (is_class(to_lower(each.type))) {
            trace.classes.push_back(class_of(each));
        } else {
            trace.names.push_back(key_of(each));
        }
    }
    for (const finding::Signature& each : finding.signatures) {
        if (each.algorithm == "hash")
            trace.by_value |= finding.type == finding::ReportType::secret_detection && each.value == finding.fingerprint;
        if (each.algorithm == kTextSignature) {
            trace.content = each.value;
            continue;
        }
        if (each.algorithm != "location" && !each.value.empty()) trace.signatures.push_back(fmt::format("{}:{}", each.algorithm, each.value));
    }
    for (const std::uint32_t number : finding::cwes_of(finding))
        for (const std::uint32_t family : finding::families_of(number)) trace.families.push_back(fmt::format("cwe family {}", family));
    for (auto* list : {&trace.names, &trace.classes, &trace.families, &trace.signatures}) {
        std::ranges::sort(*list);
        list->erase(std::ranges::unique(*list).begin(), list->end());
    }
    if (trace.content.empty()) trace.content = comparable_text(finding.evidence);
    take_place(trace, finding.location);
    if (trace.line > 0 && has_place_fingerprint(finding)) trace.fingerprint.clear();
    return trace;
}

} // namespace squire::tracking
