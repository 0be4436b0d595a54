// SPDX-License-Identifier: MIT
// A map of Elixir, one package a line: "name": {:hex, :package, "version", "checksum", [:mix], [needed], "hexpm", "checksum"}
#include "dependencies/mix_lock.h"

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_mix_lock(const Input& input, Listing& listing) {
    bool closed = false;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || text == "%{" || conflict_at(line, listing)) continue;
        closed = closed || text == "}" || text.ends_with("}}") || text == "%{}";
        if (!text.starts_with('"')) continue;
        const auto texts = quoted_texts(text);
        const bool hex = text.contains("{:hex,");
        const bool git = text.contains("{:git,");
        if (texts.size() < 3 || !(hex || git)) {
            listing.problem(line.number, "expected a package of Hex or git", Weight::incomplete);
            continue;
        }
        std::string_view name = texts[0];
        if (const std::size_t atom = text.find("{:hex, :");
            atom != std::string_view::npos) { // the package may have another name than the application
            const std::string_view rest = text.substr(atom + 8);
            std::string_view package = rest.substr(0, rest.find(','));
            if (package.starts_with('"')) package = package.substr(1, package.size() - 2);
            name = package;
        }
        const std::uint32_t at = listing.add(name, hex ? texts[1] : std::string_view{}, line.number);
        listing.alias(texts[0], at);
        if (git) {
            listing[at].source = fmt::format("git+{}@{}", texts[1], texts[2]);
            continue;
        }
        listing[at].checksum = texts[2];
        // "[{:jason, "~> 1.0", [hex: :jason, …]}, …]"
        for (std::size_t from = text.find("[{:"); from != std::string_view::npos; from = text.find("{:", from + 2)) {
            const std::size_t start = text.find("{:", from) + 2;
            listing.link(at, text.substr(start, text.find(',', start) - start));
        }
    }
    if (!closed) listing.problem(0, "the file ends in the middle", Weight::incomplete);
}

} // namespace squire::dependencies
