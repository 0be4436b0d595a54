// SPDX-License-Identifier: MIT
#include "rules/regex_tree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace squire::rules {
namespace {

using Kind = RegexNode::Kind;
using Bytes = std::bitset<256>;

constexpr int kDeepest = 1000;

void add_range(Bytes& bytes, unsigned first, unsigned last) {
    for (unsigned byte = first; byte <= last && byte < 256; ++byte) bytes.set(byte);
}

Bytes digits() {
    Bytes bytes;
    add_range(bytes, '0', '9');
    return bytes;
}

Bytes word() {
    Bytes bytes = digits();
    add_range(bytes, 'a', 'z');
    add_range(bytes, 'A', 'Z');
    bytes.set('_');
    return bytes;
}

Bytes space() {
    Bytes bytes;
    for (const char c : {'\t', '\n', '\f', '\r', ' '}) bytes.set(static_cast<unsigned char>(c));
    return bytes;
}

struct NamedClass {
    std::string_view name;
    std::array<std::pair<unsigned char, unsigned char>, 4> ranges;
    std::size_t count;
};

constexpr std::array<NamedClass, 14> kPosixClasses{{
    {"alnum", {{{'0', '9'}, {'a', 'z'}, {'A', 'Z'}}}, 3},
    {"alpha", {{{'a', 'z'}, {'A', 'Z'}}}, 2},
    {"ascii", {{{0, 127}}}, 1},
    {"blank", {{{'\t', '\t'}, {' ', ' '}}}, 2},
    {"cntrl", {{{0, 31}, {127, 127}}}, 2},
    {"digit", {{{'0', '9'}}}, 1},
    {"graph", {{{'!', '~'}}}, 1},
    {"lower", {{{'a', 'z'}}}, 1},
    {"print", {{{' ', '~'}}}, 1},
    {"punct", {{{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}}, 4},
    {"space", {{{'\t', '\r'}, {' ', ' '}}}, 2},
    {"upper", {{{'A', 'Z'}}}, 1},
    {"word", {{{'0', '9'}, {'a', 'z'}, {'A', 'Z'}, {'_', '_'}}}, 4},
    {"xdigit", {{{'0', '9'}, {'a', 'f'}, {'A', 'F'}}}, 3},
}};

Bytes fold(Bytes bytes) {
    for (unsigned i = 0; i < 26; ++i) {
        const bool either = bytes.test('a' + i) || bytes.test('A' + i);
        bytes.set('a' + i, either);
        bytes.set('A' + i, either);
    }
    return bytes;
}

RegexNode set_of(Bytes bytes) {
    RegexNode node;
    node.kind = Kind::set;
    node.bytes = bytes;
    return node;
}

RegexNode concat_of(std::vector<RegexNode> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    RegexNode node;
    node.kind = Kind::concat;
    for (RegexNode& part : parts) {
        if (part.kind == Kind::concat) {
            std::ranges::move(part.parts, std::back_inserter(node.parts));
        } else if (part.kind != Kind::nothing) {
            node.parts.push_back(std::move(part));
        }
    }
    if (node.parts.empty()) node.kind = Kind::nothing;
    if (node.parts.size() == 1) return std::move(node.parts.front());
    return node;
}

struct Flags {
    bool ignore_case = false;
    bool dot_all = false;
};

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<RegexNode> parse() {
        RegexNode node = alternation(0);
        if (!failure_ && at_ < text_.size()) give_up("a ')' without its '('");
        if (failure_) return std::unexpected(*failure_);
        return node;
    }

private:
    [[nodiscard]] bool done() const { return at_ >= text_.size() || failure_.has_value(); }
    [[nodiscard]] char peek() const { return text_[at_]; }
    [[nodiscard]] bool next_is(std::string_view what) const { return text_.substr(std::min(at_, text_.size())).starts_with(what); }
    bool skip(std::string_view what) {
        if (!next_is(what)) return false;
        at_ += what.size();
        return true;
    }
    void give_up(std::string message) {
        if (!failure_) failure_ = Error{ErrorKind::malformed, std::move(message), fmt::format("byte {}", at_), ""};
    }

    // Flags set inside a group, as in "a(?i)b|c", hold until the group ends.
    RegexNode alternation(int depth) {
        if (depth > kDeepest) {
            give_up("groups nested too deeply");
            return {};
        }
        const Flags outside = flags_;
        std::vector<RegexNode> branches;
        do {
            std::vector<RegexNode> parts;
            while (!done() && peek() != '|' && peek() != ')') repeated(parts, depth);
            branches.push_back(concat_of(std::move(parts)));
        } while (skip("|") && !failure_);
        flags_ = outside;
        if (branches.size() == 1) return std::move(branches.front());
        RegexNode node;
        node.kind = Kind::alternate;
        node.parts = std::move(branches);
        return node;
    }

    void repeated(std::vector<RegexNode>& parts, int depth) {
        parts.push_back(atom(depth));
        for (std::uint32_t min = 0, max = 0; !done() && quantifier(min, max);) {
            skip("?"); // lazy: the same texts
            RegexNode node;
            node.kind = Kind::repeat;
            node.min = min;
            node.max = max;
            node.parts.push_back(std::move(parts.back()));
            parts.back() = max == 0 || node.parts.front().kind == Kind::nothing ? RegexNode{} : std::move(node);
        }
    }

    bool quantifier(std::uint32_t& min, std::uint32_t& max) {
        if (skip("*")) return min = 0, max = RegexNode::kUnbounded, true;
        if (skip("+")) return min = 1, max = RegexNode::kUnbounded, true;
        if (skip("?")) return min = 0, max = 1, true;
        if (!next_is("{")) return false;
        const std::size_t close = text_.find('}', at_);
        if (close == std::string_view::npos) return false; // a brace that stands for itself
        const std::string_view inside = text_.substr(at_ + 1, close - at_ - 1);
        const auto number = [](std::string_view digits, std::uint32_t& value) {
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            return error == std::errc{} && end == digits.data() + digits.size();
        };
        const std::size_t comma = inside.find(',');
        if (!number(inside.substr(0, comma), min)) return false;
        max = min;
        if (comma == inside.size() - 1) {
            max = RegexNode::kUnbounded;
        } else if (comma != std::string_view::npos && !number(inside.substr(comma + 1), max)) {
            return false;
        }
        at_ = close + 1;
        return true;
    }

    RegexNode atom(int depth) {
        if (skip("(")) return group(depth);
        if (next_is("[")) return set_of(byte_class());
        if (skip(".")) {
            Bytes bytes = Bytes().set();
            if (!flags_.dot_all) bytes.reset('\n');
            return set_of(bytes);
        }
        if (skip("^") || skip("$")) return {};
        if (skip("\\Q")) return quoted();
        if (next_is("\\")) {
            if (at_ + 1 < text_.size() && std::string_view("bBAzC").find(text_[at_ + 1]) != std::string_view::npos) {
                at_ += 2;
                return text_[at_ - 1] == 'C' ? set_of(Bytes().set()) : RegexNode{};
            }
            Bytes bytes;
            escape(bytes);
            return set_of(flags_.ignore_case ? fold(bytes) : bytes);
        }
        return literal(text_[at_++]);
    }

    [[nodiscard]] RegexNode literal(char c) const {
        Bytes bytes;
        bytes.set(static_cast<unsigned char>(c));
        return set_of(flags_.ignore_case ? fold(bytes) : bytes);
    }

    RegexNode quoted() {
        std::vector<RegexNode> parts;
        while (!done() && !skip("\\E")) parts.push_back(literal(text_[at_++]));
        return concat_of(std::move(parts));
    }

    RegexNode group(int depth) {
        const Flags outside = flags_;
        if (skip("?")) {
            if (skip("P<") || skip("<")) {
                const std::size_t close = text_.find('>', at_);
                if (close == std::string_view::npos) return give_up("a group's name without its '>'"), RegexNode{};
                at_ = close + 1;
            } else {
                bool on = true;
                for (; !done() && peek() != ':' && peek() != ')'; ++at_) {
                    switch (peek()) {
                    case '-': on = false; break;
                    case 'i': flags_.ignore_case = on; break;
                    case 's': flags_.dot_all = on; break;
                    case 'm':
                    case 'U': break;
                    default: return give_up("an unknown group flag"), RegexNode{};
                    }
                }
                if (skip(")")) return {}; // the flags stay on to the end of the group around
                skip(":");
            }
        }
        RegexNode node = alternation(depth + 1);
        if (!skip(")")) give_up("a '(' without its ')'");
        flags_ = outside;
        return node;
    }

    // A backslash and what belongs to it; adds the bytes it stands for.
    void escape(Bytes& bytes) {
        ++at_;
        if (done()) return give_up("a backslash at the end");
        const char c = text_[at_++];
        switch (c) {
        case 'd': bytes |= digits(); return;
        case 'D': bytes |= ~digits(); return;
        case 'w': bytes |= word(); return;
        case 'W': bytes |= ~word(); return;
        case 's': bytes |= space(); return;
        case 'S': bytes |= ~space(); return;
        case 'a': bytes.set(7); return;
        case 'f': bytes.set('\f'); return;
        case 'n': bytes.set('\n'); return;
        case 'r': bytes.set('\r'); return;
        case 't': bytes.set('\t'); return;
        case 'v': bytes.set('\v'); return;
        case 'p':
        case 'P': // a Unicode class: any byte may belong to it
            if (skip("{")) at_ = std::min(text_.find('}', at_), text_.size() - 1);
            ++at_;
            bytes.set();
            return;
        case 'x': return hexadecimal(bytes);
        default: break;
        }
        if (c >= '0' && c <= '7') {
            unsigned value = static_cast<unsigned>(c - '0');
            for (int i = 0; i < 2 && !done() && peek() >= '0' && peek() <= '7'; ++i)
                value = value * 8 + static_cast<unsigned>(text_[at_++] - '0');
            bytes.set(value & 0xFFU);
            return;
        }
        bytes.set(static_cast<unsigned char>(c));
    }

    void hexadecimal(Bytes& bytes) {
        std::string_view digits = text_.substr(at_, 2);
        std::size_t after = at_ + digits.size();
        if (skip("{")) {
            const std::size_t close = std::min(text_.find('}', at_), text_.size());
            digits = text_.substr(at_, close - at_);
            after = std::min(close + 1, text_.size());
        }
        std::uint32_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        at_ = after;
        if (value < 256) {
            bytes.set(value);
        } else {
            bytes.set(); // beyond a byte: anything
        }
    }

    Bytes byte_class() {
        ++at_;
        const bool negated = skip("^");
        Bytes bytes;
        for (bool first = true; !done() && (first || peek() != ']'); first = false) {
            if (skip("[:")) {
                posix_class(bytes);
                continue;
            }
            Bytes low;
            const bool escaped = peek() == '\\';
            escaped ? escape(low) : static_cast<void>(low.set(static_cast<unsigned char>(text_[at_++])));
            if (low.count() == 1 && next_is("-") && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
                ++at_;
                Bytes high;
                peek() == '\\' ? escape(high) : static_cast<void>(high.set(static_cast<unsigned char>(text_[at_++])));
                add_range(bytes, static_cast<unsigned>(low._Find_first()), static_cast<unsigned>(high._Find_first()));
            } else {
                bytes |= low;
            }
        }
        if (!skip("]")) give_up("a '[' without its ']'");
        if (flags_.ignore_case) bytes = fold(bytes);
        return negated ? ~bytes : bytes;
    }

    void posix_class(Bytes& bytes) {
        const bool negated = skip("^");
        const std::size_t close = text_.find(":]", at_);
        const std::string_view name = text_.substr(at_, close == std::string_view::npos ? 0 : close - at_);
        const auto* const known = std::ranges::find(kPosixClasses, name, &NamedClass::name);
        if (known == kPosixClasses.end()) return give_up("an unknown class name");
        Bytes named;
        for (std::size_t i = 0; i < known->count; ++i) add_range(named, known->ranges[i].first, known->ranges[i].second);
        bytes |= negated ? ~named : named;
        at_ = close + 2;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Flags flags_;
    std::optional<Error> failure_;
};

void append_set(std::string& out, const Bytes& bytes) {
    const auto byte = [](std::size_t value) { return fmt::format("\\x{:02x}", value); };
    if (bytes.count() == 1) {
        out += byte(bytes._Find_first());
        return;
    }
    out += '[';
    for (std::size_t first = bytes._Find_first(); first < 256; first = bytes._Find_next(first)) {
        std::size_t last = first;
        while (last + 1 < 256 && bytes.test(last + 1)) ++last;
        out += byte(first);
        if (last > first) out += "-" + byte(last);
        first = last;
    }
    out += ']';
}

void append_regex(std::string& out, const RegexNode& node) {
    switch (node.kind) {
    case Kind::set: append_set(out, node.bytes); break;
    case Kind::nothing: break;
    case Kind::concat:
        for (const RegexNode& part : node.parts) append_regex(out, part);
        break;
    case Kind::alternate:
        out += "(?:";
        for (const RegexNode& part : node.parts) {
            if (&part != &node.parts.front()) out += '|';
            append_regex(out, part);
        }
        out += ')';
        break;
    case Kind::repeat:
        out += "(?:";
        append_regex(out, node.parts.front());
        out += node.max == RegexNode::kUnbounded ? fmt::format("){{{},}}", node.min) : fmt::format("){{{},{}}}", node.min, node.max);
        break;
    }
}

} // namespace

std::uint64_t RegexNode::min_width() const {
    std::uint64_t width = 0;
    switch (kind) {
    case Kind::set: return 1;
    case Kind::nothing: return 0;
    case Kind::concat:
        for (const RegexNode& part : parts) width += part.min_width();
        return width;
    case Kind::alternate:
        width = parts.front().min_width();
        for (const RegexNode& part : parts) width = std::min(width, part.min_width());
        return width;
    case Kind::repeat: return min * parts.front().min_width();
    }
    return 0;
}

std::optional<std::uint64_t> RegexNode::max_width() const {
    std::uint64_t width = 0;
    switch (kind) {
    case Kind::set: return 1;
    case Kind::nothing: return 0;
    case Kind::concat:
    case Kind::alternate:
        for (const RegexNode& part : parts) {
            const auto each = part.max_width();
            if (!each) return std::nullopt;
            width = kind == Kind::concat ? width + *each : std::max(width, *each);
        }
        return width;
    case Kind::repeat: {
        const auto each = parts.front().max_width();
        if (!each || max == kUnbounded) return std::nullopt;
        return max * *each;
    }
    }
    return 0;
}

bool RegexNode::can_match_newline() const {
    return kind == Kind::set ? bytes.test('\n') : std::ranges::any_of(parts, &RegexNode::can_match_newline);
}

std::string RegexNode::to_regex() const {
    std::string out;
    append_regex(out, *this);
    return out;
}

Result<RegexNode> parse_regex(std::string_view regex) { return Parser(regex).parse(); }

} // namespace squire::rules
