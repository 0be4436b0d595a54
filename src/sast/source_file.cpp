// SPDX-License-Identifier: MIT
#include "sast/source_file.h"

#include <algorithm>

namespace squire::sast {

using syntax::NodeId;

SourceFile::SourceFile(syntax::Tree tree) : tree_(std::move(tree)), names_(tree_), imports_(tree_) {
    const auto nodes = tree_.nodes();
    kind_begin_.assign(tree_.grammar().kinds() + 1, 0);
    for (const syntax::Node& node : nodes) ++kind_begin_[node.kind + 1U];
    for (std::size_t i = 1; i < kind_begin_.size(); ++i) kind_begin_[i] += kind_begin_[i - 1];
    by_kind_.resize(nodes.size());
    std::vector<std::uint32_t> next(kind_begin_.begin(), kind_begin_.end() - 1);
    for (NodeId id = 0; id < nodes.size(); ++id) {
        by_kind_[next[nodes[id].kind]++] = id;
        if (id == 0 || (tree_.traits(id) & (syntax::kBlock | syntax::kOpenSet)) != 0) blocks_.push_back(id);
        if ((tree_.traits(id) & syntax::kStatement) != 0) statements_.push_back(id);
    }
    const auto add_name = [&](std::string_view name) { imported_.push_back(syntax::hash_of_name(name, tree_.grammar().language())); };
    const auto add = [&](const std::vector<std::string>& path) {
        for (const std::string& part : path) {
            add_name(part);
            for (std::size_t begin = 0; begin < part.size();) {
                const std::size_t end = std::min(part.find_first_of("/.:", begin), part.size());
                add_name(std::string_view(part).substr(begin, end - begin));
                begin = end + 1;
            }
        }
    };
    for (const auto& [name, imports] : imports_.all())
        for (const Imports::Import& import : imports) add(import.path);
    for (const std::vector<std::string>& module : imports_.wildcards()) add(module);
    std::ranges::sort(imported_);
    imported_.erase(std::ranges::unique(imported_).begin(), imported_.end());
}

std::span<const NodeId> SourceFile::of_kind(syntax::Kind kind) const {
    if (kind + 1U >= kind_begin_.size()) return {};
    return std::span(by_kind_).subspan(kind_begin_[kind], kind_begin_[kind + 1U] - kind_begin_[kind]);
}

bool SourceFile::is_imported(std::uint32_t hash) const { return std::ranges::binary_search(imported_, hash); }

const Constants& SourceFile::constants() const {
    if (!constants_) constants_ = std::make_unique<Constants>(tree_);
    return *constants_;
}

const std::vector<NodeId>& SourceFile::held_constants() const {
    if (held_constants_) return *held_constants_;
    std::vector<NodeId> held;
    for (NodeId id = 1; id < tree_.nodes().size(); ++id) {
        const syntax::Kind kind = tree_[id].kind;
        if (kind == syntax::kTokenKind || kind == syntax::kStringKind || kind == syntax::kNumberKind) continue;
        if ((tree_.traits(id) & (syntax::kNotAnExpression | syntax::kStatement | syntax::kBlock)) != 0) continue;
        if (constants().of(id)) held.push_back(id);
    }
    return held_constants_.emplace(std::move(held));
}

} // namespace squire::sast
