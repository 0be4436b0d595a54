// SPDX-License-Identifier: MIT
#include "fix/environment_variable.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "fix/added_import.h"
#include "sast/text_scan.h"
#include "secrets/variable.h"
#include "source/role.h"
#include "syntax/languages.h"

namespace squire::fix {
namespace {

using sast::Edit;
using syntax::NodeId;
using syntax::Tree;

constexpr std::size_t kLongestName = 60;

struct Reader {
    std::string_view language;
    std::string_view before, after; // of the variable's name
    std::string_view join;          // of two texts
    std::string_view import;        // statement; empty: none
    std::string_view constant_kinds; // nodes in which only constants may stand, with blanks between
};

constexpr std::array kReaders{
    Reader{"python", "os.environ[\"", "\"]", " + ", "import os", ""},
    Reader{"javascript", "process.env.", "", " + ", "", "import_statement export_statement_source"},
    Reader{"typescript", "process.env.", "", " + ", "", "import_statement literal_type enum_declaration"},
    Reader{"tsx", "process.env.", "", " + ", "", "import_statement literal_type enum_declaration"},
    Reader{"go", "os.Getenv(\"", "\")", " + ", "import \"os\"", "const_declaration import_declaration field_declaration"},
    Reader{"ruby", "ENV.fetch(\"", "\")", " + ", "", ""},
    Reader{"php", "getenv('", "')", " . ", "", "const_declaration property_declaration simple_parameter static_variable_declaration attribute"},
    Reader{"java", "System.getenv(\"", "\")", " + ", "", "annotation marker_annotation switch_label"},
};

// "dbPassword" and "db.password" to "DB_PASSWORD".
std::string upper_snake(std::string_view name) {
    std::string made;
    bool was_lower = false;
    for (const char byte : name) {
        const auto c = static_cast<unsigned char>(byte);
        if (std::isalnum(c) == 0) {
            if (!made.empty() && made.back() != '_') made += '_';
            was_lower = false;
            continue;
        }
        if (std::isupper(c) != 0 && was_lower) made += '_';
        made += static_cast<char>(std::toupper(c));
        was_lower = std::islower(c) != 0 || std::isdigit(c) != 0;
    }
    while (made.ends_with('_')) made.pop_back();
    return made;
}

std::string_view line_around(std::string_view text, std::size_t at) {
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1; // npos + 1 is 0
    return text.substr(begin, std::min(text.find('\n', at), text.size()) - begin);
}

std::unexpected<Error> refused(std::string message) { return fail(ErrorKind::unsupported, std::move(message)); }

bool in_single_quotes(std::string_view before) { return std::ranges::count(before, '\'') % 2 == 1; }

bool has_word(std::string_view words, std::string_view word) {
    return std::ranges::any_of(split(words, ' '), [&](std::string_view each) { return !each.empty() && each == word; });
}

// The innermost string of the source that holds the place.
std::optional<NodeId> string_around(const Tree& tree, ValuePlace place) {
    std::optional<NodeId> found;
    for (NodeId id = 0; id < tree.nodes().size();) {
        const syntax::Node& node = tree[id];
        if (node.begin > place.begin) break;
        if (node.end < place.end) {
            id = tree.after(id);
            continue;
        }
        if (node.kind == syntax::kStringKind) found = id;
        ++id;
    }
    return found;
}

class CodeEditor {
public:
    CodeEditor(const Reader& reader, const Tree& tree, std::string_view variable)
        : reader_(reader), tree_(tree), reading_(fmt::format("{}{}{}", reader.before, variable, reader.after)) {}

