// SPDX-License-Identifier: MIT
#include "advisories/record_reader.h"

#include <array>
#include <filesystem>
#include <string>

#include "advisories/community_readers.h"
#include "advisories/distribution_readers.h"
#include "advisories/osv_reader.h"
#include "advisories/record_text.h"
#include "advisories/rustsec_reader.h"
#include "base/text.h"

namespace squire::advisories {
namespace {

using document::Node;

// The formats that are a JSON or YAML document. The first that recognises a document reads it.
struct Format {
    bool (*recognises)(const Node& root);
    void (*read)(const Node& root, std::string_view place, std::vector<Advisory>& out, Problems& problems);
};
constexpr std::array<Format, 7> kFormats{{{looks_like_osv, read_osv},
                                          {looks_like_rubysec, read_rubysec},
                                          {looks_like_friendsofphp, read_friendsofphp},
                                          {looks_like_node_npm, read_node_npm},
                                          {looks_like_node_core, read_node_core},
                                          {looks_like_alpine_secdb, read_alpine_secdb},
                                          {looks_like_debian_tracker, read_debian_tracker}}};

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool has_ending(std::string_view path, std::string_view ending) { return to_lower(name_of(path)).ends_with(ending); }

void read_document(const document::Document& document, std::string_view path, std::vector<Advisory>& out, Problems& problems) {
    if (document.fault()) {
        Error fault = *document.fault();
        fault.place = fault.place.empty() ? std::string(path) : std::string(path) + ":" + fault.place;
        fault.hint = "this file is left out";
        problems.add(Weight::incomplete, std::move(fault)); // half a record could say half of what is affected
        return;
    }
    for (const Format& format : kFormats) {
        if (format.recognises(document.root())) return format.read(document.root(), path, out, problems);
    }
}

} // namespace

bool may_hold_advisories(std::string_view path) {
    const std::string_view name = name_of(path);
    if (name.starts_with('.')) return false;
    return has_ending(path, ".json") || has_ending(path, ".yaml") || has_ending(path, ".yml") || has_ending(path, ".md") ||
           name.starts_with("CVE-");
}

void read_record(std::string_view path, std::string_view bytes, std::vector<Advisory>& out, Problems& problems) {
    const std::size_t first = out.size();
    if (has_ending(path, ".json")) {
        read_document(document::read_json_document(bytes), path, out, problems);
    } else if (has_ending(path, ".yaml") || has_ending(path, ".yml")) {
        read_document(document::read_yaml_document(bytes), path, out, problems);
    } else if (looks_like_rustsec(bytes)) {
        read_rustsec(bytes, path, out, problems);
    } else if (looks_like_ubuntu_tracker(bytes)) {
        read_ubuntu_tracker(bytes, path, out, problems);
    }
    for (std::size_t i = first; i < out.size(); ++i) tidy(out[i]);
}

} // namespace squire::advisories
