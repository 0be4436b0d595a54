// SPDX-License-Identifier: MIT
#include "fix/parsing.h"

#include "sast/text_scan.h"
#include "syntax/languages.h"
#include "syntax/tree.h"

namespace squire::fix {

bool parses_as_well(std::string_view path, std::string_view before, std::string_view after) {
    const syntax::Language* const language = sast::kind_of(path, before).language;
    if (language == nullptr) return true;
    const auto was = syntax::Tree::parse(syntax::grammar_of(*language), before);
    const auto is = syntax::Tree::parse(syntax::grammar_of(*language), after);
    if (!was) return true; // too large to be judged: it was so before
    return is && is->error_bytes() <= was->error_bytes();
}

} // namespace squire::fix
