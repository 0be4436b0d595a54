// SPDX-License-Identifier: MIT
#include <cstring>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/text.h"
#include "courier/mail.h"

namespace squire::courier {
namespace {

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* source) {
    auto& rest = *static_cast<std::string_view*>(source);
    const std::size_t part = std::min(size * count, rest.size());
    std::memcpy(buffer, rest.data(), part);
    rest.remove_prefix(part);
    return part;
}

class SmtpCarrier final : public Carrier {
public:
    explicit SmtpCarrier(std::string url) : url_(std::move(url)) {}

    Result<std::string> carry(const Mail& mail) override {
        const auto message = to_message(mail);
        if (!message) return std::unexpected(message.error());
        const std::unique_ptr<CURL, FreeHandle> handle(curl_easy_init());
        const std::string to = "<" + mail.to + ">";
        const std::string from = "<" + mail.from + ">";
        const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
        if (!handle || !recipients) return fail(ErrorKind::io, "the mail library has no memory");
        std::string_view rest = *message;
        const bool password = url_.find('@') != std::string::npos;
        curl_easy_setopt(handle.get(), CURLOPT_URL, url_.c_str());
        curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        curl_easy_setopt(handle.get(), CURLOPT_USE_SSL, static_cast<long>(password ? CURLUSESSL_ALL : CURLUSESSL_TRY));
        curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, give);
        curl_easy_setopt(handle.get(), CURLOPT_READDATA, &rest);
        curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, 60L);
        curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
        if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK)
            return fail(ErrorKind::io, fmt::format("the mail server did not take it: {}", curl_easy_strerror(code)), "",
                        "it stays in the outbox");
        long answer = 0;
        curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer);
        return fmt::format("taken by the mail server ({})", answer);
    }

private:
    std::string url_;
};

} // namespace

std::unique_ptr<Carrier> make_smtp_carrier(std::string url) { return std::make_unique<SmtpCarrier>(std::move(url)); }

} // namespace squire::courier
