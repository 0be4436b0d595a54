// SPDX-License-Identifier: MIT
#include "sast/name_index.h"

#include <bit>
#include <cctype>
#include <utility>

namespace squire::sast {

using syntax::NodeId;

namespace {

bool is_name(const syntax::Tree& tree, NodeId id) {
    const syntax::Node& node = tree[id];
    if (!node.leaf || node.begin == node.end) return false;
    const auto first = static_cast<unsigned char>(tree.text()[node.begin]);
    return node.kind != syntax::kTokenKind || std::ispunct(first) == 0 || first == '_' || first == '$' || first == '@';
}

} // namespace

NameIndex::NameIndex(const syntax::Tree& tree) : next_(tree.nodes().size(), syntax::kNoNode) {
    const auto nodes = static_cast<NodeId>(tree.nodes().size());
    std::size_t names = 0;
    for (NodeId id = 0; id < nodes; ++id) names += is_name(tree, id) ? 1 : 0;
    slots_.resize(std::bit_ceil(2 * names + 1));
    for (NodeId id = nodes; id-- > 0;) {
        if (!is_name(tree, id)) continue;
        Slot& slot = slots_[place(tree[id].hash)];
        slot.hash = tree[id].hash;
        ++slot.count;
        next_[id] = std::exchange(slot.first, id);
    }
}

std::size_t NameIndex::place(std::uint32_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].count > 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
}

std::vector<NodeId> NameIndex::nodes(std::uint32_t hash) const {
    std::vector<NodeId> found;
    found.reserve(count(hash));
    for (NodeId id = slot(hash).first; id != syntax::kNoNode; id = next_[id]) found.push_back(id);
    return found;
}

} // namespace squire::sast
