// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "finding/finding.h"

namespace squire::writeup {

/// SVG elements one after the other, in units that become pixels at full width.
class Drawing {
public:
    enum class Anchor : std::uint8_t { start, middle, end };

    void rectangle(long x, long y, long width, long height, std::string_view classes);
    void line(long x1, long y1, long x2, long y2, std::string_view classes);
    /// `text` is cut to `most` columns, 0 for none; x is where the anchor stands, y the baseline.
    void text(long x, long y, std::string_view text, Anchor anchor = Anchor::start, std::string_view classes = "", std::size_t most = 0);
    /// What follows until `close` shows `title` when it is pointed at.
    void open(std::string_view title);
    void close();
    [[nodiscard]] std::string take() { return std::move(svg_); }

private:
    std::string svg_;
};

/// The class that colours a severity's area: "s5" for critical.
[[nodiscard]] std::string area_of(finding::Severity severity);

/// How many units `text` takes at the size of labels, by columns: never less than it really does in common fonts.
[[nodiscard]] long width_of(std::string_view text);

/// A round number of steps of 1, 2 or 5 times a power of ten: the first one is 0 and the last one is `most` or above. At most six.
struct Scale {
    std::uint64_t step = 1;
    std::uint64_t top = 1;
};
[[nodiscard]] Scale scale_of(std::uint64_t most);

} // namespace squire::writeup
