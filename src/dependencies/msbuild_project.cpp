// SPDX-License-Identifier: MIT
//
// learn.microsoft.com/nuget/consume-packages/package-references-in-project-files and central-package-management. NuGet takes the lowest version
// that a requirement allows, so a version alone is the one that is installed. Properties are those of the file and of the nearest
// Directory.Build.props and Directory.Packages.props above it.
#include "dependencies/msbuild_project.h"

#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::dependencies {
namespace {

class Reader {
public:
    Reader(const Input& input, Listing& listing) : input_(input), listing_(listing) {}

    void run() {
        const Document build = above("Directory.Build.props");
        const Document central = above("Directory.Packages.props");
        take_properties(build.root()["Project"]);
        take_properties(central.root()["Project"]);
        for (const Node& group : central.root()["Project"])
            for (const Node& item : group)
                if (item.key == "PackageVersion") central_[canonical_name(Ecosystem::nuget, item["@Include"].text)] = version_of(item);
        const Document own = read_xml_document(input_.bytes);
        listing_.problems_of(own);
        take_properties(own.root()["Project"]);
        listing_.knows_roots();
        listing_.knows_scopes();
        for (const Node& group : own.root()["Project"])
            for (const Node& item : group)
                if (item.key == "PackageReference" || item.key == "GlobalPackageReference") add(item);
    }

private:
    /// The nearest file of that name above the project's folder, which is not the project itself.
    Document above(std::string_view name) const {
        std::string_view folder = input_.path;
        do {
            const std::size_t slash = folder.rfind('/');
            folder = folder.substr(0, slash == std::string_view::npos ? 0 : slash);
            const std::string path = folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
            if (path == input_.path) continue;
            if (const auto text = input_.other ? input_.other(path) : std::nullopt) return read_xml_document(*text);
        } while (!folder.empty());
        return read_xml_document("");
    }

    void take_properties(const Node& project) {
        for (const Node& group : project)
            if (group.key == "PropertyGroup")
                for (const Node& property : group)
                    if (!property.key.starts_with('@')) properties_[std::string(property.key)] = property.text;
    }

    std::string resolved(std::string_view text) const {
        std::string out(text);
        for (int left = 32; left > 0 && out.size() < 4096; --left) {
            const std::size_t open = out.find("$(");
            const std::size_t close = open == std::string::npos ? open : out.find(')', open);
            if (close == std::string::npos) break;
            const auto found = properties_.find(out.substr(open + 2, close - open - 2));
            if (found == properties_.end()) break;
            out.replace(open, close + 1 - open, found->second);
        }
        return out;
    }

    static std::string_view said(const Node& item, std::string_view name) {
        const std::string attribute = fmt::format("@{}", name);
        return item.has(attribute) ? item[attribute].text : item[name].text;
    }

    std::string version_of(const Node& item) const { return resolved(said(item, "Version")); }

    void add(const Node& item) {
        const std::string_view name = item["@Include"].text;
        if (name.empty()) return; // Update and Remove change what stands elsewhere
        std::string version = resolved(said(item, "VersionOverride"));
        if (version.empty()) version = version_of(item);
        if (version.empty())
            if (const auto found = central_.find(canonical_name(Ecosystem::nuget, name)); found != central_.end()) version = found->second;
        const bool pinned = version.starts_with('[') && version.ends_with(']') && !version.contains(',');
        const bool open = version.empty() || (!pinned && version.find_first_of("[](),*$") != std::string::npos);
        const std::uint32_t at = listing_.add(name,
                                              open     ? std::string_view{}
                                              : pinned ? std::string_view(version).substr(1, version.size() - 2)
                                                       : std::string_view(version),
                                              item.line);
        Package& package = listing_[at];
        package.requirement = version;
        if (item.key == "GlobalPackageReference" || to_lower(said(item, "PrivateAssets")) == "all") package.scope = Scope::development;
        listing_.root(at, package.scope);
    }

    const Input& input_;
    Listing& listing_;
    std::map<std::string, std::string> properties_;
    std::map<std::string, std::string> central_;
};

} // namespace

void read_msbuild_project(const Input& input, Listing& listing) { Reader(input, listing).run(); }

} // namespace squire::dependencies
