// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <string>

#include "bugreport/passes.h"

namespace squire::bugreport {
namespace {

// The folders at a depth: "a/b" at 2. Files that lie higher are not in any.
std::string_view folder_of(std::string_view path, std::size_t depth) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < depth; ++i) {
        end = path.find('/', i == 0 ? 0 : end + 1);
        if (end == std::string_view::npos) return {};
    }
    return path.substr(0, end);
}

bool drop_folders(Trials& trials, std::size_t depth) {
    const Input base = trials.best();
    std::set<std::string_view> known;
    for (const File& file : base.files) known.insert(folder_of(file.path, depth));
    known.erase(std::string_view());
    known.erase(folder_of(base.file().path, depth));
    const std::vector<std::string_view> folders(known.begin(), known.end());
    const auto gone = drop_items(trials, folders.size(), [&](const std::vector<bool>& without) -> std::optional<Input> {
        std::vector<bool> files(base.files.size(), false);
        for (std::size_t i = 0; i < base.files.size(); ++i) {
            const auto folder = std::ranges::lower_bound(folders, folder_of(base.files[i].path, depth));
            files[i] = folder != folders.end() && *folder == folder_of(base.files[i].path, depth) &&
                       without[static_cast<std::size_t>(folder - folders.begin())];
        }
        return without_files(base, files);
    });
    return std::ranges::find(gone, true) != gone.end();
}

} // namespace

bool drop_files(PassContext& context) {
    Trials& trials = context.trials;
    if (trials.best().files.size() < 2) return false;
    const std::size_t before = trials.best().files.size();
    (void)trials.first(1, [&](std::size_t) { return without_files(trials.best(), std::vector<bool>(before, true)); });
    constexpr std::size_t kDeepest = 64;
    for (std::size_t depth = 1; depth < kDeepest && trials.best().files.size() > 1 && !trials.ended(); ++depth) {
        if (std::ranges::none_of(trials.best().files, [&](const File& file) { return !folder_of(file.path, depth).empty(); })) break;
        (void)drop_folders(trials, depth);
    }
    const Input base = trials.best();
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < base.files.size(); ++i)
        if (i != base.place.file) others.push_back(i);
    (void)drop_items(trials, others.size(), [&](const std::vector<bool>& without) -> std::optional<Input> {
        std::vector<bool> gone(base.files.size(), false);
        for (std::size_t i = 0; i < others.size(); ++i) gone[others[i]] = without[i];
        return without_files(base, gone);
    });
    return trials.best().files.size() < before;
}

} // namespace squire::bugreport
