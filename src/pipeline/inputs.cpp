// SPDX-License-Identifier: MIT
#include "pipeline/inputs.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "base/nearest_word.h"
#include "base/text.h"

namespace squire::pipeline {

namespace {

constexpr std::string_view kOpen = "$[[";
constexpr std::string_view kClose = "]]";
constexpr std::size_t kTextLimit = 1U << 20U; // GitLab's bound on one interpolated text
constexpr std::size_t kFaults = 100;

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789+-._eE") == std::string_view::npos &&
           text.find_first_of("0123456789") != std::string_view::npos;
}

std::optional<std::string> fault_of_type(std::string_view type, const Setting& value) {
    if (type == "array") return value.is(SettingKind::list) ? std::nullopt : std::optional<std::string>("a list");
    if (!value.is(SettingKind::scalar)) return value.is(SettingKind::nothing) ? std::nullopt : std::optional<std::string>("a single value");
    if (type == "boolean") return value.is_true() || value.is_false() ? std::nullopt : std::optional<std::string>("true or false");
    if (type == "number") return is_number(value.text) ? std::nullopt : std::optional<std::string>("a number");
    return std::nullopt;
}

/// As text, in the way that GitLab writes a list into one.
std::string text_of(const Setting& value) { // NOLINT(misc-no-recursion): bounded by the depth
    if (value.is(SettingKind::scalar)) return value.text;
    std::string text;
    for (const SettingPtr& item : value.items) {
        if (text.size() > kTextLimit) break;
        text += (text.empty() ? "" : ", ") + (item->is(SettingKind::scalar) ? "\"" + item->text + "\"" : text_of(*item));
    }
    return value.is(SettingKind::list) ? "[" + text + "]" : "";
}

class Interpolation {
public:
    Interpolation(const Inputs& inputs, const Variables& variables, std::vector<InputFault>& faults)
        : inputs_(inputs), variables_(variables), faults_(faults) {}

    SettingPtr run(const SettingPtr& setting) { // NOLINT(misc-no-recursion): bounded by the depth
        if (const auto known = done_.find(setting.get()); known != done_.end()) return known->second;
        SettingPtr made = anew(setting);
        done_.emplace(setting.get(), made);
        return made;
    }

private:
    SettingPtr anew(const SettingPtr& setting) { // NOLINT(misc-no-recursion): bounded by the depth
        const Origin origin = setting->origin;
        if (setting->is(SettingKind::scalar)) return setting->text.contains(kOpen) ? scalar(*setting) : setting;
        bool changed = false;
        std::vector<SettingPtr> items;
        for (const SettingPtr& item : setting->items) changed = (items.emplace_back(run(item)) != item) || changed;
        std::vector<SettingEntry> entries;
        for (const SettingEntry& entry : setting->entries) {
            std::string key = entry.key.contains(kOpen) ? text(entry.key, entry.origin) : entry.key;
            changed = changed || key != entry.key;
            entries.push_back({.key = std::move(key), .value = run(entry.value), .origin = entry.origin});
            changed = changed || entries.back().value != entry.value;
        }
        if (!changed) return setting;
        if (setting->is(SettingKind::mapping)) return make_mapping(std::move(entries), origin);
        if (setting->is(SettingKind::list)) return make_list(std::move(items), origin);
        Setting reference = *setting;
        reference.items = std::move(items);
        return std::make_shared<const Setting>(std::move(reference));
    }

    SettingPtr scalar(const Setting& setting) {
        const std::string_view whole = trim(setting.text);
        if (whole.starts_with(kOpen) && whole.find(kClose) + kClose.size() == whole.size()) {
            const SettingPtr value = block(whole.substr(kOpen.size(), whole.size() - kOpen.size() - kClose.size()), setting.origin);
            return value ? value : make_nothing(setting.origin);
        }
        return make_scalar(text(setting.text, setting.origin), setting.origin);
    }

    std::string text(std::string_view written, Origin origin) {
        std::string made;
        for (std::size_t at = 0; at < written.size() && made.size() < kTextLimit;) {
            const std::size_t open = written.find(kOpen, at);
            const std::size_t close = open == std::string_view::npos ? open : written.find(kClose, open);
            if (close == std::string_view::npos) return made.append(written.substr(at));
            made.append(written.substr(at, open - at));
            if (const SettingPtr value = block(written.substr(open + kOpen.size(), close - open - kOpen.size()), origin))
                made += text_of(*value);
            at = close + kClose.size();
        }
        return made;
    }

    /// "inputs.name | truncate(0, 5) | expand_vars"; null where it makes no sense.
    SettingPtr block(std::string_view written, Origin origin) {
        const std::vector<std::string_view> parts = split(written, '|');
        const std::string_view access = trim(parts.front());
        if (!access.starts_with("inputs.")) return fault(origin, fmt::format("'{}' is not an input", access), "write $[[ inputs.name ]]");
        const std::string_view name = access.substr(7);
        const auto found = inputs_.find(name);
        if (found == inputs_.end()) {
            std::vector<std::string_view> names;
            for (const auto& [each, value] : inputs_) names.push_back(each);
            const std::string_view near = nearest_word(name, names);
            return fault(origin, fmt::format("there is no input '{}'", name),
                         near.empty() ? "name it in the header, under spec:inputs" : fmt::format("did you mean '{}'?", near));
        }
        SettingPtr value = found->second;
        for (std::size_t at = 1; at < parts.size() && value; ++at) value = apply(trim(parts[at]), value, origin);
        return value;
    }

