// SPDX-License-Identifier: MIT
// metacpan.org/dist/Carton, "carton snapshot format: version 1.0": a distribution by two blanks, what is told of it by four, modules by six.
#include "dependencies/cpanfile_snapshot.h"

#include <cctype>

#include "base/text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

// "Module-Name-v1.2" is "Module-Name" and "v1.2": the version is what follows the last hyphen before a digit.
std::pair<std::string_view, std::string_view> split_distribution(std::string_view text) {
    for (std::size_t at = text.rfind('-'); at != std::string_view::npos && at > 0; at = text.rfind('-', at - 1)) {
        std::string_view version = text.substr(at + 1);
        if (version.starts_with('v')) version.remove_prefix(1);
        if (!version.empty() && std::isdigit(static_cast<unsigned char>(version[0])) != 0) return {text.substr(0, at), text.substr(at + 1)};
    }
    return {text, {}};
}

} // namespace

void read_cpanfile_snapshot(const Input& input, Listing& listing) {
    bool known = false;
    bool provides = false;
    bool requirements = false;
    std::uint32_t at = kNoPackage;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.empty() || conflict_at(line, listing)) continue;
        if (text.starts_with("# carton snapshot format:")) {
            known = true;
            if (!text.ends_with(" 1.0"))
                listing.problem(line.number, "a version of the format that is not known; read as 1.0", Weight::warning, ErrorKind::unsupported);
        } else if (line.indent == 2) {
            const auto [name, version] = split_distribution(text);
            at = listing.add(name, version, line.number);
            provides = requirements = false;
        } else if (line.indent == 4) {
            provides = text == "provides:";
            requirements = text == "requirements:";
        } else if (line.indent == 6 && (provides || requirements)) {
            const std::string_view module = text.substr(0, text.find(' '));
            if (requirements) {
                if (module != "perl") listing.link(at, module);
            } else {
                listing.alias(module, at);
                listing.request(module, at); // as a cpanfile asks for it
            }
        }
    }
    if (!known) listing.problem(1, "expected '# carton snapshot format'", Weight::incomplete);
}

} // namespace squire::dependencies
