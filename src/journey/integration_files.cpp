// SPDX-License-Identifier: MIT
#include "journey/integration_files.h"

#include <string_view>

#include "base/file.h"
#include "formats/json_writer.h"
#include "scan/secret_rules.h"
#include "secrets/redactor.h"
#include "secrets/rule_book.h"

namespace squire::journey {
namespace {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;
using integrate::Choice;
using integrate::Decision;
using integrate::Plan;

void write_list(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    const JsonArray list(json, key);
    for (const std::string& text : texts) json.value(std::string_view(text));
}

} // namespace

std::string_view word_of(Decision decision) {
    switch (decision) {
    case Decision::add: return "add";
    case Decision::present: return "there";
    case Decision::left_out: return "left out";
    }
    return "";
}

std::string plan_as_json(const Plan& plan) {
    JsonWriter json;
    {
        const JsonObject document(json);
        json.member("file", std::string_view(plan.file));
        json.member("new", plan.is_new);
        json.member("changes", plan.before != plan.after);
        json.member_unless_empty("commit", plan.commit_id);
        json.member("default_branch", std::string_view(plan.default_branch));
        {
            const JsonArray scanners(json, "scanners");
            for (const Choice& choice : plan.choices) {
                const JsonObject each(json);
                json.member("id", std::string_view(choice.scanner->id));
                json.member("decision", word_of(choice.decision));
                json.member("reason", std::string_view(choice.reason));
                if (choice.decision != Decision::add) continue;
                json.member("template", std::string_view(choice.scanner->template_name));
                json.member("estimated_seconds", static_cast<std::int64_t>(choice.suitability.minutes * 60));
                const JsonArray analyzers(json, "analyzers");
                for (const integrate::Analyzer& analyzer : choice.suitability.analyzers) {
                    const JsonObject one(json);
                    json.member("job", std::string_view(analyzer.job));
                    json.member("files", analyzer.files);
                }
            }
        }
        write_list(json, "notes", plan.notes);
        write_list(json, "unread_includes", plan.unread);
        {
            const JsonArray kinds(json, "pipelines");
            for (const auto& kind : plan.comparison.kinds) {
                const JsonObject each(json);
                json.member("for", std::string_view(kind.title));
                json.member("made_before", kind.made_before);
                json.member("made_after", kind.made_after);
                write_list(json, "jobs_before", kind.jobs_before);
                write_list(json, "jobs_added", kind.jobs_added);
            }
        }
        json.member_unless_empty("diff", plan.diff);
        json.member_unless_empty("commit_message", plan.commit_message);
        json.member_unless_empty("merge_request", plan.merge_request);
    }
    return json.take();
}

Result<Plan> without_secrets(Plan plan) {
    Problems problems; // of our own rules: there are none
    auto rules = scan::secret_rules_for({}, std::nullopt, problems);
    if (!rules) return std::unexpected(std::move(rules.error()));
    const auto book = secrets::RuleBook::make(std::move(*rules), cache_folder(), problems);
    if (!book) return std::unexpected(book.error());
    secrets::Redactor redact(*book);
    const auto clean = [&](std::string& text) { text = redact(text); };
    clean(plan.diff);
    clean(plan.commit_message);
    clean(plan.merge_request);
    for (Choice& choice : plan.choices) clean(choice.reason);
    for (std::string& note : plan.notes) clean(note);
    for (std::string& unread : plan.unread) clean(unread);
    return plan;
}

std::vector<std::pair<std::string, std::string>> plan_files(const Plan& plan) {
    std::vector<std::pair<std::string, std::string>> files = {{"integration.json", plan_as_json(plan)},
                                                              {"merge-request.md", plan.merge_request},
                                                              {"commit-message.txt", plan.commit_message},
                                                              {"pipeline.diff", plan.diff}};
    std::erase_if(files, [](const auto& file) { return file.second.empty(); });
    return files;
}

Result<void> write_plan(const std::filesystem::path& folder, const Plan& plan) {
    for (const auto& [name, text] : plan_files(plan))
        if (auto written = write_file(folder / name, text); !written) return written;
    return {};
}

} // namespace squire::journey
