// SPDX-License-Identifier: MIT
#include "formats/sarif_uri.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace squire::formats {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool stands_for_itself(char c) { return is_letter(c) || is_digit(c) || std::string_view("-._~/!$&'()*+,;=@").find(c) != std::string_view::npos; }

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The length of "https:" and the like, 0 where there is none. One letter is a drive of Windows, no scheme.
std::size_t scheme_length(std::string_view uri) {
    const std::size_t colon = uri.find_first_of(":/?#");
    if (colon == std::string_view::npos || uri[colon] != ':' || colon < 2 || !is_letter(uri.front())) return 0;
    const bool is_scheme =
        std::ranges::all_of(uri.substr(0, colon), [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
    return is_scheme ? colon + 1 : 0;
}

std::string without_dots(std::string_view path) {
    std::vector<std::string_view> kept;
    for (const std::string_view name : split(path, '/')) {
        if (name.empty() || name == ".") continue;
        if (name != "..") {
            kept.push_back(name);
        } else if (!kept.empty()) {
            kept.pop_back();
        }
    }
    std::string out = path.starts_with('/') ? "/" : "";
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i > 0) out += '/';
        out += kept[i];
    }
    return out;
}

} // namespace

std::string to_uri(std::string_view path) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string uri;
    uri.reserve(path.size());
    for (const char c : path) {
        if (stands_for_itself(c)) {
            uri += c;
            continue;
        }
        uri += '%';
        uri += kHex[static_cast<unsigned char>(c) >> 4U];
        uri += kHex[static_cast<unsigned char>(c) & 0xFU];
    }
    return uri;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::string path_of_uri(std::string_view uri) {
    uri = uri.substr(0, uri.find_first_of("?#"));
    uri.remove_prefix(scheme_length(uri));
    if (uri.starts_with("//")) uri.remove_prefix(std::min(uri.find('/', 2), uri.size()));
    return normalised_path(percent_decoded(uri));
}

std::string normalised_path(std::string_view path) {
    std::string plain(path);
    std::ranges::replace(plain, '\\', '/');
    return without_dots(plain);
}

} // namespace squire::formats
