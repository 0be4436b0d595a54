// SPDX-License-Identifier: MIT
//
// libfyaml says what the nodes are, this file where they are. Its marks leave out quotes, anchors, tags, indicators and comments, and for block
// collections they point at the token after the end; so the text is walked beside the events. Between two nodes only blanks, comments, the
// indicators that the events imply, and the properties that they name may stand. Whatever else is met there means that text and events
// disagree, and the file is refused: an edit at a place that is not certain would be worse than none.
#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <libfyaml.h>

#include "base/text.h"
#include "yaml/yaml.h"

namespace squire::yaml {

namespace {

struct DestroyDiagnostics {
    void operator()(fy_diag* diagnostics) const { fy_diag_destroy(diagnostics); }
};
struct DestroyParser {
    void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct FreeEvent {
    fy_parser* parser = nullptr;
    void operator()(fy_event* event) const { fy_parser_event_free(parser, event); }
};
using Event = std::unique_ptr<fy_event, FreeEvent>;

class Walk {
public:
    explicit Walk(YamlFile& file) : file_(file), text_(file.bytes) {}
    Result<void> run();

private:
    Result<void> next(); // into event_; an event of end of stream at the latest
    [[nodiscard]] fy_event_type type() const { return event_->type; }
    [[nodiscard]] std::unexpected<Error> stream_error() const;
    [[nodiscard]] std::unexpected<Error> lost(std::string_view wanted) const;

    Result<void> document();
    Result<Node> node(std::size_t depth);
    Result<void> scalar(Node& made);
    Result<void> quoted(Node& made, char quote);
    Result<void> block_scalar(Node& made, const fy_mark* end);
    Result<void> alias(Node& made);
    Result<void> sequence(Node& made, std::size_t depth);
    Result<void> mapping(Node& made, std::size_t depth);
    Result<void> entry(Node& made, std::size_t depth);
    Result<void> properties(Node& made);
    void note_repeats(Node& made);

    [[nodiscard]] bool at(char byte) const { return at_ < text_.size() && text_[at_] == byte; }
    [[nodiscard]] bool ends_word(std::size_t offset) const; // nothing, a blank, a line break or, in a flow collection, its punctuation
    [[nodiscard]] std::size_t line_break(std::size_t offset) const; // its length, or 0
    [[nodiscard]] bool starts_line() const;
    void skip(); // blanks, line breaks and comments
    void take(PieceKind kind, std::size_t end);
    Result<void> indicator(char byte);
    void fault(std::size_t offset, std::string message, std::string hint);

