// SPDX-License-Identifier: MIT
#include "collateral/embargo.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace squire::collateral {
namespace {

constexpr const char* kKind = "embargo";
constexpr long kLongest = 3'650; // days
using Json = nlohmann::ordered_json;

long days_of(const Json& json, const char* name, long otherwise) {
    const auto found = json.find(name);
    return found != json.end() && found->is_number_integer() ? std::clamp(found->get<long>(), 0L, kLongest) : otherwise;
}

} // namespace

Result<std::optional<writeup::Embargo>> embargo_in(const store::Store& store, std::string_view vulnerability) {
    const auto kept = store.object(kKind, vulnerability);
    if (!kept) {
        if (kept.error().kind == ErrorKind::not_found) return std::nullopt;
        return std::unexpected(kept.error());
    }
    const Json json = Json::parse(kept->document, nullptr, false);
    if (kept->removed || !json.is_object()) return std::nullopt; // the default is the careful answer
    writeup::Embargo embargo;
    embargo.days = days_of(json, "days", embargo.days);
    embargo.grace = days_of(json, "grace", embargo.grace);
    embargo.lifted = json.value("lifted", Json(false)) == Json(true);
    if (const auto why = json.find("why"); why != json.end() && why->is_string()) embargo.why = why->get<std::string>();
    return embargo;
}

Result<std::string> keep_embargo(store::Store& store, std::string_view prefix, const writeup::Embargo& embargo, std::string_view who) {
    if (embargo.lifted && trim(embargo.why).empty())
        return fail(ErrorKind::usage, "an embargo is lifted for a reason", "", "--why TEXT: who agreed, or where it is public already");
    if (embargo.days < 0 || embargo.grace < 0 || embargo.days > kLongest || embargo.grace > kLongest)
        return fail(ErrorKind::usage, "an embargo lasts 0 to 3650 days");
    const auto vulnerability = store.vulnerability(prefix);
    if (!vulnerability) return std::unexpected(vulnerability.error());
    const auto before = store.object(kKind, vulnerability->id);
    if (!before && before.error().kind != ErrorKind::not_found) return std::unexpected(before.error());
    const Json document{
        {"days", embargo.days}, {"grace", embargo.grace}, {"lifted", embargo.lifted}, {"why", shorten(to_utf8(embargo.why), 1'000)}};
    const store::ObjectWrite write{
        .kind = kKind, .id = vulnerability->id, .expected = before && !before->removed ? before->version : 0, .document = document.dump()};
    const auto written = store.write(std::span(&write, 1), {.actor = std::string(who),
                                                            .verb = embargo.lifted ? "embargo.lifted" : "embargo.set",
                                                            .kind = kKind,
                                                            .object = vulnerability->id,
                                                            .evidence = document.dump()});
    if (!written) return std::unexpected(written.error());
    return vulnerability->id;
}

} // namespace squire::collateral
