// SPDX-License-Identifier: MIT
//
// maven.apache.org/pom.html. Parents are followed as far as they are in the tree; properties, managed versions and profiles as Maven does. What
// comes from elsewhere (a parent or a bill of materials in a repository) is not known here, and its versions stay open.
#include "dependencies/maven_pom.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace squire::dependencies {
namespace {

constexpr int kParents = 16;
constexpr int kSubstitutions = 64;

struct Model {
    Document document;
    const Node* project = nullptr;
};

class Reader {
public:
    Reader(const Input& input, Listing& listing) : input_(input), listing_(listing) {}

    void run() {
        if (!load(input_.bytes)) return;
        std::string path(input_.path);
        for (int depth = 0;; ++depth) {
            const Node& parent = (*models_.back()->project)["parent"];
            if (!parent.is_table()) break;
            const std::string place = parent_path(path, parent);
            const auto text = depth < kParents && input_.other && !place.empty() ? input_.other(place) : std::nullopt;
            if (!text || !is_parent(*text, parent)) {
                listing_.problem(parent.line,
                                 fmt::format("the parent {}:{}:{} is not in the tree; versions that it manages are not known",
                                             parent["groupId"].text, parent["artifactId"].text, parent["version"].text),
                                 Weight::note, ErrorKind::not_found);
                break;
            }
            if (!load(*text)) break;
            path = place;
        }
        // From the furthest parent to the project itself: the nearest counts.
        for (auto model = models_.rbegin(); model != models_.rend(); ++model) take_properties(*(*model)->project);
        for (const auto& model : models_) {
            manage((*model->project)["dependencyManagement"]["dependencies"]);
            for (const Node& profile : (*model->project)["profiles"]) manage(profile["dependencyManagement"]["dependencies"]);
        }
        listing_.project(fmt::format("{}:{}", value("project.groupId"), value("project.artifactId")));
        listing_.knows_roots();
        listing_.knows_scopes();
        for (const auto& model : models_) {
            const bool inherited = model != models_.front();
            add_all((*model->project)["dependencies"], Scope::runtime, inherited);
            for (const Node& profile : (*model->project)["profiles"])
                add_all(profile["dependencies"], profile["activation"]["activeByDefault"].text == "true" ? Scope::runtime : Scope::optional,
                        inherited);
        }
    }

private:
    bool load(std::string_view bytes) {
        auto model = std::make_unique<Model>(Model{read_xml_document(bytes), nullptr});
        if (models_.empty()) listing_.problems_of(model->document);
        const Node& project = model->document.root()["project"];
        if (!project.is_table()) {
            if (models_.empty() && !model->document.fault())
                listing_.problem(0, "this is no Maven project: it has no <project>", Weight::incomplete);
            return false;
        }
        model->project = &project;
        models_.push_back(std::move(model));
        return true;
    }

    static std::string parent_path(std::string_view path, const Node& parent) {
        if (parent.has("relativePath") && parent["relativePath"].text.empty()) return {}; // "<relativePath/>": in a repository
        std::filesystem::path named(parent.has("relativePath") ? parent["relativePath"].text : std::string_view("../pom.xml"));
        auto joined = (std::filesystem::path(path).parent_path() / named).lexically_normal();
        if (joined.empty() || *joined.begin() == "..") return {};
        if (joined.extension() != ".xml") joined /= "pom.xml";
        return joined.string() == path ? std::string() : joined.string();
    }

    static bool is_parent(std::string_view bytes, const Node& parent) {
        const Document document = read_xml_document(bytes);
        return document.root()["project"]["artifactId"].text == parent["artifactId"].text;
    }

    void take_properties(const Node& project) {
        for (const std::string_view name : {"groupId", "artifactId", "version"}) {
            if (project.has(name)) properties_[fmt::format("project.{}", name)] = project[name].text;
            if (project["parent"].has(name)) properties_[fmt::format("project.parent.{}", name)] = project["parent"][name].text;
        }
        for (const Node& property : project["properties"])
            if (!property.key.starts_with('@')) properties_[std::string(property.key)] = property.text;
        for (const Node& profile : project["profiles"])
            for (const Node& property : profile["properties"])
                if (!property.key.starts_with('@')) properties_.try_emplace(std::string(property.key), property.text);
    }

    std::string value(std::string_view name) const {
        const auto found = properties_.find(name);
        return found == properties_.end() ? std::string() : resolved(found->second);
    }

    /// With "${…}" filled in; what is not known stays as it is. Cycles end at the bound.
    std::string resolved(std::string_view text) const {
        std::string out(text);
        std::size_t from = 0;
        for (int left = kSubstitutions; left > 0 && out.size() < 4096; --left) {
            const std::size_t open = out.find("${", from);
            if (open == std::string::npos) break;
            const std::size_t close = out.find('}', open);
            if (close == std::string::npos) break;
            std::string name = out.substr(open + 2, close - open - 2);
            if (name == "version" || name == "pom.version") name = "project.version";
            if (name == "groupId" || name == "pom.groupId") name = "project.groupId";
            const auto found = properties_.find(name);
            if (found == properties_.end()) {
                from = close;
                continue;
            }
            out.replace(open, close + 1 - open, found->second);
        }
        return out;
    }

    void manage(const Node& dependencies) {
        for (const Node& entry : dependencies) {
            if (entry.key != "dependency") continue;
            const std::string name = name_of(entry);
            if (entry["scope"].text == "import") {
                listing_.problem(entry.line,
                                 fmt::format("versions that the bill of materials {} manages are not known", shorten(printable(name), 120)),
                                 Weight::note, ErrorKind::not_found);
                continue;
            }
            managed_.try_emplace(name, &entry);
        }
    }

    std::string name_of(const Node& entry) const {
        return fmt::format("{}:{}", resolved(entry["groupId"].text), resolved(entry["artifactId"].text));
    }

    void add_all(const Node& dependencies, Scope scope, bool inherited) {
        for (const Node& entry : dependencies)
            if (entry.key == "dependency") add(entry, scope, inherited);
    }

    void add(const Node& entry, Scope scope, bool inherited) {
        const std::string name = name_of(entry);
        const auto managed = managed_.find(name);
        const auto said = [&](std::string_view key) {
            if (entry.has(key)) return entry[key].text;
            return managed == managed_.end() ? std::string_view{} : (*managed->second)[key].text;
        };
        const std::string version = resolved(said("version"));
        // A module of the same project: named by its version.
        if (said("version") == "${project.version}" && name.starts_with(value("project.groupId") + ":")) return;
        const bool open = version.find_first_of("${[(,&;") != std::string::npos;
        const std::uint32_t at = listing_.add(name, open ? std::string_view{} : std::string_view(version), inherited ? 0 : entry.line);
        Package& package = listing_[at];
        if (open) package.requirement = version;
        const std::string_view maven_scope = said("scope");
        package.scope = maven_scope == "test" ? Scope::test : said("optional") == "true" ? Scope::optional : scope;
        listing_.root(at, package.scope);
    }

    const Input& input_;
    Listing& listing_;
    std::vector<std::unique_ptr<Model>> models_; // the project, then its parents
    std::map<std::string, std::string, std::less<>> properties_;
    std::map<std::string, const Node*> managed_;
};

} // namespace

void read_maven_pom(const Input& input, Listing& listing) { Reader(input, listing).run(); }

} // namespace squire::dependencies
