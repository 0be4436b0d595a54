// SPDX-License-Identifier: MIT
//
// pip.pypa.io/en/stable/reference/requirements-file-format. pip-compile and uv write after each package who needs it ("# via flask"), which gives
// the chains. A file in which each package has one exact version counts as a lock.
#include "dependencies/requirements.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/python_requirement.h"
#include "dependencies/requirement.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

/// A line with those that continue it, and what its comments say.
struct Logical {
    std::string text;
    std::uint32_t line = 0;
    std::vector<std::string> via;
};

std::vector<Logical> logical_lines(std::string_view bytes) {
    std::vector<Logical> lines;
    bool continues = false;
    bool in_via = false;
    for (const TextLine& line : text_lines(bytes)) {
        std::string_view text = trim(line.text);
        if (text.starts_with('#')) {
            std::string_view comment = trim(text.substr(1));
            if (comment == "via" || comment.starts_with("via ")) {
                in_via = true;
                comment = trim(comment.substr(3));
            }
            if (in_via && !comment.empty() && !lines.empty())
                for (const std::string_view each : split(comment, ',')) lines.back().via.emplace_back(trim(each));
            continues = false;
            continue;
        }
        std::size_t comment = text.find(" #");
        if (const std::size_t tab = text.find("\t#"); tab < comment) comment = tab;
        std::string_view said = comment == std::string_view::npos ? std::string_view{} : trim(text.substr(comment + 2));
        text = trim(text.substr(0, comment));
        const bool more = text.ends_with('\\');
        if (more) text = trim(text.substr(0, text.size() - 1));
        if (continues && !lines.empty())
            lines.back().text += fmt::format(" {}", text);
        else if (!text.empty())
            lines.push_back({.text = std::string(text), .line = line.number, .via = {}});
        continues = more;
        if (!text.empty() || more) in_via = false;
        if (said.starts_with("via ") && !lines.empty()) lines.back().via.emplace_back(trim(said.substr(4)));
    }
    return lines;
}

/// What follows an option in any of its forms: "-r a", "-ra", "--requirement a", "--requirement=a".
std::optional<std::string_view> option_value(std::string_view text, std::string_view shorter, std::string_view longer) {
    if (text.starts_with(longer)) {
        text.remove_prefix(longer.size());
        if (text.empty() || (text[0] != ' ' && text[0] != '=' && text[0] != '\t')) return std::nullopt;
        return trim(text.substr(1));
    }
    if (!shorter.empty() && text.starts_with(shorter)) return trim(text.substr(shorter.size()));
    return std::nullopt;
}

std::optional<std::string> beside(std::string_view path, std::string_view named) {
    if (named.empty() || named.contains("://") || named.starts_with('/')) return std::nullopt;
    const auto joined = (std::filesystem::path(path).parent_path() / named).lexically_normal();
    if (joined.empty() || *joined.begin() == "..") return std::nullopt;
    return joined.string();
}

/// "https://…/name-1.2-py3-none-any.whl", "git+https://…@tag#egg=name".
PythonRequirement requirement_of_url(std::string_view url) {
    PythonRequirement made{.name = {}, .specifier = {}, .marker = {}, .url = std::string(url)};
    if (const std::size_t egg = url.find("#egg="); egg != std::string_view::npos) {
        const std::string_view name = url.substr(egg + 5);
        made.name = name.substr(0, name.find_first_of("&[-") == std::string_view::npos ? name.size() : name.find_first_of("&["));
        return made;
    }
    std::string_view file = url.substr(0, url.find_first_of("?#"));
    file = file.substr(file.rfind('/') + 1);
    if (file.ends_with(".whl")) { // name-version-…
        const std::size_t dash = file.find('-');
        const std::size_t end = file.find('-', dash + 1);
        if (dash != std::string_view::npos && end != std::string_view::npos) {
            made.name = file.substr(0, dash);
            made.specifier = fmt::format("=={}", file.substr(dash + 1, end - dash - 1));
        }
        return made;
    }
    for (const std::string_view ending : {".tar.gz", ".zip", ".git"})
        if (file.ends_with(ending)) file.remove_suffix(ending.size());
    const std::size_t at = file.find('@');
    made.name = file.substr(0, at);
    return made;
}

using Pins = std::map<std::string, std::string>;

void take_constraints(std::string_view text, Pins& pins) {
    for (const Logical& line : logical_lines(text)) {
        const std::string_view without_options = std::string_view(line.text).substr(0, line.text.find(" --"));
        const PythonRequirement requirement = parse_python_requirement(without_options);
        const std::string_view version = exact_python_version(requirement.specifier);
        if (!requirement.name.empty() && !version.empty()) pins.emplace(canonical_name(Ecosystem::pypi, requirement.name), version);
    }
}

