// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "dependencies/listing.h"

namespace squire::dependencies {

/// An image as Docker writes it: "registry:5000/name:tag@sha256:…". Docker's own short names stand for "docker.io/library/name", and stay short.
struct ImageReference {
    std::string_view name;
    std::string_view tag;
    std::string_view digest;
};

[[nodiscard]] inline ImageReference parse_image(std::string_view text) {
    ImageReference image;
    if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
        image.digest = text.substr(at + 1);
        text = text.substr(0, at);
    }
    const std::size_t colon = text.rfind(':');
    if (colon != std::string_view::npos && !text.substr(colon).contains('/')) {
        image.tag = text.substr(colon + 1);
        text = text.substr(0, colon);
    }
    image.name = text;
    return image;
}

/// Adds an image as a package that the project asks for. What is still a variable ("$X", "${{ x }}") names none.
inline std::uint32_t add_image(Listing& listing, std::string_view text, std::uint32_t line, Scope scope) {
    const ImageReference image = parse_image(text);
    if (image.name.empty() || image.name.contains('$')) return kNoPackage;
    const bool open = image.tag.contains('$');
    const std::uint32_t at = listing.add(image.name, open ? std::string_view{} : image.tag, line);
    Package& package = listing[at];
    package.ecosystem = Ecosystem::container;
    package.checksum = image.digest;
    package.scope = scope;
    if (open) package.requirement = image.tag;
    listing.root(at, scope);
    return at;
}

} // namespace squire::dependencies
