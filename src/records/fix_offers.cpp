// SPDX-License-Identifier: MIT
#include "records/fix_offers.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "program/object.h"

namespace squire::records {
namespace {

using program::Json;

constexpr std::string_view kKind = "fix_offer";
constexpr std::string_view kFormat = "squire offer";
constexpr std::size_t kShortestPrefix = 4;

std::string text_of(const Json& from, const char* key) {
    const auto found = from.find(key);
    return found != from.end() && found->is_string() ? found->get<std::string>() : "";
}

bool flag_of(const Json& from, const char* key) {
    const auto found = from.find(key);
    return found != from.end() && found->is_boolean() && found->get<bool>();
}

std::vector<std::string> texts_of(const Json& from, const char* key) {
    std::vector<std::string> texts;
    const auto found = from.find(key);
    if (found == from.end() || !found->is_array()) return texts;
    for (const Json& each : *found)
        if (each.is_string()) texts.push_back(each.get<std::string>());
    return texts;
}

std::optional<fix::Verdict> verdict_of(const Json& from) {
    const std::string word = text_of(from, "verdict");
    for (const fix::Verdict each : {fix::Verdict::verified, fix::Verdict::verified_without_tests, fix::Verdict::failed})
        if (to_string(each) == word) return each;
    return std::nullopt;
}

/// File names may be any bytes.
std::string in_utf8(const Json& json, int indent) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

} // namespace

std::string write_offer(const KeptOffer& kept) {
    const fix::Offer& offer = kept.offer;
    const Json document{{"format", kFormat},
                        {"format_version", 1},
                        {"id", offer.id()},
                        {"class", to_string(offer.kind)},
                        {"private", offer.is_private},
                        {"base", offer.base},
                        {"branch", offer.branch},
                        {"commit", kept.commit},
                        {"title", offer.title},
                        {"commit_message", offer.commit_message},
                        {"description", offer.description},
                        {"proposals", offer.proposals},
                        {"findings", offer.findings},
                        {"paths", offer.paths},
                        {"verdict", to_string(offer.verdict)},
                        {"path_shown", offer.path_shown},
                        {"text_match", offer.text_match}};
    return in_utf8(document, 2) + "\n";
}

Result<KeptOffer> read_offer(std::string_view document) {
    const Json from = Json::parse(document, nullptr, false);
    const auto malformed = [](std::string_view place) {
        return fail(ErrorKind::malformed, "not an offer in Squire's format", std::string(place), "squire fix … -o DIR writes offer.json");
    };
    if (!from.is_object() || text_of(from, "format") != kFormat) return malformed("/format");
    const auto kind = fix::parse_change_class(text_of(from, "class"));
    if (!kind) return malformed("/class");
    const auto verdict = verdict_of(from);
    if (!verdict) return malformed("/verdict");
    return KeptOffer{.offer = {.kind = *kind,
                               .is_private = flag_of(from, "private"),
                               .base = text_of(from, "base"),
                               .branch = text_of(from, "branch"),
                               .title = text_of(from, "title"),
                               .commit_message = text_of(from, "commit_message"),
                               .description = text_of(from, "description"),
                               .proposals = texts_of(from, "proposals"),
                               .findings = texts_of(from, "findings"),
                               .paths = texts_of(from, "paths"),
                               .verdict = *verdict,
                               .path_shown = flag_of(from, "path_shown"),
                               .text_match = flag_of(from, "text_match")},
                     .commit = text_of(from, "commit")};
}

Result<void> keep_offer(store::Store& store, const KeptOffer& kept, std::string_view actor) {
    const std::string id = kept.offer.id();
    const auto there = store.object(kKind, id);
    if (!there && there.error().kind != ErrorKind::not_found) return std::unexpected(there.error());
    const std::string document = write_offer(kept);
    if (there && !there->removed && there->document == document) return {};
    const Json evidence{{"branch", kept.offer.branch},
                        {"class", to_string(kept.offer.kind)},
                        {"commit", kept.commit},
                        {"findings", kept.offer.findings},
                        {"verdict", to_string(kept.offer.verdict)}};
    const store::ObjectWrite write{.kind = std::string(kKind),
                                   .id = id,
                                   .expected = there && !there->removed ? there->version : 0,
                                   .keys = {{"branch", kept.offer.branch}},
                                   .document = document};
    const auto written = store.write(
        std::array{write},
        {.actor = std::string(actor), .verb = "fix.offer", .kind = std::string(kKind), .object = id, .evidence = in_utf8(evidence, -1)});
    if (!written) return std::unexpected(written.error());
    return {};
}

Result<KeptOffer> find_offer(const store::Store& store, std::string_view branch_or_id) {
    auto found = store.objects(kKind, {{"branch", std::string(branch_or_id)}});
    if (!found) return std::unexpected(std::move(found.error()));
    if (found->empty() && branch_or_id.size() >= kShortestPrefix) {
        found = store.objects(kKind);
        if (!found) return std::unexpected(std::move(found.error()));
        std::erase_if(*found, [&](const store::Object& each) { return !each.id.starts_with(branch_or_id); });
        if (found->size() > 1)
            return fail(ErrorKind::usage, fmt::format("{} offers begin with '{}'", found->size(), branch_or_id), "", "give more of the id");
    }
    if (found->empty())
        return fail(ErrorKind::not_found, fmt::format("no offer '{}' is recorded", branch_or_id), "",
                    "squire fix PROJECT --only ID --branch makes one");
    return read_offer(std::ranges::max_element(*found, {}, &store::Object::entry)->document);
}

} // namespace squire::records
