// SPDX-License-Identifier: MIT
#include "sast/pattern.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::sast {

using syntax::kNoNode;
using syntax::NodeId;

namespace {

constexpr std::size_t kMostBytes = 64U << 10U;
constexpr std::size_t kMostNodes = 4000;
constexpr int kMostParses = 600;

/// Words for what a constant may hold as well.
bool is_constant_word(std::string_view word) {
    static constexpr std::array<std::string_view, 11> kWords{"true", "false", "True", "False", "TRUE", "FALSE",
                                                             "null", "Null",  "NULL", "None",  "nil"};
    return std::ranges::find(kWords, word) != kWords.end();
}

/// Where a place of the pattern went in the text that is parsed.
struct Placed {
    std::size_t piece = 0;
    const Spelling* spelling = nullptr;
    std::uint32_t begin = 0, end = 0;
};

struct Rendering {
    std::string text;
    std::uint32_t begin = 0, end = 0; // of the pattern in it
    std::vector<Placed> places;
};

/// "name: { … }" in the place of a statement, with an object behind the colon.
bool labels_an_expression(const syntax::Tree& tree, NodeId label) {
    for (NodeId at = label + 1; at < tree.after(label); at = tree.after(at))
        if ((tree.traits(at) & syntax::kExpressionStatement) != 0) return tree.text(at).back() != ';';
    return false;
}

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

Rendering render(const std::vector<Piece>& pieces, const std::vector<std::size_t>& choices, const syntax::PatternContext& context) {
    Rendering result;
    result.text = context.before;
    result.begin = static_cast<std::uint32_t>(result.text.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].spellings.empty()) {
            result.text += pieces[i].text;
            continue;
        }
        const Spelling& spelling = pieces[i].spellings[choices[i]];
        const auto at = static_cast<std::uint32_t>(result.text.size());
        result.text += spelling.text;
        result.places.push_back({.piece = i,
                                 .spelling = &spelling,
                                 .begin = at + static_cast<std::uint32_t>(spelling.begin),
                                 .end = at + static_cast<std::uint32_t>(spelling.end)});
    }
    result.end = static_cast<std::uint32_t>(result.text.size());
    while (result.end > result.begin && is_blank(result.text[result.end - 1])) --result.end;
    while (result.begin < result.end && is_blank(result.text[result.begin])) ++result.begin;
    result.text += context.after;
    return result;
}

} // namespace

class PatternCompiler {
public:
    PatternCompiler(std::string_view text, const syntax::Language& language, Metavariables& metavariables, PatternMemory* memory)
        : grammar_(syntax::grammar_of(language)), language_(language), metavariables_(metavariables), source_(text), memory_(memory) {}

    Result<Pattern> run();

private:
    bool try_context(const syntax::PatternContext& context);
    std::uint32_t errors(const std::vector<std::size_t>& choices, const syntax::PatternContext& context);
    bool accept(Rendering rendering);
    bool find_roots(const Rendering& rendering);
    bool find_partial_root(const Rendering& rendering);
    void open_block(const Rendering& rendering);
    void mark_places(const Rendering& rendering);
    void mark_strings();
    void mark_partial();
    bool mark_inside_leaf(const Placed& place);
    void add_type(std::string type);
    void mark_deep();
    void collect_names();
    void mark_equivalences();
    [[nodiscard]] bool inside_roots(NodeId id) const;

    const syntax::Grammar& grammar_;
    const syntax::Language& language_;
    Metavariables& metavariables_;
    std::string_view source_;
    PatternMemory* memory_;
    std::vector<std::size_t> choices_; // that parsed
    std::vector<Piece> pieces_;
    Pattern pattern_;
    int parses_ = 0;
    std::optional<Error> wrong_regex_; // of a string: the pattern parses and still means nothing
};

