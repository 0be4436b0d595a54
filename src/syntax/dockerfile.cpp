// SPDX-License-Identifier: MIT
#include "syntax/dockerfile.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"

namespace squire::syntax {

namespace {

constexpr Traits kShell = kBlock | kStatement | kNotAnExpression; // words of a command: any run of them is looked for
constexpr Traits kPlain = kStatement | kNotAnExpression;
constexpr std::array<OwnKind, 28> kKinds{{{"dockerfile", kBlock | kNotAnExpression},
                                          {"unknown", kPlain},
                                          {"image", 0},
                                          {"pair", 0},
                                          {"flag", kOptional | kOpenSet},
                                          {"array", 0},
                                          {"add", kPlain},
                                          {"arg", kPlain},
                                          {"cmd", kShell},
                                          {"copy", kPlain},
                                          {"entrypoint", kShell},
                                          {"env", kPlain | kOpenSet},
                                          {"expose", kPlain},
                                          {"from", kPlain},
                                          {"healthcheck", kPlain},
                                          {"label", kPlain | kOpenSet},
                                          {"maintainer", kPlain},
                                          {"onbuild", kPlain},
                                          {"run", kShell},
                                          {"shell", kPlain},
                                          {"stopsignal", kPlain},
                                          {"user", kPlain},
                                          {"volume", kPlain},
                                          {"workdir", kPlain},
                                          {"alias", kOptional | kNotAnExpression},
                                          {"tag", kOptional},
                                          {"digest", kOptional},
                                          {"heredoc", 0}}};
constexpr Field kTagField = kFirstOwnField, kDigestField = kFirstOwnField + 1;
constexpr std::size_t kFirstInstruction = 6, kLastInstruction = 23;

Kind kind_of(std::string_view name) {
    for (std::size_t i = 0; i < kKinds.size(); ++i)
        if (kKinds[i].name == name) return static_cast<Kind>(kFirstOwnKind + i);
    return 0;
}

bool is_instruction(std::string_view word) {
    for (std::size_t i = kFirstInstruction; i <= kLastInstruction; ++i)
        if (kKinds[i].name == word) return true;
    return false;
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {
        // "# escape=`" on the first lines
        const std::string_view head = text.substr(0, text.find('\n'));
        if (head.starts_with('#') && head.find("escape=`") != std::string_view::npos) escape_ = '`';
    }

    std::vector<Node> run() {
        open(kind_of("dockerfile"));
        while (at_ < text_.size()) {
            const char byte = text_[at_];
            if (std::isspace(static_cast<unsigned char>(byte)) != 0)
                ++at_;
            else if (byte == '#')
                to_line_end();
            else
                instruction();
        }
        close();
        nodes_[0].begin = 0;
        nodes_[0].end = static_cast<std::uint32_t>(text_.size());
        return std::move(nodes_);
    }
    [[nodiscard]] std::uint32_t unknown_bytes() const { return unknown_bytes_; }

private:
    NodeId open(Kind kind, Field field = kNoField) {
        const auto id = static_cast<NodeId>(nodes_.size());
        nodes_.push_back(
            {.kind = kind, .field = field, .begin = static_cast<std::uint32_t>(at_), .parent = open_.empty() ? kNoNode : open_.back()});
        open_.push_back(id);
        return id;
    }
    void close() {
        Node& node = nodes_[open_.back()];
        node.size = static_cast<std::uint32_t>(nodes_.size() - open_.back());
        if (node.end == 0) node.end = node.size > 1 ? nodes_.back().end : static_cast<std::uint32_t>(at_);
        open_.pop_back();
    }
    void leaf(Kind kind, std::size_t begin, std::size_t end, Field field = kNoField) {
        const std::string_view word = text_.substr(begin, end - begin);
        nodes_.push_back({.kind = kind,
                          .field = field,
                          .leaf = true,
                          .begin = static_cast<std::uint32_t>(begin),
                          .end = static_cast<std::uint32_t>(end),
                          .parent = open_.back(),
                          .hash = hash_of(kind == kStringKind ? unquoted(word) : word)});
    }

    void to_line_end() { at_ = std::min(text_.find('\n', at_), text_.size()); }

    /// Blanks, and line ends behind the escape character with comments and empty lines after them.
    void blanks() {
        while (at_ < text_.size()) {
            if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r') {
                ++at_;
                continue;
            }
            if (text_[at_] != escape_) return;
            std::size_t end = at_ + 1;
            while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t' || text_[end] == '\r')) ++end;
            if (end < text_.size() && text_[end] != '\n') return;
            at_ = std::min(end + 1, text_.size());
            while (at_ < text_.size()) {
                std::size_t next = at_;
                while (next < text_.size() && (text_[next] == ' ' || text_[next] == '\t')) ++next;
                if (next < text_.size() && text_[next] == '#')
                    at_ = std::min(text_.find('\n', next), text_.size() - 1) + 1;
                else if (next < text_.size() && text_[next] == '\n')
                    at_ = next + 1;
                else
                    break;
            }
        }
    }

