// SPDX-License-Identifier: MIT
#include "advisories/download.h"

#include <charconv>
#include <fstream>
#include <optional>

#include <fmt/format.h>

#include "base/file.h"

namespace squire::advisories {
namespace {

namespace fs = std::filesystem;

fs::path with_ending(const fs::path& file, std::string_view ending) { return file.string() + std::string(ending); }

std::string text_in(const fs::path& file) { return read_file(file, 4096).value_or(""); }

std::uint64_t size_of(const fs::path& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    return error ? 0 : size;
}

// The first byte that "bytes 100-199/200" has.
std::optional<std::uint64_t> start_of(std::string_view content_range) {
    constexpr std::string_view kUnit = "bytes ";
    std::uint64_t start = 0;
    if (!content_range.starts_with(kUnit)) return std::nullopt;
    content_range.remove_prefix(kUnit.size());
    if (std::from_chars(content_range.data(), content_range.data() + content_range.size(), start).ec != std::errc{}) return std::nullopt;
    return start;
}

class Download {
public:
    Download(http::Http& http, const std::string& url, const fs::path& file, Progress& progress)
        : http_(http), url_(url), file_(file), part_(with_ending(file, ".part")), progress_(progress) {}

    Result<void> run() {
        std::error_code error;
        fs::create_directories(file_.parent_path(), error);
        http::HttpRequest request{.url = url_};
        const std::string part_etag = text_in(with_ending(part_, ".etag"));
        before_ = part_etag.empty() ? 0 : size_of(part_);
        const std::string etag = size_of(file_) > 0 ? text_in(with_ending(file_, ".etag")) : "";
        if (before_ > 0) {
            request.headers = {fmt::format("Range: bytes={}-", before_), "If-Range: " + part_etag};
        } else if (!etag.empty()) {
            request.headers = {"If-None-Match: " + etag};
        }
        const auto response = http_.get(
            request, [this](const http::HttpResponse& head) { return begin(head); }, [this](std::string_view bytes) { return take(bytes); });
        if (started_) progress_.end();
        out_.close();
        if (failure_) return std::unexpected(*failure_);
        if (!response) return std::unexpected(response.error());
        if (response->status == 304) return {};
        return finish(*response);
    }

private:
    bool refuse(ErrorKind kind, std::string message, std::string hint = {}) {
        failure_ = Error{kind, std::move(message), url_, std::move(hint)};
        return false;
    }

    bool begin(const http::HttpResponse& head) {
        if (head.status == 304) return true;
        if (head.status == 404) return refuse(ErrorKind::not_found, "the server has no such file");
        if (head.status == 416) { // the part is longer than what there is now
            drop_part();
            return refuse(ErrorKind::io, "what an earlier run had fetched is of no use any more", "run it again");
        }
        if (head.status != 200 && head.status != 206)
            return refuse(ErrorKind::io, fmt::format("the server answers {}", head.status), "try again later");
        const bool goes_on = head.status == 206;
        if (goes_on && start_of(head.content_range) != before_) {
            drop_part();
            return refuse(ErrorKind::malformed, "the server sends another part than was asked for", "run it again");
        }
        if (!goes_on) before_ = 0;
        if (before_ + head.length.value_or(0) > kLargestDownload)
            return refuse(ErrorKind::limit, fmt::format("more than {} bytes", kLargestDownload));
        out_.open(part_, std::ios::binary | (goes_on ? std::ios::app : std::ios::trunc));
        if (!out_) return refuse(ErrorKind::io, "the file cannot be written: " + part_.string());
        const auto noted = write_file(with_ending(part_, ".etag"), head.etag); // empty: what is left cannot be gone on with
        if (!noted) return refuse(noted.error().kind, noted.error().message);
        progress_.begin("downloading " + file_.filename().string(), head.length.value_or(0));
        started_ = true;
        return true;
    }

    bool take(std::string_view bytes) {
        if (!started_) return true; // the body of an error page
        received_ += bytes.size();
        if (before_ + received_ > kLargestDownload) return refuse(ErrorKind::limit, fmt::format("more than {} bytes", kLargestDownload));
        out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out_) return refuse(ErrorKind::io, "the file cannot be written: " + part_.string(), "is the disk full?");
        progress_.advance(bytes.size());
        return true;
    }

    Result<void> finish(const http::HttpResponse& response) {
        if (response.length && *response.length != received_) {
            if (received_ > *response.length) drop_part();
            return fail(ErrorKind::malformed, fmt::format("the server announced {} bytes and sent {}", *response.length, received_), url_,
                        "run it again: it goes on from what is there");
        }
        std::error_code error;
        fs::rename(part_, file_, error);
        if (!error && fs::exists(with_ending(part_, ".etag"))) fs::rename(with_ending(part_, ".etag"), with_ending(file_, ".etag"), error);
        if (error) return fail(ErrorKind::io, error.message(), file_.string());
        return {};
    }

    void drop_part() const {
        std::error_code ignored;
        fs::remove(part_, ignored);
        fs::remove(with_ending(part_, ".etag"), ignored);
    }

    http::Http& http_;
    const std::string& url_;
    fs::path file_;
    fs::path part_;
    Progress& progress_;
    std::ofstream out_;
    std::optional<Error> failure_;
    std::uint64_t before_ = 0;
    std::uint64_t received_ = 0;
    bool started_ = false;
};

} // namespace

Result<void> download(http::Http& http, const std::string& url, const fs::path& file, Progress& progress) {
    return Download(http, url, file, progress).run();
}

} // namespace squire::advisories
