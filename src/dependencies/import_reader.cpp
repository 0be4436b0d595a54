// SPDX-License-Identifier: MIT
#include "dependencies/import_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"

namespace squire::dependencies {
namespace {

constexpr std::size_t kLongestLine = 20'000; // a longer one is no source text that people write
constexpr std::size_t kMostImports = 10'000; // of one file

bool is_word(char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '$'; }

std::string_view word_at(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && is_word(text[size])) ++size;
    return text.substr(0, size);
}

/// Takes `word` and the blanks around it off the front.
bool take(std::string_view& text, std::string_view word) {
    text = trim(text);
    if (!text.starts_with(word)) return false;
    if (is_word(word.back()) && text.size() > word.size() && is_word(text[word.size()])) return false;
    text = trim(text.substr(word.size()));
    return true;
}

/// The content of the string literal that `text` begins with; empty: none.
std::string_view literal_at(std::string_view text) {
    if (text.empty() || !std::string_view("\"'`").contains(text.front())) return {};
    const std::size_t end = text.find(text.front(), 1);
    return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
}

class Blanker {
public:
    Blanker(std::string_view text, SourceLanguage language) : text_(text), out_(text), language_(language) {}

    std::string run() {
        while (at_ < text_.size()) step();
        return std::move(out_);
    }

private:
    [[nodiscard]] bool here(std::string_view what) const { return text_.substr(at_).starts_with(what); }
    [[nodiscard]] bool is(SourceLanguage language) const { return language_ == language; }

    void blank_to(std::size_t end) {
        for (; at_ < std::min(end, text_.size()); ++at_)
            if (text_[at_] != '\n') out_[at_] = ' ';
    }
    void blank_through(std::string_view closing, std::size_t skip) {
        const std::size_t end = text_.find(closing, at_ + skip);
        blank_to(end == std::string_view::npos ? text_.size() : end + closing.size());
    }

    void step() {
        const bool hash_comments = is(SourceLanguage::python) || is(SourceLanguage::ruby);
        if (hash_comments ? here("#") : here("//")) return blank_through("\n", 0);
        if (!hash_comments && here("/*")) return blank_through("*/", 2);
        if (is(SourceLanguage::ruby) && here("=begin") && (at_ == 0 || text_[at_ - 1] == '\n')) return blank_through("\n=end", 0);
        if (is(SourceLanguage::python) && (here("\"\"\"") || here("'''"))) return blank_through(text_.substr(at_, 3), 3);
        const char letter = text_[at_];
        if (letter == '`' && !hash_comments && !is(SourceLanguage::rust)) return several_lines();
        // In Rust, an apostrophe begins a lifetime as often as a character.
        if (letter == '"' || (letter == '\'' && !is(SourceLanguage::rust))) return literal();
        ++at_;
    }

    // A raw string or template; on one line it may be what a module is named by.
    void several_lines() {
        const std::size_t end = text_.find('`', at_ + 1);
        if (end != std::string_view::npos && !text_.substr(at_, end - at_).contains('\n')) {
            at_ = end + 1;
            return;
        }
        blank_through("`", 1);
    }

    // Stays, since modules are named by such; quotes of other kinds within it do not begin another one.
    void literal() {
        const char quote = text_[at_++];
        for (; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
            const char letter = text_[at_];
            if (letter == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
                out_[at_] = ' ';
                out_[++at_] = ' ';
            } else if (letter == '"' || letter == '\'' || letter == '`' || letter == '(') {
                out_[at_] = ' ';
            }
        }
        if (at_ < text_.size()) ++at_;
    }

    std::string_view text_;
    std::string out_;
    SourceLanguage language_;
    std::size_t at_ = 0;
};

class ImportReader {
public:
    ImportReader(std::string_view code, SourceLanguage language) : language_(language), rest_(code) {}

    std::vector<Import> read() {
        while (next_line() && imports_.size() < kMostImports) {
            if (line_.size() > kLongestLine) continue;
            switch (language_) {
            case SourceLanguage::python: python(); break;
            case SourceLanguage::javascript: javascript(); break;
            case SourceLanguage::go: go(); break;
            case SourceLanguage::rust: rust(); break;
            case SourceLanguage::ruby: ruby(); break;
            }
        }
        return std::move(imports_);
    }

private:
    bool next_line() {
        if (rest_.empty()) return false;
        const std::size_t end = rest_.find('\n');
        line_ = trim(rest_.substr(0, end));
        rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
        ++number_;
        return true;
    }

    void add(std::string_view module, std::string_view name, std::string_view item, std::uint32_t line) {
        if (!module.empty() && !module.starts_with('.') && !module.starts_with('/'))
            imports_.push_back({std::string(module), std::string(name), std::string(item), line});
    }

    /// `text`, and the following lines up to the one with `closing`, within reason.
    std::string through(std::string_view text, char closing) {
        std::string whole(text);
        for (int lines = 0; !std::string_view(whole).contains(closing) && lines < 200 && whole.size() < kLongestLine && next_line(); ++lines) {
            whole += ' ';
            whole += line_;
        }
        return whole;
    }

