// SPDX-License-Identifier: MIT
#include "cli/usage_error.h"

#include <cctype>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/nearest_word.h"

namespace squire::cli {
namespace {

std::string hint_with(std::string_view nearest, std::string_view otherwise) {
    return nearest.empty() ? std::string(otherwise) : fmt::format("did you mean '{}'?", nearest);
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

const CLI::App* command_of(const CLI::App& app, std::string_view name) {
    for (const CLI::App* each : commands_of(app)) {
        if (each->get_name() == name) return each;
    }
    return nullptr;
}

Error unknown_command(const CLI::App& app, std::string_view path, std::string_view word) {
    std::vector<std::string> names;
    for (const CLI::App* each : commands_of(app)) names.push_back(each->get_name());
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string_view nearest = nearest_word(word, views);
    return {ErrorKind::usage, fmt::format("there is no command '{} {}'", path, word), "",
            hint_with(nearest.empty() ? "" : fmt::format("{} {}", path, nearest), fmt::format("{} --help lists the commands", path))};
}

Error unknown_option(const CLI::App& app, std::string_view path, std::string_view word) {
    std::vector<std::string> names;
    for (const CLI::Option* each : app.get_options([](const CLI::Option* option) { return option->nonpositional(); })) {
        for (const std::string& name : each->get_lnames()) names.push_back("--" + name);
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    return {ErrorKind::usage, fmt::format("'{}' has no option '{}'", path, word), "",
            hint_with(nearest_word(word, views), fmt::format("{} --help shows the options", path))};
}

// The parser's own words, as a message: no capital, no full stop.
std::string message_of(const CLI::ParseError& error) {
    std::string text = error.what();
    if (const std::size_t colon = text.find(": "); dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && colon != std::string::npos) {
        return fmt::format("{} needs a value", text.substr(0, colon));
    }
    if (text.size() > 1 && std::isupper(static_cast<unsigned char>(text[0])) != 0 && std::islower(static_cast<unsigned char>(text[1])) != 0) {
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    }
    return text;
}

} // namespace

Error explain_usage(const CLI::ParseError& error, const CLI::App& program, std::span<const std::string> arguments) {
    const CLI::App* app = &program;
    std::string path = program.get_name();
    const bool not_expected =
        dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr || dynamic_cast<const CLI::RequiredError*>(&error) != nullptr;
    std::string first_word; // the first one that is no command and no option
    bool options_end = false;
    for (const std::string& argument : arguments) {
        if (argument == "--") options_end = true;
        const CLI::App* const command = first_word.empty() && !options_end ? command_of(*app, argument) : nullptr;
        if (command != nullptr) {
            app = command;
            path += " " + command->get_name();
        } else if (!options_end && argument.starts_with('-') && argument.size() > 1) {
            const std::string name = argument.substr(0, argument.find('='));
            if (not_expected && app->get_option_no_throw(name) == nullptr && (name.starts_with("--") || name.size() == 2))
                return unknown_option(*app, path, name);
        } else if (first_word.empty() && !options_end) {
            first_word = argument;
        }
    }
    const bool wants_command = app->get_require_subcommand_min() > 0;
    if (not_expected && wants_command && !first_word.empty()) return unknown_command(*app, path, first_word);
    if (not_expected && wants_command) {
        return {ErrorKind::usage, fmt::format("'{}' needs a command", path), "", fmt::format("{} --help lists the commands", path)};
    }
    std::string message = message_of(error);
    constexpr std::string_view kExtra = "the following argument was not expected: ";
    constexpr std::string_view kExtras = "the following arguments were not expected: ";
    for (const std::string_view words : {kExtra, kExtras}) {
        if (message.starts_with(words)) message = fmt::format("too many arguments: {}", message.substr(words.size()));
    }
    return {ErrorKind::usage, std::move(message), "", fmt::format("{} --help shows what it takes", path)};
}

} // namespace squire::cli
