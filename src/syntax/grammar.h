// SPDX-License-Identifier: MIT
//
// A row of the table of languages against its grammar: what each symbol of the parser is. Made once a language, then read by all threads.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "syntax/languages.h"

namespace squire::syntax {

/// Kinds of nodes that mean the same in every language stand first; a grammar's own follow from `kFirstOwnKind`.
using Kind = std::uint16_t;
inline constexpr Kind kErrorKind = 1, kTokenKind = 2, kIdentifierKind = 3, kStringKind = 4, kNumberKind = 5, kAssignmentKind = 6, kCallKind = 7,
                      kMemberKind = 8, kNamedArgumentKind = 9, kFunctionKind = 10, kFirstOwnKind = 16;

/// What a node is to its parent. The grammar's own follow from `kFirstOwnField`.
using Field = std::uint8_t;
inline constexpr Field kNoField = 0, kFunctionField = 1, kArgumentsField = 2, kObjectField = 3, kMemberField = 4, kLeftField = 5,
                       kRightField = 6, kNameField = 7, kBodyField = 8, kOperatorField = 9, kTypeField = 10, kConditionField = 11,
                       kConsequenceField = 12, kAlternativeField = 13, kParametersField = 14, kFirstOwnField = 16;

/// Properties of a kind, as bits.
using Traits = std::uint32_t;
inline constexpr Traits kTransparent = 1U << 0U, kAtom = 1U << 1U, kString = 1U << 2U, kInsertion = 1U << 3U, kBlock = 1U << 4U,
                        kExpressionStatement = 1U << 5U, kFunction = 1U << 6U, kClass = 1U << 7U, kParameter = 1U << 8U, kSet = 1U << 9U,
                        kOpenSet = 1U << 10U, kOptional = 1U << 11U, kDropped = 1U << 12U, kBinary = 1U << 13U, kCall = 1U << 14U,
                        kStatement = 1U << 15U, kNotAnExpression = 1U << 16U, kMergedCall = 1U << 17U, kKeptToken = 1U << 18U,
                        kNamedArgument = 1U << 19U;
/// What kinds are that only some grammars have, by their names.
inline constexpr Traits kLoop = 1U << 20U, kRegex = 1U << 21U, kPair = 1U << 22U, kJsxElement = 1U << 23U, kAnnotation = 1U << 24U,
                        kList = 1U << 25U, kListComprehension = 1U << 26U, kImportSpec = 1U << 27U, kExport = 1U << 28U, kDecorated = 1U << 29U,
                        kSymbol = 1U << 30U, kCast = 1U << 31U;

/// One symbol of the parser.
struct Symbol {
    Kind kind = kErrorKind;
    Traits traits = 0;
    std::uint8_t role_fields[3] = {}; // of assignments, calls, members: the parser's fields for the first, second and third part; 0: none
};

class Grammar {
public:
    [[nodiscard]] const Language& language() const { return *language_; }
    [[nodiscard]] const Symbol& symbol(std::uint16_t id) const { return id < symbols_.size() ? symbols_[id] : error_; }
    /// Canonical field of the parser's field inside a node of this symbol.
    [[nodiscard]] Field field(const Symbol& parent, std::uint16_t field_id) const;
    [[nodiscard]] bool optional_field(Field field) const { return optional_fields_[field]; }
    [[nodiscard]] Traits traits(Kind kind) const { return kind < traits_.size() ? traits_[kind] : 0; }
    [[nodiscard]] std::string_view kind_name(Kind kind) const;
    [[nodiscard]] Kind kind_named(std::string_view name) const; // canonical; 0: none
    [[nodiscard]] std::size_t kinds() const { return names_.size(); }

    /// Words of the row that the grammar does not know: a mistake in the table. Words that end in "_" are none.
    [[nodiscard]] const std::vector<std::string>& unknown_words() const { return unknown_; }

    explicit Grammar(const Language& language);

private:
    void name_kinds(std::string_view words, Kind kind, Traits traits);
    void mark(std::string_view words, Traits traits);
    void roles(std::string_view words, Kind kind, Traits traits, bool keeps_kind);
    void index_names();
    [[nodiscard]] std::vector<std::uint16_t> symbols_named(std::string_view name);

    const Language* language_;
    Symbol error_;
    std::vector<Symbol> symbols_;
    std::vector<Traits> traits_;         // by kind
    std::vector<std::string> names_;     // by kind
    std::map<std::string, Kind, std::less<>> kinds_; // by name, the first of each
    std::vector<Field> fields_;          // by the parser's field
    std::array<bool, 256> optional_fields_{};
    std::unordered_map<std::string, std::vector<std::uint16_t>> by_name_;
    std::vector<std::string> unknown_;
};

/// The grammar of a row of the table; lives as long as the program.
[[nodiscard]] const Grammar& grammar_of(const Language& language);

} // namespace squire::syntax
