// SPDX-License-Identifier: MIT
#include "advisories/rustsec_reader.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "advisories/record_text.h"
#include "advisories/version_constraint.h"
#include "base/text.h"
#include "document/document.h"

namespace squire::advisories {
namespace {

using document::Node;

constexpr std::string_view kFence = "```toml";

// The versions that a list of requirements lets in.
Result<std::vector<Interval>> versions_of(const Node& list) {
    std::vector<Interval> all;
    for (const std::string& requirement : texts_of(list)) {
        auto one = parse_constraint(Dialect::cargo, requirement);
        if (!one) return one;
        std::ranges::move(*one, std::back_inserter(all));
    }
    return all;
}

std::vector<Symbol> symbols_of(const Node& affected) {
    Symbol symbol;
    for (const Node& function : affected["functions"]) symbol.functions.emplace_back(function.key);
    return symbol.functions.empty() ? std::vector<Symbol>{} : std::vector<Symbol>{std::move(symbol)};
}

} // namespace

bool looks_like_rustsec(std::string_view bytes) { return trim(bytes.substr(0, 200)).starts_with(kFence); }

void read_rustsec(std::string_view bytes, std::string_view place, std::vector<Advisory>& out, Problems& problems) {
    const std::size_t begin = bytes.find(kFence) + kFence.size();
    const std::size_t end = bytes.find("\n```", begin);
    if (end == std::string_view::npos) return record_is_wrong(place, "the advisory's TOML does not end", problems);
    const document::Document document = document::read_toml_document(bytes.substr(begin, end - begin));
    if (document.fault()) return record_is_wrong(place, document.fault()->message, problems);
    const Node& record = document.root()["advisory"];
    if (!text_of(record["informational"]).empty()) return;
    Advisory advisory{.id = text_of(record["id"]), .database = "RustSec"};
    if (canonical_id(advisory.id).empty() || text_of(record["package"]).empty())
        return record_is_wrong(place, "an advisory without an id or a package", problems);
    advisory.aliases = texts_of(record["aliases"]);
    advisory.related = texts_of(record["related"]);
    const std::string_view prose = bytes.substr(end + 4);
    advisory.summary = first_line(prose);
    advisory.details = to_utf8(trim(prose));
    advisory.published = time_of(record["date"]);
    advisory.modified = advisory.published;
    advisory.withdrawn = !text_of(record["withdrawn"]).empty();
    add_vector(text_of(record["cvss"]), advisory);
    if (const std::string url = text_of(record["url"]); !url.empty()) advisory.references.push_back({"ADVISORY", url});
    for (std::string& url : texts_of(record["references"])) advisory.references.push_back({"WEB", std::move(url)});
    const Node& versions = document.root()["versions"];
    auto safe = versions_of(versions["patched"]);
    const auto unaffected = versions_of(versions["unaffected"]);
    if (!safe || !unaffected) return record_is_wrong(place, (safe ? unaffected : safe).error().message, problems);
    safe->insert(safe->end(), unaffected->begin(), unaffected->end());
    advisory.affected.push_back({.ecosystem = "crates.io",
                                 .package = text_of(record["package"]),
                                 .intervals = complement(std::move(*safe), VersionOrder::semver),
                                 .symbols = symbols_of(document.root()["affected"])});
    out.push_back(std::move(advisory));
}

} // namespace squire::advisories
