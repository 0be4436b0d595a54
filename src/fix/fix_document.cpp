// SPDX-License-Identifier: MIT
#include "fix/fix_document.h"

#include <string_view>
#include <vector>

namespace squire::fix {
namespace {

void write_texts(formats::JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    const formats::JsonArray array(json, name);
    for (const std::string& each : texts) json.value(std::string_view(each));
}

} // namespace

void write_fix(formats::JsonWriter& json, const Fix& fix) {
    const auto& [proposal, proof] = fix.proved;
    const formats::JsonObject object(json);
    json.member("id", std::string_view(proposal.id()));
    json.member("class", to_string(proposal.kind));
    json.member("what", std::string_view(proposal.what));
    json.member("why", std::string_view(proposal.why));
    json.member("made_by", std::string_view(proposal.made_by));
    write_texts(json, "findings", proposal.findings);
    {
        const formats::JsonArray files(json, "files");
        for (const FileChange& each : proposal.changes) json.value(std::string_view(each.path));
    }
    write_texts(json, "risks", proposal.risks);
    write_texts(json, "steps", proposal.steps);
    json.member("verdict", fix.is_for_people() ? std::string_view("for_people") : to_string(proof.verdict));
    json.member_unless_empty("without_tests_because", proof.without_tests_because);
    {
        const formats::JsonArray commands(json, "commands");
        for (const CommandRun& each : proof.commands) {
            const formats::JsonObject command(json);
            json.member("purpose", std::string_view(each.purpose));
            json.member("command", std::string_view(each.command));
            json.member("exit_code", each.exit_code);
            json.member("milliseconds", each.took.count());
        }
    }
    json.member_unless_empty("log", fix.is_for_people() ? std::string_view() : std::string_view(proof.log));
    json.member_unless_empty("diff", fix.diff);
}

} // namespace squire::fix