    Result<Edit> at(ValuePlace place) const {
        const auto node = string_around(tree_, place);
        if (!node) return refused("the value stands in no text of the code by itself");
        const std::string_view literal = tree_.text(*node);
        const std::string_view content = tree_.content(*node);
        if (!tree_[*node].leaf) return refused("other values are put into the text");
        for (NodeId at = tree_[*node].parent; at != syntax::kNoNode; at = tree_[at].parent) {
            const std::string_view kind = tree_.grammar().kind_name(tree_[at].kind);
            if (has_word(reader_.constant_kinds, kind)) return refused(fmt::format("only a constant may stand there ({})", kind));
            if (at == 0) break;
        }
        const std::size_t begin = tree_[*node].begin;
        const std::size_t inner = static_cast<std::size_t>(content.data() - literal.data());
        const std::string_view opening = literal.substr(0, inner);
        const std::string_view closing = literal.substr(inner + content.size());
        // b'…' and f'…' are more than a text; a heredoc is not made shorter from both sides.
        if (opening.size() != 1 || closing != opening) return refused("the text is of a kind that is not replaced");
        const std::string_view before = content.substr(0, place.begin - begin - inner);
        const std::string_view after = content.substr(place.end - begin - inner);
        if (before.empty() && after.empty()) return Edit{.begin = begin, .end = begin + literal.size(), .text = reading_};
        if (before.ends_with('\\')) return refused("the value stands behind a backslash");
        if (beside_text(*node)) return refused("the text goes on in another one beside it");
        std::string text = "(";
        if (!before.empty()) text += fmt::format("{}{}{}{}", opening, before, closing, reader_.join);
        text += reading_;
        if (!after.empty()) text += fmt::format("{}{}{}{}", reader_.join, opening, after, closing);
        return Edit{.begin = begin, .end = begin + literal.size(), .text = text + ")"};
    }

private:
    // "a" "b" is one text in Python and Ruby: parentheses between would call it.
    [[nodiscard]] bool beside_text(NodeId node) const {
        const std::string_view text = tree_.text();
        const auto is_quote = [](char byte) { return byte == '"' || byte == '\''; };
        const std::string_view behind = trim(text.substr(tree_[node].end, 200));
        const std::string_view ahead = trim(text.substr(0, tree_[node].begin));
        return (!behind.empty() && is_quote(behind.front())) || (!ahead.empty() && is_quote(ahead.back()));
    }

    const Reader& reader_;
    const Tree& tree_;
    std::string reading_;
};

Result<Edit> in_shell(const Tree& tree, ValuePlace place, std::string_view variable) {
    const std::string reading = fmt::format("${{{}:?}}", variable);
    const auto node = string_around(tree, place);
    if (!node) return refused("the value stands in no word of the script by itself");
    const std::string_view literal = tree.text(*node);
    if (literal.starts_with('\'')) {
        const syntax::Node& whole = tree[*node];
        if (whole.begin + 1 != place.begin || whole.end - 1 != place.end) return refused("the value is a part of a text in single quotes");
        return Edit{.begin = whole.begin, .end = whole.end, .text = "\"" + reading + "\""};
    }
    const bool quoted = literal.starts_with('"');
    if (tree.grammar().kind_name(tree[*node].kind) == "heredoc_body" || (!quoted && literal.contains('\n')))
        return refused("the value stands in a here-document");
    return Edit{.begin = place.begin, .end = place.end, .text = quoted ? reading : "\"" + reading + "\""};
}

// The key that a line of YAML stands below: the nearest line above it that is indented less.
std::string_view key_above(std::string_view text, std::size_t line_begin) {
    const auto indent = [](std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); };
    const std::size_t own = indent(line_around(text, line_begin));
    for (std::size_t at = line_begin; at > 0;) {
        const std::string_view line = line_around(text, at - 1);
        at = static_cast<std::size_t>(line.data() - text.data());
        const std::string_view words = trim(line);
        if (words.empty() || words.starts_with('#') || indent(line) >= own) continue;
        return words;
    }
    return {};
}

// A line of YAML: what stands before the value says what it is.
Result<Edit> in_gitlab_pipeline(std::string_view text, ValuePlace place, std::string_view variable) {
    const std::string_view line = line_around(text, place.begin);
    const std::size_t column = place.begin - static_cast<std::size_t>(line.data() - text.data());
    if (place.end - place.begin > line.size() - column) return refused("the value takes several lines");
    std::string_view before = line.substr(0, column);
    const std::string_view key = trim(before.substr(0, std::min(before.find(':'), before.size())));
    const std::string_view opening = trim(before.substr(std::min(before.find(':') + 1, before.size())));
    std::string_view after = line.substr(column + (place.end - place.begin));
    const bool quoted = opening == "\"" || opening == "'";
    const bool whole = before.contains(':') && !key.contains(' ') && !key.starts_with('-') && (opening.empty() || quoted) &&
                       trim(after.substr(quoted && !after.empty() ? 1 : 0)).empty();
    if (whole) {
        if (key_above(text, place.begin - column) != "variables:") return refused("the value is none of the pipeline's variables");
        // The project's own variable of that name has precedence over the one in the file.
        const std::size_t from = place.begin - (quoted ? 1 : 0);
        const std::size_t to = place.end + (quoted ? 1 : 0);
        return Edit{.begin = from, .end = to, .text = fmt::format("\"\" # set as a masked variable {} in the project's CI/CD settings", key)};
    }
    if (in_single_quotes(before)) return refused("the value stands in single quotes, where the shell puts no variable in");
    return Edit{.begin = place.begin, .end = place.end, .text = fmt::format("${{{}}}", variable)};
}

Result<Edit> in_yaml(std::string_view path, std::string_view text, ValuePlace place, std::string_view variable) {
    const std::string_view name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
    if (path.starts_with(".github/workflows/"))
        return Edit{.begin = place.begin, .end = place.end, .text = fmt::format("${{{{ secrets.{} }}}}", variable)};
    if (source::role_of(path) == source::Role::ci && path.contains("gitlab")) return in_gitlab_pipeline(text, place, variable);
    if (name.starts_with("docker-compose") || name.starts_with("compose."))
        return Edit{.begin = place.begin, .end = place.end, .text = fmt::format("${{{}}}", variable)};
    return refused("whatever reads this file is not known to put variables in");
}

} // namespace

