// SPDX-License-Identifier: MIT
#include "tracking/trail.h"

#include <algorithm>

#include "tracking/trace.h"

namespace squire::tracking {
namespace {

std::string text_of(const finding::Finding& finding) {
    const auto kept = std::ranges::find(finding.signatures, kTextSignature, &finding::Signature::algorithm);
    return kept == finding.signatures.end() ? comparable_text(finding.evidence) : kept->value;
}

} // namespace

std::string trail_of(const finding::Finding& finding) {
    if (finding.identifiers.empty()) return {};
    std::string trail(finding::to_string(finding.type));
    const auto add = [&](std::string_view part) { trail.append(1, '\0').append(part); };
    add(key_of(finding.identifiers.front()));
    if (const auto* code = std::get_if<finding::CodeLocation>(&finding.location)) {
        const std::string text = text_of(finding);
        if (text.empty() || code->file.empty() || finding.type == finding::ReportType::secret_detection) return {};
        add(code->file);
        add(text);
    } else if (const auto* dependency = std::get_if<finding::DependencyLocation>(&finding.location)) {
        if (dependency->package.empty()) return {};
        add(dependency->file);
        add(dependency->package);
    } else if (const auto* container = std::get_if<finding::ContainerLocation>(&finding.location)) {
        if (container->package.empty()) return {};
        add(lasting_image_name(container->image));
        add(container->package);
    } else {
        return {};
    }
    return trail;
}

} // namespace squire::tracking
