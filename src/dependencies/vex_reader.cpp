// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "advisories/advisory.h"
#include "base/text.h"
#include "dependencies/vex.h"
#include "document/document.h"

namespace squire::dependencies {
namespace {

using document::Node;

constexpr std::size_t kMostStatements = 100'000;
constexpr std::size_t kMostPackages = 1'000'000; // of all statements together
constexpr std::size_t kMostNames = 100;          // of one weakness
constexpr std::size_t kLongestReason = 1000;

struct StatusWord {
    std::string_view word;
    VexStatus status;
};

constexpr std::array<StatusWord, 4> kOpenVexWords{{{"not_affected", VexStatus::not_affected},
                                                   {"affected", VexStatus::affected},
                                                   {"fixed", VexStatus::fixed},
                                                   {"under_investigation", VexStatus::under_investigation}}};

constexpr std::array<StatusWord, 6> kCycloneDxWords{{{"not_affected", VexStatus::not_affected},
                                                     {"false_positive", VexStatus::not_affected},
                                                     {"exploitable", VexStatus::affected},
                                                     {"resolved", VexStatus::fixed},
                                                     {"resolved_with_pedigree", VexStatus::fixed},
                                                     {"in_triage", VexStatus::under_investigation}}};

class Reader {
public:
    Reader(std::string_view name, Problems& problems) : name_(name), problems_(problems) {}

    Result<std::vector<VexStatement>> read(std::string_view text) {
        const document::Document document = document::read_json_document(text);
        if (document.fault())
            return fail(document.fault()->kind, document.fault()->message, fmt::format("{}:{}", name_, document.fault()->place),
                        "a VEX file is used whole or not at all");
        const Node& root = document.root();
        const std::string_view context = root["@context"].text;
        if (root["bomFormat"].text == "CycloneDX")
            cyclonedx(root);
        else if (context.starts_with("https://openvex.dev/ns"))
            openvex(root);
        else if (root["document"]["category"].text.starts_with("csaf_"))
            return fail(ErrorKind::unsupported, "this is CSAF", name_, "OpenVEX and CycloneDX (JSON) are read");
        else
            return fail(ErrorKind::unsupported, "neither OpenVEX nor CycloneDX in JSON", name_,
                        "it has \"@context\" or \"bomFormat\" at its top");
        if (full_) return fail(ErrorKind::limit, fmt::format("more than {} statements or {} packages", kMostStatements, kMostPackages), name_);
        return std::move(statements_);
    }

private:
    void problem(const Node& at, std::string message) {
        problems_.add(Weight::warning, {ErrorKind::malformed, std::move(message) + "; the statement is not used", place(at), {}});
    }
    [[nodiscard]] std::string place(const Node& at) const { return fmt::format("{}:{}", name_, at.line); }

    static void add_id(VexStatement& statement, std::string_view text) {
        // An IRI ends in the name: "https://nvd.nist.gov/vuln/detail/CVE-2025-1".
        if (const std::size_t slash = text.rfind('/'); text.contains("://") && slash != std::string_view::npos) text = text.substr(slash + 1);
        std::string id = advisories::canonical_id(text);
        if (id.empty() || statement.ids.size() >= kMostNames || std::ranges::find(statement.ids, id) != statement.ids.end()) return;
        statement.ids.push_back(std::move(id));
    }

    template <std::size_t Size> bool set_status(VexStatement& statement, const Node& word, const std::array<StatusWord, Size>& words) {
        const auto found = std::ranges::find(words, word.text, &StatusWord::word);
        if (found == words.end()) return false;
        statement.status = found->status;
        return true;
    }

    static std::string reason_of(std::string_view word, std::string_view text) {
        return shorten(fmt::format("{}{}{}", word, word.empty() || text.empty() ? "" : ": ", trim(text)), kLongestReason);
    }

    bool add_package(VexStatement& statement, std::string_view url) {
        auto reference = parse_package_url(url);
        if (!reference) return false;
        statement.packages.push_back(std::move(*reference));
        full_ = full_ || ++packages_ > kMostPackages;
        return true;
    }

    void keep(VexStatement statement, const Node& at) {
        if (statement.ids.empty()) return problem(at, "it names no vulnerability");
        if (statement.packages.empty())
            return problem(at, "it names no package by a package URL, which alone says what of this project it is about");
        if (statement.status == VexStatus::not_affected && statement.reason.empty())
            return problem(at, "it says not_affected, and not why (a justification or an impact statement)");
        statement.place = place(at);
        statements_.push_back(std::move(statement));
        full_ = full_ || statements_.size() > kMostStatements;
    }

    // --- OpenVEX ---

