// SPDX-License-Identifier: MIT
//
// docs.gitlab.com/ci/yaml: the images and services of jobs, and the components and files of other projects that are included. As the file stands:
// what `include` and `extends` bring is not resolved; variables are filled in where the file itself gives them one value at the top.
#include "dependencies/gitlab_pipeline.h"

#include <cctype>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/image_reference.h"

namespace squire::dependencies {
namespace {

class Reader {
public:
    explicit Reader(Listing& listing) : listing_(listing) {}

    void run(const Node& root) {
        listing_.knows_roots();
        for (const Node& variable : root["variables"])
            variables_[std::string(variable.key)] = variable.is_table() ? variable["value"].text : variable.text;
        images(root);
        images(root["default"]);
        const Node& include = root["include"];
        if (include.is_table()) included(include);
        for (const Node& item : include)
            if (item.is_table()) included(item);
        for (const Node& job : root)
            if (job.is_table() && job.key != "default" && job.key != "variables" && job.key != "workflow") images(job);
    }

private:
    void images(const Node& job) {
        image(job["image"]);
        for (const Node& service : job["services"]) image(service);
    }

    void image(const Node& node) {
        const Node& named = node.is_table() ? node["name"] : node;
        if (!named.text.empty()) add_image(listing_, filled(named.text), named.line, Scope::development);
    }

    void included(const Node& item) {
        std::string name;
        std::string version;
        std::uint32_t line = item.line;
        if (const Node& component = item["component"]; !component.text.empty()) { // "gitlab.com/group/project/name@1.0"
            const std::string text = filled(component.text);
            const std::size_t at = text.rfind('@');
            name = text.substr(0, at);
            version = at == std::string::npos ? std::string() : text.substr(at + 1);
            line = component.line;
        } else if (const Node& project = item["project"]; !project.text.empty()) {
            name = project.text;
            version = filled(item["ref"].text);
            line = project.line;
        }
        if (name.empty()) return;
        const std::uint32_t at = listing_.add(name, version.contains('$') ? std::string_view{} : std::string_view(version), line);
        Package& package = listing_[at];
        package.ecosystem = Ecosystem::gitlab_components;
        package.scope = Scope::development;
        listing_.root(at, Scope::development);
    }

    std::string filled(std::string_view text) const {
        std::string out(text);
        for (int left = 16; left > 0 && out.size() < 4096; --left) {
            const std::size_t dollar = out.find('$');
            if (dollar == std::string::npos) break;
            const bool braced = dollar + 1 < out.size() && out[dollar + 1] == '{';
            const std::size_t start = dollar + (braced ? 2 : 1);
            std::size_t end = start;
            while (end < out.size() && (std::isalnum(static_cast<unsigned char>(out[end])) != 0 || out[end] == '_')) ++end;
            const auto found = variables_.find(out.substr(start, end - start));
            if (found == variables_.end()) break;
            out.replace(dollar, end + (braced && end < out.size() ? 1 : 0) - dollar, found->second);
        }
        return out;
    }

    Listing& listing_;
    std::map<std::string, std::string> variables_;
};

} // namespace

void read_gitlab_pipeline(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    if (document.fault()) listing.problems_of(document);
    listing.knows_scopes();
    Reader(listing).run(document.root());
}

} // namespace squire::dependencies
