// SPDX-License-Identifier: MIT
#include "dependencies/formats_table.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "dependencies/format.h"

namespace squire::dependencies {

std::string write_formats_table() {
    std::vector<const Format*> formats;
    for (const Format& format : all_formats()) formats.push_back(&format);
    std::ranges::sort(formats, {}, &Format::id);
    std::string out = "| format | files | ecosystem | kind | whose |\n| --- | --- | --- | --- | --- |\n";
    for (const Format* format : formats) {
        std::vector<std::string> names;
        for (const std::string_view name : split(format->files, ' ')) names.push_back(fmt::format("`{}`", name));
        out += fmt::format("| {} | {} | {} | {} | {} |\n", format->id, fmt::join(names, ", "), info(format->ecosystem).name,
                           format->kind == FormatKind::lock ? "lock" : "manifest", format->of);
    }
    return out;
}

} // namespace squire::dependencies