std::uint32_t PatternCompiler::errors(const std::vector<std::size_t>& choices, const syntax::PatternContext& context) {
    ++parses_;
    const Rendering rendering = render(pieces_, choices, context);
    const auto tree = syntax::Tree::parse(grammar_, rendering.text, {.time = std::chrono::milliseconds(500)});
    if (!tree) return 0xFFFFFFFF;
    // "f(..., x int)" in Go is no parameter list of two names for one type.
    std::uint32_t misread = 0;
    for (const Placed& place : rendering.places) {
        if (place.spelling->mark != Mark::ellipsis) continue;
        for (NodeId id = 1; id < tree->nodes().size(); ++id)
            if ((*tree)[id].begin >= place.begin && (*tree)[id].end <= place.end) {
                const NodeId parent = (*tree)[id].parent;
                if (parent != kNoNode && (tree->traits(parent) & syntax::kParameter) != 0 && (*tree)[parent].end > place.end) ++misread;
                break;
            }
    }
    if (language_.grammar == nullptr) { // an instruction that is a place of the pattern is none that is unknown
        for (const Placed& place : rendering.places)
            if (place.spelling->mark == Mark::ellipsis && (place.begin == 0 || rendering.text[place.begin - 1] == '\n')) return 0;
    }
    return (tree->repaired() ? 0 : tree->error_bytes()) + misread; // a pattern may leave out what ends its last statement
}

/// Changes one place's spelling at a time for as long as fewer bytes fail to parse.
bool PatternCompiler::try_context(const syntax::PatternContext& context) {
    std::vector<std::size_t> choices(pieces_.size(), 0);
    for (std::size_t i = 0; i < pieces_.size(); ++i) choices[i] = pieces_[i].first_choice;
    std::uint32_t best = errors(choices, context);
    // All ellipses in another way at once: where two of them are wrong, mending one may help nothing.
    for (std::size_t choice = 0; best != 0 && choice < language_.ellipsis_spellings.size() && parses_ < kMostParses; ++choice) {
        std::vector<std::size_t> other = choices;
        for (std::size_t i = 0; i < pieces_.size(); ++i)
            if (!pieces_[i].spellings.empty() && pieces_[i].spellings[0].mark == Mark::ellipsis)
                other[i] = std::min(choice, pieces_[i].spellings.size() - 1);
        const std::uint32_t now = errors(other, context);
        if (now < best) {
            best = now;
            choices = std::move(other);
        }
    }
    for (bool better = true; best != 0 && better && parses_ < kMostParses;) {
        better = false;
        for (std::size_t i = 0; i < pieces_.size() && best != 0; ++i)
            for (std::size_t choice = 0; choice < pieces_[i].spellings.size() && best != 0 && parses_ < kMostParses; ++choice) {
                if (choice == choices[i]) continue;
                const std::size_t kept = std::exchange(choices[i], choice);
                const std::uint32_t now = errors(choices, context);
                if (now < best) {
                    best = now;
                    better = true;
                } else
                    choices[i] = kept;
            }
    }
    choices_ = choices;
    return best == 0 && accept(render(pieces_, choices, context));
}

bool PatternCompiler::accept(Rendering rendering) {
    pattern_.text_ = std::make_unique<std::string>(std::move(rendering.text));
    auto tree = syntax::Tree::parse(grammar_, *pattern_.text_);
    if (!tree || tree->nodes().size() > kMostNodes) return false;
    pattern_.tree_ = std::make_unique<syntax::Tree>(std::move(*tree));
    pattern_.meanings_.assign(pattern_.tree_->nodes().size(), {});
    pattern_.types_.clear();
    pattern_.type_metavariables_.clear();
    pattern_.regexes_.clear();
    pattern_.roots_.clear();
    if (!find_roots(rendering)) return false;
    mark_places(rendering);
    // "$F($A) { … }" of Java is a constructor, and no method whose type and name are one place.
    if (const NodeId name = pattern_.tree_->child(pattern_.roots_[0], syntax::kNameField);
        name != kNoNode && pattern_.meanings_[name].mark == Mark::absorbed)
        return false;
    mark_partial();
    mark_strings();
    mark_deep();
    collect_names();
    const syntax::Tree& shape = *pattern_.tree_;
    pattern_.children_.assign(shape.nodes().size(), {});
    for (NodeId id = 0; id < shape.nodes().size(); ++id)
        for (NodeId at = id + 1; at < shape.after(id); at = shape.after(at))
            if (pattern_.meanings_[at].mark != Mark::absorbed) pattern_.children_[id].push_back(at);
    mark_equivalences();
    if (language_.imports == syntax::ImportStyle::php) return true;
    pattern_.member_names_.assign(shape.nodes().size(), kNoNode);
    for (NodeId id = 0; id < shape.nodes().size(); ++id) {
        if (shape[id].kind != syntax::kMemberKind || pattern_.children_[id].size() < 2) continue;
        const NodeId last = pattern_.children_[id].back();
        const bool plain = shape[last].leaf && shape[last].kind == syntax::kIdentifierKind && pattern_.meanings_[last].mark == Mark::plain;
        if (plain) pattern_.member_names_[id] = last;
    }
    return true;
}

