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

constexpr int kDeepest = 250;
constexpr std::uint32_t kMostRepetitions = 1000; // RE2's bound

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

// Letters of Latin-1, as RE2 reads bytes.
Bytes fold(Bytes bytes) {
    const auto join = [&](unsigned upper) {
        const bool either = bytes.test(upper) || bytes.test(upper + 32);
        bytes.set(upper, either);
        bytes.set(upper + 32, either);
    };
    for (unsigned upper = 'A'; upper <= 'Z'; ++upper) join(upper);
    for (unsigned upper = 0xC0; upper <= 0xDE; ++upper) {
        if (upper != 0xD7) join(upper); // the sign of multiplication
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

// What a class has in it so far.
struct Class {
    Bytes bytes;
    bool and_others = false; // also bytes that are not known, as of a Unicode class

    [[nodiscard]] Bytes all() const { return and_others ? Bytes().set() : bytes; }
    [[nodiscard]] Bytes all_but() const { return ~bytes; }
};

class Parser {
public:
    /// `utf8`: whether the regex will be matched against code points, because it names some beyond a byte.
    Parser(std::string_view text, bool utf8) : text_(text), utf8_(utf8) {}

    Result<RegexNode> parse() {
        RegexNode node = alternation(0);
        if (!failure_ && at_ < text_.size()) give_up("a ')' without its '('");
        if (failure_) return std::unexpected(*failure_);
        return node;
    }

    [[nodiscard]] bool beyond_a_byte() const { return beyond_a_byte_; }

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
            quantify(parts); // which has nothing to repeat
            while (!done() && peek() != '|' && peek() != ')') {
                atom(parts, depth);
                quantify(parts);
            }
            branches.push_back(concat_of(std::move(parts)));
        } while (skip("|") && !failure_);
        flags_ = outside;
        if (branches.size() == 1) return std::move(branches.front());
        RegexNode node;
        node.kind = Kind::alternate;
        node.parts = std::move(branches);
        return node;
    }

    // A quantifier is about the last part, also with flags or an empty quotation between: "a(?i)*".
    void quantify(std::vector<RegexNode>& parts) {
        std::uint32_t min = 0;
        std::uint32_t max = 0;
        if (done() || !quantifier(min, max)) return;
        skip("?"); // lazy: the same texts
        if (parts.empty()) return give_up("nothing to repeat");
        if (max < min || (max > kMostRepetitions && max != RegexNode::kUnbounded) || min > kMostRepetitions) return give_up("a bad repetition");
        RegexNode node;
        node.kind = Kind::repeat;
        node.min = min;
        node.max = max;
        node.parts.push_back(std::move(parts.back()));
        parts.back() = max == 0 || node.parts.front().kind == Kind::nothing ? RegexNode{} : std::move(node);
        if (!done() && quantifier(min, max)) give_up("a repetition of a repetition");
    }

    bool quantifier(std::uint32_t& min, std::uint32_t& max) {
        if (skip("*")) return min = 0, max = RegexNode::kUnbounded, true;
        if (skip("+")) return min = 1, max = RegexNode::kUnbounded, true;
        if (skip("?")) return min = 0, max = 1, true;
        if (!next_is("{")) return false;
        constexpr std::size_t kLongest = 24;
        const std::string_view ahead = text_.substr(at_ + 1, kLongest);
        const std::size_t close = ahead.find('}');
        if (close == std::string_view::npos) return false; // a brace that stands for itself
        const std::string_view inside = ahead.substr(0, close);
        const auto number = [](std::string_view digits, std::uint32_t& value) {
            if (digits.size() > 1 && digits.front() == '0') return false; // RE2 reads it as text
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
        at_ += 1 + close + 1;
        return true;
    }

    // Adds the next part; none for flags that are set, several for a quotation.
    void atom(std::vector<RegexNode>& parts, int depth) {
        if (skip("(")) return group(parts, depth);
        if (next_is("[")) return parts.push_back(one_of(byte_class()));
        if (skip(".")) {
            Bytes bytes = Bytes().set();
            if (!flags_.dot_all) bytes.reset('\n');
            return parts.push_back(one_of(bytes));
        }
        if (skip("^") || skip("$")) return parts.push_back({});
        if (skip("\\Q")) {
            while (!done() && !skip("\\E")) parts.push_back(literal());
            return;
        }
        if (next_is("\\")) {
            if (at_ + 1 < text_.size() && std::string_view("bBAzC").find(text_[at_ + 1]) != std::string_view::npos) {
                at_ += 2;
                return parts.push_back(text_[at_ - 1] == 'C' ? one_of(Bytes().set()) : RegexNode{});
            }
            Class bytes;
            escape(bytes);
            return parts.push_back(one_of(flags_.ignore_case ? fold(bytes.all()) : bytes.all()));
        }
        parts.push_back(literal());
    }

    // One byte of these; of a UTF-8 text, one code point, of which those beyond ASCII are not told apart.
    [[nodiscard]] RegexNode one_of(const Bytes& bytes) const {
        constexpr std::uint32_t kLongestSequence = 4;
        Bytes beyond;
        add_range(beyond, 0x80, 0xFF);
        const bool folds_beyond = flags_.ignore_case && (bytes.test('k') || bytes.test('s')); // the signs of kelvin and the long s
        if (!utf8_ || ((bytes & beyond).none() && !folds_beyond)) return set_of(bytes);
        RegexNode sequence;
        sequence.kind = Kind::repeat;
        sequence.min = 1;
        sequence.max = kLongestSequence;
        sequence.parts.push_back(set_of(beyond));
        if ((bytes & ~beyond).none()) return sequence;
        RegexNode node;
        node.kind = Kind::alternate;
        node.parts.push_back(set_of(bytes & ~beyond));
        node.parts.push_back(std::move(sequence));
        return node;
    }

    RegexNode literal() {
        const auto byte = static_cast<unsigned char>(text_[at_++]);
        Bytes bytes;
        bytes.set(byte);
        if (utf8_ && byte >= 0x80) {
            skip_continuation();
            if (flags_.ignore_case) bytes.set(); // it may fold into ASCII
        }
        return one_of(flags_.ignore_case ? fold(bytes) : bytes);
    }

    void skip_continuation() {
        while (!done() && (static_cast<unsigned char>(peek()) & 0xC0U) == 0x80U) ++at_;
    }

    void group(std::vector<RegexNode>& parts, int depth) {
        const Flags outside = flags_;
        if (skip("?")) {
            if (skip("P<") || skip("<")) {
                const std::size_t close = text_.find('>', at_);
                if (close == std::string_view::npos) return give_up("a group's name without its '>'");
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
                    default: return give_up("an unknown group flag");
                    }
                }
                if (skip(")")) return; // the flags stay on to the end of the group around
                skip(":");
            }
        }
        parts.push_back(alternation(depth + 1));
        if (!skip(")")) give_up("a '(' without its ')'");
        flags_ = outside;
    }

    // A backslash and what belongs to it; adds the bytes it stands for.
    void escape(Class& set) {
        ++at_;
        if (done()) return give_up("a backslash at the end");
        const char c = text_[at_++];
        switch (c) {
        case 'd': set.bytes |= digits(); return;
        case 'D': set.bytes |= ~digits(); return;
        case 'w': set.bytes |= word(); return;
        case 'W': set.bytes |= ~word(); return;
        case 's': set.bytes |= space(); return;
        case 'S': set.bytes |= ~space(); return;
        case 'a': set.bytes.set(7); return;
        case 'f': set.bytes.set('\f'); return;
        case 'n': set.bytes.set('\n'); return;
        case 'r': set.bytes.set('\r'); return;
        case 't': set.bytes.set('\t'); return;
        case 'v': set.bytes.set('\v'); return;
        case 'p':
        case 'P': // a Unicode class: any byte may belong to it
            if (skip("{")) at_ = std::min(text_.find('}', at_), text_.size() - 1);
            ++at_;
            set.and_others = true;
            return;
        case 'x': return hexadecimal(set);
        default: break;
        }
        if (c >= '0' && c <= '7') {
            unsigned value = static_cast<unsigned>(c - '0');
            for (int i = 0; i < 2 && !done() && peek() >= '0' && peek() <= '7'; ++i)
                value = value * 8 + static_cast<unsigned>(text_[at_++] - '0');
            return code_point(set, value);
        }
        set.bytes.set(static_cast<unsigned char>(c));
    }

    void hexadecimal(Class& set) {
        std::string_view digits = text_.substr(at_, 2);
        std::size_t after = at_ + digits.size();
        if (skip("{")) {
            const std::size_t close = text_.find('}', at_);
            if (close == std::string_view::npos) return give_up("a '\\x{' without its '}'");
            digits = text_.substr(at_, close - at_);
            after = close + 1;
        }
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (error != std::errc{} || end != digits.data() + digits.size()) return give_up("a code point that is no hexadecimal number");
        at_ = after;
        code_point(set, value);
    }

    void code_point(Class& set, std::uint32_t value) {
        if (value < 256 && !(utf8_ && value >= 0x80)) return static_cast<void>(set.bytes.set(value));
        beyond_a_byte_ = beyond_a_byte_ || value >= 256;
        set.and_others = true;
    }

    Bytes byte_class() {
        ++at_;
        const bool negated = skip("^");
        Class set;
        for (bool first = true; !done() && (first || peek() != ']'); first = false) {
            if (skip("[:")) {
                posix_class(set);
                continue;
            }
            const Class low = class_member();
            if (next_is("-") && at_ + 1 < text_.size() && text_[at_ + 1] != ']' && (low.and_others || low.bytes.count() == 1)) {
                ++at_;
                const Class high = class_member();
                const bool known = !low.and_others && low.bytes.any() && !high.and_others && high.bytes.any();
                if (known && low.bytes._Find_first() > high.bytes._Find_first()) return give_up("a range that goes backwards"), Bytes{};
                if (known) add_range(set.bytes, static_cast<unsigned>(low.bytes._Find_first()), static_cast<unsigned>(high.bytes._Find_first()));
                set.and_others = set.and_others || !known;
            } else {
                set.bytes |= low.bytes;
                set.and_others = set.and_others || low.and_others;
            }
        }
        if (!skip("]")) give_up("a '[' without its ']'");
        if (flags_.ignore_case) set.bytes = fold(set.bytes);
        return negated ? set.all_but() : set.all();
    }

    Class class_member() {
        Class member;
        if (done()) return member;
        if (peek() == '\\') {
            escape(member);
        } else if (utf8_ && static_cast<unsigned char>(peek()) >= 0x80) {
            ++at_;
            skip_continuation();
            member.and_others = true;
        } else {
            member.bytes.set(static_cast<unsigned char>(text_[at_++]));
        }
        return member;
    }

    void posix_class(Class& set) {
        const bool negated = skip("^");
        const std::size_t close = text_.find(":]", at_);
        const std::string_view name = text_.substr(at_, close == std::string_view::npos ? 0 : close - at_);
        const auto* const known = std::ranges::find(kPosixClasses, name, &NamedClass::name);
        if (known == kPosixClasses.end()) return give_up("an unknown class name");
        Bytes named;
        for (std::size_t i = 0; i < known->count; ++i) add_range(named, known->ranges[i].first, known->ranges[i].second);
        if (flags_.ignore_case) named = fold(named);
        set.bytes |= negated ? ~named : named;
        at_ = close + 2;
    }

    std::string_view text_;
    bool utf8_ = false;
    std::size_t at_ = 0;
    Flags flags_;
    bool beyond_a_byte_ = false;
    std::optional<Error> failure_;
};

// Nested repetitions stay below what a sum of widths can overflow.
std::uint64_t multiply(std::uint64_t count, std::uint64_t width) {
    constexpr std::uint64_t kMost = std::uint64_t{1} << 40U;
    return count != 0 && width > kMost / count ? kMost : count * width;
}

void append_set(std::string& out, const Bytes& bytes) {
    const auto byte = [](std::size_t value) { return fmt::format("\\x{:02x}", value); };
    if (bytes.count() == 1) {
        out += byte(bytes._Find_first());
        return;
    }
    if (bytes.none()) { // "[]" would be read as the beginning of a class
        out += "[^\\x00-\\xff]";
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
    case Kind::repeat: return multiply(min, parts.front().min_width());
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
        return multiply(max, *each);
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

Result<RegexNode> parse_regex(std::string_view regex) {
    Parser bytes(regex, false);
    auto tree = bytes.parse();
    return bytes.beyond_a_byte() ? Parser(regex, true).parse() : tree;
}

} // namespace squire::rules
