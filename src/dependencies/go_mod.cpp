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

struct Replacement {
    std::string name;
    std::string version; // empty: a path
};

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!(text = trim(text)).empty()) {
        const bool quoted = text[0] == '"' || text[0] == '`';
        const std::size_t end = quoted ? text.find(text[0], 1) : text.find_first_of(" \t");
        words.push_back(text.substr(quoted ? 1 : 0, end == std::string_view::npos ? end : end - (quoted ? 1 : 0)));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + (quoted ? 1 : 0));
    }
    return words;
}

class Reader {
public:
    Reader(const Input& input, Listing& listing) : input_(input), listing_(listing) {}

    void run() {
        std::string block;
        for (const TextLine& line : text_lines(input_.bytes)) {
            if (conflict_at(line, listing_)) continue;
            const std::size_t slashes = line.text.find("//");
            const std::string_view comment = slashes == std::string_view::npos ? std::string_view{} : trim(line.text.substr(slashes + 2));
            std::vector<std::string_view> words = words_of(line.text.substr(0, slashes));
            if (words.empty()) continue;
            if (!block.empty()) {
                if (words[0] == ")")
                    block.clear();
                else
                    directive(block, words, comment, line.number);
                continue;
            }
            if (words.size() == 2 && words[1] == "(") {
                block = words[0];
                continue;
            }
            const std::string_view verb = words[0];
            words.erase(words.begin());
            directive(verb, words, comment, line.number);
        }
        if (!block.empty()) listing_.problem(0, fmt::format("the file ends within '{} ('", shorten(printable(block), 40)), Weight::incomplete);
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
            const auto arrow = std::ranges::find(words, std::string_view("=>"));
            const auto after = static_cast<std::size_t>(words.end() - arrow);
            if (after < 2) return listing_.problem(line, "a 'replace' without '=>'");
            const std::string key = arrow - words.begin() > 1 ? fmt::format("{}@{}", words[0], words[1]) : std::string(words[0]);
            replacements_[key] = {std::string(arrow[1]), after > 2 ? std::string(arrow[2]) : std::string()};
        } else if (verb == "exclude" || verb == "retract" || verb == "tool" || verb == "godebug" || verb == "ignore" || verb == "require") {
            // What is excluded was not chosen: Go has already written the next version into go.mod.
        } else {
            listing_.problem(line, fmt::format("'{}' is no directive of go.mod", shorten(printable(verb), 40)));
        }
    }

    void replace() {
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
        std::string_view version = toolchain_.starts_with("go") ? toolchain_.substr(2) : std::string_view(go_);
        version = version.substr(0, version.find('-'));
        if (version.empty()) return;
        const std::uint32_t at = listing_.add("stdlib", version, go_line_);
        listing_[at].requirement = fmt::format("go {}", go_);
        listing_.root(at);
    }

    const Input& input_;
    Listing& listing_;
    std::string_view go_;
    std::string_view toolchain_;
    std::uint32_t go_line_ = 0;
    std::map<std::string_view, std::uint32_t> required_;
    std::map<std::string, Replacement> replacements_;
};

} // namespace

void read_go_mod(const Input& input, Listing& listing) { Reader(input, listing).run(); }

} // namespace squire::dependencies
