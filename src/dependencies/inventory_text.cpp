// SPDX-License-Identifier: MIT
#include "dependencies/inventory_text.h"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/counted.h"
#include "base/nearest_word.h"
#include "base/text.h"

namespace squire::dependencies {
namespace {

constexpr std::size_t kTreeLines = 20'000; // of one file
constexpr std::size_t kTreeDepth = 64;

class Styled {
public:
    explicit Styled(const TextStyle& style) : colour_(style.colour) {}
    [[nodiscard]] std::string bold(std::string_view text) const { return wrap("1", text); }
    [[nodiscard]] std::string faint(std::string_view text) const { return wrap("2", text); }

private:
    [[nodiscard]] std::string wrap(std::string_view code, std::string_view text) const {
        return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
    }
    bool colour_;
};

std::string version_of(const Package& package) {
    if (!package.version.empty()) return package.version;
    if (!package.requirement.empty()) return fmt::format("({})", package.requirement);
    return package.source.empty() ? "(any)" : fmt::format("({})", shorten(package.source, 60));
}

std::string label(const Package& package) { return fmt::format("{} {}", printable(package.name), printable(version_of(package))); }

std::string marks_of(const PackageFile& file) {
    std::vector<std::string_view> words;
    if (file.marks.has(source::Mark::ignored)) words.emplace_back("ignored by git");
    if (file.marks.has(source::Mark::test)) words.emplace_back("test data");
    if (file.marks.has(source::Mark::example)) words.emplace_back("example");
    if (file.marks.has(source::Mark::vendored)) words.emplace_back("vendored");
    if (!file.lock) words.emplace_back("no lockfile");
    return words.empty() ? "" : fmt::format(", {}", fmt::join(words, ", "));
}

std::string heading(const PackageFile& file, const Styled& styled) {
    return fmt::format("{}  {}\n", styled.bold(printable(file.path)), styled.faint(counted(file.packages.size(), "package") + marks_of(file)));
}

std::string notes_of(const Package& package) {
    std::vector<std::string> notes;
    if (package.scope != Scope::runtime) notes.emplace_back(to_string(package.scope));
    if (package.direct && !*package.direct) notes.emplace_back("indirect");
    if (!package.licence.empty()) notes.push_back(printable(shorten(package.licence, 40)));
    return fmt::format("{}", fmt::join(notes, ", "));
}

class Tree {
public:
    Tree(const PackageFile& file, const Styled& styled, std::string& out)
        : file_(file), styled_(styled), out_(out), shown_(file.packages.size()) {}

    void run() {
        std::vector<std::uint32_t> tops;
        for (std::uint32_t at = 0; at < file_.packages.size(); ++at)
            if (file_.packages[at].direct.value_or(true)) tops.push_back(at);
        branches(tops, "", 0);
        // What nothing leads to, which a broken or unusual file may have
        std::vector<std::uint32_t> others;
        for (std::uint32_t at = 0; at < file_.packages.size(); ++at)
            if (!shown_[at] && file_.packages[at].via == kNoPackage) others.push_back(at);
        if (!others.empty()) {
            out_ += styled_.faint("and, without a known way from the project:\n");
            branches(others, "", 0);
        }
        if (lines_ >= kTreeLines) out_ += "…\n";
    }

private:
    void branches(const std::vector<std::uint32_t>& packages, const std::string& indent, std::size_t depth) {
        for (std::size_t at = 0; at < packages.size(); ++at) {
            if (++lines_ >= kTreeLines) return;
            const bool last = at + 1 == packages.size();
            const Package& package = file_.packages[packages[at]];
            const bool again = shown_[packages[at]] && !package.dependencies.empty();
            const std::string notes = package.scope != Scope::runtime ? fmt::format(" {}", to_string(package.scope)) : "";
            out_ += fmt::format("{}{} {}{}\n", indent, last ? "└──" : "├──", label(package), styled_.faint(notes + (again ? " (above)" : "")));
            if (again || depth == kTreeDepth) continue;
            shown_[packages[at]] = true;
            branches(package.dependencies, indent + (last ? "    " : "│   "), depth + 1);
        }
    }

