// SPDX-License-Identifier: MIT
#include "cli/ci_output.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/counted.h"
#include "base/text.h"
#include "formats/display_width.h"
#include "formats/json_writer.h"

namespace squire::cli {
namespace {

using formats::JsonArray;
using formats::JsonObject;
using formats::JsonWriter;
using namespace pipeline;

std::string_view word_of(Gravity gravity) {
    switch (gravity) {
    case Gravity::error: return "error";
    case Gravity::warning: return "warning";
    case Gravity::note: return "note";
    }
    return "";
}

void write_remarks(JsonWriter& json, const Pipeline& pipeline, const std::vector<Remark>& remarks) {
    const JsonArray list(json, "remarks");
    for (const Remark& remark : remarks) {
        const JsonObject each(json);
        const YamlFile& yaml = *pipeline.files[remark.origin.file].yaml;
        const Place place = yaml.place(remark.origin.offset);
        json.member("gravity", word_of(remark.gravity));
        json.member("rule", remark.rule);
        json.member("file", std::string_view(yaml.name));
        json.member("line", place.line);
        json.member("column", place.column);
        json.member("message", std::string_view(remark.message));
        json.member_unless_empty("hint", remark.hint);
    }
}

void write_unread(JsonWriter& json, const Pipeline& pipeline) {
    const JsonArray list(json, "unread_includes");
    for (const UnreadInclude& unread : pipeline.unread) {
        const JsonObject each(json);
        json.member("what", std::string_view(unread.what));
        json.member("reason", std::string_view(unread.reason));
        json.member("place", std::string_view(pipeline.place_name(unread.origin)));
    }
}

/// Whether the pieces that the reader made of the file, put together again, are the file.
bool keeps_its_bytes(const YamlFile& yaml) {
    std::string joined;
    for (const Piece& piece : yaml.pieces) joined += yaml.text(piece.range);
    return joined == yaml.bytes;
}

std::string_view word_of(Verdict verdict) {
    switch (verdict) {
    case Verdict::runs: return "runs";
    case Verdict::depends: return "depends on changes";
    case Verdict::not_run: return "does not run";
    }
    return "";
}

std::string how(const SelectedJob& job) {
    std::string text = job.when == "on_success" ? "" : job.when;
    if (job.allow_failure) text += (text.empty() ? "" : ", ") + std::string("may fail");
    if (job.instances.size() > 1) text += (text.empty() ? "" : ", ") + fmt::format("{} times", job.instances.size());
    if (job.verdict == Verdict::depends) text += (text.empty() ? "" : ", ") + std::string("depends on changes");
    return text;
}

} // namespace

std::string format_remarks(const Pipeline& pipeline, const std::vector<Remark>& remarks, bool colour) {
    std::string text;
    std::array<std::size_t, 3> counts{};
    for (const Remark& remark : remarks) {
        ++counts.at(static_cast<std::size_t>(remark.gravity));
        static constexpr std::array<std::string_view, 3> kColours = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m"};
        const std::string_view on = colour ? kColours.at(static_cast<std::size_t>(remark.gravity)) : std::string_view();
        text += fmt::format("{}: {}{}{}: {} [{}]\n", printable(pipeline.place_name(remark.origin)), on, word_of(remark.gravity),
                            colour ? "\x1b[0m" : "", printable(remark.message), remark.rule);
        if (!remark.hint.empty()) text += fmt::format("    {}\n", printable(remark.hint));
    }
    const auto visible = std::ranges::count_if(pipeline.jobs, [](const Job& job) { return !job.hidden; });
    const auto own = std::ranges::count_if(pipeline.files, [](const IncludedFile& file) { return file.own; });
    text += fmt::format("{} in {}: {}, {}{}\n", counted(static_cast<std::size_t>(visible), "job"),
                        counted(static_cast<std::size_t>(own), "file"), counted(counts[0], "error"), counted(counts[1], "warning"),
                        counts[2] > 0 ? fmt::format(", {}", counted(counts[2], "note")) : "");
    return text;
}

std::string remarks_as_json(const Pipeline& pipeline, const std::vector<Remark>& remarks) {
    JsonWriter json;
    {
        const JsonObject document(json);
        json.member("valid", std::ranges::none_of(remarks, [](const Remark& remark) { return remark.gravity == Gravity::error; }));
        json.member("round_trip", keeps_its_bytes(*pipeline.files.front().yaml));
        write_remarks(json, pipeline, remarks);
        {
            const JsonArray files(json, "files");
            for (const IncludedFile& file : pipeline.files) json.value(std::string_view(file.name));
        }
        {
            const JsonArray stages(json, "stages");
            for (const std::string& stage : pipeline.stages) json.value(std::string_view(stage));
        }
        {
            const JsonArray jobs(json, "jobs");
            for (const Job& job : pipeline.jobs) {
                if (job.hidden) continue;
                const JsonObject each(json);
                json.member("name", std::string_view(job.name));
                json.member("stage", std::string_view(job.stage));
                json.member("place", std::string_view(pipeline.place_name(job.origin)));
            }
        }
        write_unread(json, pipeline);
    }
    return json.take();
}

std::string format_selection(const Pipeline& pipeline, const Selection& selection, const Circumstances& circumstances) {
    const std::string title = describe(circumstances);
    std::string text =
        fmt::format("{} {}: {}\n", selection.made ? "A pipeline for" : "No pipeline for", printable(title), printable(selection.reason));
    std::size_t widest = 4;
    std::size_t widest_stage = 5;
    for (const SelectedJob& job : selection.jobs) {
        widest = std::min<std::size_t>(std::max(widest, formats::display_width(printable(job.job->name))), 48);
        widest_stage = std::min<std::size_t>(std::max(widest_stage, formats::display_width(printable(job.job->stage))), 24);
    }
    std::string others;
    std::size_t running = 0;
    for (const SelectedJob& job : selection.jobs) {
        const std::string details = job.verdict == Verdict::not_run ? std::string() : how(job);
        const std::string line =
            fmt::format("  {}  {}  {}{}\n", formats::fit_and_fill(printable(job.job->stage), widest_stage),
                        formats::fit_and_fill(printable(job.job->name), widest), printable(job.reason), details.empty() ? "" : "; " + details);
        if (job.verdict == Verdict::not_run) {
            others += line;
        } else {
            text += line;
            ++running;
        }
    }
    if (!others.empty()) text += "Not in it:\n" + others;
    for (const Remark& remark : selection.remarks)
        text += fmt::format("{}: {}: {}\n    {}\n", printable(pipeline.place_name(remark.origin)), word_of(remark.gravity),
                            printable(remark.message), remark.hint);
    for (const UnreadInclude& unread : pipeline.unread)
        text += fmt::format("Unknown: {} is not read ({}); its jobs would come on top.\n", printable(unread.what), unread.reason);
    return text + fmt::format("{} of {}\n", running, counted(selection.jobs.size(), "job"));
}

std::string selection_as_json(const Pipeline& pipeline, const Selection& selection, const Circumstances& circumstances) {
    JsonWriter json;
    {
        const JsonObject document(json);
        json.member("on", to_string(circumstances.event));
        json.member("branch", std::string_view(branch_of(circumstances)));
        json.member("made", selection.made);
        json.member("reason", std::string_view(selection.reason));
        {
            const JsonArray jobs(json, "jobs");
            for (const SelectedJob& job : selection.jobs) {
                const JsonObject each(json);
                json.member("name", std::string_view(job.job->name));
                json.member("stage", std::string_view(job.job->stage));
                json.member("verdict", word_of(job.verdict));
                json.member("reason", std::string_view(job.reason));
                json.member("when", std::string_view(job.when));
                json.member("allow_failure", job.allow_failure);
                json.member("place", std::string_view(pipeline.place_name(job.job->origin)));
                if (job.has_needs) {
                    const JsonArray needs(json, "needs");
                    for (const std::string& need : job.needs) json.value(std::string_view(need));
                }
                if (job.instances.size() > 1) {
                    const JsonArray instances(json, "instances");
                    for (const std::string& instance : job.instances) json.value(std::string_view(instance));
                }
            }
        }
        write_remarks(json, pipeline, selection.remarks);
        write_unread(json, pipeline);
    }
    return json.take();
}

} // namespace squire::cli
