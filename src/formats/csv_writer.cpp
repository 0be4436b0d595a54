// SPDX-License-Identifier: MIT
#include "formats/csv_writer.h"

#include "base/text.h"

namespace squire::formats {
namespace {

std::string cell_of(std::string_view text) {
    std::string plain;
    // '\n' stays: it is quoted. U+FF1D and its like count as '=' for some spreadsheets, too.
    for (const char c : to_utf8(text)) plain += (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == '\x7f' ? ' ' : c;
    const std::string_view begin = trim(plain);
    const bool wide = begin.starts_with("\xEF\xBC\x9D") || begin.starts_with("\xEF\xBC\x8B") || begin.starts_with("\xEF\xBC\x8D") ||
                      begin.starts_with("\xEF\xBC\xA0"); // full-width = + - @
    if (!begin.empty() && (std::string_view("=+-@").contains(begin.front()) || wide)) plain.insert(0, 1, '\'');
    if (plain.find_first_of(",\"\n;") == std::string::npos) return plain;
    std::string quoted = "\"";
    for (const char c : plain) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace

std::string csv_record(std::initializer_list<std::string_view> cells) {
    std::string record;
    for (const std::string_view& cell : cells) {
        if (&cell != cells.begin()) record += ',';
        record += cell_of(cell);
    }
    return record + "\r\n";
}

} // namespace squire::formats
