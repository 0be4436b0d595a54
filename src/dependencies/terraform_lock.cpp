// SPDX-License-Identifier: MIT
// developer.hashicorp.com/terraform/language/files/dependency-lock: provider "registry/owner/name" { version = "…" hashes = […] }
#include "dependencies/terraform_lock.h"

#include "base/text.h"
#include "dependencies/ruby_text.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {

void read_terraform_lock(const Input& input, Listing& listing) {
    std::uint32_t at = kNoPackage;
    bool open = false;
    for (const TextLine& line : text_lines(input.bytes)) {
        const std::string_view text = trim(line.text);
        if (text.starts_with('#') || conflict_at(line, listing)) continue;
        const auto texts = quoted_texts(text);
        if (text.starts_with("provider ") && !texts.empty()) {
            at = listing.add(texts[0], {}, line.number);
            open = true;
        } else if (text == "}") {
            open = false;
        } else if (texts.empty()) {
            continue;
        } else if (text.starts_with("version")) {
            listing[at].version = texts[0];
        } else if (text.starts_with("constraints")) {
            listing[at].requirement = texts[0];
        } else if (listing[at].checksum.empty() && (texts[0].starts_with("h1:") || texts[0].starts_with("zh:"))) {
            listing[at].checksum = texts[0];
        }
    }
    if (open) listing.problem(0, "the file ends within a provider", Weight::incomplete);
}

} // namespace squire::dependencies