    void python() {
        const std::uint32_t line = number_;
        std::string_view text = line_;
        if (take(text, "import")) {
            for (std::string_view each : split(text, ',')) {
                each = trim(each);
                const std::string_view module = each.substr(0, each.find_first_of(" ;"));
                std::string_view rest = each.substr(module.size());
                add(module, take(rest, "as") ? word_at(rest) : module, "", line);
            }
            return;
        }
        if (!take(text, "from")) return;
        const std::string_view module = text.substr(0, text.find_first_of(" \t"));
        text = text.substr(module.size());
        if (!take(text, "import")) return;
        const std::string kept(module);
        const std::string items = text.starts_with('(') ? through(text.substr(1), ')') : std::string(text);
        for (std::string_view each : split(std::string_view(items).substr(0, items.find_first_of(");")), ',')) {
            each = trim(each);
            const std::string_view item = word_at(each);
            std::string_view rest = each.substr(item.size());
            if (!item.empty()) add(kept, take(rest, "as") ? word_at(rest) : item, item, line);
        }
    }

    // { a, b as c, d: e } of an import or a destructuring.
    void javascript_names(std::string_view names, std::string_view module, std::uint32_t line) {
        for (std::string_view each : split(names, ',')) {
            each = trim(each);
            take(each, "type");
            const std::string_view item = word_at(each);
            std::string_view rest = each.substr(item.size());
            if (!item.empty()) add(module, take(rest, "as") || take(rest, ":") ? word_at(rest) : item, item, line);
        }
    }

    void javascript_clause(std::string_view clause, std::string_view module, std::uint32_t line) {
        const std::size_t before = imports_.size();
        clause = trim(clause);
        take(clause, "type");
        if (const std::size_t open = clause.find('{'); open != std::string_view::npos) {
            const std::size_t close = std::min(clause.find('}', open), clause.size());
            javascript_names(clause.substr(open + 1, close - open - 1), module, line);
            clause = trim(clause.substr(0, open));
        }
        if (take(clause, "*") && take(clause, "as"))
            add(module, word_at(clause), "", line);
        else if (!word_at(clause).empty()) {
            add(module, word_at(clause), "", line);
            if (const std::size_t star = clause.find("* as "); star != std::string_view::npos)
                add(module, word_at(trim(clause.substr(star + 5))), "", line);
        }
        if (imports_.size() == before) add(module, "", "", line);
    }

