// SPDX-License-Identifier: MIT
#include "bugreport/draft_files.h"

#include "formats/json_writer.h"

namespace squire::bugreport {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;

std::string draft_json(const Draft& draft, const Tracker& tracker) {
    const BugReport& report = draft.report;
    const Completeness complete = completeness_of(report, tracker);
    JsonWriter writer;
    {
        const JsonObject object(writer);
        writer.member("id", report.id());
        writer.member("kind", to_string(report.kind));
        writer.member("title", title_for(report, tracker));
        {
            const JsonObject to(writer, "tracker");
            writer.member("id", tracker.id);
            writer.member("name", tracker.name);
            writer.member("url", tracker.url);
        }
        writer.member("confidential", tracker.confidential);
        writer.member("route", to_string(report.route));
        writer.member("route_reason", report.route_reason);
        writer.member("score", complete.score);
        writer.member("threshold", tracker.threshold);
        writer.member("ready", complete.ready);
        {
            const JsonArray list(writer, "missing");
            for (const Ask* ask : complete.missing) {
                const JsonObject missing(writer);
                writer.member("field", ask->field);
                writer.member("what", ask->what);
                writer.member("must", ask->must);
                writer.member_unless_empty("hint", ask->hint);
            }
        }
        if (draft.reduction) {
            const JsonObject reduction(writer, "reduction");
            writer.member("bytes_before", draft.reduction->bytes_before);
            writer.member("bytes_after", draft.reduction->bytes_after);
            writer.member("tries", draft.reduction->tries);
            writer.member("end", to_string(draft.reduction->end));
            writer.member("minimal", draft.reduction->minimal);
            writer.member("confirmed", draft.reduction->confirmed);
        }
        {
            const JsonArray list(writer, "remarks");
            for (const std::string& remark : draft.remarks) writer.value(remark);
        }
        const JsonObject facts(writer, "facts");
        for (const auto& [name, value] : report.facts) writer.member(name, value);
    }
    return writer.take();
}

std::vector<std::pair<std::string, std::string>> draft_files(const Draft& draft, const Tracker& tracker) {
    const BugReport& report = draft.report;
    std::vector<std::pair<std::string, std::string>> files{
        {"report.md", "# " + title_for(report, tracker) + "\n\n" + markdown_for(report, tracker)}, {"report.json", draft_json(draft, tracker)}};
    if (draft.reduction) {
        for (const File& file : draft.reduction->best.files) files.emplace_back("example/" + file.path, std::string(file.text()));
    }
    const auto add = [&](std::string name, std::string_view fact) {
        if (!report.fact(fact).empty()) files.emplace_back(std::move(name), std::string(report.fact(fact)));
    };
    add("example/rule.yaml", "rule_text");
    add("near-miss/" + std::string(report.fact("example_path")), "near_miss");
    add("enhancement.patch", "patch");
    return files;
}

} // namespace squire::bugreport
