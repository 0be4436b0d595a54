// SPDX-License-Identifier: MIT
#include "courier/mail.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"

namespace squire::courier {
namespace {

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U; };
        const unsigned group = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
        for (unsigned part = 0; part < 4; ++part) text += i + part > bytes.size() ? '=' : kBase64[(group >> (18U - 6U * part)) & 63U];
    }
    return text;
}

bool is_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.size() <= 254 &&
           text.find('@', at + 1) == std::string_view::npos && std::ranges::all_of(text, [](char c) {
               return c > ' ' && c < '\x7f' && std::string_view("<>()[],;:\"\\").find(c) == std::string_view::npos;
           });
}

// As encoded words of at most 39 bytes of text each, cut between characters.
std::string head(std::string_view text) {
    std::string clean = printable(text);
    if (clean.size() <= 60 && std::ranges::all_of(clean, [](char c) { return c >= ' ' && c < '\x7f'; })) return clean;
    std::string encoded;
    for (std::string_view rest = clean; !rest.empty();) {
        std::size_t cut = std::min<std::size_t>(39, rest.size());
        while (cut < rest.size() && (static_cast<unsigned char>(rest[cut]) & 0xC0U) == 0x80U) --cut;
        encoded += fmt::format("{}=?UTF-8?B?{}?=", encoded.empty() ? "" : "\r\n ", base64(rest.substr(0, cut)));
        rest.remove_prefix(cut);
    }
    return encoded;
}

std::string date_head(Time time) {
    constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    return fmt::format("{}, {:02} {} {:04} {} +0000", kDays[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                       kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()), to_rfc3339(time).substr(11, 8));
}

class FileCarrier final : public Carrier {
public:
    explicit FileCarrier(std::filesystem::path folder) : folder_(std::move(folder)) {}
    Result<std::string> carry(const Mail& mail) override {
        const auto message = to_message(mail);
        if (!message) return std::unexpected(message.error());
        const std::filesystem::path file = folder_ / (mail.id + ".eml");
        if (auto written = write_file(file, *message); !written) return std::unexpected(written.error());
        return file.string();
    }

private:
    std::filesystem::path folder_;
};

} // namespace

Result<std::string> to_message(const Mail& mail) {
    for (const std::string& address : {mail.from, mail.to}) {
        if (!is_address(address)) return fail(ErrorKind::usage, fmt::format("'{}' is no mail address", shorten(address, 60)));
    }
    std::string message = fmt::format(
        "From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@squire>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        mail.from, mail.to, head(mail.subject), date_head(mail.date), printable(mail.id));
    const std::string body = base64(to_utf8(mail.body));
    for (std::size_t at = 0; at < body.size(); at += 76) message += body.substr(at, 76) + "\r\n";
    return message;
}

std::unique_ptr<Carrier> make_file_carrier(std::filesystem::path folder) { return std::make_unique<FileCarrier>(std::move(folder)); }

} // namespace squire::courier