class Reader {
public:
    Reader(const Input& input, Listing& listing) : input_(input), listing_(listing) {
        const std::string name(input.path.substr(input.path.rfind('/') + 1));
        std::string_view stem = std::string_view(name).substr(0, name.rfind('.'));
        if (stem.starts_with("requirements"))
            stem.remove_prefix(12);
        else if (stem.ends_with("requirements"))
            stem.remove_suffix(12);
        while (!stem.empty() && std::string_view("-_.").contains(stem.front())) stem.remove_prefix(1);
        while (!stem.empty() && std::string_view("-_.").contains(stem.back())) stem.remove_suffix(1);
        scope_ = scope_of_group(stem, Scope::runtime);
    }

    void run() {
        const std::vector<Logical> lines = logical_lines(input_.bytes);
        for (const Logical& line : lines) constraint(line);
        for (const Logical& line : lines) take(line);
        listing_.knows_scopes();
        if (told_who_needs_) {
            listing_.knows_roots();
        } else {
            for (std::uint32_t at = 0; at < listing_.size(); ++at) {
                // Pinned with hashes or without: whether a pin is the project's own wish cannot be told.
                if (!all_exact_) listing_.root(at, scope_);
            }
        }
        if (all_exact_ && listing_.size() > 0) listing_.is_lock();
    }

private:
    void constraint(const Logical& line) {
        const auto file = option_value(line.text, "-c", "--constraint");
        if (!file) return;
        const auto path = beside(input_.path, *file);
        const auto text = path && input_.other ? input_.other(*path) : std::nullopt;
        if (text)
            take_constraints(*text, pins_);
        else
            listing_.problem(line.line, fmt::format("the constraints '{}' cannot be read here", shorten(printable(*file), 100)), Weight::note,
                             ErrorKind::not_found);
    }

    void take(const Logical& line) {
        if (line.text.starts_with("<<<<<<< ") || line.text.starts_with(">>>>>>> ") || line.text == "=======") {
            if (line.text[0] == '<') listing_.problem(line.line, "a merge conflict stands here; both sides were read", Weight::incomplete);
            return;
        }
        if (const auto file = option_value(line.text, "-r", "--requirement")) {
            const auto path = beside(input_.path, *file);
            if (!path || !input_.other || !input_.other(*path))
                listing_.problem(line.line, fmt::format("the included '{}' cannot be read here", shorten(printable(*file), 100)),
                                 Weight::warning, ErrorKind::not_found);
            return;
        }
        std::string_view text = line.text;
        const auto editable = option_value(text, "-e", "--editable");
        if (editable)
            text = *editable;
        else if (text.starts_with('-'))
            return;
        std::string checksum;
        if (const std::size_t options = text.find(" --"); options != std::string_view::npos) {
            const std::string_view hash = text.substr(options);
            if (const std::size_t at = hash.find("--hash="); at != std::string_view::npos) {
                const std::string_view value = hash.substr(at + 7);
                checksum = value.substr(0, value.find(' '));
            }
            text = trim(text.substr(0, options));
        }
        PythonRequirement requirement = parse_python_requirement(text);
        if (requirement.url.empty() && (is_place(text) || text.starts_with('.'))) requirement = requirement_of_url(text);
        if (text.starts_with('.') || (editable && !text.contains("://"))) return; // the project itself, or a part of it
        if (requirement.name.empty()) {
            listing_.problem(line.line, fmt::format("'{}' is no requirement", shorten(printable(text), 80)));
            return;
        }
        const std::uint32_t at = add_python_requirement(listing_, requirement, scope_, line.line);
        Package& package = listing_[at];
        package.checksum = checksum;
        if (package.version.empty() && package.source.empty())
            if (const auto pin = pins_.find(canonical_name(Ecosystem::pypi, package.name)); pin != pins_.end()) package.version = pin->second;
        all_exact_ = all_exact_ && (!package.version.empty() || !package.source.empty());
        for (const std::string& via : line.via) {
            told_who_needs_ = true;
            if (via.starts_with("-r ") || via.starts_with("-c ") || via.contains(' ') || via.contains('/'))
                listing_.root(at, scope_);
            else
                listing_.link_by_name(via, at);
        }
    }

    const Input& input_;
    Listing& listing_;
    Scope scope_;
    Pins pins_;
    bool all_exact_ = true;
    bool told_who_needs_ = false;
};

} // namespace

std::vector<std::string> included_files(std::string_view path, std::string_view bytes) {
    std::vector<std::string> files;
    for (const Logical& line : logical_lines(bytes)) {
        auto file = option_value(line.text, "-r", "--requirement");
        if (!file) file = option_value(line.text, "-c", "--constraint");
        if (!file) continue;
        if (auto found = beside(path, *file)) files.push_back(std::move(*found));
    }
    return files;
}

void read_requirements(const Input& input, Listing& listing) { Reader(input, listing).run(); }

} // namespace squire::dependencies