    [[nodiscard]] bool at_end() const { return at_ >= text_.size() || text_[at_] == '\n'; }

    /// The end of the word at `at_`; in a shell's text operators are words.
    [[nodiscard]] std::size_t word_end(bool shell, std::string_view stops = {}) const {
        static constexpr std::array<std::string_view, 5> kOperators{"&&", "||", "|", ";", "&"};
        std::size_t i = at_;
        if (shell)
            for (const std::string_view op : kOperators)
                if (text_.substr(i).starts_with(op)) return i + op.size();
        while (i < text_.size()) {
            const char byte = text_[i];
            const std::size_t line_end = byte == '#' ? comment_line_end(i) : i;
            if (line_end != i) {
                i = line_end;
            } else if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || stops.find(byte) != std::string_view::npos)
                break;
            if (shell && (byte == '|' || byte == ';' || text_.substr(i).starts_with("&&"))) break;
            if (byte == escape_ && i + 1 < text_.size()) {
                if (text_[i + 1] == '\n' || text_[i + 1] == '\r') break;
                i += 2;
                continue;
            }
            if (byte == '"' || byte == '\'') {
                std::size_t close = i + 1;
                while (close < text_.size() && text_[close] != byte) close += text_[close] == '\\' && byte == '"' ? 2 : 1;
                if (close < text_.size()) {
                    i = close + 1;
                    continue;
                }
            }
            if (text_.substr(i).starts_with("$(") || text_.substr(i).starts_with("${")) {
                const char closing = text_[i + 1] == '(' ? ')' : '}';
                const std::size_t close = text_.find(closing, i);
                if (close != std::string_view::npos && text_.substr(i, close - i).find('\n') == std::string_view::npos) {
                    i = close + 1;
                    continue;
                }
            }
            ++i;
        }
        return std::max(i, at_ + 1);
    }

    void word(bool shell) {
        const std::size_t end = std::min(word_end(shell), text_.size());
        leaf(kStringKind, at_, end);
        at_ = end;
    }

    /// "name=value"; a word where there is no equals sign.
    void pair(Kind kind) {
        const std::size_t end = std::min(word_end(false), text_.size());
        const std::size_t equals = text_.substr(0, end).find('=', at_);
        if (equals == std::string_view::npos || equals == at_) return word(false);
        open(kind);
        leaf(kIdentifierKind, at_, equals, kNameField);
        if (equals + 1 < end) leaf(kStringKind, equals + 1, end, kRightField);
        nodes_[open_.back()].end = static_cast<std::uint32_t>(end);
        at_ = end;
        close();
    }

    /// "--mount=type=secret,target=x": a flag with a pair for each part of its value.
    void flag() {
        const std::size_t end = std::min(word_end(false), text_.size());
        const std::size_t equals = std::min(text_.substr(0, end).find('=', at_), end);
        open(kind_of("flag"));
        leaf(kIdentifierKind, at_, equals, kNameField);
        std::size_t begin = equals + 1;
        while (begin < end) {
            const std::size_t comma = std::min(text_.substr(0, end).find(',', begin), end);
            const std::size_t inner = text_.substr(0, comma).find('=', begin);
            if (inner != std::string_view::npos && inner > begin && inner + 1 < comma) {
                open(kind_of("pair"));
                nodes_[open_.back()].begin = static_cast<std::uint32_t>(begin);
                leaf(kIdentifierKind, begin, inner, kNameField);
                leaf(kStringKind, inner + 1, comma, kRightField);
                close();
            } else
                leaf(kStringKind, begin, comma);
            begin = comma + 1;
        }
        nodes_[open_.back()].end = static_cast<std::uint32_t>(end);
        at_ = end;
        close();
    }

    /// The line behind a comment that has its line to itself, inside an instruction; `at` where it is none.
    [[nodiscard]] std::size_t comment_line_end(std::size_t at) const {
        const std::size_t line = text_.rfind('\n', at);
        if (line == std::string_view::npos || !trim(text_.substr(line, at - line)).empty()) return at;
        return std::min(text_.find('\n', at), text_.size() - 1) + 1;
    }