    SettingPtr apply(std::string_view function, const SettingPtr& value, Origin origin) {
        if (function == "expand_vars") return make_scalar(expand(text_of(*value), variables_), origin);
        if (function == "posix_escape") {
            std::string escaped;
            for (const char byte : text_of(*value)) {
                const bool safe = byte < 0 || std::isalnum(static_cast<unsigned char>(byte)) != 0 || std::string_view("_-.,:+/@").contains(byte);
                escaped += safe ? std::string(1, byte) : std::string{'\\', byte};
            }
            return make_scalar(std::move(escaped), origin);
        }
        if (function.starts_with("truncate(") && function.ends_with(')')) {
            const auto numbers = split(function.substr(9, function.size() - 10), ',');
            std::array<std::size_t, 2> bounds{};
            bool right = numbers.size() == 2;
            for (std::size_t i = 0; i < bounds.size() && right; ++i) {
                const std::string_view digits = trim(numbers[i]);
                right = std::from_chars(digits.data(), digits.data() + digits.size(), bounds.at(i)).ec == std::errc();
            }
            const std::string whole = text_of(*value);
            if (right) return make_scalar(bounds[0] >= whole.size() ? "" : whole.substr(bounds[0], bounds[1]), origin);
        }
        return fault(origin, fmt::format("'{}' is no function for inputs", function),
                     "there are expand_vars, posix_escape and truncate(offset, length)");
    }

    std::nullptr_t fault(Origin origin, std::string message, std::string hint) {
        if (faults_.size() < kFaults) faults_.push_back({.origin = origin, .message = std::move(message), .hint = std::move(hint)});
        return nullptr;
    }

    const Inputs& inputs_;
    const Variables& variables_;
    std::vector<InputFault>& faults_;
    std::unordered_map<const Setting*, SettingPtr> done_;
};

} // namespace

Inputs complete_inputs(const Setting& header, const Inputs& given, std::vector<InputFault>& faults) {
    Inputs complete;
    const Setting* spec = header.find("spec");
    const Setting* declared = spec == nullptr ? nullptr : spec->find("inputs");
    static const Setting kNone;
    const Setting& inputs = declared == nullptr ? kNone : *declared;
    for (const SettingEntry& entry : inputs.entries) {
        const Setting& input = *entry.value;
        const Setting* fallback = input.find("default");
        const auto found = given.find(entry.key);
        if (found == given.end() && fallback == nullptr) {
            faults.push_back({.origin = entry.origin,
                              .message = fmt::format("the input '{}' is needed and was not given", entry.key),
                              .hint = "give it under 'inputs'"});
            complete.emplace(entry.key, make_scalar("", entry.origin));
            continue;
        }
        const auto shared = [&] {
            for (const SettingEntry& key : input.entries)
                if (key.key == "default") return key.value;
            return make_nothing(entry.origin);
        };
        const SettingPtr value = found != given.end() ? found->second : shared();
        if (const auto wanted = fault_of_type(input.text_of("type"), *value))
            faults.push_back({.origin = value->origin, .message = fmt::format("the input '{}' is to be {}", entry.key, *wanted), .hint = ""});
        if (const Setting* options = input.find("options"); options != nullptr && value->is(SettingKind::scalar)) {
            const auto is_option = [&](const SettingPtr& option) { return option->text == value->text; };
            if (!std::ranges::any_of(options->items, is_option))
                faults.push_back({.origin = value->origin,
                                  .message = fmt::format("'{}' is no option of the input '{}'", shorten(value->text, 80), entry.key),
                                  .hint = ""});
        }
        if (const std::string_view regex = input.text_of("regex"); !regex.empty() && value->is(SettingKind::scalar)) {
            const auto finds = regex_finds(regex.starts_with('/') ? std::string(regex) : fmt::format("/{}/", regex), value->text);
            if (!finds || !*finds)
                faults.push_back({.origin = value->origin,
                                  .message = fmt::format("'{}' does not match what the input '{}' wants", shorten(value->text, 80), entry.key),
                                  .hint = fmt::format("it is to match {}", regex)});
        }
        complete.emplace(entry.key, value);
    }
    for (const auto& [name, value] : given) {
        if (complete.contains(name)) continue;
        std::vector<std::string_view> names;
        for (const SettingEntry& entry : inputs.entries) names.push_back(entry.key);
        const std::string_view near = nearest_word(name, names);
        faults.push_back({.origin = value->origin,
                          .message = fmt::format("the file takes no input '{}'", name),
                          .hint = near.empty() ? std::string() : fmt::format("did you mean '{}'?", near)});
    }
    return complete;
}

SettingPtr interpolate(const SettingPtr& setting, const Inputs& inputs, const Variables& variables, std::vector<InputFault>& faults) {
    return Interpolation(inputs, variables, faults).run(setting);
}

} // namespace squire::pipeline
