// SPDX-License-Identifier: MIT
#include "syntax/grammar.h"

#include <algorithm>
#include <deque>
#include <mutex>

#include <tree_sitter/api.h>

#include "base/text.h"
#include "syntax/dockerfile.h"

namespace squire::syntax {

namespace {

constexpr std::array<std::pair<std::string_view, Field>, 16> kWellKnownFields{{{"function", kFunctionField},
                                                                               {"returns", kTypeField},
                                                                               {"arguments", kArgumentsField},
                                                                               {"object", kObjectField},
                                                                               {"member", kMemberField},
                                                                               {"left", kLeftField},
                                                                               {"right", kRightField},
                                                                               {"name", kNameField},
                                                                               {"body", kBodyField},
                                                                               {"operator", kOperatorField},
                                                                               {"type", kTypeField},
                                                                               {"condition", kConditionField},
                                                                               {"consequence", kConsequenceField},
                                                                               {"alternative", kAlternativeField},
                                                                               {"parameters", kParametersField},
                                                                               {"parameter", kParametersField}}};

/// Anonymous words that say something: modifiers, and operators written as words.
constexpr std::string_view kKeptWords =
    "async static const let var get set of in is not and or instanceof typeof delete void abstract final public private protected unsafe mut "
    "ref "
    "move volatile synchronized native transient default goto defer fallthrough global nonlocal as export readonly declare override out params "
    "virtual sealed partial extern inline constexpr register struct enum class union interface trait int long short byte char float double "
    "boolean "
    "true false null nil this super yes no local typeset unset select until";
constexpr std::string_view kPunctuation =
    "( ) { } [ ] , ; : . :: -> => = := ? ?. @ # $ \" ' ` \"\"\" ''' < > / </ /> \n \r\n \\ ... .. &. @{ ${ #{ <? ?> -- do then";

bool has_word(std::string_view words, std::string_view word) {
    std::size_t at = 0;
    while (at < words.size()) {
        std::size_t end = words.find(' ', at);
        if (end == std::string_view::npos) end = words.size();
        if (words.substr(at, end - at) == word) return true;
        at = end + 1;
    }
    return false;
}

/// A statement by the habits of grammars' names; the table marks what they do not say.
bool named_as_statement(std::string_view name) {
    return name.ends_with("_statement") || name.ends_with("_declaration") || name.ends_with("_definition") || name.ends_with("_item") ||
           name == "declaration" || name.ends_with("_directive") || name == "method" || name == "field" || name == "attribute" ||
           name == "command" || name == "pipeline";
}

bool named_as_part(std::string_view name) {
    static constexpr std::array kEndings{"_clause", "_list",      "_block",  "_parameters", "_body",  "_specifier", "_spec",
                                         "_case",   "_parameter", "_header", "_import",     "_group", "_section",   "_modifier"};
    return std::ranges::any_of(kEndings, [&](std::string_view ending) { return name.ends_with(ending); }) || name == "block" ||
           name == "program" || name == "module" || name == "source_file" || name == "translation_unit" || name == "compilation_unit" ||
           name == "arguments" || name == "parameters" || name == "modifiers" || name == "body" || name == "pair" || name == "decorator" ||
           name == "annotation" || name == "then" || name == "else" || name == "document" || name == "block_mapping_pair" ||
           name == "superclass" || name == "class_heritage" || name == "dimensions" || name == "escape_sequence" || name == "string_content" ||
           name == "string_fragment";
}

Traits traits_of_name(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Traits>, 14> kNamed{{{"regex", kRegex},
                                                                                 {"pair", kPair},
                                                                                 {"jsx_element", kJsxElement},
                                                                                 {"decorator", kAnnotation},
                                                                                 {"annotation", kAnnotation},
                                                                                 {"attribute", kAnnotation},
                                                                                 {"list", kList},
                                                                                 {"list_comprehension", kListComprehension},
                                                                                 {"import_spec", kImportSpec},
                                                                                 {"export_statement", kExport},
                                                                                 {"decorated_definition", kDecorated},
                                                                                 {"simple_symbol", kSymbol},
                                                                                 {"cast_expression", kCast},
                                                                                 {"type_cast_expression", kCast}}};
    static constexpr std::array<std::string_view, 6> kLoops{"for", "while", "do_st", "until", "loop", "enhanced_for"};
    if (std::ranges::any_of(kLoops, [&](std::string_view begin) { return name.starts_with(begin); })) return kLoop;
    const auto* found = std::ranges::find(kNamed, name, &std::pair<std::string_view, Traits>::first);
    return found == kNamed.end() ? 0 : found->second;
}

struct Role {
    std::string_view kind;
    std::array<std::string_view, 3> fields;
};

/// "kind(one,two)"
Role parse_role(std::string_view word) {
    Role role;
    const std::size_t open = word.find('(');
    role.kind = word.substr(0, open);
    if (open == std::string_view::npos) return role;
    std::size_t i = 0;
    for (const std::string_view field : split(word.substr(open + 1, word.size() - open - 2), ','))
        if (i < role.fields.size()) role.fields[i++] = field;
    return role;
}

} // namespace

std::vector<std::uint16_t> Grammar::symbols_named(std::string_view name) {
    const auto found = by_name_.find(std::string(name));
    if (found != by_name_.end()) return found->second;
    if (!name.ends_with('_')) unknown_.emplace_back(name);
    return {};
}

void Grammar::name_kinds(std::string_view words, Kind kind, Traits traits) {
    for (const std::string_view word : split(words, ' '))
        if (!word.empty())
            for (const std::uint16_t id : symbols_named(word)) {
                symbols_[id].kind = kind;
                symbols_[id].traits |= traits;
            }
}

void Grammar::mark(std::string_view words, Traits traits) {
    for (const std::string_view word : split(words, ' '))
        if (!word.empty())
            for (const std::uint16_t id : symbols_named(word)) symbols_[id].traits |= traits;
}

void Grammar::roles(std::string_view words, Kind kind, Traits traits, bool keeps_kind) {
    const TSLanguage* parser = language_->grammar();
    for (const std::string_view word : split(words, ' ')) {
        if (word.empty()) continue;
        const Role role = parse_role(word);
        for (const std::uint16_t id : symbols_named(role.kind)) {
            Symbol& symbol = symbols_[id];
            if (!keeps_kind) symbol.kind = kind;
            symbol.traits |= traits;
            if (kind == kCallKind && !role.fields[2].empty()) symbol.traits |= kMergedCall;
            for (std::size_t i = 0; i < role.fields.size(); ++i)
                if (!role.fields[i].empty())
                    symbol.role_fields[i] = static_cast<std::uint8_t>(
                        ts_language_field_id_for_name(parser, role.fields[i].data(), static_cast<std::uint32_t>(role.fields[i].size())));
        }
    }
}

Grammar::Grammar(const Language& language) : language_(&language) {
    names_.assign(kFirstOwnKind, "");
    names_[kErrorKind] = "ERROR", names_[kTokenKind] = "token", names_[kIdentifierKind] = "identifier", names_[kStringKind] = "string";
    names_[kNumberKind] = "number", names_[kAssignmentKind] = "assignment", names_[kCallKind] = "call", names_[kMemberKind] = "member";
    names_[kNamedArgumentKind] = "named_argument", names_[kFunctionKind] = "function";
    if (language.grammar == nullptr) {
        traits_.assign(kFirstOwnKind, 0);
        for (const OwnKind& kind : dockerfile_kinds()) {
            names_.emplace_back(kind.name);
            traits_.push_back(kind.traits);
        }
        index_names();
        return;
    }
    const TSLanguage* parser = language.grammar();
    const std::uint32_t count = ts_language_symbol_count(parser);
    symbols_.resize(count);
    std::unordered_map<std::string, Kind> kinds;
    for (std::uint32_t id = 0; id < count; ++id) {
        const std::string name = ts_language_symbol_name(parser, static_cast<TSSymbol>(id));
        const TSSymbolType type = ts_language_symbol_type(parser, static_cast<TSSymbol>(id));
        Symbol& symbol = symbols_[id];
        if (type == TSSymbolTypeAnonymous) {
            symbol.kind = kTokenKind;
            const bool word = !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) != 0);
            if (word ? has_word(kKeptWords, name) || name.find(' ') != std::string::npos : !has_word(kPunctuation, name) && name != "\n")
                symbol.traits |= kKeptToken;
            continue;
        }
        by_name_[name].push_back(static_cast<std::uint16_t>(id));
        const auto [known, fresh] = kinds.try_emplace(name, static_cast<Kind>(names_.size()));
        if (fresh) names_.push_back(name);
        symbol.kind = known->second;
        if (named_as_statement(name)) symbol.traits |= kStatement | kNotAnExpression;
        if (named_as_part(name)) symbol.traits |= kNotAnExpression;
    }
    for (const std::string_view content : {"string_content", "string_fragment", "template_literal", "multiline_string_fragment"})
        if (by_name_.contains(std::string(content))) mark(content, kAtom);
    mark(language.transparent, kTransparent);
    for (const std::string_view pair : split(language.same, ' ')) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals).ends_with('_')) continue;
        const std::string_view to = pair.substr(equals + 1);
        const auto ids = by_name_.find(std::string(pair.substr(0, equals)));
        if (ids == by_name_.end()) continue; // an anonymous word such as "let"
        Kind kind = 0;
        if (to == "function")
            kind = kFunctionKind;
        else if (to == "member")
            kind = kMemberKind;
        else if (const auto known = kinds.find(std::string(to)); known != kinds.end())
            kind = known->second;
        else {
            kind = static_cast<Kind>(names_.size());
            names_.emplace_back(to);
            kinds.emplace(std::string(to), kind);
        }
        for (const std::uint16_t id : ids->second) symbols_[id].kind = kind;
    }
    name_kinds(language.identifiers, kIdentifierKind, kAtom);
    mark(language.atoms, kAtom);
    name_kinds(language.strings, kStringKind, kString);
    mark(language.insertions, kInsertion);
    name_kinds(language.numbers, kNumberKind, kAtom);
    roles(language.assignments, kAssignmentKind, 0, false);
    roles(language.members, kMemberKind, 0, false);
    roles(language.calls, kCallKind, kCall, false);
    roles(language.named_arguments, kNamedArgumentKind, kNamedArgument, true);
    roles(language.parameters, 0, kParameter, true);
    mark(language.blocks, kBlock | kNotAnExpression);
    mark(language.expression_statements, kExpressionStatement | kStatement | kNotAnExpression);
    mark(language.functions, kFunction);
    mark(language.classes, kClass);
    mark(language.sets, kSet);
    mark(language.open_sets, kOpenSet);
    for (std::uint32_t id = 0; id < count; ++id)
        if (symbols_[id].kind == kTokenKind && has_word(language.dropped, ts_language_symbol_name(parser, static_cast<TSSymbol>(id))))
            symbols_[id].traits &= ~kKeptToken;
    for (const std::string_view word : split(language.dropped, ' '))
        if (word.size() > 1 && std::isalpha(static_cast<unsigned char>(word[0])) != 0) mark(word, kDropped);
    mark(language.binary, kBinary);

    const std::uint32_t field_count = ts_language_field_count(parser);
    fields_.assign(field_count + 1, kNoField);
    for (std::uint32_t id = 1; id <= field_count; ++id) {
        const std::string_view name = ts_language_field_name_for_id(parser, static_cast<TSFieldId>(id));
        const auto* known = std::ranges::find(kWellKnownFields, name, &std::pair<std::string_view, Field>::first);
        fields_[id] = known != kWellKnownFields.end() ? known->second : static_cast<Field>(std::min<std::uint32_t>(kFirstOwnField + id, 255));
        if (has_word(language.optional, name)) optional_fields_[fields_[id]] = true;
    }
    for (const std::string_view word : split(language.optional, ' '))
        if (by_name_.contains(std::string(word)))
            mark(word, kOptional);
        else if (!word.empty() && !word.ends_with('_') &&
                 ts_language_field_id_for_name(parser, word.data(), static_cast<std::uint32_t>(word.size())) == 0 && !has_word(kKeptWords, word))
            unknown_.emplace_back(word);

    traits_.assign(names_.size(), 0);
    for (const Symbol& symbol : symbols_)
        if (symbol.kind != kTokenKind)
            traits_[symbol.kind] |= symbol.traits & ~(kTransparent | kAtom | kStatement | kNotAnExpression | kFunction | kMergedCall);
    for (const Symbol& symbol : symbols_)
        if (symbol.kind >= kFirstOwnKind || symbol.kind == kFunctionKind)
            traits_[symbol.kind] |= symbol.traits & (kStatement | kNotAnExpression | kFunction);
    index_names();
}

