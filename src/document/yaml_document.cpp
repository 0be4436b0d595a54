// SPDX-License-Identifier: MIT
//
// libfyaml's events as a document. Its own composer is not used: it expands nothing either, but it has no bound on what it builds.
#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>
#include <libfyaml.h>

#include "base/text.h"
#include "document/document.h"

namespace squire::document {
namespace {

struct DestroyParser {
    void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct DestroyDiagnostics {
    void operator()(fy_diag* diagnostics) const { fy_diag_destroy(diagnostics); }
};

/// Where more brackets are open than anything meant has. libfyaml reads ahead over all of them, at 350 bytes each, before it tells of the first.
std::optional<std::uint32_t> line_too_deep(std::string_view text) {
    constexpr int kOpenBrackets = 10'000;
    int open = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '[' || text[at] == '{')
            ++open;
        else if ((text[at] == ']' || text[at] == '}') && open > 0)
            --open;
        if (open == kOpenBrackets)
            return static_cast<std::uint32_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1);
    }
    return std::nullopt;
}

/// The lines before the first that is no UTF-8, of which there is one. libfyaml 0.7.12 goes round for ever at a directive (`%`) with such a byte.
std::string_view valid_lines(std::string_view text) {
    std::size_t end = 0;
    while (true) {
        const std::size_t next = std::min(text.find('\n', end), text.size() - 1) + 1;
        if (!is_utf8(text.substr(end, next - end))) return text.substr(0, end);
        end = next;
    }
}

class Composer {
public:
    explicit Composer(std::string_view text) : text_(text) {}

    Document run() {
        fy_diag_cfg quiet;
        ::fy_diag_cfg_default(&quiet);
        quiet.level = FYET_MAX; // nothing is printed; errors are collected
        const std::unique_ptr<fy_diag, DestroyDiagnostics> diagnostics(::fy_diag_create(&quiet));
        ::fy_diag_set_collect_errors(diagnostics.get(), true);
        if (const auto line = line_too_deep(text_)) {
            builder_.fault(*line, "values are nested too deep", ErrorKind::limit);
            return builder_.finish();
        }
        const bool valid = is_utf8(text_);
        if (!valid) text_ = valid_lines(text_);
        // Brackets that close at their line's own indentation are read everywhere but in the letter of YAML 1.2.
        constexpr auto kFlags = static_cast<fy_parse_cfg_flags>(static_cast<unsigned>(FYPCF_DISABLE_RECYCLING) |
                                                                static_cast<unsigned>(FYPCF_SLOPPY_FLOW_INDENTATION));
        const fy_parse_cfg config{.search_path = nullptr, .flags = kFlags, .userdata = nullptr, .diag = diagnostics.get()};
        const std::unique_ptr<fy_parser, DestroyParser> parser(::fy_parser_create(&config));
        if (!parser || ::fy_parser_set_string(parser.get(), text_.data(), text_.size()) != 0) {
            builder_.fault(1, "this cannot be read as YAML");
            return builder_.finish();
        }
        bool going = true;
        while (going) {
            fy_event* const event = ::fy_parser_parse(parser.get());
            if (event == nullptr) break;
            going = take(*event);
            ::fy_parser_event_free(parser.get(), event);
        }
        if (!valid && !builder_.has_fault())
            builder_.fault(static_cast<std::uint32_t>(std::ranges::count(text_, '\n') + 1), "this is no UTF-8");
        else if (valid && going && !ended_)
            stream_fault(diagnostics.get());
        return builder_.finish();
    }

private:
    /// False when there is nothing more to take.
    bool take(const fy_event& event) {
        switch (event.type) {
        case FYET_MAPPING_START: return open(Node::Kind::table, event.mapping_start.mapping_start, event.mapping_start.anchor);
        case FYET_SEQUENCE_START: return open(Node::Kind::list, event.sequence_start.sequence_start, event.sequence_start.anchor);
        case FYET_MAPPING_END:
        case FYET_SEQUENCE_END: {
            if (skipped_ > 0) {
                --skipped_;
                return true;
            }
            const Node made = builder_.close();
            const std::string anchor = std::move(levels_.back().anchor);
            levels_.pop_back();
            if (!anchor.empty()) anchors_[anchor] = made;
            return true;
        }
        case FYET_SCALAR: return scalar(event);
        case FYET_ALIAS: return alias(event);
        case FYET_DOCUMENT_END:
        case FYET_STREAM_END: ended_ = true; return false;
        default: return true;
        }
    }

