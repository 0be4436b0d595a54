// SPDX-License-Identifier: MIT
#include "cli/help.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest_word.h"
#include "base/text.h"

namespace squire::cli {
namespace {

constexpr std::size_t kColumn = 28; // where descriptions begin
constexpr std::size_t kWidest = 100; // longer lines read badly, however wide the terminal is

class Help final : public CLI::Formatter {
public:
    explicit Help(unsigned width) : width_(std::min<std::size_t>(width, kWidest)) {
        label("REQUIRED", "");
        label("SUBCOMMAND", "COMMAND");
        label("TEXT", "");
    }

    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        (void)mode;
        std::string help = fmt::format("{}.\n\n{}", app->get_description(), make_usage(app, std::move(name)));
        help += make_positionals(app);
        help += make_groups(app, CLI::AppFormatMode::Normal);
        help += make_subcommands(app, CLI::AppFormatMode::Normal);
        help += fmt::format("\n{}", make_footer(app));
        for (std::size_t at = help.find("\n\n\n"); at != std::string::npos; at = help.find("\n\n\n")) help.erase(at, 1);
        return help;
    }

    std::string make_positionals(const CLI::App* app) const override {
        std::string lines;
        for (const CLI::Option* option : app->get_options([](const CLI::Option* each) { return each->get_positional(); }))
            lines += make_option(option, true);
        return lines.empty() ? lines : "\n" + lines;
    }

    std::string make_subcommand(const CLI::App* command) const override { return row(command->get_name(), command->get_description()); }

    std::string make_option(const CLI::Option* option, bool is_positional) const override {
        std::string name = make_option_name(option, is_positional);
        if (!is_positional) {
            std::ranges::replace(name, ',', ' ');
            if (!name.starts_with("--")) name.replace(name.find(' '), 1, ", ");
            if (option->get_type_size() != 0) name += " " + option->get_type_name();
        }
        const std::string usual = option->get_default_str().empty() ? "" : fmt::format(" [{}]", option->get_default_str());
        return row(name, option->get_description() + usual);
    }

private:
    [[nodiscard]] std::string row(const std::string& name, const std::string& text) const {
        std::string out = "  " + name;
        if (out.size() + 2 > kColumn) out += "\n";
        std::string line;
        for (const std::string_view word : split(text, ' ')) {
            if (!line.empty() && kColumn + line.size() + 1 + word.size() > width_) {
                put(out, line);
                line.clear();
            }
            if (!line.empty()) line += ' ';
            line += word;
        }
        put(out, line);
        return out;
    }

    static void put(std::string& out, const std::string& line) {
        const std::size_t begun = out.size() - (out.rfind('\n') + 1);
        out.append(kColumn - begun, ' ');
        out += line;
        out += '\n';
    }

    std::size_t width_;
};

} // namespace

std::shared_ptr<CLI::FormatterBase> make_help_formatter(unsigned width) { return std::make_shared<Help>(width); }

CLI::Validator one_of(std::initializer_list<std::string_view> words) {
    const std::vector<std::string_view> known(words);
    const auto check = [known](std::string& value) -> std::string {
        if (std::ranges::find(known, value) != known.end()) return {};
        const std::string_view nearest = nearest_word(value, known);
        return fmt::format("'{}' is none of {}{}", value, fmt::join(known, ", "),
                           nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest));
    };
    return {check, "", ""};
}

CLI::Validator number_between(unsigned least, unsigned most) {
    const auto check = [least, most](std::string& value) -> std::string {
        unsigned number = 0;
        const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (failure == std::errc() && end == value.data() + value.size() && number >= least && number <= most) return {};
        return fmt::format("'{}' is no number from {} to {}", value, least, most);
    };
    return {check, "", ""};
}

} // namespace squire::cli
