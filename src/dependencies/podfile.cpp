// SPDX-License-Identifier: MIT
//
// guides.cocoapods.org/syntax/podfile.html. A Podfile is a program; read are the lines that begin with `pod "Name"` and the targets around them. A part of
// a pod ("Pod/Part") counts as the pod.
#include "dependencies/podfile.h"

#include "base/text.h"
#include "dependencies/requirement.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_podfile(const Input& input, Listing& listing) {
    listing.knows_roots();
    std::vector<Scope> blocks;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (conflict_at(line, listing)) continue;
        const auto texts = quoted_texts(text);
        if ((text.starts_with("pod ") || text.starts_with("pod(")) && !texts.empty()) {
            if (text.contains(":path")) continue; // a part of the project
            const bool is_requirement =
                texts.size() > 1 && texts[1].find_first_of("0123456789") != std::string_view::npos && !is_place(texts[1]);
            const std::size_t git = text.find(":git");
            const std::uint32_t at =
                add_requirement(listing, texts[0].substr(0, texts[0].find('/')), is_requirement ? texts[1] : std::string_view{},
                                blocks.empty() ? Scope::runtime : blocks.back(), line.number, true);
            if (git == std::string_view::npos) continue;
            const auto places = quoted_texts(text.substr(git));
            if (!places.empty()) listing[at].source = places[0];
        } else if (text.ends_with(" do") || text.contains(" do |")) {
            const bool tests = text.starts_with("target") && !texts.empty() && texts[0].contains("Test");
            blocks.push_back(tests ? Scope::test : blocks.empty() ? Scope::runtime : blocks.back());
        } else if (text == "end" && !blocks.empty()) {
            blocks.pop_back();
        }
    }
}

} // namespace squire::dependencies
