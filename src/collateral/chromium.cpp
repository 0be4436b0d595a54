// SPDX-License-Identifier: MIT
#include "collateral/chromium.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "base/scratch_folder.h"
#include "base/text.h"

namespace squire::collateral {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLongest{60};
constexpr std::uint64_t kLargestPdf = 64U << 20U;
// On a busy machine one print in some twenty was seen to differ from the others of the same page: the one that comes twice is taken.
constexpr int kMostPrints = 4;

std::string last_line(std::string_view text) {
    const std::string_view trimmed = trim(text);
    return shorten(printable(trimmed.substr(trimmed.rfind('\n') + 1)), 200);
}

} // namespace

std::string find_chromium() {
    if (const char* const named = std::getenv("SQUIRE_CHROMIUM"); named != nullptr && *named != '\0') return named;
    const char* const path = std::getenv("PATH");
    for (const char* const name : {"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"}) {
        for (const std::string_view folder : split(path == nullptr ? "" : path, ':')) {
            const fs::path candidate = fs::path(folder) / name;
            if (!folder.empty() && ::access(candidate.c_str(), X_OK) == 0) return candidate.string();
        }
    }
    return {};
}

namespace {

Result<std::string> print_once(const PrintRequest& request) {
    if (request.chromium.empty())
        return fail(ErrorKind::not_found, "there is no Chromium to print with", "", "apt install chromium, or name one by SQUIRE_CHROMIUM");
    const auto folder = ScratchFolder::make("work");
    if (!folder) return std::unexpected(folder.error());
    const fs::path page = folder->path() / "page.html";
    const fs::path pdf = folder->path() / "page.pdf";
    if (auto written = write_file(page, request.html); !written) return std::unexpected(written.error());
    std::vector<std::string> arguments{
        request.chromium, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
                                       // Nothing is fetched: no name has an address.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--hide-scrollbars",
        "--user-data-dir=" + (folder->path() / "profile").string(), "--print-to-pdf=" + pdf.string(), "file://" + page.string()};
    // Chromium's own sandbox refuses to work for root, as in most containers. The page is ours: no script, nothing loaded (html/page.h).
    if (::geteuid() == 0) arguments.insert(arguments.begin() + 1, "--no-sandbox");
    const auto ran =
        run_process({.arguments = std::move(arguments),
                     .folder = folder->path(),
                     .environment = {"DBUS_SESSION_BUS_ADDRESS=/dev/null", "TZ=UTC", "LANG=C.UTF-8", "HOME=" + folder->path().string()},
                     .cancellation = request.cancellation,
                     .time_limit = kLongest,
                     .output_limit = 1U << 16U});
    if (!ran) return std::unexpected(ran.error());
    auto bytes = read_file(pdf, kLargestPdf);
    if (!bytes || !bytes->starts_with("%PDF-"))
        return fail(ErrorKind::unsupported, fmt::format("Chromium made no PDF (status {}): {}", ran->status, last_line(ran->errors)),
                    request.chromium);
    return with_dates(std::move(*bytes), request.time);
}

} // namespace

Result<std::string> print_pdf(const PrintRequest& request) {
    auto pdf = print_once(request);
    for (int again = 0; pdf && again < kMostPrints; ++again) {
        auto other = print_once(request);
        if (!other || *other == *pdf) return other;
        pdf = std::move(other);
    }
    return pdf;
}

std::string with_dates(std::string pdf, Time time) {
    std::string digits; // "20260131120000"
    for (const char c : to_report_time(time)) {
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
    }
    for (const std::string_view key : {"/CreationDate (D:", "/ModDate (D:"}) {
        for (std::size_t at = pdf.find(key); at != std::string::npos; at = pdf.find(key, at + key.size())) {
            const std::size_t from = at + key.size();
            const bool date =
                from + digits.size() <= pdf.size() &&
                std::all_of(pdf.begin() + static_cast<std::ptrdiff_t>(from), pdf.begin() + static_cast<std::ptrdiff_t>(from + digits.size()),
                            [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; });
            if (date) pdf.replace(from, digits.size(), digits);
        }
    }
    return pdf;
}

} // namespace squire::collateral
