// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace squire::formats {

/// A file's path as a relative URI reference (RFC 3986): every byte that is not allowed in a path, and ':', percent-encoded, so that no path can be
/// taken for an address with a scheme.
[[nodiscard]] std::string to_uri(std::string_view path);

/// Percent-encoded bytes as they were; a '%' without two hexadecimal digits stands for itself.
[[nodiscard]] std::string percent_decoded(std::string_view text);

/// The path in an address or reference: without scheme, host, query and fragment, decoded, with '/' for '\', and without "." and ".." steps.
/// An absolute path keeps its leading '/'; a relative one never leads out of where it starts.
[[nodiscard]] std::string path_of_uri(std::string_view uri);

/// The same for what is a path and no address: nothing is decoded.
[[nodiscard]] std::string normalised_path(std::string_view path);

} // namespace squire::formats
