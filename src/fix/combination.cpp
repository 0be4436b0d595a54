// SPDX-License-Identifier: MIT
//
// A proposal carries files, not edits, so that it can come from anywhere. The edits are found again: lines that both sides share, in their longest
// common order, stay; a run of lines that differs is cut to the bytes that differ, line by line where it has as many lines as before. Adjacent lines
// are changed by two rules as a matter of course (two attributes of a Terraform resource), which a merge by lines would call a conflict.
#include "fix/combination.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sast/message.h"

namespace squire::fix {
namespace {

using sast::Edit;
using Lines = std::vector<std::string_view>; // with their ends

constexpr std::size_t kMostCells = 4'000'000; // of the table of common lines; a larger change counts as one run

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return lines;
}

// The bytes of a run that differ.
void add_trimmed(std::size_t at, std::string_view before, std::string_view after, std::vector<Edit>& edits) {
    if (before == after) return;
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    edits.push_back({.begin = at + head, .end = at + before.size() - tail, .text = std::string(after.substr(head, after.size() - head - tail))});
}

class Comparison {
public:
    Comparison(std::string_view before, std::string_view after) : before_(lines_of(before)), after_(lines_of(after)) {}

    std::vector<Edit> edits() {
        std::size_t head = 0;
        while (head < before_.size() && head < after_.size() && before_[head] == after_[head]) at_ += before_[head++].size();
        std::size_t tail = 0;
        while (tail < before_.size() - head && tail < after_.size() - head &&
               before_[before_.size() - 1 - tail] == after_[after_.size() - 1 - tail])
            ++tail;
        compare(head, before_.size() - tail, head, after_.size() - tail);
        return std::move(edits_);
    }

private:
    void compare(std::size_t b, std::size_t b_end, std::size_t a, std::size_t a_end) {
        const std::size_t rows = b_end - b + 1;
        const std::size_t columns = a_end - a + 1;
        if (rows * columns > kMostCells) return run(b, b_end, a, a_end);
        std::vector<std::uint32_t> common(rows * columns); // longest common order of the lines from there on
        for (std::size_t i = rows - 1; i-- > 0;) {
            for (std::size_t j = columns - 1; j-- > 0;) {
                common[i * columns + j] = before_[b + i] == after_[a + j] ? common[(i + 1) * columns + j + 1] + 1
                                                                          : std::max(common[(i + 1) * columns + j], common[i * columns + j + 1]);
            }
        }
        std::size_t i = 0;
        std::size_t j = 0;
        std::size_t run_i = 0;
        std::size_t run_j = 0;
        while (i < rows - 1 && j < columns - 1) {
            if (before_[b + i] == after_[a + j]) {
                run(b + run_i, b + i, a + run_j, a + j);
                at_ += before_[b + i].size();
                run_i = ++i;
                run_j = ++j;
            } else if (common[(i + 1) * columns + j] >= common[i * columns + j + 1]) {
                ++i;
            } else {
                ++j;
            }
        }
        run(b + run_i, b_end, a + run_j, a_end);
    }

    // Lines [b, b_end) become [a, a_end).
    void run(std::size_t b, std::size_t b_end, std::size_t a, std::size_t a_end) {
        if (b_end - b == a_end - a) {
            for (; b < b_end; ++b, ++a) {
                add_trimmed(at_, before_[b], after_[a], edits_);
                at_ += before_[b].size();
            }
            return;
        }
        std::string before;
        std::string after;
        for (; b < b_end; ++b) before += before_[b];
        for (; a < a_end; ++a) after += after_[a];
        // Whole lines that were added stay whole, wherever else their first bytes stand.
        if (before.empty()) {
            edits_.push_back({.begin = at_, .end = at_, .text = std::move(after)});
        } else {
            add_trimmed(at_, before, after, edits_);
        }
        at_ += before.size();
    }

    Lines before_, after_;
    std::size_t at_ = 0; // byte of the text before
    std::vector<Edit> edits_;
};

// Whether both can be made, in an order that does not matter. Two insertions at one place have such an order only where they are the same.
bool clash(const Edit& a, const Edit& b) {
    if (a.begin == b.begin && a.end == b.end) return a.text != b.text;
    return a.begin < b.end && b.begin < a.end;
}

struct File {
    const FileChange* first = nullptr;
    std::vector<Edit> edits;
};

std::optional<std::string> clash_of(const Proposal& proposal, const std::map<std::string, File>& files,
                                    const std::vector<std::vector<Edit>>& edits) {
    for (std::size_t i = 0; i < proposal.changes.size(); ++i) {
        const FileChange& change = proposal.changes[i];
        const auto there = files.find(change.path);
        if (there == files.end()) continue;
        const FileChange& first = *there->second.first;
        if (first.before != change.before || first.is_new != change.is_new) return change.path;
        for (const Edit& edit : edits[i]) {
            if (std::ranges::any_of(there->second.edits, [&](const Edit& other) { return clash(edit, other); })) return change.path;
        }
    }
    return std::nullopt;
}

} // namespace

Combination combine(std::span<const Proposal> proposals) {
    Combination made;
    std::map<std::string, File> files;
    for (const Proposal& proposal : proposals) {
        std::vector<std::vector<Edit>> edits;
        for (const FileChange& change : proposal.changes) edits.push_back(Comparison(change.before, change.after).edits());
        if (const auto path = clash_of(proposal, files, edits)) {
            for (const std::string& each : proposal.findings)
                made.clashing.push_back(
                    {.finding = each,
                     .reason = Reason::clashes,
                     .why = fmt::format("'{}' changes the same place of {} as another change of the branch", proposal.what, *path)});
            continue;
        }
        made.taken.push_back(proposal.id());
        for (std::size_t i = 0; i < proposal.changes.size(); ++i) {
            File& file = files.try_emplace(proposal.changes[i].path, File{.first = &proposal.changes[i]}).first->second;
            for (Edit& edit : edits[i]) {
                const auto same = [&](const Edit& other) {
                    return other.begin == edit.begin && other.end == edit.end && other.text == edit.text;
                };
                if (std::ranges::none_of(file.edits, same)) file.edits.push_back(std::move(edit));
            }
        }
    }
    for (auto& [path, file] : files) {
        std::ranges::stable_sort(file.edits, {}, [](const Edit& each) { return std::pair(each.begin, each.end); }); // insertions first
        made.changes.push_back({.path = path,
                                .before = file.first->before,
                                .after = sast::apply_edits(file.first->before, std::move(file.edits)),
                                .is_new = file.first->is_new});
    }
    return made;
}

} // namespace squire::fix