/// The topmost nodes inside the pattern's text; where they leave out its beginning, the pattern is a definition without its end.
bool PatternCompiler::find_roots(const Rendering& rendering) {
    const syntax::Tree& tree = *pattern_.tree_;
    std::vector<NodeId>& roots = pattern_.roots_;
    for (NodeId id = 1; id < tree.nodes().size();) {
        const syntax::Node& node = tree[id];
        if (node.begin >= rendering.begin && node.end <= rendering.end) {
            roots.push_back(id);
            id = tree.after(id);
        } else
            ++id;
    }
    const auto same_parent = [&] { return std::ranges::all_of(roots, [&](NodeId id) { return tree[id].parent == tree[roots[0]].parent; }); };
    const bool whole = !roots.empty() && tree[roots[0]].begin == rendering.begin && same_parent();
    if (!whole || (roots.size() > 1 && tree[tree[roots[0]].parent].begin == rendering.begin && tree[tree[roots[0]].parent].end > rendering.end &&
                   tree[roots[0]].parent != 0 && (tree.traits(tree[roots[0]].parent) & syntax::kBlock) == 0)) {
        roots.clear();
        if (!find_partial_root(rendering)) return false;
    }
    open_block(rendering);
    // "try { … }" is no constructor.
    static constexpr std::array<std::string_view, 9> kKeywords{"try", "catch", "super", "if", "while", "finally", "else", "switch", "for"};
    if (roots.size() == 1)
        if (const NodeId name = tree.child(roots[0], syntax::kNameField);
            name != kNoNode && std::ranges::find(kKeywords, tree.text(name)) != kKeywords.end())
            return false;
    // "key: value" is a field and no label; ":key => value" of Ruby is a pair and no match of a pattern.
    const std::string_view kind = roots.size() == 1 ? grammar_.kind_name(tree[roots[0]].kind) : std::string_view();
    if (kind == "labeled_statement" && (source_.find('\n') + 1 >= trim(source_).size() || labels_an_expression(tree, roots[0]))) return false;
    if (kind == "match_pattern") return false;
    const std::string_view whole_source = trim(source_);
    const bool open_object = language_.imports == syntax::ImportStyle::javascript && whole_source.starts_with('{') &&
                             whole_source.ends_with('}') && trim(whole_source.substr(1, whole_source.size() - 2)) == "...";
    if (open_object && kind == "block") return false;
    if (roots.size() > 1 && grammar_.kind_name(tree[tree[roots[0]].parent].kind) == "parenthesized_expression") return false; // "(name: type)"
    return !roots.empty();
}

bool PatternCompiler::find_partial_root(const Rendering& rendering) {
    const syntax::Tree& tree = *pattern_.tree_;
    NodeId found = kNoNode;
    for (NodeId id = 1; id < tree.nodes().size(); ++id)
        if (tree[id].begin == rendering.begin && tree[id].end >= rendering.end) {
            if (found == kNoNode || tree[id].end < tree[found].end || tree.traits(found) & syntax::kBlock) found = id;
        }
    if (found == kNoNode) return false;
    // the outermost of those that begin there, unless it is a mere list of statements
    pattern_.roots_ = {found};
    pattern_.meanings_[found].partial = true;
    for (NodeId id = found + 1; id < tree.after(found); ++id)
        if (tree[id].begin >= rendering.end) pattern_.meanings_[id].mark = Mark::absorbed;
    return true;
}

