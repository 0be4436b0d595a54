// SPDX-License-Identifier: MIT
#include "pipeline/insertion.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace squire::pipeline {

namespace {

class Comparison {
public:
    Comparison(const YamlFile& before, const std::vector<Insertion>& insertions) : before_(before), insertions_(insertions) {}

    Result<void> compare(const Node& old, const Node& now);

private:
    /// Where the byte at `offset` went; `behind` a text put in at just that place, or still before it.
    [[nodiscard]] std::size_t moved(std::size_t offset, bool behind) const;
    [[nodiscard]] bool is_new(std::size_t offset) const; // lies in a text put in
    [[nodiscard]] bool same_place(const Node& old, const Node& now) const;
    [[nodiscard]] std::unexpected<Error> changed(const Node& old) const;

    const YamlFile& before_;
    const std::vector<Insertion>& insertions_; // in order
};

bool is_unwritten(const Node& node) { return node.kind == NodeKind::scalar && node.range.size() == 0; }

std::size_t Comparison::moved(std::size_t offset, bool behind) const {
    std::size_t shift = 0;
    for (const Insertion& insertion : insertions_)
        if (insertion.at < offset || (behind && insertion.at == offset)) shift += insertion.text.size();
    return offset + shift;
}

bool Comparison::is_new(std::size_t offset) const {
    std::size_t shift = 0;
    for (const Insertion& insertion : insertions_) {
        const std::size_t begin = insertion.at + shift;
        if (offset >= begin && offset < begin + insertion.text.size()) return true;
        shift += insertion.text.size();
    }
    return false;
}

bool Comparison::same_place(const Node& old, const Node& now) const {
    if (now.begin == moved(old.begin, true)) return true;
    return is_unwritten(old) && is_unwritten(now) && now.begin == moved(old.begin, false);
}

std::unexpected<Error> Comparison::changed(const Node& old) const {
    return fail(ErrorKind::unsupported, "the edit would change what is written here", before_.place_name(old.begin), "make this edit by hand");
}

Result<void> Comparison::compare(const Node& old, const Node& now) { // NOLINT(misc-no-recursion): bounded by the reader
    const bool may_begin_anew = old.kind == now.kind && old.style == NodeStyle::block && now.style == NodeStyle::block; // with a new first child
    if (!may_begin_anew && (old.kind != now.kind || !same_place(old, now))) {
        const bool filled = is_unwritten(old) && old.tag == now.tag && old.anchor == now.anchor && is_new(now.range.begin);
        if (filled) return {};
        if (now.kind != NodeKind::sequence || !is_new(now.begin) || !now.tag.empty() || !now.anchor.empty()) return changed(old);
        const auto found = std::ranges::find_if(now.items, [&](const Node& item) { return item.kind == old.kind && same_place(old, item); });
        if (found == now.items.end()) return changed(old);
        for (const Node& item : now.items)
            if (&item != &*found && !is_new(item.begin)) return changed(old);
        return compare(old, *found);
    }
    if (old.style != now.style || old.text != now.text || old.tag != now.tag || old.anchor != now.anchor) return changed(old);
    auto item = now.items.begin();
    for (const Node& wanted : old.items) {
        while (item != now.items.end() && !same_place(wanted, *item) && is_new(item->begin)) ++item;
        if (item == now.items.end()) return changed(wanted);
        if (auto same = compare(wanted, *item); !same) return same;
        ++item;
    }
    if (!std::all_of(item, now.items.end(), [&](const Node& rest) { return is_new(rest.begin); })) return changed(old);
    auto entry = now.entries.begin();
    for (const Entry& wanted : old.entries) {
        while (entry != now.entries.end() && !same_place(wanted.key, entry->key) && is_new(entry->key.begin)) ++entry;
        if (entry == now.entries.end()) return changed(wanted.key);
        if (auto same = compare(wanted.key, entry->key); !same) return same;
        if (auto same = compare(wanted.value, entry->value); !same) return same;
        ++entry;
    }
    if (!std::all_of(entry, now.entries.end(), [&](const Entry& rest) { return is_new(rest.key.begin); })) return changed(old);
    return {};
}

} // namespace

Result<YamlFile> insert(const YamlFile& file, std::vector<Insertion> insertions) {
    std::ranges::stable_sort(insertions, {}, &Insertion::at);
    std::string bytes;
    std::size_t from = 0;
    for (const Insertion& insertion : insertions) {
        const std::size_t at = std::min(insertion.at, file.bytes.size());
        bytes.append(file.bytes, from, at - from).append(insertion.text);
        from = at;
    }
    bytes.append(file.bytes, from);
    auto read = read_yaml(std::move(bytes), file.name);
    if (!read)
        return fail(ErrorKind::unsupported, fmt::format("the edit would not be YAML any more: {}", read.error().message), read.error().place,
                    "make this edit by hand");
    if (read->documents.size() != file.documents.size() || read->faults.size() != file.faults.size())
        return fail(ErrorKind::unsupported, "the edit would change how the file is read", file.name, "make this edit by hand");
    Comparison comparison(file, insertions);
    for (std::size_t document = 0; document < file.documents.size(); ++document)
        if (auto same = comparison.compare(file.documents[document].root, read->documents[document].root); !same)
            return std::unexpected(std::move(same.error()));
    return read;
}

} // namespace squire::pipeline
