// SPDX-License-Identifier: MIT
//
// setuptools.pypa.io/en/latest/references/keywords.html. A setup.py is a program; read are the lists that it gives to `setup` or assigns as they stand.
// A list that is computed, or read from a requirements file, which has a reader of its own, stays unknown.
#include "dependencies/setup_py.h"

#include <cctype>

#include "base/text.h"
#include "dependencies/bracketed_texts.h"
#include "dependencies/python_requirement.h"
#include "dependencies/rising_lines.h"

namespace squire::dependencies {
namespace {

struct Keyword {
    std::string_view name;
    Scope scope;
};

constexpr Keyword kKeywords[] = {{"install_requires", Scope::runtime},
                                 {"extras_require", Scope::optional},
                                 {"tests_require", Scope::test},
                                 {"setup_requires", Scope::development}};

// Where the list of the assignment begins that starts at `at`: "=", blanks and a bracket, or the name of another list. npos: it is none.
std::size_t opening_of(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    if (at >= text.size() || text[at] != '=') return std::string_view::npos;
    do ++at;
    while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0);
    return at < text.size() && (text[at] == '[' || text[at] == '{' || text[at] == '(') ? at : std::string_view::npos;
}

} // namespace

void read_setup_py(const Input& input, Listing& listing) {
    listing.knows_roots();
    listing.knows_scopes();
    for (const auto& [name, scope] : kKeywords) {
        RisingLines lines(input.bytes);
        std::size_t next = 0;
        for (std::size_t at = input.bytes.find(name); at != std::string_view::npos; at = input.bytes.find(name, next)) {
            next = at + 1;
            const bool whole = at == 0 || (std::isalnum(static_cast<unsigned char>(input.bytes[at - 1])) == 0 && input.bytes[at - 1] != '_');
            lines.move_to(at);
            if (lines.begins_with("#")) continue;
            const std::size_t open = whole ? opening_of(input.bytes, at + name.size()) : std::string_view::npos;
            if (open == std::string_view::npos) continue;
            lines.move_to(open);
            const Bracketed list = bracketed_texts(input.bytes, open, lines.line(), "#");
            next = list.end;
            for (const BracketedText& each : list.texts) {
                const PythonRequirement requirement = parse_python_requirement(each.text);
                if (requirement.name.empty()) continue;
                const Scope real = scope == Scope::optional ? scope_of_group(each.key, scope) : scope;
                listing.root(add_python_requirement(listing, requirement, real, each.line), real);
            }
            if (!list.closed) listing.problem(0, "the file ends within a list of requirements", Weight::incomplete);
        }
    }
}

} // namespace squire::dependencies