    void openvex_product(VexStatement& statement, const Node& product) {
        const Node& parts = product["subcomponents"];
        if (!parts.is_list() || parts.items.empty()) return openvex_package(statement, product);
        // The product is what the statement's author ships; the package with the weakness is a part of it.
        for (const Node& part : parts) openvex_package(statement, part);
    }

    void openvex_package(VexStatement& statement, const Node& package) {
        if (!package.is_table()) {
            add_package(statement, package.text);
            return;
        }
        if (!add_package(statement, package["identifiers"]["purl"].text)) add_package(statement, package["@id"].text);
    }

    void openvex(const Node& root) {
        const std::optional<Time> written = parse_time(root[root.has("last_updated") ? "last_updated" : "timestamp"].text);
        if (!root["statements"].is_list()) return problem(root, "there is no list of statements");
        for (const Node& each : root["statements"]) {
            if (full_) return;
            VexStatement statement;
            const Node& vulnerability = each["vulnerability"];
            if (vulnerability.is_table()) {
                add_id(statement, vulnerability[vulnerability.has("name") ? "name" : "@id"].text);
                for (const Node& alias : vulnerability["aliases"]) add_id(statement, alias.text);
            } else {
                add_id(statement, vulnerability.text); // 0.0.1
            }
            if (!set_status(statement, each["status"], kOpenVexWords)) {
                problem(each, fmt::format("no status of OpenVEX: \"{}\"", printable(shorten(each["status"].text, 40))));
                continue;
            }
            statement.reason = reason_of(each["justification"].text, each["impact_statement"].text);
            for (const Node& product : each["products"]) openvex_product(statement, product);
            for (const Node& part : each["subcomponents"]) openvex_package(statement, part); // 0.0.1
            statement.time = parse_time(each[each.has("last_updated") ? "last_updated" : "timestamp"].text);
            if (!statement.time) statement.time = written;
            keep(std::move(statement), each);
        }
    }

    // --- CycloneDX ---

    void collect_components(const Node& components) {
        for (const Node& each : components) {
            if (!each["bom-ref"].text.empty()) components_.emplace(each["bom-ref"].text, each["purl"].text);
            collect_components(each["components"]);
        }
    }

    void affected(VexStatement& statement, const Node& each) {
        std::string_view reference = each["ref"].text;
        // A part of another document: "urn:cdx:serial/1#reference".
        if (reference.starts_with("urn:cdx:") && reference.contains('#')) reference = reference.substr(reference.find('#') + 1);
        const auto component = components_.find(reference);
        const std::string_view url = component != components_.end() ? component->second : reference;
        const Node& versions = each["versions"];
        if (!versions.is_list() || versions.items.empty()) {
            add_package(statement, url);
            return;
        }
        // Of the versions that it speaks of, the plain ones; ranges of them are said to be none.
        const auto package = parse_package_url(url);
        if (!package) return;
        for (const Node& version : versions) {
            if (version.has("range"))
                problems_.add(Weight::warning, {ErrorKind::unsupported, "a range of versions is not read", place(version), {}});
            if (version["version"].text.empty() || ++packages_ > kMostPackages) continue;
            statement.packages.push_back({package->type, package->name, std::string(version["version"].text)});
        }
        full_ = full_ || packages_ > kMostPackages;
    }

    void cyclonedx(const Node& root) {
        collect_components(root["components"]);
        const std::optional<Time> written = parse_time(root["metadata"]["timestamp"].text);
        for (const Node& each : root["vulnerabilities"]) {
            if (full_) return;
            const Node& analysis = each["analysis"];
            if (!analysis.has("state")) continue; // a list of what is known, and no word on what it means here
            VexStatement statement;
            add_id(statement, each["id"].text);
            for (const Node& reference : each["references"]) add_id(statement, reference["id"].text);
            if (!set_status(statement, analysis["state"], kCycloneDxWords)) {
                problem(each, fmt::format("no state of CycloneDX: \"{}\"", printable(shorten(analysis["state"].text, 40))));
                continue;
            }
            const bool is_false = analysis["state"].text == "false_positive";
            const std::string_view word = analysis["justification"].text;
            statement.reason = reason_of(word.empty() && is_false ? "false_positive" : word, analysis["detail"].text);
            for (const Node& place : each["affects"]) affected(statement, place);
            statement.time = parse_time(analysis["lastUpdated"].text);
            if (!statement.time) statement.time = written;
            keep(std::move(statement), each);
        }
    }

    std::string name_;
    Problems& problems_;
    std::vector<VexStatement> statements_;
    std::unordered_map<std::string_view, std::string_view> components_;
    std::size_t packages_ = 0;
    bool full_ = false;
};

} // namespace

Result<std::vector<VexStatement>> read_vex(std::string_view text, std::string_view name, Problems& problems) {
    return Reader(name, problems).read(text);
}

} // namespace squire::dependencies
