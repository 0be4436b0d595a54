// SPDX-License-Identifier: MIT
// A file of rules and a target out of somebody else's files, a NUL byte between: each rule is refused with a reason or runs within its budget, by
// whatever engine it asks for; what it finds, and the way of a taint, lie in the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/problems.h"
#include "rules/sast_rule_reader.h"
#include "sast/compiled_rule.h"
#include "sast/requirement.h"
#include "syntax/languages.h"

using namespace squire;
using namespace squire::sast;

namespace {

constexpr std::size_t kMostRules = 4; // of one input, so that one takes a bounded time

void require(bool holds) {
    if (!holds) std::abort();
}

void run(const rules::SastRule& rule, std::string_view language, std::string_view text) {
    LiteralTable literals;
    require(!to_text(requirement_of(rule, language, literals), literals).empty());
    const auto compiled = CompiledRule::compile(rule, language);
    if (!compiled) return require(!compiled.error().message.empty());
    std::unique_ptr<SourceFile> file;
    if (const syntax::Language* grammar = syntax::language_named(language); grammar != nullptr) {
        auto tree = syntax::Tree::parse(syntax::grammar_of(*grammar), text, {.time = std::chrono::milliseconds(1000)});
        if (!tree) return;
        file = std::make_unique<SourceFile>(std::move(*tree));
    }
    Budget budget(std::chrono::milliseconds(2000), 1'000'000);
    const auto end = static_cast<std::uint32_t>(text.size());
    const RuleOutcome outcome = compiled->find({.text = text, .file = file.get(), .begin = 0, .end = end}, budget);
    for (const Found& found : outcome.found) {
        require(found.match.begin <= found.match.end && found.match.end <= end);
        for (const Binding& binding : found.match.bindings) require(binding.begin <= binding.end && binding.end <= end);
        for (const TaintStep& step : found.steps) require(step.begin <= step.end && step.end <= end);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string all(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(all.find('\0'), all.size());
    const std::string text = end < all.size() ? all.substr(end + 1) : all;
    Problems problems;
    const auto rules = rules::read_sast_rules(all.substr(0, end), "fuzz.yaml", problems);
    if (!rules) return require(!rules.error().message.empty()), 0;
    for (std::size_t i = 0; i < std::min(rules->size(), kMostRules); ++i)
        for (const std::string& language : (*rules)[i].languages)
            if (const std::string_view known = canonical_language(language); !known.empty()) run((*rules)[i], known, text);
    return 0;
}
