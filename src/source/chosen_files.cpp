// SPDX-License-Identifier: MIT
#include "source/chosen_files.h"

#include <utility>

namespace squire::source {
namespace {

class ChosenFiles final : public Source {
public:
    ChosenFiles(std::unique_ptr<Source> source, std::set<std::string, std::less<>> paths)
        : source_(std::move(source)), paths_(std::move(paths)) {}

    [[nodiscard]] std::string describe() const override { return source_->describe(); }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        ReadOptions narrowed = options;
        narrowed.wanted = [this, before = options.wanted](std::string_view path) { return paths_.contains(path) && (!before || before(path)); };
        Filter filter(visitor, narrowed.wanted);
        return source_->read(filter, narrowed, problems);
    }

    [[nodiscard]] finding::CommitInfo commit() const override { return source_->commit(); }

private:
    // Some sources show texts that are not wanted, too.
    class Filter final : public TextVisitor {
    public:
        Filter(TextVisitor& visitor, const std::function<bool(std::string_view)>& wanted) : visitor_(visitor), wanted_(wanted) {}
        [[nodiscard]] std::unique_ptr<const Memory> visit(const Text& text, unsigned worker) override {
            return wanted_(text.path) ? visitor_.visit(text, worker) : nullptr;
        }

    private:
        TextVisitor& visitor_;
        const std::function<bool(std::string_view)>& wanted_;
    };

    std::unique_ptr<Source> source_;
    std::set<std::string, std::less<>> paths_;
};

} // namespace

std::unique_ptr<Source> only_files(std::unique_ptr<Source> source, std::set<std::string, std::less<>> paths) {
    return std::make_unique<ChosenFiles>(std::move(source), std::move(paths));
}

} // namespace squire::source