    struct Level {
        bool table = false;
        bool has_key = false;
        std::string_view key;
        std::uint32_t line = 0;
        std::string anchor;
    };

    static std::uint32_t line_of(fy_token* token) {
        const fy_mark* mark = token == nullptr ? nullptr : ::fy_token_start_mark(token);
        return mark == nullptr ? 0 : static_cast<std::uint32_t>(mark->line + 1);
    }

    std::string_view text_of(fy_token* token) {
        std::size_t size = 0;
        const char* text = token == nullptr ? nullptr : ::fy_token_get_text(token, &size);
        if (text == nullptr) return {};
        // A view of the input stays one; what had to be put together belongs to the token.
        if (text >= text_.data() && text + size <= text_.data() + text_.size()) return {text, size};
        return builder_.keep({text, size});
    }

    bool open(Node::Kind kind, fy_token* token, fy_token* anchor) {
        if (skipped_ > 0 || (!levels_.empty() && levels_.back().table && !levels_.back().has_key)) {
            ++skipped_; // a key that is no text
            if (skipped_ == 1)
                levels_.back() = {.table = true, .has_key = true, .key = {}, .line = line_of(token), .anchor = levels_.back().anchor};
            return true;
        }
        const auto [key, line] = take_key(line_of(token));
        if (!builder_.open(kind, key, line)) return false;
        levels_.push_back({.table = kind == Node::Kind::table, .has_key = false, .key = {}, .line = 0, .anchor = std::string(text_of(anchor))});
        return true;
    }

    std::pair<std::string_view, std::uint32_t> take_key(std::uint32_t line) {
        if (levels_.empty() || !levels_.back().table) return {{}, line};
        levels_.back().has_key = false;
        return {levels_.back().key, levels_.back().line};
    }

    bool scalar(const fy_event& event) {
        if (skipped_ > 0) return true;
        fy_token* const token = event.scalar.value;
        const std::string_view text = text_of(token);
        if (!levels_.empty() && levels_.back().table && !levels_.back().has_key) {
            levels_.back().key = text;
            levels_.back().line = line_of(token);
            levels_.back().has_key = true;
            return true;
        }
        const bool plain = token == nullptr || ::fy_token_scalar_style(token) == FYSS_PLAIN;
        const auto [key, line] = take_key(line_of(token));
        const Node::Kind kind = plain ? Node::Kind::word : Node::Kind::text;
        if (event.scalar.anchor != nullptr)
            anchors_[std::string(text_of(event.scalar.anchor))] = {.key = {}, .text = text, .items = {}, .line = line, .kind = kind};
        return builder_.leaf(kind, key, text, line);
    }

    bool alias(const fy_event& event) {
        if (skipped_ > 0) return true;
        const std::string_view name = text_of(event.alias.anchor);
        const auto [key, line] = take_key(line_of(event.alias.anchor));
        Node node{.key = key, .text = {}, .items = {}, .line = line, .kind = Node::Kind::none};
        if (const auto found = anchors_.find(std::string(name)); found != anchors_.end()) {
            node = found->second; // shares the items
            node.key = key;
            node.line = line;
        }
        return builder_.add(node);
    }

    void stream_fault(fy_diag* diagnostics) {
        void* iterator = nullptr;
        std::uint32_t line = 0;
        std::string message = "the file ends in the middle";
        if (const fy_diag_error* error = ::fy_diag_errors_iterate(diagnostics, &iterator); error != nullptr) {
            line = error->line > 0 ? static_cast<std::uint32_t>(error->line) : 0;
            message = fmt::format("this is not YAML: {}", error->msg == nullptr ? "no reason is known" : printable(error->msg));
        }
        // Where a conflict stands is said better than that YAML does not know its marks.
        const std::size_t conflict = text_.starts_with("<<<<<<< ") ? 0 : text_.find("\n<<<<<<< ");
        if (conflict != std::string_view::npos) {
            line = static_cast<std::uint32_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(conflict) + 1, '\n')) + 1;
            message = "a merge conflict stands here";
        }
        builder_.fault(line, std::move(message));
    }

    std::string_view text_;
    DocumentBuilder builder_;
    std::vector<Level> levels_;
    std::unordered_map<std::string, Node> anchors_;
    std::size_t skipped_ = 0; // how deep inside a key that is no text
    bool ended_ = false;
};

} // namespace

Document read_yaml_document(std::string_view bytes) { return Composer(bytes).run(); }

} // namespace squire::document
