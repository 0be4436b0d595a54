// SPDX-License-Identifier: MIT
#include "bugreport/parse_oracle.h"

#include <cstdint>
#include <limits>

#include "syntax/grammar.h"
#include "syntax/languages.h"
#include "syntax/tree.h"

namespace squire::bugreport {
namespace {

// All of it where it takes too long.
std::uint32_t error_bytes_in(const Input& input) {
    const syntax::Language* const language = syntax::language_of_path(input.file().path);
    if (language == nullptr) return 0;
    const auto tree = syntax::Tree::parse(syntax::grammar_of(*language), input.file().text());
    return tree ? tree->error_bytes() : std::numeric_limits<std::uint32_t>::max();
}

class ParseOracle final : public Oracle {
public:
    explicit ParseOracle(std::uint32_t most) : most_(most) {}
    Result<bool> interesting(const Input& candidate, unsigned /*worker*/) override { return error_bytes_in(candidate) <= most_; }
    [[nodiscard]] std::string key() const override { return "parses"; }

private:
    std::uint32_t most_;
};

} // namespace

std::unique_ptr<Oracle> make_parse_oracle(const Input& input) { return std::make_unique<ParseOracle>(error_bytes_in(input)); }

} // namespace squire::bugreport
