// SPDX-License-Identifier: MIT
#include "cli/page_command.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "publish/page_html.h"
#include "publish/page_import.h"
#include "publish/page_lint.h"
#include "publish/page_render.h"

namespace squire::cli {
namespace {

using program::Kind;

struct Arguments {
    std::string file;
    std::string who;
    std::string output;
    std::string format = "markdown";
    bool dry_run = false;
};

Result<publish::Page> page_of(const std::string& file) {
    const auto text = read_file(file, 4U << 20U);
    if (!text) return std::unexpected(text.error());
    auto page = publish::read_page(*text);
    if (!page) page.error().place = file;
    return page;
}

int lint(Arguments& arguments, Environment& environment) {
    const auto page = page_of(arguments.file);
    if (!page) return failed(environment, page.error());
    const auto problems = publish::lint_page(*page, arguments.file, environment.clock.now());
    long warnings = 0;
    for (const Problem& problem : problems) {
        environment.out << fmt::format("{}{}\n", problem.weight == Weight::note ? "note: " : "", describe(problem.error));
        warnings += problem.weight == Weight::note ? 0 : 1;
    }
    environment.out << fmt::format("{}: {}\n", printable(arguments.file),
                                   warnings == 0 ? "nothing is wrong" : fmt::format("{} thing{} to mend", warnings, warnings == 1 ? "" : "s"));
    return warnings == 0 ? kClean : kFindings;
}

int import(Arguments& arguments, Environment& environment) {
    const auto page = page_of(arguments.file);
    if (!page) return failed(environment, page.error());
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const auto import = publish::import_page(desk.program, *page, desk.who, environment.clock.now());
        for (const std::string& line : import.understood) environment.out << printable(line) << '\n';
        if (import.deeds.empty()) environment.out << "Nothing is new.\n";
        for (const program::Deed& deed : import.deeds) {
            if (!arguments.dry_run) {
                if (const auto done = desk.act(deed); !done) return failed(environment, done.error());
            }
            environment.out << fmt::format("{}{} {}\n", arguments.dry_run ? "would be done: " : "", deed.move, printable(deed.id));
        }
        const auto problems = publish::lint_page(*page, arguments.file, environment.clock.now());
        const auto warnings = std::ranges::count_if(problems, [](const Problem& problem) { return problem.weight != Weight::note; });
        if (warnings > 0)
            environment.err << fmt::format("squire: {} thing{} to mend: squire program page lint {}\n", warnings, warnings == 1 ? "" : "s",
                                           printable(arguments.file));
        return static_cast<int>(kClean);
    });
}

int render(Arguments& arguments, Environment& environment) {
    return at_desk(environment, arguments.who, [&](Desk& desk) {
        const program::Object* const kept = desk.program.find(Kind::page, "page");
        const std::string markdown = kept == nullptr ? publish::new_page(desk.program) : kept->text("markdown");
        auto page = publish::read_page(markdown);
        if (!page) return failed(environment, page.error());
        std::string text = publish::render_page(desk.program, *page);
        if (arguments.format == "html") {
            auto html = publish::page_to_html(text);
            if (!html) return failed(environment, html.error());
            text = std::move(*html);
        }
        if (arguments.output.empty()) {
            environment.out << text;
        } else if (auto written = write_file(arguments.output, text); !written) {
            return failed(environment, written.error());
        }
        return static_cast<int>(kClean);
    });
}

} // namespace

void add_page_commands(CLI::App& parent, std::function<int(Environment&)>& action) {
    CLI::App* const page = parent.add_subcommand("page", "The handbook page: read it, say what is wrong, write it from data")->group("Commands");
    page->require_subcommand(1);
    auto arguments = std::make_shared<Arguments>(); // owned by the parser's callbacks, which outlive this function
    const auto add = [&](const char* name, const char* help, int (*work)(Arguments&, Environment&)) {
        CLI::App* const command = page->add_subcommand(name, help)->group("Commands");
        command->callback(
            [arguments, work, &action] { action = [arguments, work](Environment& environment) { return work(*arguments, environment); }; });
        return command;
    };
    CLI::App* const take = add("import", "Take over a page: alumni, slots, and every word that people wrote", import);
    take->add_option("FILE", arguments->file, "The page, in Markdown")->required();
    take->add_flag("--dry-run", arguments->dry_run, "Say what would be done");
    add_who(*take, arguments->who);
    take->footer("Example:\n  squire program page import secure-intern-program.md --as grace");
    CLI::App* const look = add("lint", "Say what is wrong with a page, and where", lint);
    look->add_option("FILE", arguments->file, "The page, in Markdown")->required();
    look->footer("Example:\n  squire program page lint secure-intern-program.md");
    CLI::App* const write = add("render", "Write the page: people's words as they are, tables and lists from data", render);
    write->add_option("-f,--format", arguments->format, "markdown or html")
        ->check(one_of({"markdown", "html"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    write->add_option("--output", arguments->output, "A file, instead of standard output")->type_name("FILE");
    write->footer("Example:\n  squire program page render --format html --output page.html");
}

} // namespace squire::cli