/// A single root that is a mere list gives way to its members; an expression as a statement, unless a semicolon says so, to the expression.
void PatternCompiler::open_block(const Rendering& rendering) {
    const syntax::Tree& tree = *pattern_.tree_;
    std::vector<NodeId>& roots = pattern_.roots_;
    for (int i = 0; i < 8 && roots.size() == 1; ++i) {
        const syntax::Node& root = tree[roots[0]];
        if (root.size == 1) return;
        const char first = tree.text()[root.begin];
        const bool list = (tree.traits(roots[0]) & syntax::kBlock) != 0 && first != '{' && tree[roots[0] + 1].begin == root.begin &&
                          root.size > 1 && !grammar_.kind_name(root.kind).ends_with("_statement") &&
                          !grammar_.kind_name(root.kind).ends_with("case");
        const std::string_view kind = grammar_.kind_name(root.kind);
        const bool mapping =
            language_.name == "yaml" && ((kind == "block_mapping" && (first != '{' || tree.after(roots[0] + 1) == tree.after(roots[0]))) ||
                                         (kind == "block_sequence" && first == '-')); // "{a: b}" is that pair of any mapping
        const bool statement = (tree.traits(roots[0]) & syntax::kExpressionStatement) != 0 && tree.text()[rendering.end - 1] != ';';
        const bool one_import = language_.imports == syntax::ImportStyle::go && grammar_.kind_name(root.kind) == "import_declaration" &&
                                grammar_.kind_name(tree[roots[0] + 1].kind) == "import_spec";
        const bool word = language_.name == "bash" && kind == "command" && tree.after(roots[0] + 1) == tree.after(roots[0]) &&
                          (tree[roots[0] + 1].kind == syntax::kStringKind || // as command or argument
                           grammar_.kind_name(tree[roots[0] + 1].kind) == "command_substitution");
        const bool annotation = kind == "modifiers" && tree.after(roots[0] + 1) == tree.after(roots[0]) &&
                                (tree.traits(roots[0] + 1) & syntax::kAnnotation) != 0; // of Java: alone, it is no definition
        if (!list && !mapping && !statement && !one_import && !word && !annotation) return;
        roots = tree.children(roots[0]);
    }
}

bool PatternCompiler::inside_roots(NodeId id) const {
    return std::ranges::any_of(pattern_.roots_, [&](NodeId root) { return id >= root && id < pattern_.tree_->after(root); });
}

void PatternCompiler::add_type(std::string type) {
    const std::size_t dollar = type.find('$'); // "$T" or "List<$T>"
    const std::size_t end = dollar == std::string::npos ? 0 : metavariable_end(type, dollar);
    const bool metavariable = dollar != std::string::npos && end > dollar && (dollar == 0 ? end == type.size() : end + 1 == type.size());
    pattern_.type_metavariables_.push_back(metavariable ? metavariables_.id_of(std::string_view(type).substr(dollar, end - dollar))
                                                        : kAnonymous);
    pattern_.types_.push_back(std::move(type));
}

void PatternCompiler::mark_places(const Rendering& rendering) {
    const syntax::Tree& tree = *pattern_.tree_;
    for (const Placed& place : rendering.places) {
        const Piece& piece = pieces_[place.piece];
        bool first = true;
        if (mark_inside_leaf(place)) continue;
        for (NodeId id = 1; id < tree.nodes().size();) {
            const syntax::Node& node = tree[id];
            // "FROM $IMAGE" binds the name of an image, whatever its tag.
            const bool image = node.size > 1 && language_.name == "dockerfile" && grammar_.kind_name(node.kind) == "image";
            const bool whole_list =
                image || (node.size > 1 && (node.field == syntax::kArgumentsField || node.field == syntax::kParametersField));
            if (node.begin < place.begin || node.end > place.end || whole_list || !inside_roots(id)) {
                ++id;
                continue;
            }
            NodeId marked = id;
            id = tree.after(id);
            const NodeId parent = tree[marked].parent;
            const bool only_child = parent != kNoNode && inside_roots(parent) && tree[parent].size == tree[marked].size + 1;
            const bool statement = only_child && (tree.traits(parent) & syntax::kStatement) != 0 && tree[parent].begin == place.begin &&
                                   tree[parent].end <= place.end + 1;
            if (only_child && ((tree.traits(parent) & syntax::kExpressionStatement) != 0 || statement)) marked = parent;
            Pattern::Meaning& meaning = pattern_.meanings_[marked];
            if (!first) {
                meaning.mark = Mark::absorbed;
                continue;
            }
            first = false;
            meaning.mark = place.spelling->mark;
            const bool put_in = parent != kNoNode && holds_text(tree, parent); // "${...}": one value, and no text
            if (put_in && meaning.mark == Mark::ellipsis) meaning.mark = Mark::metavariable;
            if (!piece.name.empty() && piece.name != "$_") meaning.metavariable = metavariables_.id_of(piece.name);
            if (meaning.mark == Mark::typed_metavariable) {
                meaning.type = static_cast<std::uint32_t>(pattern_.types_.size());
                add_type(piece.type);
            }
        }
    }
}

