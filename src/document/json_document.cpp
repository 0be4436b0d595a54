// SPDX-License-Identifier: MIT
//
// A parser of our own: the JSON library tells no lines, keeps nothing of a broken file, and refuses the comma before a closing bracket that bun
// writes. A text without escapes, which nearly all are, is not copied.
#include <cstring>

#include <fmt/format.h>

#include "base/text.h"
#include "document/document.h"

namespace squire::document {
namespace {

class JsonParser {
public:
    explicit JsonParser(std::string_view text) : text_(text) {
        if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    }

    Document run() {
        if (value({}, 0) && builder_.depth() == 0) {
            if (skip() && at_ < text_.size()) wrong("more than one value");
        }
        return builder_.finish();
    }

private:
    bool wrong(std::string message) {
        if (text_.substr(at_).starts_with("<<<<<<<")) message = "a merge conflict stands here";
        builder_.fault(line_, std::move(message));
        return false;
    }

    bool expected(std::string_view what) {
        if (at_ >= text_.size()) return wrong(fmt::format("expected {}, and the file ends", what));
        return wrong(fmt::format("expected {}, not '{}'", what, printable(text_.substr(at_, 1))));
    }

    /// Over blanks and comments.
    bool skip() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\n') ++line_;
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                ++at_;
            } else if (c == '/' && text_.substr(at_).starts_with("//")) {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (c == '/' && text_.substr(at_).starts_with("/*")) {
                const std::size_t end = text_.find("*/", at_ + 2);
                if (end == std::string_view::npos) return wrong("a comment is not closed");
                for (; at_ < end + 2; ++at_)
                    if (text_[at_] == '\n') ++line_;
            } else {
                return true;
            }
        }
        return true;
    }

    // Without recursion: an open bracket is remembered by the builder and by `closers_`.
    bool value(std::string_view key, std::uint32_t line) {
        for (;;) {
            if (!skip()) return false;
            if (line == 0) line = line_;
            if (at_ >= text_.size()) return expected("a value");
            const char c = text_[at_];
            if (c == '{' || c == '[') {
                ++at_;
                const bool table = c == '{';
                if (!builder_.open(table ? Node::Kind::table : Node::Kind::list, key, line)) return false;
                closers_ += table ? '}' : ']';
            } else if (c == '"') {
                std::string_view text;
                if (!string(text) || !builder_.leaf(Node::Kind::text, key, text, line)) return false;
                if (!separator()) return false;
            } else {
                const std::size_t end = std::min(text_.find_first_of(" \t\r\n,]}:/\"", at_), text_.size());
                if (end == at_) return expected("a value");
                if (!builder_.leaf(Node::Kind::word, key, text_.substr(at_, end - at_), line)) return false;
                at_ = end;
                if (!separator()) return false;
            }
            // Closing brackets, then the next key
            for (;;) {
                if (closers_.empty()) return true;
                if (!skip()) return false;
                if (at_ >= text_.size()) return expected(fmt::format("'{}'", closers_.back()));
                if (text_[at_] != closers_.back()) break;
                ++at_;
                (void)builder_.close();
                closers_.pop_back();
                if (!separator()) return false;
            }
            key = {};
            line = line_;
            if (closers_.back() == ']') continue;
            if (text_[at_] != '"') return expected("a key");
            if (!string(key) || !skip()) return false;
            if (at_ >= text_.size() || text_[at_] != ':') return expected("':'");
            ++at_;
        }
    }

    /// After a value: a comma, unless a bracket closes or the text ends.
    bool separator() {
        if (closers_.empty()) return true;
        if (!skip()) return false;
        if (at_ >= text_.size()) return expected(fmt::format("',' or '{}'", closers_.back()));
        if (text_[at_] == ',') return ++at_, true;
        return text_[at_] == closers_.back() || expected(fmt::format("',' or '{}'", closers_.back()));
    }

    bool string(std::string_view& out) {
        const std::size_t start = ++at_;
        const void* quote = std::memchr(text_.data() + start, '"', text_.size() - start);
        if (quote == nullptr) {
            at_ = text_.size();
            return expected("the end of a text");
        }
        const auto end = static_cast<std::size_t>(static_cast<const char*>(quote) - text_.data());
        const std::string_view plain = text_.substr(start, end - start);
        if (!plain.contains('\\') && !plain.contains('\n')) {
            out = plain;
            at_ = end + 1;
            return true;
        }
        return escaped(out);
    }

    bool escaped(std::string_view& out) {
        std::string made;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') {
                out = builder_.keep(made);
                return true;
            }
            if (c == '\n') return --at_, expected("the end of a text before the line's end");
            if (c != '\\') {
                made += c;
                continue;
            }
            if (at_ >= text_.size()) break;
            switch (const char kind = text_[at_++]) {
            case 'n': made += '\n'; break;
            case 't': made += '\t'; break;
            case 'r': made += '\r'; break;
            case 'b': made += '\b'; break;
            case 'f': made += '\f'; break;
            case 'u': {
                std::uint32_t point = 0;
                if (!hex(point)) return wrong("a \\u without four hexadecimal digits");
                std::uint32_t low = 0;
                if (point >= 0xd800 && point < 0xdc00 && text_.substr(at_).starts_with("\\u")) {
                    at_ += 2;
                    if (!hex(low)) return wrong("a \\u without four hexadecimal digits");
                    if (low >= 0xdc00 && low < 0xe000) point = 0x10000 + ((point - 0xd800) << 10U) + (low - 0xdc00);
                }
                append_utf8(made, point);
                break;
            }
            default: made += kind; break;
            }
        }
        return expected("the end of a text");
    }

    bool hex(std::uint32_t& value) {
        if (text_.size() - at_ < 4) return false;
        for (int digit = 0; digit < 4; ++digit, ++at_) {
            const char c = text_[at_];
            const int number = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (number < 0) return false;
            value = value * 16 + static_cast<std::uint32_t>(number);
        }
        return true;
    }

    static void append_utf8(std::string& text, std::uint32_t point) {
        if (point >= 0xd800 && point < 0xe000) point = 0xfffd; // half of a pair
        const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
        if (point < 0x80) return byte(point);
        if (point < 0x800) {
            byte(0xc0U | point >> 6U);
        } else {
            if (point < 0x10000) {
                byte(0xe0U | point >> 12U);
            } else {
                byte(0xf0U | point >> 18U);
                byte(0x80U | (point >> 12U & 0x3fU));
            }
            byte(0x80U | (point >> 6U & 0x3fU));
        }
        byte(0x80U | (point & 0x3fU));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    std::string closers_;
    DocumentBuilder builder_;
};

} // namespace

Document read_json_document(std::string_view bytes) { return JsonParser(bytes).run(); }

} // namespace squire::document
