// SPDX-License-Identifier: MIT
#include "writeup/check.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "html/markdown.h"
#include "writeup/blocks.h"
#include "writeup/chart.h"
#include "writeup/prose.h"
#include "writeup/readability.h"

namespace squire::writeup {
namespace {

std::size_t words_in(std::string_view text) { return readability_of(text).words; }

// The line in which the piece's text has its character `at`.
std::size_t line_of(std::string_view text, std::size_t at, std::size_t first) {
    return first + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

// Addresses of the links and images in what cmark made of the source, as they were written.
std::vector<std::string> addresses_in(std::string_view html, std::string_view attribute) {
    std::vector<std::string> found;
    const std::string begin = fmt::format("{}=\"", attribute);
    for (std::size_t at = html.find(begin); at != std::string_view::npos; at = html.find(begin, at + 1)) {
        const std::size_t from = at + begin.size();
        std::string address(html.substr(from, html.find('"', from) - from));
        for (std::size_t amp = address.find("&amp;"); amp != std::string::npos; amp = address.find("&amp;", amp + 1)) address.erase(amp + 1, 4);
        found.push_back(std::move(address));
    }
    return found;
}

std::string decoded(std::string_view address) {
    std::string text;
    for (std::size_t i = 0; i < address.size(); ++i) {
        const bool escape = address[i] == '%' && i + 2 < address.size() && std::isxdigit(static_cast<unsigned char>(address[i + 1])) != 0 &&
                            std::isxdigit(static_cast<unsigned char>(address[i + 2])) != 0;
        if (escape) {
            text += static_cast<char>(std::stoi(std::string(address.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        } else {
            text += address[i];
        }
    }
    return text;
}

// Words that could be the beginning of an id.
std::vector<std::string_view> ids_in(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::vector<std::string_view> ids;
    for (std::size_t at = text.find_first_of(kDigits); at != std::string_view::npos; at = text.find_first_of(kDigits, at)) {
        const std::size_t end = std::min(text.find_first_not_of(kDigits, at), text.size());
        const auto letter = [&](std::size_t i) { return i < text.size() && std::isalnum(static_cast<unsigned char>(text[i])) != 0; };
        if (end - at >= 7 && (at == 0 || !letter(at - 1)) && !letter(end)) ids.push_back(text.substr(at, end - at));
        at = end;
    }
    return ids;
}

std::size_t line_with(const std::vector<ProseLine>& prose, std::string_view text) {
    const auto found = std::ranges::find_if(prose, [&](const ProseLine& line) { return line.text.find(text) != std::string::npos; });
    return found == prose.end() ? 0 : found->number;
}

} // namespace

std::string_view to_string(CheckRule rule) {
    switch (rule) {
    case CheckRule::number: return "number";
    case CheckRule::reference: return "reference";
    case CheckRule::secret: return "secret";
    case CheckRule::embargo: return "embargo";
    case CheckRule::part: return "part";
    case CheckRule::block: return "block";
    case CheckRule::readability: return "readability";
    }
    return "";
}

std::vector<Complaint> check_references(const Source& source, const Facts& facts, const CheckTools& tools) {
    std::vector<Complaint> complaints;
    const std::vector<ProseLine> prose = prose_of(source);
    // What is for some readers only must lead somewhere for them; what a reader gets is looked at for each.
    std::set<std::string> seen;
    for (const Audience audience : kAudiences) {
        const Assembled assembled = assemble(source, blocks_of(facts, audience, Form::page), audience);
        const html::Anchored anchored = html::with_anchors(html::markdown_to_html(assembled.markdown));
        std::set<std::string> anchors{"main"};
        for (const html::Heading& heading : anchored.headings) anchors.insert(heading.anchor);
        for (const std::string& id : addresses_in(anchored.body, "id")) anchors.insert(id);
        const std::vector<Chart> charts = charts_of(facts, audience);
        const auto is_chart = [&](const std::string& address) {
            return std::ranges::any_of(charts, [&](const Chart& chart) { return address == chart_address(chart.id); });
        };
        for (const char* const attribute : {" href", " src"}) {
            for (const std::string& address : addresses_in(anchored.body, attribute)) {
                const std::string plain = decoded(address);
                const bool outside = plain.find("://") != std::string::npos || plain.starts_with("mailto:") || plain.starts_with("//");
                const std::string file = plain.substr(0, plain.find('#'));
                const bool leads =
                    outside || (plain.starts_with('#') ? anchors.contains(plain.substr(1))
                                                       : is_chart(plain) || (!file.empty() && tools.is_there && tools.is_there(file)));
                if (leads || !seen.insert(plain).second) continue;
                complaints.push_back({CheckRule::reference, line_with(prose, plain.empty() ? "](" : plain),
                                      plain.empty() ? "a link has no address, or one that is no address of the web"
                                                    : fmt::format("'{}' leads nowhere", shorten(printable(plain), 120)),
                                      plain.starts_with('#') ? "headings are linked to by their words: #what-was-found"
                                                             : "put the file beside the source, or take the link out"});
            }
        }
    }
    // A footnote without its note stays as it was typed.
    std::string all;
    for (const ProseLine& line : prose) all += line.text + "\n";
    for (const ProseLine& line : prose) {
        for (std::size_t at = line.text.find("[^"); at != std::string::npos; at = line.text.find("[^", at + 1)) {
            const std::size_t end = line.text.find(']', at);
            if (end == std::string::npos) break;
            const std::string name = line.text.substr(at, end + 1 - at);
            if (all.find(name + ":") == std::string::npos && plain_prose(line.text)[at + 1] == '^')
                complaints.push_back({CheckRule::reference, line.number, fmt::format("the footnote {} is not there", shorten(name, 60)),
                                      fmt::format("add a line \"{}: …\"", shorten(name, 60))});
        }
    }
    return complaints;
}

std::vector<Complaint> check_secrets(const CheckTools& tools) {
    std::vector<Complaint> complaints;
    for (const SecretPlace& each : tools.secrets)
        complaints.push_back({CheckRule::secret, each.line, fmt::format("there is a secret: {}", each.name),
                              "take it out, and revoke it at its service: it may be in an editor's backup or in git by now"});
    return complaints;
}

std::vector<Complaint> check_embargo(const Source& source, const Facts& facts) {
    std::vector<Complaint> complaints;
    const auto contains_word = [](std::string_view text, std::string_view word) {
        for (std::size_t at = text.find(word); !word.empty() && at != std::string_view::npos; at = text.find(word, at + 1)) {
            const auto part = [&](std::size_t i) {
                return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_');
            };
            if ((at == 0 || !part(at - 1)) && !part(at + word.size())) return true;
        }
        return false;
    };
    const auto look = [&](std::string_view text, std::size_t line) {
        std::set<std::string> said;
        const std::vector<std::string_view> ids = ids_in(text);
        for (const VulnerabilityFacts& each : facts.vulnerabilities) {
            if (!each.embargo.holds) continue;
            std::string shown;
            if (std::ranges::any_of(ids, [&](std::string_view id) { return each.id.starts_with(id); })) shown = "its id";
            for (const std::string& identifier : each.identifiers) {
                // A CWE names a kind of weakness, not this one.
                if (!identifier.starts_with("CWE-") && identifier.size() >= 6 && contains_word(text, identifier)) shown = identifier;
            }
            if (each.place != each.file && contains_word(text, each.place)) shown = each.place;
            if (contains_word(text, each.file) && (contains_word(text, each.rule) || contains_ignoring_case(text, to_lower(each.name))))
                shown = each.file + " with what is wrong there";
            if (!shown.empty() && said.insert(shown).second)
                complaints.push_back({CheckRule::embargo, line,
                                      fmt::format("a finding under embargo can be made out by {}", shorten(printable(shown), 120)),
                                      fmt::format("wait until {}, take it out, put it between <!-- squire:for maintainers --> and <!-- "
                                                  "squire:end for -->, or lift the embargo: squire report embargo {} --lift --why TEXT",
                                                  each.embargo.until, each.id.substr(0, 10))});
        }
    };
    const auto look_for_missed = [&](std::string_view text, std::size_t line) {
        for (const MissedFacts& each : facts.missed) {
            if (contains_word(text, each.place) || contains_word(text, each.id))
                complaints.push_back({CheckRule::embargo, line,
                                      fmt::format("a weakness that only you know of can be made out by {}", shorten(printable(each.place), 120)),
                                      "take it out, or put it between <!-- squire:for maintainers --> and <!-- squire:end for -->"});
        }
    };
    // Paragraphs, because a place and a weakness in two sentences belong together; the front matter and edited blocks are published, too.
    for (const Paragraph& each : paragraphs_of(source)) {
        if (!each.for_everyone) continue;
        look(each.raw, each.line);
        look_for_missed(each.raw, each.line);
    }
    for (const Piece& piece : source.pieces) {
        if (piece.kind == Piece::Kind::front_matter || (piece.kind == Piece::Kind::block && piece.edited)) look(piece.text, piece.line);
        if (piece.kind != Piece::Kind::words) continue;
        // Code and tables of the author's, which are no paragraphs.
        std::size_t at = 0;
        for (const std::string_view line : split(piece.text, '\n')) {
            if (trim(line).starts_with('|')) look(line, line_of(piece.text, at, piece.line));
            at += line.size() + 1;
        }
    }
    return complaints;
}

std::vector<Complaint> check_parts(const Source& source, const Facts& facts) {
    std::vector<Complaint> complaints;
    const Blocks blocks = blocks_of(facts, Audience::everyone, Form::markdown);
    std::map<std::string, const Piece*, std::less<>> there;
    for (const Piece& piece : source.pieces) {
        if (piece.kind != Piece::Kind::block) continue;
        there[piece.name] = &piece;
        const auto block = blocks.find(piece.name);
        if (block == blocks.end())
            complaints.push_back(
                {CheckRule::block, piece.line, fmt::format("nobody fills the block '{}'", shorten(piece.name, 40)), "take its marks out"});
        else if (piece.edited)
            complaints.push_back({CheckRule::block, piece.line, fmt::format("the block '{}' was changed by hand", piece.name),
                                  "put words of yours outside of the marks, then: squire report refresh --discard-edits"});
        else if (piece.text != block->second && piece.text.find('\r') == std::string::npos)
            complaints.push_back({CheckRule::block, piece.line, fmt::format("the block '{}' is not what the ledger says now", piece.name),
                                  "squire report refresh"});
    }
    // Words count for the part whose block stands in the same section.
    std::map<std::string, std::size_t, std::less<>> words;
    for (const Section& section : sections_of(source, Audience::everyone)) {
        const std::size_t count = words_in(plain_prose(section.words));
        for (const std::string& block : section.blocks) words[block] += count;
    }
    for (const Part& part : all_parts()) {
        for (const std::string& name : part.blocks) {
            if (!there.contains(name)) {
                complaints.push_back({CheckRule::part, 0, fmt::format("the part \"{}\" is missing", part.heading),
                                      fmt::format("add a heading, and below it <!-- squire:begin {0} --> and <!-- squire:end {0} -->", name)});
            } else if (words[name] < part.words) {
                complaints.push_back({CheckRule::part, there[name]->line,
                                      fmt::format("\"{}\" has {} of your own words; it wants {}", part.heading, words[name], part.words),
                                      part.ask});
            }
        }
    }
    const Assembled assembled = assemble(source, blocks, Audience::everyone);
    for (const char* const name : {"title", "author", "date", "description"}) {
        const auto found = assembled.front_matter.find(name);
        if (found == assembled.front_matter.end() || trim(found->second).empty())
            complaints.push_back({CheckRule::part, 1, fmt::format("the front matter has no {}", name),
                                  fmt::format("add a line \"{}: …\" between the lines '---'", name)});
    }
    return complaints;
}

std::vector<Complaint> check_readability(const Source& source) {
    std::vector<Complaint> complaints;
    std::string all;
    for (const Paragraph& paragraph : paragraphs_of(source)) {
        if (paragraph.quote || paragraph.raw.starts_with('#')) continue;
        all += paragraph.text + "\n";
        const Readability own = readability_of(paragraph.text);
        if (own.words > kLongestParagraph)
            complaints.push_back({CheckRule::readability, paragraph.line, fmt::format("a paragraph of {} words", own.words),
                                  fmt::format("a blank line makes two of it; {} words are plenty", kLongestParagraph)});
        // Sentences one by one.
        std::size_t from = 0;
        for (std::size_t i = 0; i < paragraph.text.size(); ++i) {
            const bool end = std::string_view(".!?:").find(paragraph.text[i]) != std::string_view::npos &&
                             (i + 1 == paragraph.text.size() || paragraph.text[i + 1] == ' ');
            if (!end && i + 1 < paragraph.text.size()) continue;
            const std::string sentence = paragraph.text.substr(from, i + 1 - from);
            if (const std::size_t count = words_in(sentence); count > kLongestSentence)
                complaints.push_back({CheckRule::readability, paragraph.line_at(from),
                                      fmt::format("a sentence of {} words: \"{}\"", count, shorten(trim(sentence), 60)),
                                      fmt::format("make two of it; {} words are the most that a reader holds", kLongestSentence)});
            from = i + 1;
        }
    }
    const Readability whole = readability_of(all);
    if (whole.words >= kEnoughWords && whole.reading_ease() < kLeastEase)
        complaints.push_back({CheckRule::readability, 0,
                              fmt::format("Flesch's reading ease is {:.0f}; {:.0f} is the least ({} words, {} sentences)", whole.reading_ease(),
                                          kLeastEase, whole.words, whole.sentences),
                              "shorter sentences and shorter words"});
    return complaints;
}

std::vector<Complaint> check(const Source& source, const Facts& facts, const CheckTools& tools) {
    std::vector<Complaint> all;
    for (const std::vector<Complaint>& each : {check_parts(source, facts), check_numbers(source, facts), check_references(source, facts, tools),
                                               check_secrets(tools), check_embargo(source, facts), check_readability(source)})
        all.insert(all.end(), each.begin(), each.end());
    std::ranges::stable_sort(all, {}, &Complaint::line);
    return all;
}

std::string to_json(const std::vector<Complaint>& complaints) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Complaint& each : complaints)
        list.push_back({{"rule", to_string(each.rule)}, {"line", each.line}, {"what", each.what}, {"next", each.next}});
    return nlohmann::ordered_json{{"complaints", list}}.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace squire::writeup
