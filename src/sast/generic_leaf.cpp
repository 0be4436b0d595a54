// SPDX-License-Identifier: MIT
#include "sast/generic_leaf.h"

#include <utility>

#include "sast/aliengrep_pattern.h"
#include "sast/generic_pattern.h"

namespace squire::sast {
namespace {

class GenericLeaf final : public Leaf {
public:
    GenericLeaf(GenericPattern pattern, std::string text) : pattern_(std::move(pattern)), text_(std::move(text)) {}

    [[nodiscard]] std::vector<Match> find(const Subject& subject, const rules::SastOptions& options, Budget& budget) const override {
        const GenericText text(subject.text.substr(subject.begin, subject.end - subject.begin), options, false);
        std::vector<Match> matches = pattern_.find(text, budget);
        for (Match& match : matches) {
            match.begin += subject.begin;
            match.end += subject.begin;
            for (Binding& binding : match.bindings) {
                binding.begin += subject.begin;
                binding.end += subject.begin;
            }
        }
        return matches;
    }

    [[nodiscard]] std::string explain(const Metavariables& /*metavariables*/) const override { return "words " + text_ + "\n"; }

private:
    GenericPattern pattern_;
    std::string text_;
};

class AliengrepLeaf final : public Leaf {
public:
    AliengrepLeaf(AliengrepPattern pattern, std::string text) : pattern_(std::move(pattern)), text_(std::move(text)) {}

    [[nodiscard]] std::vector<Match> find(const Subject& subject, const rules::SastOptions& /*options*/, Budget& budget) const override {
        return pattern_.find(subject.text, subject.begin, subject.end, budget);
    }

    [[nodiscard]] std::string explain(const Metavariables& /*metavariables*/) const override { return "words " + text_ + "\n"; }

private:
    AliengrepPattern pattern_;
    std::string text_;
};

} // namespace

bool is_generic(std::string_view language) { return language == "generic" || language == "regex" || language == "none"; }

Result<std::unique_ptr<Leaf>> AllLeafCompiler::compile(std::string_view text, std::string_view language, const rules::SastOptions& options,
                                                       Metavariables& metavariables) const {
    if (language == "regex" || language == "none") return compile_regex_leaf(text, metavariables); // there a pattern is a regex, too
    if (language != "generic") return TreeLeafCompiler(memory_).compile(text, language, options, metavariables);
    if (options.generic_engine == rules::SastOptions::GenericEngine::aliengrep) {
        auto pattern = AliengrepPattern::compile(text, options, metavariables);
        if (!pattern) return std::unexpected(std::move(pattern.error()));
        return std::make_unique<AliengrepLeaf>(std::move(*pattern), std::string(text));
    }
    auto pattern = GenericPattern::compile(text, options, metavariables);
    if (!pattern) return std::unexpected(std::move(pattern.error()));
    return std::make_unique<GenericLeaf>(std::move(*pattern), std::string(text));
}

} // namespace squire::sast
