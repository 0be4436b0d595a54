// SPDX-License-Identifier: MIT
#include "pipeline/lint_scalars.h"

#include <charconv>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/text.h"

namespace squire::pipeline {

namespace {

/// What YAML 1.1 makes of it where that is another text; nothing where it stays what it is.
std::optional<std::string> becomes(const std::string& text) {
    static const re2::RE2 kOctal("[-+]?0[0-7_]+");
    static const re2::RE2 kSexagesimal("[-+]?[0-9][0-9_]*(:[0-5]?[0-9]){1,2}");
    static const re2::RE2 kUnderscores("[-+]?[0-9]+(_[0-9]+)+");
    static const re2::RE2 kFraction("[-+]?[0-9]+\\.[0-9]*0");
    static const re2::RE2 kExponent("[-+]?[0-9]+(\\.[0-9]+)?[eE][-+][0-9]+");
    static const re2::RE2 kHexadecimal("0x[0-9a-fA-F]+");
    static const re2::RE2 kDate("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    if (text.size() > 40) return std::nullopt;
    const std::string lower = to_lower(text);
    if (lower == "yes" || lower == "on") return "true";
    if (lower == "no" || lower == "off") return "false";
    std::string digits = text;
    std::erase(digits, '_');
    if (re2::RE2::FullMatch(text, kOctal)) {
        long long value = 0;
        const std::size_t sign = digits.starts_with('+') ? 1 : 0;
        if (std::from_chars(digits.data() + sign, digits.data() + digits.size(), value, 8).ec != std::errc()) return std::nullopt;
        return fmt::format("{}", value);
    }
    if (re2::RE2::FullMatch(text, kSexagesimal)) return "a number to the base of 60";
    if (re2::RE2::FullMatch(text, kUnderscores)) return digits;
    if (re2::RE2::FullMatch(text, kFraction)) {
        while (digits.ends_with('0')) digits.pop_back();
        return digits.ends_with('.') ? digits + "0" == text ? std::nullopt : std::optional(digits + "0") : digits;
    }
    if (re2::RE2::FullMatch(text, kExponent) || re2::RE2::FullMatch(text, kHexadecimal)) return "a number";
    if (re2::RE2::FullMatch(text, kDate)) return "a date";
    return std::nullopt;
}

void look(const Setting& value, std::string_view what, LintRemarks& remarks) {
    if (!value.is(SettingKind::scalar) || !value.plain) return;
    if (const auto other = becomes(value.text))
        remarks.add(Gravity::warning, "yaml-surprise", value.origin, fmt::format("YAML 1.1 reads {} {} as {}", what, value.text, *other),
                    fmt::format("put it in quotes: \"{}\"", value.text));
}

void look_at_variables(const Setting* variables, LintRemarks& remarks) {
    if (variables == nullptr) return;
    for (const SettingEntry& entry : variables->entries) {
        look(*entry.value, "the value", remarks);
        if (const Setting* value = entry.value->find("value")) look(*value, "the value", remarks);
    }
}

void look_at_image(const Setting* image, LintRemarks& remarks) {
    if (image == nullptr) return;
    look(*image, "the image", remarks);
    if (const Setting* name = image->find("name")) look(*name, "the image", remarks);
}

void look_at_matrix(const Setting* parallel, LintRemarks& remarks) {
    const Setting* matrix = parallel == nullptr ? nullptr : parallel->find("matrix");
    if (matrix == nullptr) return;
    for (const Setting* entry : flat_items(*matrix))
        for (const SettingEntry& variable : entry->entries)
            for (const Setting* value : flat_scalars(*variable.value)) look(*value, "the value", remarks);
}

} // namespace

void lint_scalars(const Pipeline& pipeline, LintRemarks& remarks) {
    const Setting& root = *pipeline.root;
    look_at_variables(root.find("variables"), remarks);
    look_at_image(root.find("image"), remarks);
    if (const Setting* defaults = root.find("default")) look_at_image(defaults->find("image"), remarks);
    if (const Setting* stages = root.find("stages"))
        for (const Setting* stage : flat_scalars(*stages)) look(*stage, "the stage", remarks);
    for (const Job& job : pipeline.jobs) {
        look_at_variables(job.written->find("variables"), remarks);
        look_at_image(job.written->find("image"), remarks);
        look_at_matrix(job.written->find("parallel"), remarks);
        if (const auto other = becomes(job.name);
            other && pipeline.files[job.origin.file].yaml->bytes.compare(job.origin.offset, job.name.size(), job.name) == 0)
            remarks.add(Gravity::warning, "yaml-surprise", job.origin, fmt::format("YAML 1.1 reads the name {} as {}", job.name, *other),
                        fmt::format("put it in quotes: \"{}\"", job.name));
    }
}

} // namespace squire::pipeline
