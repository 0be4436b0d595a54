// SPDX-License-Identifier: MIT
//
// What a reader fills: packages as it comes across them, and who needs whom, by whatever name the file uses for that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/problems.h"
#include "dependencies/package.h"
#include "document/document.h"

namespace squire::dependencies {

using document::Document;
using document::Node;
using document::read_json_document;
using document::read_toml_document;
using document::read_xml_document;
using document::read_yaml_document;

class Listing {
public:
    /// `path` is the file's, for problems.
    Listing(Ecosystem ecosystem, std::string_view path, Problems& problems) : path_(path), problems_(problems), ecosystem_(ecosystem) {}

    /// A new package of the listing's ecosystem; valid until the next one is added. Names are bounded in length; one without a name is not kept
    /// (its index is kNoPackage, and what is said of it goes nowhere).
    std::uint32_t add(std::string_view name, std::string_view version, std::uint32_t line);
    [[nodiscard]] Package& operator[](std::uint32_t index) { return index == kNoPackage ? nobody_ : packages_[index]; }
    [[nodiscard]] std::size_t size() const { return packages_.size(); }

    /// `from` needs `to`.
    void link(std::uint32_t from, std::uint32_t to);
    /// `from` needs the package of that name (and version, where several have it); it may be added later. Forgotten where there is none.
    void link(std::uint32_t from, std::string_view name, std::string_view version = {});
    /// The package of that name, which may be added later, needs `to`.
    void link_by_name(std::string_view from, std::uint32_t to);
    /// The project itself asks for it.
    void root(std::uint32_t index, Scope scope = Scope::runtime);
    void root(std::string_view name, std::string_view version = {}, Scope scope = Scope::runtime);
    /// The file tells which packages the project asks for itself, even if that is none.
    void knows_roots() { knows_roots_ = true; }
    /// A package's scope is not written beside it: it is the gravest of the roots that lead to it.
    void scopes_by_roots() { scopes_by_roots_ = true; }
    /// A package's scope is written beside it.
    void knows_scopes() { knows_scopes_ = true; }
    /// Adds `name` to the names under which links find the package at `index`.
    void alias(std::string_view name, std::uint32_t index);
    /// Of a file that does not tell what the project asks for: how a manifest would (PackageFile::requests).
    void request(std::string_view asked, std::uint32_t index) { requests_.emplace_back(asked, index); }
    [[nodiscard]] std::uint32_t find_alias(std::string_view name) const { return find(canonical_name(ecosystem_, name), {}); }
    /// A package that is the project itself, or a member of it: it counts as no dependency, and what it needs is asked for by the project.
    void own(std::uint32_t index);

    void member(std::string_view folder) { members_.emplace_back(folder); }
    void member_named(std::string_view name) { member_names_.emplace_back(name); }
    void project(std::string_view name) { project_ = name; }
    /// The file says exact versions of all, whatever its kind does as a rule.
    void is_lock() { is_lock_ = true; }
    /// Another file of the tree says better what this one says.
    void answered_by(std::string_view path) { answered_by_ = path; }

    void problem(std::uint32_t line, std::string message, Weight weight = Weight::warning, ErrorKind kind = ErrorKind::malformed,
                 std::string hint = {});
    /// The fault and the repeated keys of a document.
    void problems_of(const Document& document);

    /// The packages with their edges and roots resolved, each name and version once; the listing is empty afterwards.
    void finish(PackageFile& file);

    [[nodiscard]] Ecosystem ecosystem() const { return ecosystem_; }
    [[nodiscard]] std::string_view path() const { return path_; }

private:
    struct Root {
        std::string name; // canonical
        std::string version;
        std::uint32_t index = kNoPackage;
        Scope scope = Scope::runtime;
    };
    struct Link {
        std::uint32_t from = kNoPackage;
        std::string name;
        std::string version;
    };
    [[nodiscard]] std::uint32_t find(std::string_view name, std::string_view version) const;

    std::string path_;
    Problems& problems_;
    Ecosystem ecosystem_;
    std::string project_;
    std::vector<Package> packages_;
    std::vector<bool> own_;
    std::vector<Root> roots_;
    std::vector<Link> links_;
    std::vector<std::pair<std::string, std::uint32_t>> links_by_name_;
    std::vector<std::string> members_;
    std::vector<std::string> member_names_;
    std::string answered_by_;
    std::vector<std::pair<std::string, std::uint32_t>> requests_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_name_;
    bool knows_roots_ = false;
    bool scopes_by_roots_ = false;
    bool knows_scopes_ = false;
    bool is_lock_ = false;
    Package nobody_;
};

/// Marks which of a lock's packages are asked for by the project itself (`roots`, indices into the file's packages, and their scopes), and finds
/// the shortest chain to each other. With `scopes`, also gives every package the gravest scope of the roots that lead to it.
void settle_roots(PackageFile& file, const std::vector<std::pair<std::uint32_t, Scope>>& roots, bool scopes);

} // namespace squire::dependencies
