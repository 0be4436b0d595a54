// SPDX-License-Identifier: MIT
#include "syntax/tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include <fmt/format.h>
#include <tree_sitter/api.h>

#include "base/text.h"
#include "base/thread_clock.h"
#include "syntax/dockerfile.h"
#include "syntax/tree_builder.h"

namespace squire::syntax {

namespace {

struct DeleteParser {
    void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
struct DeleteTree {
    void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

const char* read_text(void* payload, std::uint32_t offset, TSPoint /*position*/, std::uint32_t* bytes_read) {
    const auto& text = *static_cast<const std::string_view*>(payload);
    *bytes_read = offset < text.size() ? static_cast<std::uint32_t>(text.size() - offset) : 0;
    return offset < text.size() ? text.data() + offset : "";
}

/// The parser asks after every hundred steps, which take less time than a look at the clock is worth.
struct Deadline {
    ThreadClock::time_point end;
    unsigned asked = 0;
};

bool is_late(TSParseState* state) {
    auto& deadline = *static_cast<Deadline*>(state->payload);
    return ++deadline.asked % 16 == 0 && ThreadClock::now() > deadline.end;
}

} // namespace

Result<Tree> Tree::parse(const Grammar& grammar, std::string_view text, const ParseLimits& limits) {
    if (text.size() > limits.bytes)
        return fail(ErrorKind::limit, fmt::format("{} bytes are more than the {} that are parsed", text.size(), limits.bytes));
    if (grammar.language().grammar == nullptr) {
        std::uint32_t unknown_bytes = 0;
        std::vector<Node> nodes = read_dockerfile(text, unknown_bytes);
        if (nodes.size() > limits.nodes) return fail(ErrorKind::limit, "more nodes than the limit allows");
        return Tree(grammar, text, std::move(nodes), unknown_bytes);
    }
    const std::unique_ptr<TSParser, DeleteParser> parser(ts_parser_new());
    if (!ts_parser_set_language(parser.get(), grammar.language().grammar()))
        return fail(ErrorKind::internal, fmt::format("the grammar of {} is of another version than the parser", grammar.language().title));
    Deadline deadline{ThreadClock::now() + limits.time};
    TSInput input{};
    input.payload = &text;
    input.read = read_text;
    input.encoding = TSInputEncodingUTF8;
    TSParseOptions options{};
    options.payload = &deadline;
    options.progress_callback = is_late;
    const std::unique_ptr<TSTree, DeleteTree> tree(ts_parser_parse_with_options(parser.get(), nullptr, input, options));
    if (!tree) return fail(ErrorKind::limit, fmt::format("parsing takes more than {} ms", limits.time.count()));
    std::uint32_t error_bytes = 0;
    auto nodes = build_nodes(grammar, text, ts_tree_root_node(tree.get()), limits.nodes, error_bytes);
    if (!nodes) return std::unexpected(nodes.error());
    const bool repaired = error_bytes == 0 && ts_node_has_error(ts_tree_root_node(tree.get()));
    return Tree(grammar, text, std::move(*nodes), error_bytes, repaired);
}

std::string_view Tree::content(NodeId id) const { return nodes_[id].kind == kStringKind ? unquoted(text(id)) : text(id); }

NodeId Tree::next_sibling(NodeId id) const {
    const NodeId parent = nodes_[id].parent;
    if (parent == kNoNode) return kNoNode;
    const NodeId next = id + nodes_[id].size;
    return next < parent + nodes_[parent].size ? next : kNoNode;
}

NodeId Tree::child(NodeId id, Field field) const {
    for (NodeId at = id + 1; at < after(id); at += nodes_[at].size)
        if (nodes_[at].field == field) return at;
    return kNoNode;
}

std::vector<NodeId> Tree::children(NodeId id) const {
    std::vector<NodeId> all;
    for (NodeId at = id + 1; at < after(id); at += nodes_[at].size) all.push_back(at);
    return all;
}

namespace {

/// A literal of Python whose prefix says that it is no text.
bool is_bytes(const Tree& tree, NodeId id) {
    if (tree[id].kind != kStringKind) return false;
    const std::string_view literal = tree.text(id);
    const std::string_view prefix = literal.substr(0, std::min(literal.find_first_of("\"'"), literal.size()));
    return prefix.size() <= 2 && prefix.find_first_of("bB") != std::string_view::npos && prefix.size() < literal.size();
}

} // namespace

bool Tree::same(const Tree& a, NodeId at, const Tree& b, NodeId bt) {
    const std::uint32_t count = a[at].size;
    if (count != b[bt].size) return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        const Node& one = a[at + i];
        const Node& other = b[bt + i];
        if (one.kind != other.kind || one.size != other.size || one.hash != other.hash) return false;
        if (one.leaf && (a.content(at + i) != b.content(bt + i) || is_bytes(a, at + i) != is_bytes(b, bt + i))) return false;
    }
    return true;
}

std::uint32_t hash_of(std::string_view text) { // FNV-1a; never 0, which stands for no text
    std::uint32_t hash = 2166136261U;
    for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    return hash == 0 ? 1 : hash;
}

std::uint32_t hash_of_name(std::string_view name, const Language& language) {
    return language.imports == ImportStyle::php ? hash_of(to_lower(name)) : hash_of(name);
}

std::string_view unquoted(std::string_view literal) {
    std::size_t begin = 0;
    while (begin < literal.size() && begin < 4 &&
           (std::isalnum(static_cast<unsigned char>(literal[begin])) != 0 || literal[begin] == '@' || literal[begin] == '$' ||
            literal[begin] == '#'))
        ++begin;
    if (begin == literal.size()) return literal;
    std::string_view rest = literal.substr(begin);
    if (rest[0] != '"' && rest[0] != '\'' && rest[0] != '`') return literal;
    std::size_t hashes = 0; // of Rust's r#"…"#
    while (hashes < begin && literal[begin - 1 - hashes] == '#') ++hashes;
    if (hashes > 0 && rest.size() > hashes) rest.remove_suffix(hashes);
    std::size_t quotes = 1;
    while (quotes < 3 && quotes < rest.size() && rest[quotes] == rest[0]) ++quotes;
    if (quotes == 2) quotes = 1; // an empty text
    if (rest.size() < 2 * quotes || rest.back() != rest[0]) return rest.substr(std::min(quotes, rest.size()));
    return rest.substr(quotes, rest.size() - 2 * quotes);
}

std::string dump(const Tree& tree) {
    std::string result;
    std::vector<NodeId> ends;
    for (NodeId id = 0; id < tree.nodes().size(); ++id) {
        while (!ends.empty() && ends.back() <= id) ends.pop_back();
        const Node& node = tree[id];
        result.append(2 * ends.size(), ' ');
        result += tree.grammar().kind_name(node.kind);
        if (node.field != kNoField) result += fmt::format(" .{}", node.field);
        if (node.leaf) result += fmt::format(" '{}'", tree.text(id));
        result += '\n';
        ends.push_back(id + node.size);
    }
    return result;
}

} // namespace squire::syntax
