// SPDX-License-Identifier: MIT
#include "http/http.h"

#include <charconv>
#include <utility>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"

namespace squire::http {
namespace {

constexpr long kConnectSeconds = 30;
constexpr long kStallSeconds = 60; // without a byte a second

struct FreeHandle {
    void operator()(CURL* handle) const { ::curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};

struct Transfer {
    const std::function<bool(const HttpResponse&)>& begin;
    const std::function<bool(std::string_view)>& take;
    const Cancellation& cancellation;
    CURL* handle;
    HttpResponse response;
    bool begun = false;
    bool refused = false;

    bool start() {
        if (begun) return !refused;
        begun = true;
        long status = 0;
        ::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        response.status = static_cast<int>(status);
        refused = !begin(response);
        return !refused;
    }
};

std::size_t on_header(char* text, std::size_t size, std::size_t count, void* context) {
    auto& transfer = *static_cast<Transfer*>(context);
    const std::string_view line = trim(std::string_view(text, size * count));
    if (line.starts_with("HTTP/")) transfer.response = {}; // the next answer of a chain of redirects
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return size * count;
    const std::string name = to_lower(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "etag") transfer.response.etag = value;
    if (name == "content-range") transfer.response.content_range = value;
    if (name == "content-length") {
        std::uint64_t length = 0;
        if (std::from_chars(value.data(), value.data() + value.size(), length).ec == std::errc{}) transfer.response.length = length;
    }
    return size * count;
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* context) {
    auto& transfer = *static_cast<Transfer*>(context);
    if (!transfer.start()) return 0;
    if (!transfer.take({bytes, size * count})) {
        transfer.refused = true;
        return 0;
    }
    return size * count;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(context)->cancellation.requested() ? 1 : 0;
}

class CurlHttp final : public Http {
public:
    explicit CurlHttp(const Cancellation& cancellation) : cancellation_(cancellation) {
        static const CURLcode kStarted = ::curl_global_init(CURL_GLOBAL_DEFAULT); // once a process, before any thread of ours asks
        (void)kStarted;
        handle_.reset(::curl_easy_init());
    }

    Result<HttpResponse> get(const HttpRequest& request, const std::function<bool(const HttpResponse&)>& begin,
                             const std::function<bool(std::string_view)>& take) override {
        CURL* const handle = handle_.get();
        if (handle == nullptr) return fail(ErrorKind::internal, "libcurl could not be started");
        ::curl_easy_reset(handle);
        std::unique_ptr<curl_slist, FreeList> headers;
        for (const std::string& header : request.headers) headers.reset(::curl_slist_append(headers.release(), header.c_str()));
        Transfer transfer{.begin = begin, .take = take, .cancellation = cancellation_, .handle = handle, .response = {}};
        const std::string agent = fmt::format("squire/{}", version());
        ::curl_easy_setopt(handle, CURLOPT_URL, request.url.c_str());
        ::curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
        ::curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
        ::curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
        ::curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 5L);
        ::curl_easy_setopt(handle, CURLOPT_USERAGENT, agent.c_str());
        ::curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
        ::curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
        ::curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
        ::curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, kStallSeconds);
        ::curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        ::curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
        ::curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
        ::curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
        ::curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
        ::curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
        ::curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
        ::curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
        const CURLcode code = ::curl_easy_perform(handle);
        if (cancellation_.requested()) return fail(ErrorKind::interrupted, "interrupted", request.url);
        if (code == CURLE_OK && !transfer.start()) transfer.refused = true; // an answer without a body
        if (transfer.refused) return fail(ErrorKind::interrupted, "the answer was not wanted", request.url);
        if (code != CURLE_OK)
            return fail(ErrorKind::io, ::curl_easy_strerror(code), request.url, "is the network there? The next run goes on from here");
        return std::move(transfer.response);
    }

private:
    const Cancellation& cancellation_;
    std::unique_ptr<CURL, FreeHandle> handle_;
};

} // namespace

std::unique_ptr<Http> make_curl_http(const Cancellation& cancellation) { return std::make_unique<CurlHttp>(cancellation); }

} // namespace squire::http
