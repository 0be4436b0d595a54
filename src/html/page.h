// SPDX-License-Identifier: MIT
//
// What every page that Squire writes has in common: one file without anything outside it, one look, light and dark, on paper and on a narrow screen.
// Texts of strangers come in through escape() alone.
#pragma once

#include <string>
#include <string_view>

namespace squire::html {

/// Valid UTF-8; control characters and bidirectional overrides become visible escapes as in `printable`, line ends and tabs stay. For texts that a
/// script puts into a page as text.
[[nodiscard]] std::string visible(std::string_view text);

/// The same for element content and for attribute values in quotes of either kind.
[[nodiscard]] std::string escape(std::string_view text);

/// The same as `escape` where the text is a web address (http, https, mailto) and may stand in an `href`; else "#", so that no text of a stranger
/// becomes a script.
[[nodiscard]] std::string escape_address(std::string_view address);

struct Page {
    std::string title; // plain text
    std::string body; // HTML, inside <main>
    std::string header; // HTML before <main>: navigation; may be empty
    std::string style; // CSS of this kind of page, after the common one; ours, never a stranger's
    std::string script; // JavaScript at the end; ours. Empty: the page's policy forbids all scripts
    std::string_view language = "en";
};

/// The whole document. Its content security policy lets nothing be loaded, and of scripts only `script` run, by its hash.
[[nodiscard]] std::string render(const Page& page);

} // namespace squire::html