    void javascript() {
        const std::uint32_t line = number_;
        std::string_view text = line_;
        const bool exports = text.starts_with("export") && (text.contains(" from ") || text.contains('{') || text.contains('*'));
        if (take(text, "import") || (exports && take(text, "export"))) {
            if (!literal_at(text).empty()) return add(literal_at(text), "", "", line);
            if (!text.starts_with('(') && !text.starts_with('.')) {
                std::string whole(text);
                if (text.contains('{') && !text.contains('}')) whole = through(text, '}');
                std::size_t last = std::string::npos; // the "from" that a literal follows: a name may be "from", too
                for (std::size_t at = whole.find("from"); at != std::string::npos && last == std::string::npos; at = whole.find("from", at + 1))
                    if (!literal_at(trim(std::string_view(whole).substr(at + 4))).empty()) last = at;
                if (last == std::string::npos) return;
                const std::string module(literal_at(trim(std::string_view(whole).substr(last + 4))));
                const std::string_view clause = std::string_view(whole).substr(0, last);
                if (!module.empty() && exports) return add(module, "", "", line);
                if (!module.empty()) javascript_clause(clause, module, line);
                return;
            }
        }
        text = line_;
        for (const std::string_view call : {std::string_view("require"), std::string_view("import")}) {
            for (std::size_t at = text.find(call); at != std::string_view::npos; at = text.find(call, at + 1)) {
                if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '.')) continue;
                std::string_view rest = text.substr(at + call.size());
                if (!take(rest, "(")) continue;
                const std::string_view module = literal_at(rest);
                if (module.empty()) continue;
                javascript_binding(trim(text.substr(0, at)), rest.substr(module.size() + 2), module, line);
            }
        }
    }

    // What stands before and after the call: "const { a } =", ".b;"
    void javascript_binding(std::string_view before, std::string_view after, std::string_view module, std::uint32_t line) {
        if (before.ends_with("await")) before = trim(before.substr(0, before.size() - 5));
        if (!before.ends_with('=')) return add(module, "", "", line);
        before = trim(before.substr(0, before.size() - 1));
        if (const std::size_t open = before.find('{'); open != std::string_view::npos && before.ends_with('}'))
            return javascript_names(before.substr(open + 1, before.size() - open - 2), module, line);
        std::size_t start = before.size();
        while (start > 0 && is_word(before[start - 1])) --start;
        const std::string_view item = take(after, ")") && after.starts_with('.') ? word_at(after.substr(1)) : std::string_view();
        add(module, before.substr(start), item, line);
    }

    void go_import(std::string_view text) {
        std::string_view alias = word_at(text);
        if (text.starts_with('.')) alias = text.substr(0, 1);
        text = trim(text.substr(alias.size()));
        const std::string_view module = literal_at(text);
        if (module.empty()) return;
        add(module, alias.empty() ? go_name(module) : (alias == "_" || alias == "." ? std::string_view() : alias), "", number_);
    }

    // The package's name is as a rule the last part of its path that is no version: "a/yaml/v2", "gopkg.in/yaml.v2", "go-yaml" (where it is a guess).
    static std::string_view go_name(std::string_view module) {
        std::size_t slash = module.rfind('/');
        std::string_view last = module.substr(slash == std::string_view::npos ? 0 : slash + 1);
        if (last.size() > 1 && last[0] == 'v' && std::isdigit(static_cast<unsigned char>(last[1])) != 0 && slash != std::string_view::npos) {
            module = module.substr(0, slash);
            slash = module.rfind('/');
            last = module.substr(slash == std::string_view::npos ? 0 : slash + 1);
        }
        if (const std::size_t dot = last.find(".v"); dot != std::string_view::npos) last = last.substr(0, dot);
        if (last.starts_with("go-")) last.remove_prefix(3);
        return last;
    }

    void go() {
        std::string_view text = line_;
        if (!take(text, "import")) return;
        if (!text.starts_with('(')) return go_import(text);
        text = trim(text.substr(1));
        do {
            const std::size_t close = text.find(')');
            for (const std::string_view each : split(text.substr(0, close), ';')) go_import(trim(each));
            if (close != std::string_view::npos) return;
            text = next_line() ? line_ : ")";
        } while (imports_.size() < kMostImports);
    }

    void rust() {
        std::string_view text = line_;
        if (take(text, "pub") && text.starts_with('(')) text = text.substr(std::min(text.find(')'), text.size() - 1) + 1);
        const bool is_crate = take(text, "extern") && take(text, "crate");
        if (!is_crate && !take(text, "use")) return;
        if (text.starts_with("::")) text.remove_prefix(2);
        const std::string_view name = word_at(text);
        if (name != "crate" && name != "self" && name != "super") add(name, "", "", number_);
    }

    void ruby() {
        std::string_view text = line_;
        if (!take(text, "require")) return;
        take(text, "(");
        add(literal_at(text), "", "", number_);
    }

    SourceLanguage language_;
    std::string_view rest_;
    std::string_view line_;
    std::uint32_t number_ = 0;
    std::vector<Import> imports_;
};

struct Ending {
    std::string_view ending;
    SourceLanguage language;
};

constexpr auto kEndings = std::to_array<Ending>({{".py", SourceLanguage::python},
                                                 {".js", SourceLanguage::javascript},
                                                 {".mjs", SourceLanguage::javascript},
                                                 {".cjs", SourceLanguage::javascript},
                                                 {".jsx", SourceLanguage::javascript},
                                                 {".ts", SourceLanguage::javascript},
                                                 {".mts", SourceLanguage::javascript},
                                                 {".cts", SourceLanguage::javascript},
                                                 {".tsx", SourceLanguage::javascript},
                                                 {".vue", SourceLanguage::javascript},
                                                 {".svelte", SourceLanguage::javascript},
                                                 {".go", SourceLanguage::go},
                                                 {".rs", SourceLanguage::rust},
                                                 {".rb", SourceLanguage::ruby}});

} // namespace

std::optional<SourceLanguage> source_language_of(std::string_view path) {
    const auto found = std::ranges::find_if(kEndings, [&](const Ending& each) { return path.ends_with(each.ending); });
    return found == kEndings.end() ? std::nullopt : std::optional(found->language);
}

std::string without_comments(std::string_view text, SourceLanguage language) { return Blanker(text, language).run(); }

std::vector<Import> read_imports(std::string_view code, SourceLanguage language) { return ImportReader(code, language).read(); }

std::uint32_t line_of_use(std::string_view code, const Import& import, std::string_view function) {
    if (import.name.empty() || function.empty()) return 0;
    // What was imported by its own name is used where it is called; a member, wherever it stands.
    const bool by_name = import.item == function;
    const std::string used = by_name ? import.name : import.name + "." + std::string(function);
    for (std::size_t at = code.find(used); at != std::string_view::npos; at = code.find(used, at + 1)) {
        const bool begins = at == 0 || (!is_word(code[at - 1]) && code[at - 1] != '.');
        const std::string_view after = code.substr(at + used.size());
        const bool ends = by_name ? after.substr(std::min(after.find_first_not_of(' '), after.size())).starts_with('(')
                                  : after.empty() || !is_word(after.front());
        if (begins && ends) return static_cast<std::uint32_t>(1 + std::ranges::count(code.substr(0, at), '\n'));
    }
    return 0;
}

} // namespace squire::dependencies
