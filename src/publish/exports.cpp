// SPDX-License-Identifier: MIT
#include "publish/exports.h"

#include <fmt/format.h>

#include "base/text.h"
#include "html/page.h"

namespace squire::publish {
namespace {

// Valid UTF-8 with line ends, and nothing else that controls anything.
std::string harmless(std::string_view text) {
    std::string made;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (at > 0) made += '\n';
        made += printable(line);
        at = end + 1;
    }
    return made;
}

std::string ics_text(std::string_view text) {
    std::string escaped;
    for (const char c : harmless(text)) {
        if (c == '\n') {
            escaped += "\\n";
        } else {
            if (c == '\\' || c == ';' || c == ',') escaped += '\\';
            escaped += c;
        }
    }
    return escaped;
}

// Lines of at most 75 bytes, never cut within a character.
void add_line(std::string& calendar, std::string_view line) {
    std::size_t room = 75;
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
        calendar.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        room = 74;
    }
    calendar.append(line).append("\r\n");
}

std::string ics_time(Time time) {
    std::string text = to_rfc3339(time);
    std::erase(text, '-');
    std::erase(text, ':');
    return text;
}

} // namespace

std::string csv_row(const std::vector<std::string>& cells) {
    std::string row;
    for (const std::string& cell : cells) {
        if (&cell != &cells.front()) row += ',';
        const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
        const std::string text = (formula ? "'" : "") + harmless(cell);
        if (text.find_first_of(",\"\n") == std::string::npos) {
            row += text;
            continue;
        }
        row += '"';
        for (const char c : text) {
            if (c == '"') row += '"';
            row += c;
        }
        row += '"';
    }
    return row + "\r\n";
}

std::string to_icalendar(std::string_view name, const std::vector<CalendarEvent>& events, Time now) {
    std::string calendar;
    add_line(calendar, "BEGIN:VCALENDAR");
    add_line(calendar, "VERSION:2.0");
    add_line(calendar, "PRODID:-//Squire//Internship program//EN");
    add_line(calendar, "X-WR-CALNAME:" + ics_text(name));
    for (const CalendarEvent& event : events) {
        add_line(calendar, "BEGIN:VEVENT");
        add_line(calendar, "UID:" + ics_text(event.id));
        add_line(calendar, "DTSTAMP:" + ics_time(now));
        if (event.days) {
            add_line(calendar, "DTSTART;VALUE=DATE:" + ics_time(event.begin).substr(0, 8));
            add_line(calendar, "DTEND;VALUE=DATE:" + ics_time(event.end).substr(0, 8));
        } else {
            add_line(calendar, "DTSTART:" + ics_time(event.begin));
            add_line(calendar, "DTEND:" + ics_time(event.end));
        }
        add_line(calendar, "SUMMARY:" + ics_text(event.summary));
        if (!event.description.empty()) add_line(calendar, "DESCRIPTION:" + ics_text(event.description));
        add_line(calendar, "END:VEVENT");
    }
    add_line(calendar, "END:VCALENDAR");
    return calendar;
}

std::string to_atom(std::string_view id, std::string_view title, const std::vector<FeedEntry>& entries, Time now) {
    Time updated = entries.empty() ? now : entries.front().updated;
    for (const FeedEntry& entry : entries) updated = std::max(updated, entry.updated);
    std::string feed = fmt::format("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
                                   "xmlns=\"http://www.w3.org/2005/Atom\">\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n",
                                   html::escape(id), html::escape(title), to_rfc3339(updated));
    for (const FeedEntry& entry : entries) {
        feed += fmt::format("<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n",
                            html::escape(entry.id), html::escape(entry.title), to_rfc3339(entry.updated), html::escape(entry.author));
        if (!entry.address.empty()) feed += fmt::format("<link href=\"{}\"/>\n", html::escape_address(entry.address));
        feed += fmt::format("<content type=\"text\">{}</content>\n</entry>\n", html::escape(entry.text));
    }
    return feed + "</feed>\n";
}

} // namespace squire::publish