    [[nodiscard]] bool is_json_escape(std::size_t at) const {
        if (at >= text_.size()) return false;
        if (text_[at] != 'u') return std::string_view("\"\\/bfnrt").find(text_[at]) != std::string_view::npos;
        const std::string_view digits = text_.substr(at + 1, 4);
        return digits.size() == 4 &&
               std::ranges::all_of(digits, [](char digit) { return std::isxdigit(static_cast<unsigned char>(digit)) != 0; });
    }

    /// As Docker decides: what is no list of strings in double quotes is a shell's "[". A pattern's places stand without quotes.
    [[nodiscard]] bool is_array() {
        const std::size_t start = std::exchange(at_, at_ + 1);
        const bool is = reads_array();
        at_ = start;
        return is;
    }

    bool reads_array() {
        bool wants_item = true;
        bool any = false;
        while (blanks(), !at_end()) {
            const char byte = text_[at_];
            if (byte == ']') {
                if (wants_item && any) return false; // a comma before it
                return ends_behind(at_ + 1);
            }
            if (byte == ',' && !wants_item) {
                wants_item = true;
                ++at_;
            } else if (wants_item && byte == '"') {
                if (!json_string()) return false;
                wants_item = false;
                any = true;
            } else if (wants_item && text_.substr(at_).starts_with("sq")) {
                while (!at_end() && std::isalnum(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
                wants_item = false;
            } else
                return false;
        }
        return false;
    }

    /// Over the one at `at_`; false where it is not whole.
    bool json_string() {
        ++at_;
        while (!at_end() && text_[at_] != '"') {
            if (text_[at_] == '\\' && !is_json_escape(at_ + 1)) return false;
            at_ = std::min(at_ + (text_[at_] == '\\' ? 2 : 1), text_.size());
        }
        if (at_end()) return false;
        ++at_;
        return true;
    }

    /// Whether nothing more of the instruction stands there; a line that goes on in an empty one ends it too.
    [[nodiscard]] bool ends_behind(std::size_t at) const {
        const auto line_at = [this](std::size_t from) {
            return trim(text_.substr(from, std::min(text_.find('\n', from), text_.size()) - from));
        };
        const std::string_view rest = line_at(at);
        if (rest.empty()) return true;
        const std::size_t next = text_.find('\n', at);
        return rest.size() == 1 && rest[0] == escape_ && (next == std::string_view::npos || line_at(next + 1).empty());
    }

    void array() {
        open(kind_of("array"));
        ++at_;
        while (!at_end() && text_[at_] != ']') {
            blanks();
            if (at_end() || text_[at_] == ']') break;
            if (text_[at_] == ',') {
                ++at_;
                continue;
            }
            const std::size_t end = std::min(word_end(false, ",]"), text_.size());
            leaf(kStringKind, at_, end);
            at_ = end;
        }
        if (!at_end()) ++at_;
        nodes_[open_.back()].end = static_cast<std::uint32_t>(at_);
        close();
    }

    /// "name:tag@digest"
    void image() {
        const std::size_t end = std::min(word_end(false), text_.size());
        const std::string_view all = text_.substr(at_, end - at_);
        const std::size_t digest = std::min(all.find('@'), all.size());
        std::size_t tag = all.substr(0, digest).rfind(':');
        if (tag == std::string_view::npos || all.find('/', tag) < digest || tag == 0) tag = digest;
        open(kind_of("image"));
        leaf(kStringKind, at_, at_ + tag, kNameField);
        if (tag < digest && tag + 1 < digest) leaf(kind_of("tag"), at_ + tag + 1, at_ + digest, kTagField);
        if (digest + 1 < all.size()) leaf(kind_of("digest"), at_ + digest + 1, end, kDigestField);
        nodes_[open_.back()].end = static_cast<std::uint32_t>(end);
        at_ = end;
        close();
    }

    void heredoc() {
        std::size_t name = at_ + 2;
        while (name < text_.size() && (text_[name] == '-' || text_[name] == '"' || text_[name] == '\'')) ++name;
        std::size_t name_end = name;
        while (name_end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[name_end])) != 0 || text_[name_end] == '_')) ++name_end;
        const std::string_view delimiter = text_.substr(name, name_end - name);
        if (delimiter.empty()) return word(true);
        std::size_t line = std::min(text_.find('\n', at_), text_.size());
        std::size_t end = text_.size();
        while (line < text_.size()) {
            const std::size_t next = std::min(text_.find('\n', line + 1), text_.size());
            if (trim(text_.substr(line + 1, next - line - 1)) == delimiter) {
                end = next;
                break;
            }
            line = next;
        }
        leaf(kind_of("heredoc"), at_, end);
        at_ = end;
    }

    void instruction() { // NOLINT(misc-no-recursion): one ONBUILD or HEALTHCHECK deep
        std::size_t end = at_;
        while (end < text_.size() && std::isalpha(static_cast<unsigned char>(text_[end])) != 0) ++end;
        const std::string name = to_lower(text_.substr(at_, end - at_));
        const bool blank_behind = end == text_.size() || std::isspace(static_cast<unsigned char>(text_[end])) != 0;
        if (!blank_behind || !is_instruction(name)) {
            open(kind_of("unknown"));
            const std::size_t from = at_;
            while (blanks(), !at_end()) word(false);
            unknown_bytes_ += static_cast<std::uint32_t>(at_ - from);
            return close();
        }
        open(kind_of(name));
        const NodeId id = open_.back();
        at_ = end;
        while (blanks(), text_.substr(at_).starts_with("--") && name != "cmd" && name != "entrypoint") flag();
        const bool shell = name == "run" || name == "cmd" || name == "entrypoint";
        if (!at_end() && text_[at_] == '[' && is_array())
            array();
        else if ((name == "onbuild" || name == "healthcheck") && !at_end() && open_.size() < 4) {
            const bool flags_only = name == "healthcheck" && !text_.substr(at_).starts_with("CMD") && !text_.substr(at_).starts_with("cmd");
            if (flags_only)
                while (blanks(), !at_end() && !text_.substr(at_).starts_with("CMD ")) word(false);
            if (!at_end()) instruction();
        } else if (name == "maintainer" && !at_end()) {
            const std::size_t line = std::min(text_.find('\n', at_), text_.size());
            leaf(kStringKind, at_, line);
            at_ = line;
        } else if (name == "user" && !at_end()) {
            image(); // "user:group"
        } else if (name == "from" && !at_end()) {
            image();
            blanks();
            if (to_lower(text_.substr(at_, 3)) == "as ") {
                at_ += 3;
                blanks();
                if (!at_end()) {
                    const std::size_t alias_end = word_end(false);
                    leaf(kind_of("alias"), at_, alias_end);
                    at_ = alias_end;
                }
            }
        }
        if (name == "label" || name == "env") legacy_pair();
        while (blanks(), !at_end()) {
            if (text_.substr(at_).starts_with("<<"))
                heredoc();
            else if (name == "env" || name == "label" || name == "arg")
                pair(kind_of("pair"));
            else
                word(shell);
        }
        if (shell && nodes_.size() > id + 1 && text_.substr(nodes_.back().begin, nodes_.back().end - nodes_.back().begin) == ";") {
            nodes_.pop_back();
            nodes_[id].marked_end = true;
        }
        nodes_[id].end = 0;
        for (std::size_t part = id + 1; part < nodes_.size(); ++part)
            nodes_[id].end = std::max(nodes_[id].end, nodes_[part].end); // "[…]" as well
        close();
    }

    /// "ENV name the rest of the line"
    void legacy_pair() {
        const std::size_t end = std::min(word_end(false), text_.size());
        if (text_.substr(at_, end - at_).find('=') != std::string_view::npos || at_end()) return;
        if (text_.substr(at_).starts_with("sqel")) return; // an ellipsis of a pattern
        std::size_t begin = end;
        while (begin < text_.size() && (text_[begin] == ' ' || text_[begin] == '\t')) ++begin;
        if (begin >= text_.size() || text_[begin] == '\n') return;
        const std::size_t line = std::min(text_.find('\n', begin), text_.size());
        open(kind_of("pair"));
        leaf(kIdentifierKind, at_, end, kNameField);
        leaf(kStringKind, begin, line, kRightField);
        at_ = line;
        close();
    }

    std::string_view text_;
    char escape_ = '\\';
    std::size_t at_ = 0;
    std::vector<Node> nodes_;
    std::vector<NodeId> open_;
    std::uint32_t unknown_bytes_ = 0;
};

} // namespace

std::span<const OwnKind> dockerfile_kinds() { return kKinds; }

std::vector<Node> read_dockerfile(std::string_view text, std::uint32_t& unknown_bytes) {
    Reader reader(text);
    std::vector<Node> nodes = reader.run();
    unknown_bytes = reader.unknown_bytes();
    return nodes;
}

} // namespace squire::syntax