    const PackageFile& file_;
    const Styled& styled_;
    std::string& out_;
    std::vector<bool> shown_;
    std::size_t lines_ = 0;
};

} // namespace

std::string format_list(const PackageInventory& inventory, const TextStyle& style) {
    const Styled styled(style);
    std::string out;
    std::set<std::string> distinct;
    std::size_t files = 0;
    for (const PackageFile& file : inventory.files) {
        if (!file.counts() || file.packages.empty()) continue;
        ++files;
        out += heading(file, styled);
        std::size_t widest = 0;
        for (const Package& package : file.packages) widest = std::max(widest, label(package).size());
        widest = std::min<std::size_t>(widest, style.width > 40 ? style.width - 30 : 40);
        for (const Package& package : file.packages) {
            distinct.insert(package_url(package.ecosystem, package.name, package.version));
            const std::string notes = notes_of(package);
            out += notes.empty() ? fmt::format("  {}\n", label(package))
                                 : fmt::format("  {:<{}}  {}\n", label(package), widest, styled.faint(notes));
        }
    }
    out += fmt::format("{} in {}\n", counted(distinct.size(), "package"), counted(files, "file"));
    return out;
}

std::string format_tree(const PackageInventory& inventory, const TextStyle& style) {
    const Styled styled(style);
    std::string out;
    for (const PackageFile& file : inventory.files) {
        if (!file.counts() || file.packages.empty()) continue;
        out += heading(file, styled);
        Tree(file, styled, out).run();
    }
    if (out.empty()) out = "no file names a package\n";
    return out;
}

Result<std::string> format_why(const PackageInventory& inventory, std::string_view name, const TextStyle& style) {
    const Styled styled(style);
    std::string out;
    std::vector<std::string_view> names;
    for (const PackageFile& file : inventory.files) {
        if (!file.counts()) continue;
        for (std::size_t at = 0; at < file.packages.size(); ++at) {
            const Package& package = file.packages[at];
            names.push_back(package.name);
            if (canonical_name(package.ecosystem, package.name) != canonical_name(package.ecosystem, name)) continue;
            const std::string place = package.line == 0 ? file.path : fmt::format("{}:{}", file.path, package.line);
            out += fmt::format("{}  {}\n", styled.bold(label(package)), styled.faint(printable(place) + marks_of(file)));
            const auto chain = file.chain_to(at);
            if (package.direct.value_or(false)) {
                out += fmt::format("  asked for by the project itself{}{}\n", package.requirement.empty() ? "" : ", as ",
                                   printable(package.requirement));
            } else if (chain.size() > 1) {
                std::vector<std::string> steps;
                for (const Package* step : chain) steps.push_back(label(*step));
                out += fmt::format("  {}\n", fmt::join(steps, " → "));
            } else {
                out += "  the file does not tell what needs it\n";
            }
        }
    }
    if (!out.empty()) return out;
    const std::string_view nearest = nearest_word(name, names);
    return fail(ErrorKind::not_found, fmt::format("no file names the package '{}'", name), "",
                nearest.empty() ? "squire dependencies list shows them all" : fmt::format("did you mean '{}'?", nearest));
}

std::string format_licences(const std::vector<LicenceUse>& uses, const TextStyle& style) {
    const Styled styled(style);
    std::string out;
    std::size_t denied = 0;
    for (const LicenceUse& use : uses) {
        const bool refused = use.verdict == LicenceVerdict::denied;
        denied += refused ? use.packages.size() : 0;
        const std::string name = use.licence.empty() ? "(not said)" : printable(shorten(use.licence, 60));
        out +=
            fmt::format("{}{}  {}\n", refused ? "not allowed: " : "", styled.bold(name), styled.faint(counted(use.packages.size(), "package")));
        // All that somebody has to do something about, else a few
        constexpr std::size_t kExamples = 5;
        const std::size_t shown = refused ? use.packages.size() : std::min(kExamples, use.packages.size());
        for (std::size_t at = 0; at < shown; ++at) out += fmt::format("  {}\n", printable(use.packages[at]));
        if (shown < use.packages.size()) out += styled.faint(fmt::format("  and {} more\n", use.packages.size() - shown));
    }
    out += fmt::format("{}, {} not allowed\n", counted(uses.size(), "licence"), counted(denied, "package"));
    return out;
}

} // namespace squire::dependencies