void Grammar::index_names() {
    for (std::size_t kind = kErrorKind; kind < names_.size(); ++kind) {
        kinds_.emplace(names_[kind], static_cast<Kind>(kind));
        traits_[kind] |= traits_of_name(names_[kind]);
    }
}

Field Grammar::field(const Symbol& parent, std::uint16_t field_id) const {
    if (field_id == 0) return kNoField;
    if (field_id == parent.role_fields[0] || field_id == parent.role_fields[1]) {
        const bool first = field_id == parent.role_fields[0];
        if (parent.kind == kAssignmentKind) return first ? kLeftField : kRightField;
        if (parent.kind == kMemberKind) return first ? kObjectField : kMemberField;
        if (parent.kind == kCallKind && (parent.traits & kMergedCall) == 0) return first ? kFunctionField : kArgumentsField;
    }
    return field_id < fields_.size() ? fields_[field_id] : kNoField;
}

std::string_view Grammar::kind_name(Kind kind) const { return kind < names_.size() ? std::string_view(names_[kind]) : std::string_view(); }

Kind Grammar::kind_named(std::string_view name) const {
    const auto found = kinds_.find(name);
    return found == kinds_.end() ? Kind{0} : found->second;
}

const Grammar& grammar_of(const Language& language) {
    // Immutable once made; made on first use, since most runs need few languages.
    static std::mutex lock;
    static std::deque<Grammar> made;
    const std::scoped_lock hold(lock);
    for (const Grammar& grammar : made)
        if (&grammar.language() == &language) return grammar;
    return made.emplace_back(language);
}

} // namespace squire::syntax
