// SPDX-License-Identifier: MIT
#include "secrets/redact.h"

#include <algorithm>
#include <vector>

namespace squire::secrets {

std::string redact(std::string_view secret) {
    constexpr std::size_t kMostShown = 4;
    std::string shown(secret.substr(0, std::min(kMostShown, secret.size() / 4)));
    std::erase_if(shown, [](char c) { return c < ' ' || c > '~'; });
    return shown + "********";
}

std::string redact_spans(std::string_view text, std::uint32_t begin, std::uint32_t end, std::span<const Span> spans) {
    std::vector<Span> inside;
    for (const Span& span : spans) {
        if (span.end > begin && span.begin < end) inside.push_back(span);
    }
    std::ranges::sort(inside, {}, &Span::begin);
    std::string out;
    std::uint32_t done = begin;
    for (std::size_t i = 0; i < inside.size();) {
        Span joined = inside[i];
        for (++i; i < inside.size() && inside[i].begin < joined.end; ++i) joined.end = std::max(joined.end, inside[i].end);
        if (joined.begin > done) out += text.substr(done, joined.begin - done);
        out += joined.begin < begin ? "********" : redact(text.substr(joined.begin, joined.end - joined.begin));
        done = std::max(done, std::min(joined.end, end));
    }
    if (done < end) out += text.substr(done, end - done);
    return out;
}

} // namespace squire::secrets
