// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "base/result.h"

namespace squire::http {

struct HttpRequest {
    std::string url;
    std::vector<std::string> headers; // "Name: value"
};

struct HttpResponse {
    int status = 0;
    std::string etag;
    std::string content_range;
    std::optional<std::uint64_t> length; // of the body, as the server says
};

/// The web: GET alone.
class Http {
public:
    virtual ~Http() = default;
    /// One GET, redirects followed. `begin` hears the head and then `take` each piece of the body; false from either breaks off (interrupted). An error
    /// where the connection failed or ended before the server's own length, whatever came until then having been taken.
    [[nodiscard]] virtual Result<HttpResponse> get(const HttpRequest& request, const std::function<bool(const HttpResponse&)>& begin,
                                                   const std::function<bool(std::string_view)>& take) = 0;
};

/// By libcurl: HTTPS and HTTP only, to any number of hosts, with the proxies of the environment.
[[nodiscard]] std::unique_ptr<Http> make_curl_http(const Cancellation& cancellation);

} // namespace squire::http
