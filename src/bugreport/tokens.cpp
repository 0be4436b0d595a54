// SPDX-License-Identifier: MIT
#include "bugreport/tokens.h"

#include <cctype>

namespace squire::bugreport {
namespace {

// Bytes of UTF-8 beyond ASCII belong to words.
bool is_word(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x80 || std::isalnum(value) != 0 || byte == '_';
}
bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

} // namespace

std::vector<Token> tokens_of(const Outline& outline, std::string_view text) {
    std::vector<Token> tokens;
    const auto split = [&](std::size_t at, std::size_t end) {
        while (at < end) {
            Token token{.begin = at, .end = at + 1};
            const auto take = [&](auto&& belongs) {
                while (token.end < end && belongs(text[token.end])) ++token.end;
            };
            if (is_blank(text[at])) {
                token.kind = Token::Kind::blank;
                take(is_blank);
            } else if (is_word(text[at])) {
                token.kind = std::isdigit(static_cast<unsigned char>(text[at])) != 0 ? Token::Kind::number : Token::Kind::word;
                take(is_word);
            }
            tokens.push_back(token);
            at = token.end;
        }
    };
    std::size_t at = 0;
    for (const OutlineNode& node : outline) {
        // A string that holds other nodes (values put in) is split like the rest.
        if (node.role != OutlineNode::Role::string || node.size != 1 || node.begin < at) continue;
        split(at, node.begin);
        tokens.push_back({.begin = node.begin, .end = node.end, .kind = Token::Kind::string});
        at = node.end;
    }
    split(at, text.size());
    return tokens;
}

} // namespace squire::bugreport