    YamlFile& file_;
    std::string_view text_;
    std::size_t at_ = 0;
    int flows_ = 0; // how many flow collections are open
    std::unordered_set<std::string> anchors_;
    std::unordered_set<std::string> open_anchors_;
    // In this order, so that events go before the parser and the parser before its diagnostics.
    std::unique_ptr<fy_diag, DestroyDiagnostics> diagnostics_;
    std::unique_ptr<fy_parser, DestroyParser> parser_;
    Event event_;
};

Result<void> Walk::next() {
    event_ = Event(fy_parser_parse(parser_.get()), FreeEvent{parser_.get()});
    if (!event_) return stream_error();
    return {};
}

std::unexpected<Error> Walk::stream_error() const {
    void* state = nullptr;
    const fy_diag_error* error = fy_diag_errors_iterate(diagnostics_.get(), &state);
    if (error == nullptr || error->msg == nullptr)
        return fail(ErrorKind::malformed, "this is not YAML", file_.place_name(at_), "the mistake is at this place or soon after it");
    const auto line = static_cast<std::size_t>(std::max(error->line, 1));
    const bool inside = line <= file_.line_starts.size(); // else it is the end of the file
    const std::string_view rest = text_.substr(inside ? file_.line_starts[line - 1] : text_.size());
    const std::string_view indent = rest.substr(0, std::min(rest.find_first_not_of(" \t"), rest.size()));
    return fail(ErrorKind::malformed, fmt::format("this is not YAML: {}", error->msg),
                inside ? fmt::format("{}:{}:{}", file_.name, line, std::max(error->column, 1)) : file_.place_name(text_.size()),
                indent.contains('\t') ? "YAML takes no tabs as indentation: put spaces there"
                                      : "look at the indentation, quotes and brackets at this place and before it");
}

std::unexpected<Error> Walk::lost(std::string_view wanted) const {
    return fail(ErrorKind::unsupported, fmt::format("cannot tell where {} is written", wanted), file_.place_name(at_),
                "write this part in plainer YAML, on lines of its own");
}

void Walk::fault(std::size_t offset, std::string message, std::string hint) {
    if (file_.faults.size() < kFaultLimit)
        file_.faults.push_back({ErrorKind::malformed, std::move(message), file_.place_name(offset), std::move(hint)});
}

std::size_t Walk::line_break(std::size_t offset) const {
    if (offset >= text_.size()) return 0;
    const std::string_view rest = text_.substr(offset, 3);
    if (rest.front() == '\n') return 1;
    if (rest.front() == '\r') return rest.starts_with("\r\n") ? 2 : 1;
    if (rest.starts_with("\xC2\x85")) return 2;                                             // next line
    return rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") ? 3 : 0; // line and paragraph separator: YAML 1.1
}

bool Walk::ends_word(std::size_t offset) const {
    if (offset >= text_.size() || text_[offset] == ' ' || text_[offset] == '\t' || line_break(offset) > 0) return true;
    return flows_ > 0 && std::string_view(",[]{}").contains(text_[offset]);
}

bool Walk::starts_line() const {
    return at_ == 0 || text_[at_ - 1] == '\n' || text_[at_ - 1] == '\r' || (file_.byte_order_mark && at_ == 3) ||
           (at_ >= 2 && line_break(at_ - 2) == 2) || (at_ >= 3 && line_break(at_ - 3) == 3);
}

void Walk::take(PieceKind kind, std::size_t end) {
    if (end == at_) return;
    if (kind == PieceKind::space && !file_.pieces.empty() && file_.pieces.back().kind == PieceKind::space) {
        file_.pieces.back().range.end = end;
    } else {
        file_.pieces.push_back({kind, {.begin = at_, .end = end}});
    }
    at_ = end;
}

void Walk::skip() {
    while (at_ < text_.size()) {
        if (at(' ') || at('\t')) {
            take(PieceKind::space, at_ + 1);
        } else if (const std::size_t length = line_break(at_); length > 0) {
            take(PieceKind::space, at_ + length);
        } else if (at('#')) {
            std::size_t end = at_;
            while (end < text_.size() && line_break(end) == 0) ++end;
            take(PieceKind::comment, end);
        } else {
            return;
        }
    }
}

Result<void> Walk::indicator(char byte) {
    if (!at(byte)) return lost(fmt::format("a '{}'", byte));
    take(PieceKind::indicator, at_ + 1);
    return {};
}

Result<void> Walk::run() {
    fy_diag_cfg quiet;
    fy_diag_cfg_default(&quiet);
    quiet.fp = nullptr;
    diagnostics_.reset(fy_diag_create(&quiet));
    if (!diagnostics_) return fail(ErrorKind::limit, "no memory left for reading YAML", file_.name);
    fy_diag_set_collect_errors(diagnostics_.get(), true);
    // YAML 1.1, as GitLab's reader takes it. The depth is bounded here, with a place.
    constexpr auto kFlags = FYPCF_QUIET | FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_SLOPPY_FLOW_INDENTATION;
    const fy_parse_cfg config = {.search_path = nullptr,
                                 .flags = static_cast<fy_parse_cfg_flags>(static_cast<unsigned>(kFlags) | FYPCF_DEFAULT_VERSION_1_1),
                                 .userdata = nullptr,
                                 .diag = diagnostics_.get()};
    parser_.reset(fy_parser_create(&config));
    if (!parser_ || fy_parser_set_string(parser_.get(), text_.data(), text_.size()) != 0)
        return fail(ErrorKind::limit, "no memory left for reading YAML", file_.name);

    if (file_.byte_order_mark) take(PieceKind::space, 3);
    if (auto read = next(); !read) return read;
    while (type() != FYET_STREAM_END) {
        if (type() == FYET_DOCUMENT_START) {
            if (auto read = document(); !read) return read;
        }
        if (auto read = next(); !read) return read;
    }
    skip();
    if (at_ != text_.size()) return lost("the end");
    if (file_.documents.empty()) file_.documents.push_back({.range = {.begin = 0, .end = at_}, .root = {}});
    Node& first = file_.documents.front().root; // a document of comments alone has its null at the end
    if (first.is_null() && first.range == Range{}) first.range = {.begin = at_, .end = at_}, first.begin = at_;
    return {};
}

Result<void> Walk::document() {
    anchors_.clear();
    open_anchors_.clear();
    YamlDocument made;
    skip();
    made.range.begin = file_.documents.empty() ? 0 : at_;
    while (at('%') && starts_line()) {
        std::size_t end = at_;
        while (end < text_.size() && line_break(end) == 0) ++end;
        take(PieceKind::marker, end);
        skip();
    }
    if (!event_->document_start.implicit) {
        if (!text_.substr(at_).starts_with("---")) return lost("a '---'");
        take(PieceKind::marker, at_ + 3);
    }
    if (auto read = next(); !read) return read;
    auto root = node(1);
    if (!root) return std::unexpected(std::move(root.error()));
    made.root = std::move(*root);
    if (auto read = next(); !read) return read;
    if (type() != FYET_DOCUMENT_END) return lost("the end of a document");
    skip();
    made.range.end = at_;
    if (!event_->document_end.implicit && text_.substr(at_).starts_with("...")) take(PieceKind::marker, at_ + 3);
    file_.documents.push_back(std::move(made));
    return {};
}

Result<void> Walk::properties(Node& made) {
    bool tagged = fy_event_get_tag_token(event_.get()) != nullptr;
    fy_token* anchor = type() == FYET_ALIAS ? nullptr : fy_event_get_anchor_token(event_.get());
    if (!tagged && anchor == nullptr) return {};
    skip();
    made.begin = at_;
    while (tagged || anchor != nullptr) {
        skip();
        std::size_t end = at_;
        if (tagged && at('!')) {
            const bool verbatim = text_.substr(at_).starts_with("!<");
            while (end < text_.size() && (verbatim ? text_[end] != '>' && line_break(end) == 0 : !ends_word(end))) ++end;
            if (verbatim && end < text_.size() && text_[end] == '>') ++end;
            made.tag = text_.substr(at_, end - at_);
            tagged = false;
        } else if (anchor != nullptr && at('&')) {
            const fy_mark* mark = fy_token_end_mark(anchor);
            if (mark == nullptr || mark->input_pos <= at_ + 1 || mark->input_pos > text_.size()) return lost("an anchor");
            end = mark->input_pos;
            made.anchor = text_.substr(at_ + 1, end - at_ - 1);
            anchor = nullptr;
        } else {
            return lost(tagged ? "a tag" : "an anchor");
        }
        take(PieceKind::property, end);
    }
    return {};
}

Result<Node> Walk::node(std::size_t depth) { // NOLINT(misc-no-recursion): bounded by kYamlDepthLimit
    if (depth > kYamlDepthLimit) {
        skip();
        return fail(ErrorKind::limit, fmt::format("nested more than {} deep", kYamlDepthLimit), file_.place_name(at_),
                    "flatten it: GitLab, too, takes no more than 100");
    }
    Node made;
    made.begin = at_;
    if (auto read = properties(made); !read) return std::unexpected(std::move(read.error()));
    const bool has_properties = !made.tag.empty() || !made.anchor.empty();
    if (!made.anchor.empty()) {
        anchors_.insert(made.anchor);
        open_anchors_.insert(made.anchor);
    }
    Result<void> read;
    switch (type()) {
    case FYET_SCALAR: read = scalar(made); break;
    case FYET_ALIAS: read = alias(made); break;
    case FYET_SEQUENCE_START: read = sequence(made, depth); break;
    case FYET_MAPPING_START: read = mapping(made, depth); break;
    default: read = lost("a value"); break;
    }
    if (!read) return std::unexpected(std::move(read.error()));
    if (!has_properties) made.begin = made.range.begin;
    if (!made.anchor.empty()) open_anchors_.erase(made.anchor);
    return made;
}

Result<void> Walk::scalar(Node& made) {
    made.kind = NodeKind::scalar;
    fy_token* token = event_->scalar.value;
    std::size_t length = 0;
    const char* value = token == nullptr ? nullptr : fy_token_get_text(token, &length);
    const fy_mark* begin = token == nullptr ? nullptr : fy_token_start_mark(token);
    const fy_mark* end = token == nullptr ? nullptr : fy_token_end_mark(token);
    if (value != nullptr) made.text.assign(value, length);
    const fy_scalar_style style = token == nullptr ? FYSS_PLAIN : fy_token_scalar_style(token);
    if (made.text.empty() && (style == FYSS_PLAIN || style == FYSS_ANY)) {
        made.range = {.begin = at_, .end = at_};
        return {};
    }
    if (value == nullptr || begin == nullptr || end == nullptr) return lost("a value");
    skip();
    switch (style) {
    case FYSS_SINGLE_QUOTED: made.style = NodeStyle::single_quoted; return quoted(made, '\'');
    case FYSS_DOUBLE_QUOTED: made.style = NodeStyle::double_quoted; return quoted(made, '"');
    case FYSS_LITERAL: made.style = NodeStyle::literal; return block_scalar(made, end);
    case FYSS_FOLDED: made.style = NodeStyle::folded; return block_scalar(made, end);
    default: break;
    }
    made.style = NodeStyle::plain;
    if (begin->input_pos != at_ || end->input_pos <= at_ || end->input_pos > text_.size()) return lost("a value");
    made.range = {.begin = at_, .end = end->input_pos};
    take(PieceKind::content, made.range.end);
    return {};
}

Result<void> Walk::quoted(Node& made, char quote) {
    if (!at(quote)) return lost("a quoted text");
    std::size_t end = at_ + 1;
    for (; end < text_.size(); ++end) {
        const bool twice = quote == '\'' && text_.substr(end, 2) == "''"; // means one quote
        if (twice || (quote == '"' && text_[end] == '\\')) {
            ++end;
        } else if (text_[end] == quote) {
            break;
        }
    }
    if (end >= text_.size()) return lost("the end of a quoted text");
    made.range = {.begin = at_, .end = end + 1};
    take(PieceKind::content, end + 1);
    return {};
}

Result<void> Walk::block_scalar(Node& made, const fy_mark* end) {
    if (!at('|') && !at('>')) return lost("a block of text");
    std::size_t header = at_;
    while (header < text_.size() && !ends_word(header)) ++header;
    const bool keeps = text_.substr(at_, header - at_).contains('+');
    if (made.text == std::string_view("\0", 1)) made.text.clear(); // so libfyaml 0.7.12 says of an empty block at the end of a file
    std::size_t stop = std::min(end->input_pos, text_.size());
    while (stop > header && (text_[stop - 1] == ' ' || text_[stop - 1] == '\t')) --stop; // what indents the next line
    std::size_t line = header; // the end of the header's line, with a comment in it
    while (line < text_.size() && line_break(line) == 0) ++line;
    if (stop <= line) {
        stop = made.text.empty() ? header : line;
    } else {
        if (keeps) { // all but the last line break
            if (text_[stop - 1] == '\n') --stop;
            if (text_[stop - 1] == '\r') --stop;
        } else {
            stop = text_.find_last_not_of(" \t\r\n", stop - 1) + 1;
        }
        stop = std::max(stop, header);
    }
    made.range = {.begin = at_, .end = stop};
    take(PieceKind::content, stop);
    return {};
}

Result<void> Walk::alias(Node& made) {
    skip();
    made.kind = NodeKind::alias;
    fy_token* token = event_->alias.anchor;
    const fy_mark* end = token == nullptr ? nullptr : fy_token_end_mark(token);
    if (!at('*') || end == nullptr || end->input_pos <= at_ + 1 || end->input_pos > text_.size()) return lost("an alias");
    made.range = {.begin = at_, .end = end->input_pos};
    made.text = text_.substr(at_ + 1, end->input_pos - at_ - 1);
    if (!anchors_.contains(made.text)) {
        fault(at_, fmt::format("'*{}' refers to nothing: there is no '&{}' before it", made.text, made.text),
              "GitLab refuses the file; name an anchor");
    } else if (open_anchors_.contains(made.text)) {
        fault(at_, fmt::format("'*{}' refers to what it stands in", made.text), "GitLab refuses the file; move it out of '&" + made.text + "'");
    }
    take(PieceKind::content, made.range.end);
    return {};
}

Result<void> Walk::sequence(Node& made, std::size_t depth) { // NOLINT(misc-no-recursion): bounded by kYamlDepthLimit
    made.kind = NodeKind::sequence;
    const bool flow = fy_event_get_node_style(event_.get()) == FYNS_FLOW;
    made.style = flow ? NodeStyle::flow : NodeStyle::block;
    skip();
    made.range = {.begin = at_, .end = at_};
    if (flow) {
        if (auto read = indicator('['); !read) return read;
        ++flows_;
    }
    for (;;) {
        if (auto read = next(); !read) return read;
        const bool over = type() == FYET_SEQUENCE_END;
        if (over && !flow) return {};
        skip();
        if (flow && at(',')) {
            take(PieceKind::indicator, at_ + 1);
            skip();
        }
        if (over) break;
        if (!flow) {
            if (auto read = indicator('-'); !read) return read;
        }
        auto item = node(depth + 1);
        if (!item) return std::unexpected(std::move(item.error()));
        made.range.end = item->range.end;
        made.items.push_back(std::move(*item));
    }
    --flows_;
    if (auto read = indicator(']'); !read) return read;
    made.range.end = at_;
    return {};
}

Result<void> Walk::mapping(Node& made, std::size_t depth) { // NOLINT(misc-no-recursion): bounded by kYamlDepthLimit
    made.kind = NodeKind::mapping;
    const bool flow = fy_event_get_node_style(event_.get()) == FYNS_FLOW;
    made.style = flow ? NodeStyle::flow : NodeStyle::block;
    skip();
    made.range = {.begin = at_, .end = at_};
    const bool braces = flow && at('{'); // `[a: b]` is a mapping without any
    if (braces) {
        take(PieceKind::indicator, at_ + 1);
        ++flows_;
    }
    for (;;) {
        if (auto read = next(); !read) return read;
        const bool over = type() == FYET_MAPPING_END;
        if (over && !braces) break;
        skip();
        if (braces && at(',')) {
            take(PieceKind::indicator, at_ + 1);
            skip();
        }
        if (over) break;
        if (auto read = entry(made, depth); !read) return read;
    }
    if (braces) {
        --flows_;
        if (auto read = indicator('}'); !read) return read;
        made.range.end = at_;
    }
    note_repeats(made);
    return {};
}

Result<void> Walk::entry(Node& made, std::size_t depth) { // NOLINT(misc-no-recursion): bounded by kYamlDepthLimit
    if (at('?') && ends_word(at_ + 1)) take(PieceKind::indicator, at_ + 1);
    auto key = node(depth + 1);
    if (!key) return std::unexpected(std::move(key.error()));
    if (auto read = next(); !read) return read;
    const std::size_t after_key = at_;
    skip();
    const bool unwritten = type() == FYET_SCALAR && (event_->scalar.value == nullptr || fy_token_get_text_length(event_->scalar.value) == 0);
    if (at(':')) {
        take(PieceKind::indicator, at_ + 1);
    } else if (!unwritten) {
        return lost("a ':'");
    }
    auto value = node(depth + 1);
    if (!value) return std::unexpected(std::move(value.error()));
    if (value->range.size() == 0 && value->range.begin > after_key && text_[value->range.begin - 1] != ':' && value->begin == value->range.begin)
        value->range = {.begin = after_key, .end = after_key}, value->begin = after_key;
    made.range.end = std::max(key->range.end, value->range.end);
    made.entries.push_back({.key = std::move(*key), .value = std::move(*value)});
    return {};
}

void Walk::note_repeats(Node& made) {
    std::unordered_map<std::string_view, const Entry*> seen;
    for (Entry& entry : made.entries) {
        if (entry.key.kind != NodeKind::scalar || entry.is_merge()) continue;
        const auto [first, fresh] = seen.emplace(entry.key.text, &entry);
        if (fresh) continue;
        entry.repeats = true;
        if (file_.faults.size() >= kFaultLimit) continue;
        fault(entry.key.begin,
              fmt::format("the key '{}' is already there, in line {}", entry.key.text, file_.place(first->second->key.begin).line),
              "only this second one counts; join the two");
    }
}

std::size_t first_bad_byte(std::string_view text) {
    const std::string repaired = to_utf8(text);
    return static_cast<std::size_t>(std::ranges::mismatch(text, repaired).in1 - text.begin());
}

/// Where a tab stands between two indicators in a file that has an explicit key (`? key`). YAML refuses most of these; libfyaml 0.7.12 frees the
/// indentation of such a key twice: `? a:<tab>:` ends the program. No position: there is none.
std::size_t tab_after_explicit_key(std::string_view text) {
    constexpr std::string_view kIndicators = ":?-";
    const std::size_t first_tab = text.find('\t');
    if (first_tab == std::string_view::npos) return first_tab;
    bool explicit_key = false;
    bool leads = true; // nothing but blanks and indicators before this byte on its line
    for (std::size_t at = 0; at < text.size() && !explicit_key; ++at) {
        const char byte = text[at];
        const bool ends = byte == '\n' || byte == '\r' || byte < 0; // YAML 1.1 has line breaks beyond ASCII
        const char next = at + 1 < text.size() ? text[at + 1] : '\n';
        explicit_key = leads && byte == '?' && (next < 0 || std::string_view(" \t\r\n").contains(next));
        leads = ends || (leads && std::string_view(" \t:?-").contains(byte));
    }
    if (!explicit_key) return std::string_view::npos;
    for (std::size_t tab = first_tab; tab != std::string_view::npos;) {
        const std::size_t before = text.find_last_not_of(" \t", tab);
        const std::size_t after = text.find_first_not_of(" \t", tab);
        if (after == std::string_view::npos) break;
        if (before != std::string_view::npos && kIndicators.contains(text[before]) && kIndicators.contains(text[after])) return tab;
        tab = text.find('\t', after);
    }
    return std::string_view::npos;
}

Result<void> check_bytes(const YamlFile& file) {
    const std::string_view text = file.bytes;
    if (text.size() > kYamlSizeLimit)
        return fail(ErrorKind::limit, fmt::format("{} bytes are more than the {} that are read", text.size(), kYamlSizeLimit),
                    file.name + ":1:1", "split the file: GitLab takes no more than 2 MB");
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return fail(ErrorKind::malformed, "this is UTF-16, and YAML is read as UTF-8", file.name + ":1:1", "save the file as UTF-8");
    if (!is_utf8(text))
        return fail(ErrorKind::malformed, "a byte that is not UTF-8", file.place_name(first_bad_byte(text)), "save the file as UTF-8");
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        return fail(ErrorKind::malformed, "a NUL byte: this is no text", file.place_name(nul), "name a YAML file");
    if (const std::size_t tab = tab_after_explicit_key(text); tab != std::string_view::npos)
        return fail(ErrorKind::unsupported, "a tab between two indicators, beside a key with '?'", file.place_name(tab), "put a space there");
    const auto control = [](char byte) { return (byte >= 0 && byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') || byte == '\x7F'; };
    if (const auto found = std::ranges::find_if(text, control); found != text.end())
        return fail(ErrorKind::malformed, "a control character, which YAML does not take",
                    file.place_name(static_cast<std::size_t>(found - text.begin())), "write it as an escape in double quotes");
    return {};
}

} // namespace

Result<YamlFile> read_yaml(std::string bytes, std::string_view name) {
    YamlFile file;
    file.name = name;
    file.bytes = std::move(bytes);
    file.byte_order_mark = file.bytes.starts_with("\xEF\xBB\xBF");
    if (file.bytes.size() <= kYamlSizeLimit) {
        file.line_starts.push_back(0);
        for (std::size_t offset = 0; offset < file.bytes.size(); ++offset) {
            const char byte = file.bytes[offset];
            if (byte == '\n' || (byte == '\r' && (offset + 1 == file.bytes.size() || file.bytes[offset + 1] != '\n')))
                file.line_starts.push_back(offset + 1);
        }
    }
    if (auto checked = check_bytes(file); !checked) return std::unexpected(std::move(checked.error()));
    if (auto read = Walk(file).run(); !read) return std::unexpected(std::move(read.error()));
    return file;
}

} // namespace squire::yaml
