// SPDX-License-Identifier: MIT
#include "html/page.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include <tuple>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/hash.h"
#include "base/text.h"
#include "embedded/html_style.h"

namespace squire::html {
namespace {

// As a content security policy names a script: W3C CSP 3, 2.3.1.
std::string hash_source(std::string_view script) {
    const Sha256 digest = sha256(script);
    std::array<unsigned char, 4 * ((std::tuple_size_v<Sha256> + 2) / 3) + 1> text{};
    const int length = ::EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
    return fmt::format("'sha256-{}'", std::string_view(reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length))); // NOLINT
}

} // namespace

std::string visible(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t blank = std::min(text.find_first_of("\n\t\r"), text.size());
        out += printable(text.substr(0, blank));
        if (blank < text.size() && text[blank] != '\r') out += text[blank];
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return out;
}

std::string escape(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : visible(text)) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string escape_address(std::string_view address) {
    const std::string lower = to_lower(address.substr(0, 8));
    const bool safe = lower.starts_with("https://") || lower.starts_with("http://") || lower.starts_with("mailto:");
    return safe ? escape(address) : "#";
}

std::string render(const Page& page) {
    const std::string_view style = embedded::html_style().front().text;
    return fmt::format(
        "<!DOCTYPE html>\n"
        "<html lang=\"{}\">\n"
        "<head>\n"
        "<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src {}\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<title>{}</title>\n"
        "<style>\n{}{}</style>\n"
        "</head>\n"
        "<body>\n"
        "<a class=\"skip\" href=\"#main\">To the content</a>\n"
        "{}"
        "<main id=\"main\">\n{}</main>\n"
        "{}"
        "</body>\n"
        "</html>\n",
        escape(page.language), page.script.empty() ? "'none'" : hash_source(page.script), escape(page.title), style, page.style, page.header,
        page.body, page.script.empty() ? "" : fmt::format("<script>{}</script>\n", page.script));
}

} // namespace squire::html
