// SPDX-License-Identifier: MIT
//
// go.dev/ref/mod. From Go 1.17 on go.mod names every module that is built; before, only go.sum has the rest, with more versions than are built:
// the highest of each module is the one (minimal version selection never takes a higher one than is listed).
#include "dependencies/go_mod.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "advisories/version.h"
#include "base/text.h"
#include "dependencies/go_module.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

class Reader {
public:
    Reader(const Input& input, Listing& listing) : input_(input), listing_(listing) {}

    void run() {
        each_go_directive(input_.bytes, listing_,
                          [this](const GoDirective& each) { directive(each.verb, each.words, each.comment, each.line); });
        listing_.is_lock();
        listing_.knows_roots();
        replace();
        checksums();
        standard_library();
    }

private:
    void directive(std::string_view verb, const std::vector<std::string_view>& words, std::string_view comment, std::uint32_t line) {
        if (words.empty()) return;
        if (verb == "module") {
            listing_.project(words[0]);
        } else if (verb == "go") {
            go_ = words[0];
            go_line_ = line;
        } else if (verb == "toolchain") {
            toolchain_ = words[0];
            go_line_ = line;
        } else if (verb == "require" && words.size() >= 2) {
            const std::uint32_t at = listing_.add(words[0], words[1], line);
            if (comment != "indirect" && !comment.starts_with("indirect;")) listing_.root(at);
            required_.emplace(words[0], at);
        } else if (verb == "replace") {
            if (!add_go_replacement(words, replacements_)) listing_.problem(line, "a 'replace' without '=>'");
        } else if (verb == "exclude" || verb == "retract" || verb == "tool" || verb == "godebug" || verb == "ignore" || verb == "require") {
            // What is excluded was not chosen: Go has already written the next version into go.mod.
        } else {
            listing_.problem(line, fmt::format("'{}' is no directive of go.mod", shorten(printable(verb), 40)));
        }
    }

    void replace() {
        take_workspace();
        for (const auto& [name, at] : required_) {
            Package& package = listing_[at];
            auto found = replacements_.find(fmt::format("{}@{}", name, package.version));
            if (found == replacements_.end()) found = replacements_.find(std::string(name));
            if (found == replacements_.end()) continue;
            package.requirement = fmt::format("{} {}", package.name, package.version);
            if (found->second.version.empty()) {
                package.source = found->second.name;
                package.version.clear();
            } else {
                package.name = found->second.name;
                package.version = found->second.version;
            }
        }
    }

    /// What a go.work above replaces holds for each module that it uses, and comes before what these say themselves; so does a later Go.
    void take_workspace() {
        if (!input_.other) return;
        std::string_view folder = input_.path.substr(0, input_.path.rfind('/') + 1);
        const std::string_view own = folder;
        while (true) {
            const auto text = input_.other(fmt::format("{}go.work", folder));
            if (text) {
                const GoWorkspace workspace = read_go_workspace(*text);
                std::string_view inside = own.substr(folder.size());
                if (inside.ends_with('/')) inside.remove_suffix(1);
                if (!workspace.uses(inside)) return;
                for (const auto& [name, replacement] : workspace.replacements) replacements_.insert_or_assign(name, replacement);
                workspace_version_ = workspace.version;
                return;
            }
            if (folder.empty()) return;
            folder = folder.substr(0, folder.rfind('/', folder.size() - 2) + 1);
        }
    }

    void checksums() {
        const std::string path = fmt::format("{}go.sum", input_.path.substr(0, input_.path.rfind('/') + 1));
        const auto text = input_.other ? input_.other(path) : std::nullopt;
        if (!text) return;
        std::map<std::string_view, std::pair<std::string_view, std::string_view>> highest; // module: version, hash
        std::map<std::pair<std::string_view, std::string_view>, std::string_view> sums;
        each_go_sum(*text, [&](std::string_view module, std::string_view version, std::string_view sum, std::uint32_t) {
            sums.emplace(std::pair(module, version), sum);
            auto& [most, hash] = highest[module];
            if (most.empty() || is_later(version, most)) {
                most = version;
                hash = sum;
            }
        });
        for (const auto& [name, at] : required_) {
            Package& package = listing_[at];
            if (const auto found = sums.find({package.name, package.version}); found != sums.end()) package.checksum = found->second;
        }
        if (names_all()) return;
        for (const auto& [module, what] : highest) {
            if (required_.contains(module)) continue;
            const std::uint32_t at = listing_.add(module, what.first, 0);
            listing_[at].checksum = what.second;
        }
    }

    static bool is_later(std::string_view left, std::string_view right) {
        return advisories::compare_versions(advisories::VersionOrder::go, left, right) > 0;
    }

    [[nodiscard]] bool names_all() const { // go 1.17 and later
        int major = 0;
        int minor = 0;
        const auto dot = go_.find('.');
        std::from_chars(go_.data(), go_.data() + go_.size(), major);
        if (dot != std::string_view::npos) std::from_chars(go_.data() + dot + 1, go_.data() + go_.size(), minor);
        return major > 1 || minor >= 17;
    }

    /// Advisories name it "stdlib". The version is the least that builds the project; who builds it may have a later one.
    void standard_library() {
        std::string_view version = go_version(toolchain_, go_);
        if (!workspace_version_.empty() && (version.empty() || is_later(workspace_version_, version))) version = workspace_version_;
        if (version.empty()) return;
        const std::uint32_t at = listing_.add("stdlib", version, go_line_);
        listing_[at].requirement = fmt::format("go {}", go_);
        listing_.root(at);
    }

    const Input& input_;
    Listing& listing_;
    std::string_view go_;
    std::string_view toolchain_;
    std::string workspace_version_;
    std::uint32_t go_line_ = 0;
    std::map<std::string_view, std::uint32_t> required_;
    GoReplacements replacements_;
};

} // namespace

void read_go_mod(const Input& input, Listing& listing) { Reader(input, listing).run(); }

} // namespace squire::dependencies
