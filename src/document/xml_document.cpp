// SPDX-License-Identifier: MIT
//
// pugixml's tree as a document. pugixml knows no entities but XML's own five and reads nothing outside, so neither a bomb nor an external entity
// can be made of them; what it read before a fault stays.
#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "base/text.h"
#include "document/document.h"

namespace squire::document {
namespace {

class XmlReader {
public:
    explicit XmlReader(std::string_view text) : text_(text) {}

    Document run() {
        pugi::xml_document document;
        const pugi::xml_parse_result result = document.load_buffer(text_.data(), text_.size(), pugi::parse_default | pugi::parse_trim_pcdata);
        if (builder_.open(Node::Kind::table, {}, 1)) children(document);
        if (!result) {
            const std::size_t at = std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), text_.size());
            line_ = 1;
            counted_ = 0;
            const std::string_view before = text_.substr(0, at);
            const std::size_t conflict = before.starts_with("<<<<<<< ") ? 0 : before.find("\n<<<<<<< ");
            if (conflict != std::string_view::npos)
                builder_.fault(line_at(conflict + 1), "a merge conflict stands here");
            else
                builder_.fault(line_at(at), fmt::format("this is not XML: {}", result.description()));
        }
        return builder_.finish();
    }

private:
    std::uint32_t line_at(std::size_t offset) {
        offset = std::min(offset, text_.size());
        if (offset < counted_) return line_;
        line_ += static_cast<std::uint32_t>(
            std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
        counted_ = offset;
        return line_;
    }

    bool children(const pugi::xml_node& parent) {
        return std::ranges::all_of(parent.children(),
                                   [&](const pugi::xml_node& child) { return child.type() != pugi::node_element || element(child); });
    }

    bool element(const pugi::xml_node& node) {
        const std::uint32_t line = line_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0)));
        std::string_view name = node.name();
        if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1); // a namespace's prefix
        if (!builder_.open(Node::Kind::table, builder_.keep(name), line, builder_.keep(trim(node.child_value())))) return false;
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const std::string key = fmt::format("@{}", attribute.name());
            if (!builder_.leaf(Node::Kind::text, builder_.keep(key), builder_.keep(attribute.value()), line)) return false;
        }
        if (!children(node)) return false;
        (void)builder_.close();
        return true;
    }

    std::string_view text_;
    DocumentBuilder builder_{true};
    std::size_t counted_ = 0;
    std::uint32_t line_ = 1;
};

} // namespace

Document read_xml_document(std::string_view bytes) { return XmlReader(bytes).run(); }

} // namespace squire::document
