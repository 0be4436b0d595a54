// SPDX-License-Identifier: MIT
#include "document/document.h"

#include <algorithm>
#include <cstring>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::document {
namespace {

constexpr std::size_t kDepthLimit = 128;
constexpr std::size_t kNodeLimit = 4'000'000; // the largest lockfile known to its author has 0.3 million
constexpr std::size_t kRepeatsKept = 5;
constexpr std::size_t kComparedOneByOne = 12;

} // namespace

const Node& Node::operator[](std::string_view name) const {
    static constexpr Node kNone{};
    if (kind != Kind::table) return kNone;
    for (std::size_t at = items.size(); at > 0; --at)
        if (items[at - 1].key == name) return items[at - 1];
    return kNone;
}

DocumentBuilder::DocumentBuilder(bool keys_repeat) : keys_repeat_(keys_repeat) {
    document_.memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>();
}

bool DocumentBuilder::open(Node::Kind kind, std::string_view key, std::uint32_t line, std::string_view text) {
    if (open_.size() == kDepthLimit) return fault(line, "values are nested too deep", ErrorKind::limit), false;
    open_.push_back({{.key = key, .text = text, .line = line, .kind = kind}, pending_.size()});
    return true;
}

bool DocumentBuilder::leaf(Node::Kind kind, std::string_view key, std::string_view text, std::uint32_t line) {
    return add({.key = key, .text = text, .line = line, .kind = kind});
}

bool DocumentBuilder::add(Node node) {
    if (++count_ > kNodeLimit) return fault(node.line, "more values than can be meant", ErrorKind::limit), false;
    pending_.push_back(node);
    return true;
}

Node DocumentBuilder::close() {
    Node node = open_.back().node;
    const std::size_t first = open_.back().first;
    open_.pop_back();
    const std::size_t count = pending_.size() - first;
    if (count > 0) {
        auto* const kept = static_cast<Node*>(document_.memory_->allocate(count * sizeof(Node), alignof(Node)));
        std::uninitialized_copy_n(pending_.begin() + static_cast<std::ptrdiff_t>(first), count, kept);
        node.items = {kept, count};
        if (node.kind == Node::Kind::table && !keys_repeat_) note_repeats(node.items);
    }
    pending_.resize(first);
    (void)add(node);
    return node;
}

void DocumentBuilder::note_repeats(std::span<const Node> members) {
    const auto note = [&](const Node& member) {
        if (document_.repeats_.size() == kRepeatsKept) return;
        document_.repeats_.push_back({ErrorKind::malformed,
                                      fmt::format("the key '{}' is given twice", shorten(printable(member.key), 80)),
                                      std::to_string(member.line),
                                      {}});
    };
    if (members.size() <= kComparedOneByOne) {
        for (std::size_t at = 1; at < members.size(); ++at)
            for (std::size_t before = 0; before < at; ++before)
                if (members[before].key == members[at].key) {
                    note(members[at]);
                    break;
                }
        return;
    }
    std::unordered_set<std::string_view> seen;
    seen.reserve(members.size());
    for (const Node& member : members)
        if (!seen.insert(member.key).second) note(member);
}

void DocumentBuilder::fault(std::uint32_t line, std::string message, ErrorKind kind) {
    if (!document_.fault_) document_.fault_ = Error{kind, std::move(message), std::to_string(line), {}};
}

std::string_view DocumentBuilder::keep(std::string_view text) {
    if (text.empty()) return {};
    auto* const kept = static_cast<char*>(document_.memory_->allocate(text.size(), 1));
    std::memcpy(kept, text.data(), text.size());
    return {kept, text.size()};
}

Document DocumentBuilder::finish() {
    while (!open_.empty()) (void)close();
    if (!pending_.empty()) document_.root_ = pending_.front();
    return std::move(document_);
}

} // namespace squire::document