std::string variable_name(std::string_view text, ValuePlace place, std::string_view fallback) {
    const std::string_view line = line_around(text, place.begin);
    const std::size_t begin = place.begin - static_cast<std::size_t>(line.data() - text.data());
    const secrets::Assignment found = secrets::find_assignment(line, begin, std::min(line.size(), begin + (place.end - place.begin)));
    std::string name = upper_snake(found.name);
    if (!found.argument && !name.empty() && name.size() <= kLongestName && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
        secrets::purpose_of(found.name) != secrets::Purpose::nothing)
        return name;
    name = upper_snake(fallback);
    return name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0 ? "SECRET_" + name : name;
}

Result<std::vector<Edit>> read_from_environment(std::string_view path, std::string_view text, const std::vector<ValuePlace>& places,
                                                std::string_view variable) {
    const syntax::Language* const language = sast::kind_of(path, text).language;
    const std::string_view name = language == nullptr ? std::string_view() : language->name;
    const auto reader = std::ranges::find(kReaders, name, &Reader::language);
    std::vector<Edit> edits;
    if (name != "yaml" && name != "bash" && reader == kReaders.end())
        return refused(
            fmt::format("no way to read a variable is known here for {}", name.empty() ? "such a file" : std::string(language->title)));
    const auto tree = Tree::parse(syntax::grammar_of(*language), text);
    if (!tree) return std::unexpected(tree.error());
    for (const ValuePlace& place : places) {
        auto edit = name == "yaml"   ? in_yaml(path, text, place, variable)
                    : name == "bash" ? in_shell(*tree, place, variable)
                                     : CodeEditor(*reader, *tree, variable).at(place);
        if (!edit) {
            const auto line = 1 + std::ranges::count(text.substr(0, place.begin), '\n');
            return refused(fmt::format("line {}: {}", line, edit.error().message));
        }
        edits.push_back(std::move(*edit));
    }
    if (reader != kReaders.end() && !reader->import.empty()) {
        auto import = added_import(*tree, reader->import);
        if (!import) return std::unexpected(import.error());
        if (*import) edits.push_back(std::move(**import));
    }
    std::ranges::sort(edits, {}, &Edit::begin);
    for (std::size_t i = 1; i < edits.size(); ++i) // of a text whose tree had to be guessed
        if (edits[i - 1].end > edits[i].begin) return refused("two of the edits would fall on the same place");
    return edits;
}

} // namespace squire::fix
