// SPDX-License-Identifier: MIT
//
// The handbook page as people wrote it: Markdown with front matter and Kramdown's attributes, in which a few tables are the program's data. Nothing is
// thrown away on reading: every line stays, with its place, and what is understood lies beside it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::publish {

struct PageHeading {
    std::size_t line = 0; // from 0
    int level = 1;
    std::string title; // without '#' and attributes
};

enum class TableKind : std::uint8_t {
    alumni, // Intern, Mentor, Time Period, Type, Write-up
    slots, // Time frame, Mentor, perhaps Track
    schedule, // Week, Description
    other,
};

struct TableRow {
    std::size_t line = 0;
    std::vector<std::string> cells; // as they were written, trimmed
    bool closed = true; // ends in a pipe
};

/// A run of lines that begin with a pipe. The first one is the header, whether a line of dashes follows it or not.
struct PageTable {
    TableKind kind = TableKind::other;
    std::size_t first = 0; // line of the header
    std::size_t end = 0; // the line after the last one
    TableRow header;
    bool has_separator = false;
    std::vector<TableRow> rows;
};

struct Page {
    std::unique_ptr<const std::string> owned; // what the views look into: a short string's bytes would move with the page
    std::string_view text; // without what Squire had generated into it
    std::vector<std::string_view> lines; // of `text`, each with its line end
    std::string line_end = "\n"; // as most of the page has it
    std::size_t body = 0; // the first line after the front matter
    std::string title; // of the front matter
    std::vector<PageHeading> headings;
    std::vector<PageTable> tables;
    std::vector<bool> is_code; // a line: in a fenced block
    std::vector<std::string> generated; // the names of the blocks that were taken out
};

/// Any bytes up to 1 MB and 20,000 lines. Blocks that Squire generated are taken out.
[[nodiscard]] Result<Page> read_page(std::string_view text);

/// The first table of that kind, or nullptr.
[[nodiscard]] const PageTable* table_of(const Page& page, TableKind kind);

/// The column whose head has one of these words, ignoring case; npos where there is none.
[[nodiscard]] std::size_t column_of(const TableRow& header, std::initializer_list<std::string_view> words);
/// A cell by its column; empty where the row has none.
[[nodiscard]] std::string_view cell_of(const TableRow& row, std::size_t column);

/// "| a | b |": pipes in cells are escaped unless they were already.
[[nodiscard]] std::string to_row(const std::vector<std::string>& cells);
[[nodiscard]] std::string to_separator(std::size_t columns);

/// The lines of a section below its heading, up to the next heading of any level: [first, end).
struct SectionBody {
    std::size_t first = 0;
    std::size_t end = 0;
    bool empty = true; // blank lines and attributes alone
};
[[nodiscard]] SectionBody body_of(const Page& page, const PageHeading& heading);

/// A heading whose title has all of these words, ignoring case, or nullptr.
[[nodiscard]] const PageHeading* heading_of(const Page& page, std::initializer_list<std::string_view> words);

/// The marks around what Squire generates.
[[nodiscard]] std::string begin_mark(std::string_view name);
[[nodiscard]] std::string end_mark(std::string_view name);

} // namespace squire::publish
