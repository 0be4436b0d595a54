// SPDX-License-Identifier: MIT
//
// JSON, YAML, TOML and XML as one plain tree, so that a reader of a lockfile need not care which it is, and with what a reader of lockfiles
// needs and libraries do not give: the line of each value, and what stood before the fault of a broken file. Values are views of the text.
#pragma once

#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::document {

struct Node {
    enum class Kind : std::uint8_t { none, text, word, list, table }; // word: number, true, null, or what YAML writes without quotes

    std::string_view key;  // in a table
    std::string_view text; // of text and word; in XML also an element's own text, trimmed
    std::span<const Node> items;
    std::uint32_t line = 0; // of the key, where there is one
    Kind kind = Kind::none;

    /// The member of that key, the last one where it is repeated; one of kind `none` where there is none.
    [[nodiscard]] const Node& operator[](std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return (*this)[name].kind != Kind::none; }
    [[nodiscard]] bool is_table() const { return kind == Kind::table; }
    [[nodiscard]] bool is_list() const { return kind == Kind::list; }
    [[nodiscard]] bool is_true() const { return text == "true"; }
    /// Iterates members or items; nothing for a text.
    [[nodiscard]] auto begin() const { return items.begin(); }
    [[nodiscard]] auto end() const { return items.end(); }
};

/// A tree, and the first fault that ended or disturbed its reading. What was read before the fault is there.
class Document {
public:
    [[nodiscard]] const Node& root() const { return root_; }
    [[nodiscard]] const std::optional<Error>& fault() const { return fault_; } // its place is a line number
    [[nodiscard]] const std::vector<Error>& repeats() const { return repeats_; } // keys given twice; places are line numbers

private:
    friend class DocumentBuilder;
    std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;
    Node root_;
    std::optional<Error> fault_;
    std::vector<Error> repeats_;
};

/// `bytes` must outlive the document. All are bounded in depth and number of values (a fault of kind limit).
[[nodiscard]] Document read_json_document(std::string_view bytes); // with comments and commas too many, which some tools write
[[nodiscard]] Document read_yaml_document(std::string_view bytes); // the first document; an alias is the node it names, shared and not copied
[[nodiscard]] Document read_toml_document(std::string_view bytes);
/// An element is a table of its attributes ("@name") and children; the root is a table with the root element. Entities other than the five of
/// XML itself are not expanded, and nothing outside is read.
[[nodiscard]] Document read_xml_document(std::string_view bytes);

/// Builds a document from the inside out.
class DocumentBuilder {
public:
    /// `keys_repeat`: they may, as XML's elements do, and nobody is told.
    explicit DocumentBuilder(bool keys_repeat = false);

    /// Each returns false, with a fault, where a bound is reached; building ends then.
    bool open(Node::Kind kind, std::string_view key, std::uint32_t line, std::string_view text = {});
    bool leaf(Node::Kind kind, std::string_view key, std::string_view text, std::uint32_t line);
    Node close(); // the node that was opened last, as it now stands
    bool add(Node node); // a node that stands elsewhere already
    void fault(std::uint32_t line, std::string message, ErrorKind kind = ErrorKind::malformed);
    [[nodiscard]] bool has_fault() const { return document_.fault_.has_value(); }
    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    [[nodiscard]] std::string_view keep(std::string_view text); // a copy that lives as long as the document
    [[nodiscard]] Document finish();

private:
    struct Open {
        Node node;
        std::size_t first = 0;
    };
    void note_repeats(std::span<const Node> members);

    Document document_;
    std::vector<Node> pending_;
    std::vector<Open> open_;
    std::size_t count_ = 0;
    bool keys_repeat_;
};

} // namespace squire::document