/// "/$X/" and ":$X": the content of a regex or symbol.
bool PatternCompiler::mark_inside_leaf(const Placed& place) {
    const syntax::Tree& tree = *pattern_.tree_;
    for (NodeId id = 1; id < tree.nodes().size(); ++id) {
        const syntax::Node& node = tree[id];
        if (!node.leaf || node.end < place.end || !inside_roots(id)) continue;
        const bool block =
            language_.name == "yaml" && node.begin < place.begin && (tree.text()[node.begin] == '>' || tree.text()[node.begin] == '|');
        if (block && trim(tree.text(id)).ends_with(place.spelling->text) && !pieces_[place.piece].name.starts_with("$...")) {
            Pattern::Meaning& meaning = pattern_.meanings_[id]; // all of a block scalar
            meaning.mark = place.spelling->mark;
            if (meaning.mark == Mark::metavariable && pieces_[place.piece].name != "$_")
                meaning.metavariable = metavariables_.id_of(pieces_[place.piece].name);
            return true;
        }
        if (node.begin + 1 != place.begin) continue;
        const char first = tree.text()[node.begin];
        const bool regex = first == '/' && node.end > place.end && tree.text()[place.end] == '/';
        if (!regex && !(first == ':' && node.end == place.end)) continue;
        Pattern::Meaning& meaning = pattern_.meanings_[id];
        const Piece& piece = pieces_[place.piece];
        meaning.mark = piece.name.empty() ? Mark::any_string : Mark::string_metavariable;
        if (!piece.name.empty() && piece.name != "$_") meaning.metavariable = metavariables_.id_of(piece.name);
        return true;
    }
    return false;
}

/// A single "if (x)", "try { … }" or "function f(…)" says nothing of what follows.
void PatternCompiler::mark_partial() {
    if (pattern_.roots_.size() != 1) return;
    const syntax::Tree& tree = *pattern_.tree_;
    const NodeId root = pattern_.roots_[0];
    const std::string_view kind = grammar_.kind_name(tree[root].kind);
    const bool has_body = tree.child(root, syntax::kBodyField) != kNoNode || tree.child(root, syntax::kConsequenceField) != kNoNode;
    const bool conditional = !has_body && (kind.starts_with("if_") || kind.starts_with("while_") || kind.starts_with("for_"));
    const bool bare_try = kind == "try_statement" && tree[root].size > 1 && tree.after(root + 1) == tree.after(root);
    const bool header = !has_body && tree[root].kind == syntax::kFunctionKind;
    if (conditional || bare_try || header) pattern_.meanings_[root].partial = true;
}

