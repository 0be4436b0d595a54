// SPDX-License-Identifier: MIT
#include "collateral/write_up.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "collateral/chromium.h"
#include "writeup/blocks.h"
#include "writeup/chart.h"
#include "writeup/document.h"
#include "writeup/figures.h"
#include "writeup/slides.h"
#include "writeup/source.h"

namespace squire::collateral {
namespace {

namespace fs = std::filesystem;
using writeup::Audience;

constexpr std::uint64_t kLargestSource = 2U << 20U;
constexpr std::uint64_t kLargestImage = 2U << 20U;

struct Prepared {
    WriteUp result;
    writeup::Source source;
};

Result<Prepared> prepare(const writeup::Facts& facts, const WriteUpRequest& request) {
    Prepared prepared;
    std::error_code error;
    std::string before;
    if (fs::exists(request.source, error)) {
        auto text = read_file(request.source, kLargestSource);
        if (!text) return std::unexpected(text.error());
        before = std::move(*text);
    } else {
        prepared.result.new_source = true;
    }
    const std::string base = prepared.result.new_source ? writeup::new_source(facts) : before;
    const auto place = [&](Error problem) {
        problem.place = request.source.string() + (problem.place.empty() ? "" : ":" + problem.place);
        return std::unexpected(std::move(problem));
    };
    const auto source = writeup::read_source(base);
    if (!source) return place(source.error());
    const writeup::Refreshed refreshed =
        writeup::refresh(*source, writeup::blocks_of(facts, Audience::everyone, writeup::Form::markdown), request.discard_edits);
    for (const std::string& name : refreshed.edited)
        prepared.result.problems.push_back(
            {Weight::warning,
             {ErrorKind::conflict, fmt::format("the block '{}' was changed by hand and stays as it is", name), request.source.string(),
              "--discard-edits writes it anew; words of yours belong outside of the marks"}});
    for (const std::string& name : refreshed.unknown)
        prepared.result.problems.push_back(
            {Weight::warning,
             {ErrorKind::not_found, fmt::format("nobody fills the block '{}'", shorten(name, 40)), request.source.string(), ""}});
    prepared.result.edited = refreshed.edited;
    if (refreshed.text != before || prepared.result.new_source) {
        if (auto written = write_file(request.source, refreshed.text); !written) return std::unexpected(written.error());
    }
    auto again = writeup::read_source(refreshed.text);
    if (!again) return place(again.error());
    prepared.source = std::move(*again);
    return prepared;
}

// Images beside the source, and nowhere else: a path that leaves the folder, by a link too, is none.
writeup::Images images_beside(const fs::path& source) {
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(fs::absolute(source, error).parent_path(), error);
    return [folder](std::string_view path) -> std::optional<std::string> {
        if (path.empty() || path.size() > 1'000 || path.front() == '/' || path.find(':') != std::string_view::npos) return {};
        std::error_code problem;
        const fs::path file = fs::canonical(folder / path, problem);
        const bool inside = !problem && std::ranges::mismatch(folder, file).in1 == folder.end();
        if (!inside) return {};
        auto bytes = read_file(file, kLargestImage);
        if (!bytes) return {};
        return std::move(*bytes);
    };
}

class Writing {
public:
    Writing(const writeup::Facts& facts, const WriteUpRequest& request, Prepared& prepared)
        : facts_(facts), request_(request), prepared_(prepared), images_(images_beside(request.source)) {}

    Result<void> all() {
        for (const Audience audience : request_.audiences) {
            const fs::path folder = audience == Audience::everyone ? fs::path() : fs::path(writeup::to_string(audience));
            for (const Output output : request_.outputs) {
                if (request_.cancellation != nullptr && request_.cancellation->requested()) return fail(ErrorKind::interrupted, "interrupted");
                const bool is_pdf = output == Output::pdf || output == Output::slides_pdf;
                if (is_pdf && audience != Audience::everyone && !request_.print_all) continue;
                if (auto done = one(audience, folder, output); !done) return done;
            }
        }
        return {};
    }

private:
    Result<void> one(Audience audience, const fs::path& folder, Output output) {
        switch (output) {
        case Output::markdown: {
            for (const writeup::Chart& chart : writeup::charts_of(facts_, audience)) {
                if (auto done = put(folder / writeup::chart_address(chart.id), writeup::to_svg_file(chart)); !done) return done;
            }
            return put(folder / "writeup.md", writeup::to_markdown(prepared_.source, facts_, audience));
        }
        case Output::html: return put(folder / "writeup.html", writeup::to_html(prepared_.source, facts_, audience, images_));
        case Output::pdf: return print(folder / "writeup.pdf", writeup::to_html(prepared_.source, facts_, audience, images_));
        case Output::slides: return put(folder / "slides.html", writeup::to_slides(prepared_.source, facts_, audience, images_));
        case Output::slides_pdf: return print(folder / "slides.pdf", writeup::to_slides(prepared_.source, facts_, audience, images_));
        case Output::json: return put(folder / "figures.json", writeup::to_json(facts_, audience == Audience::everyone));
        }
        return {};
    }

    Result<void> put(const fs::path& name, std::string_view bytes) {
        auto written = write_file(request_.folder / name, bytes);
        if (written) prepared_.result.written.push_back(name);
        return written;
    }

    // A PDF that cannot be had costs nothing but itself.
    Result<void> print(const fs::path& name, std::string html) {
        auto pdf =
            print_pdf({.chromium = request_.chromium, .html = std::move(html), .time = facts_.now, .cancellation = request_.cancellation});
        if (pdf) return put(name, *pdf);
        if (pdf.error().kind == ErrorKind::interrupted) return std::unexpected(pdf.error());
        Error error = pdf.error();
        error.message = fmt::format("{} was not made: {}", name.string(), error.message);
        prepared_.result.problems.push_back({Weight::incomplete, std::move(error)});
        std::error_code ignored;
        fs::remove(request_.folder / name, ignored); // an older one would pass for this one
        return {};
    }

    const writeup::Facts& facts_;
    const WriteUpRequest& request_;
    Prepared& prepared_;
    writeup::Images images_;
};

} // namespace

std::string_view to_string(Output output) {
    switch (output) {
    case Output::markdown: return "markdown";
    case Output::html: return "html";
    case Output::pdf: return "pdf";
    case Output::slides: return "slides";
    case Output::slides_pdf: return "slides-pdf";
    case Output::json: return "json";
    }
    return "";
}

std::vector<Output> all_outputs() { return {Output::markdown, Output::html, Output::pdf, Output::slides, Output::slides_pdf, Output::json}; }

Result<WriteUp> refresh_source(const writeup::Facts& facts, const WriteUpRequest& request) {
    auto prepared = prepare(facts, request);
    if (!prepared) return std::unexpected(prepared.error());
    return std::move(prepared->result);
}

Result<WriteUp> write_up(const writeup::Facts& facts, const WriteUpRequest& request) {
    auto prepared = prepare(facts, request);
    if (!prepared) return std::unexpected(prepared.error());
    if (auto done = Writing(facts, request, *prepared).all(); !done) return std::unexpected(done.error());
    return std::move(prepared->result);
}

} // namespace squire::collateral
