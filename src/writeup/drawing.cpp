// SPDX-License-Identifier: MIT
#include "writeup/drawing.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "formats/display_width.h"
#include "html/page.h"

namespace squire::writeup {
namespace {

constexpr long kColumn = 8; // units a column of a label takes at most, at 13 units a line
constexpr std::size_t kLongestTitle = 200;

std::string shown(std::string_view text, std::size_t most) {
    const std::string plain = printable(text);
    return html::escape(most == 0 ? shorten(plain, kLongestTitle) : formats::fit(plain, most));
}

} // namespace

void Drawing::rectangle(long x, long y, long width, long height, std::string_view classes) {
    svg_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"/>\n", x, y, std::max(0L, width), std::max(0L, height),
                        classes);
}

void Drawing::line(long x1, long y1, long x2, long y2, std::string_view classes) {
    svg_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", x1, y1, x2, y2, classes);
}

void Drawing::text(long x, long y, std::string_view text, Anchor anchor, std::string_view classes, std::size_t most) {
    const std::string_view word = anchor == Anchor::start ? "" : anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
    const std::string own = classes.empty() ? "" : fmt::format(" class=\"{}\"", classes);
    svg_ += fmt::format("<text x=\"{}\" y=\"{}\"{}{}>{}</text>\n", x, y, word, own, shown(text, most));
}

void Drawing::open(std::string_view title) { svg_ += fmt::format("<g><title>{}</title>\n", shown(title, 0)); }
void Drawing::close() { svg_ += "</g>\n"; }

std::string area_of(finding::Severity severity) { return fmt::format("area s{}", static_cast<int>(severity)); }

long width_of(std::string_view text) { return static_cast<long>(formats::display_width(printable(text))) * kColumn; }

Scale scale_of(std::uint64_t most) {
    constexpr std::uint64_t kSteps = 5;
    std::uint64_t step = 1;
    for (std::uint64_t power = 1; step * kSteps < most; power *= 10) {
        for (const std::uint64_t factor : {1U, 2U, 5U}) {
            step = factor * power;
            if (step * kSteps >= most) break;
        }
    }
    return {.step = step, .top = std::max(step, (most + step - 1) / step * step)};
}

} // namespace squire::writeup