void PatternCompiler::mark_strings() {
    const syntax::Tree& tree = *pattern_.tree_;
    for (NodeId id = 1; id < tree.nodes().size(); ++id) {
        const syntax::Node& node = tree[id];
        Pattern::Meaning& meaning = pattern_.meanings_[id];
        if ((!node.leaf && node.kind != syntax::kStringKind) || meaning.mark != Mark::plain || !inside_roots(id)) continue;
        std::string_view content = tree.content(id);
        const bool fragment = grammar_.kind_name(node.kind).ends_with("_content") || grammar_.kind_name(node.kind).ends_with("_fragment");
        const std::string_view kind = grammar_.kind_name(node.kind);
        if (kind == "simple_symbol" && content.starts_with(':')) content.remove_prefix(1);
        if (node.kind != syntax::kStringKind && !fragment && kind != "simple_symbol" && kind != "jsx_text" && kind != "regex" &&
            kind != "template_literal")
            continue;
        if (kind == "regex" && content.size() > 2) content = content.substr(1, content.rfind('/') - 1);
        if (content == "...")
            meaning.mark = fragment || kind == "jsx_text" ? Mark::ellipsis : Mark::any_string;
        else if (!content.empty() && metavariable_end(content, 0) == content.size()) {
            meaning.mark = fragment && content.starts_with("$...") ? Mark::ellipsis_metavariable : Mark::string_metavariable;
            if (content != "$_") meaning.metavariable = metavariables_.id_of(content);
        } else if (content.starts_with("=~/") && content.rfind('/') > 2) {
            meaning.mark = Mark::string_regex;
            meaning.type = static_cast<std::uint32_t>(pattern_.regexes_.size());
            const std::size_t last = content.rfind('/');
            std::string regex(content.substr(3, last - 3));
            if (content.substr(last + 1).find('i') != std::string_view::npos) regex.insert(0, "(?i)");
            auto compiled = search::Pcre::compile(regex);
            if (!compiled) {
                wrong_regex_ = std::move(compiled.error());
                return;
            }
            pattern_.regexes_.push_back(std::move(*compiled));
        }
    }
}

void PatternCompiler::mark_deep() {
    const syntax::Tree& tree = *pattern_.tree_;
    for (NodeId id = 1; id < tree.nodes().size(); ++id) {
        if (tree[id].kind != syntax::kCallKind || tree[id].size < 3) continue;
        const NodeId function = id + 1;
        if (!tree[function].leaf || !tree.text(function).starts_with(kDeepFunction)) continue;
        const NodeId arguments = tree.after(function);
        if (arguments >= tree.after(id) || tree[arguments].size < 2) continue;
        NodeId marked = id;
        const NodeId parent = tree[id].parent;
        if (parent != kNoNode && inside_roots(parent) && (tree.traits(parent) & syntax::kExpressionStatement) != 0) marked = parent;
        pattern_.meanings_[marked].mark = Mark::deep;
        pattern_.meanings_[marked].type = arguments + 1; // what is looked for
    }
}

/// Names that must occur: leaves of names that are no metavariables, outside of what an equivalence may do without.
void PatternCompiler::collect_names() {
    const syntax::Tree& tree = *pattern_.tree_;
    pattern_.names_.clear();
    for (const NodeId root : pattern_.roots_) {
        for (NodeId id = root; id < tree.after(root);) {
            const Mark mark = pattern_.meanings_[id].mark;
            if (mark == Mark::deep) {
                id = pattern_.meanings_[id].type;
                continue;
            }
            if (mark != Mark::plain) {
                id = tree.after(id);
                continue;
            }
            if (tree[id].leaf && tree[id].kind == syntax::kIdentifierKind && !is_constant_word(tree.text(id)))
                pattern_.names_.push_back(tree[id].hash);
            ++id;
        }
        if (root == pattern_.roots_.front()) pattern_.first_names_ = pattern_.names_;
    }
    std::ranges::sort(pattern_.names_);
    pattern_.names_.erase(std::ranges::unique(pattern_.names_).begin(), pattern_.names_.end());
}

void PatternCompiler::mark_equivalences() {
    const syntax::Tree& tree = *pattern_.tree_;
    pattern_.equivalences_.assign(tree.nodes().size(), {});
    for (NodeId id = 0; id < tree.nodes().size(); ++id) {
        const syntax::Node& node = tree[id];
        Pattern::Equivalences& may_be = pattern_.equivalences_[id];
        const bool name = node.kind == syntax::kIdentifierKind;
        // The words of Go are names, which a program may give to something else.
        may_be.constant = node.leaf && (!name || (is_constant_word(tree.text(id)) && language_.name != "go"));
        may_be.import = !node.leaf && grammar_.kind_name(node.kind).starts_with("import_");
        const NodeId head = first_link(tree, id);
        const Mark head_mark = pattern_.meanings_[head].mark;
        may_be.names = (name || node.kind == syntax::kMemberKind) && tree[head].leaf &&
                       (head_mark == Mark::plain || (head_mark == Mark::metavariable && node.kind == syntax::kMemberKind));
        may_be.annotation = node.parent != kNoNode && (tree.traits(node.parent) & syntax::kAnnotation) != 0;
    }
}

