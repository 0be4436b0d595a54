// SPDX-License-Identifier: MIT
//
// An sbt build is a program; read are the lines that write a module in texts: `"org" %% "name" % "1.0" % Test`. "%%" adds the version of Scala to
// the name, which is not known here, so such a name stays without it.
#include "dependencies/sbt_build.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_sbt_build(const Input& input, Listing& listing) {
    listing.knows_roots();
    listing.knows_scopes();
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.starts_with("//") || !text.contains(" % ")) continue;
        const auto texts = quoted_texts(text);
        if (texts.size() < 2) continue;
        const std::string_view version = texts.size() > 2 ? texts[2] : std::string_view{}; // else a value of the build's
        const std::uint32_t at = listing.add(fmt::format("{}:{}", texts[0], texts[1]), version, line.number);
        const std::string lower = to_lower(text);
        listing[at].scope = lower.contains("% test") || lower.contains("% \"test") ? Scope::test
                            : text.starts_with("addSbtPlugin")                     ? Scope::development
                                                                                   : Scope::runtime;
        listing.root(at, listing[at].scope);
    }
}

} // namespace squire::dependencies
