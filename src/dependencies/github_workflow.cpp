// SPDX-License-Identifier: MIT
//
// docs.github.com/actions/reference/workflow-syntax: the actions and workflows that `uses` names, and the images jobs run in. Where a commit stands
// for the version, its tag is often in a comment behind it.
#include "dependencies/github_workflow.h"

#include <algorithm>

#include "base/text.h"
#include "dependencies/image_reference.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

class Reader {
public:
    Reader(const Input& input, Listing& listing) : listing_(listing) {
        for (const TextLine& line : text_lines(input.bytes)) lines_.push_back(line.text);
    }

    void run(const Node& root) {
        listing_.knows_roots();
        for (const Node& job : root["jobs"]) {
            uses(job["uses"]);
            image(job["container"]);
            for (const Node& service : job["services"]) image(service);
            for (const Node& step : job["steps"]) uses(step["uses"]);
        }
        for (const Node& step : root["runs"]["steps"]) uses(step["uses"]); // of an action made of steps
        if (const std::string_view image = root["runs"]["image"].text; image.starts_with("docker://"))
            add_image(listing_, image.substr(9), root["runs"]["image"].line, Scope::runtime);
    }

private:
    void image(const Node& node) {
        const std::string_view text = node.is_table() ? node["image"].text : node.text;
        if (!text.empty()) add_image(listing_, text, node.is_table() ? node["image"].line : node.line, Scope::development);
    }

    void uses(const Node& node) {
        const std::string_view text = node.text;
        if (text.empty() || text.starts_with("./") || text.starts_with("../")) return; // of this repository
        if (text.starts_with("docker://")) {
            add_image(listing_, text.substr(9), node.line, Scope::development);
            return;
        }
        const std::size_t at_sign = text.find('@');
        const std::string_view path = text.substr(0, at_sign);
        const std::size_t owner = path.find('/');
        if (owner == std::string_view::npos || path.contains('$')) return;
        // "owner/name/folder/of/action": the package is the repository.
        const std::string_view name = path.substr(0, std::min(path.find('/', owner + 1), path.size()));
        std::string_view version = at_sign == std::string_view::npos ? std::string_view{} : text.substr(at_sign + 1);
        std::string_view commit;
        if (version.size() == 40 && version.find_first_not_of("0123456789abcdef") == std::string_view::npos) {
            commit = version;
            version = comment_at(node.line);
            if (version.empty()) version = commit;
        }
        const std::uint32_t at = listing_.add(name, version, node.line);
        listing_[at].checksum = commit;
        listing_[at].scope = Scope::development;
        listing_.root(at, Scope::development);
    }

    /// The first word of the comment behind the line, where it looks like a version.
    [[nodiscard]] std::string_view comment_at(std::uint32_t line) const {
        if (line == 0 || line > lines_.size()) return {};
        const std::string_view text = lines_[line - 1];
        const std::size_t hash = text.find(" #");
        if (hash == std::string_view::npos) return {};
        std::string_view word = trim(text.substr(hash + 2));
        word = word.substr(0, word.find_first_of(" ,;"));
        if (const std::size_t equals = word.find('='); equals != std::string_view::npos) word.remove_prefix(equals + 1); // "tag=v4"
        const bool version = word.size() > 1 && word.find_first_of("0123456789") != std::string_view::npos &&
                             word.find_first_not_of("v0123456789.-abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
        return version ? word : std::string_view{};
    }

    Listing& listing_;
    std::vector<std::string_view> lines_;
};

} // namespace

void read_github_workflow(const Input& input, Listing& listing) {
    const Document document = read_yaml_document(input.bytes);
    if (document.fault()) listing.problems_of(document);
    listing.knows_scopes();
    Reader(input, listing).run(document.root());
}

} // namespace squire::dependencies