Result<Pattern> PatternCompiler::run() {
    if (source_.size() > kMostBytes) return fail(ErrorKind::limit, fmt::format("the pattern has more than {} bytes", kMostBytes));
    if (trim(source_).empty()) return fail(ErrorKind::malformed, "the pattern is empty");
    pieces_ = cut_pattern(source_, language_);
    const std::string shape = memory_ == nullptr ? std::string() : PatternMemory::shape_of(source_, language_);
    const auto known = memory_ == nullptr ? std::nullopt : memory_->find(shape);
    const auto fits = [&](const PatternMemory::Way& way) {
        if (way.context >= language_.contexts.size() || way.choices.size() != pieces_.size()) return false;
        for (std::size_t i = 0; i < pieces_.size(); ++i)
            if (way.choices[i] != 0 && way.choices[i] >= pieces_[i].spellings.size()) return false;
        const syntax::PatternContext& context = language_.contexts[way.context];
        return errors(way.choices, context) == 0 && accept(render(pieces_, way.choices, context));
    };
    bool found = known && fits(*known);
    for (std::size_t i = 0; i < language_.contexts.size() && !found; ++i) {
        found = try_context(language_.contexts[i]);
        if (found && memory_ != nullptr) memory_->keep(shape, {.context = i, .choices = choices_});
    }
    if (found && wrong_regex_) return std::unexpected(std::move(*wrong_regex_));
    if (found) return std::move(pattern_);
    return fail(ErrorKind::malformed, fmt::format("the pattern does not parse as {}", language_.title), {},
                "it has to be an expression, a statement, a definition or a part of one that the language knows");
}

bool holds_text(const syntax::Tree& tree, syntax::NodeId id) {
    return tree[id].kind == syntax::kStringKind || tree.grammar().kind_name(tree[id].kind) == "subshell";
}

/// Where "a.b.c" begins, but for what stands before a call or subscript.
syntax::NodeId first_link(const syntax::Tree& tree, syntax::NodeId id) {
    for (int links = 0; links < 64 && tree[id].kind == syntax::kMemberKind && !tree[id].leaf; ++links) {
        ++id;
        while (tree[id].kind == syntax::kTokenKind) ++id;
    }
    return id;
}

Result<Pattern> Pattern::compile(std::string_view text, const syntax::Language& language, Metavariables& metavariables, PatternMemory* memory) {
    return PatternCompiler(text, language, metavariables, memory).run();
}

std::string dump(const Pattern& pattern, const Metavariables& metavariables) {
    static constexpr std::array kNames{"",     "metavariable", "typed metavariable",       "ellipsis",          "ellipsis metavariable",
                                       "deep", "any string",   "metavariable of a string", "regex of a string", "absorbed"};
    const syntax::Tree& tree = pattern.tree();
    std::string result;
    for (const NodeId root : pattern.roots()) {
        std::vector<NodeId> ends;
        for (NodeId id = root; id < tree.after(root);) {
            while (!ends.empty() && ends.back() <= id) ends.pop_back();
            const Pattern::Meaning& meaning = pattern.meaning(id);
            if (meaning.mark == Mark::absorbed) {
                id = tree.after(id);
                continue;
            }
            result.append(2 * ends.size(), ' ');
            if (meaning.mark == Mark::plain || meaning.mark == Mark::deep) {
                result += meaning.mark == Mark::deep ? std::string_view("deep") : tree.grammar().kind_name(tree[id].kind);
                if (meaning.partial) result += " (partial)";
                if (tree[id].leaf) result += fmt::format(" '{}'", tree.text(id));
            } else {
                result += kNames[static_cast<std::size_t>(meaning.mark)];
                if (meaning.metavariable != kAnonymous) result += fmt::format(" {}", metavariables.name(meaning.metavariable));
            }
            if (meaning.mark == Mark::typed_metavariable) result += fmt::format(" of type {}", pattern.type(meaning.type));
            result += '\n';
            if (meaning.mark == Mark::plain) {
                ends.push_back(tree.after(id));
                ++id;
            } else if (meaning.mark == Mark::deep) {
                ends.push_back(tree.after(id));
                id = meaning.type;
            } else
                id = tree.after(id);
        }
    }
    return result;
}

} // namespace squire::sast
