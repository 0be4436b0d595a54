// SPDX-License-Identifier: MIT
#include "fix/gate_text.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "fix/markdown.h"
#include "fix/phrases.h"

namespace squire::fix {
namespace {

bool is_handle_byte(char byte) {
    return std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' || byte == '-' || byte == '.' || byte == '/';
}

/// Handles that GitLab would tell of the text, in lower case, in order.
std::vector<std::string> mentions_in(std::string_view bare) {
    std::vector<std::string> handles;
    for (std::size_t at = bare.find('@'); at != std::string_view::npos; at = bare.find('@', at + 1)) {
        if (at > 0 && (is_handle_byte(bare[at - 1]) || bare[at - 1] == '\\')) continue; // a mail address, an escape
        std::size_t end = at + 1;
        while (end < bare.size() && is_handle_byte(bare[end])) ++end;
        std::string handle = to_lower(bare.substr(at + 1, end - at - 1));
        while (!handle.empty() && std::isalnum(static_cast<unsigned char>(handle.back())) == 0 && handle.back() != '_') handle.pop_back();
        if (!handle.empty()) handles.push_back(std::move(handle));
    }
    return handles;
}

std::vector<std::string_view> lines_added(const source::BranchFile& file) {
    std::multiset<std::string_view> before;
    for (const std::string_view line : split(file.before, '\n')) before.insert(line);
    std::vector<std::string_view> added;
    for (const std::string_view line : split(file.after, '\n')) {
        const auto was = before.find(line);
        if (was == before.end())
            added.push_back(line);
        else
            before.erase(was);
    }
    return added;
}

std::string_view subject_of(std::string_view message) { return trim(message.substr(0, message.find('\n'))); }

/// "#12", "group/project#12", "…/issues/12".
bool names_issue(std::string_view text) {
    for (const std::string_view sign : {"#", "/issues/"})
        for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
            const std::size_t digit = at + sign.size();
            if (digit < text.size() && std::isdigit(static_cast<unsigned char>(text[digit])) != 0) return true;
        }
    return false;
}

class TextGate {
public:
    TextGate(const GateFacts& facts, std::vector<Refusal>& refusals)
        : facts_(facts), refusals_(refusals), bare_(without_code(facts.description)) {
        for (const std::string_view line : split(facts.request_template, '\n'))
            if (!trim(line).empty()) of_template_.insert(trim(line));
    }

    void judge() {
        const std::string where = "the title";
        look_at_line(without_code(facts_.title), where);
        int number = 0;
        for (const std::string_view line : split(bare_, '\n')) {
            const std::string place = fmt::format("the description, line {}", ++number);
            look_at_boxes(line, place);
            if (of_template_.contains(trim(line))) { // the project's own words, but for what they leave to be filled in
                look_for_placeholders(line, place);
                continue;
            }
            look_at_line(line, place);
            if (line.size() > 1 && line[0] == '/' && std::isalpha(static_cast<unsigned char>(line[1])) != 0)
                refuse(Rule::command, place, fmt::format("GitLab would run '{}'", shorten(line, 60)),
                       "put it between backticks, or leave it out");
        }
        look_at_sections();
        look_at_content();
        look_at_commits();
        look_at_files();
    }

private:
    void refuse(Rule rule, std::string place, std::string what, std::string next) {
        refusals_.push_back({rule, std::move(place), std::move(what), std::move(next)});
    }

    void look_at_line(std::string_view line, const std::string& place) {
        for (const std::string& handle : mentions_in(line)) {
            const bool known = std::ranges::any_of(facts_.people, [&](const std::string& each) { return to_lower(each) == handle; });
            if (!known)
                refuse(Rule::mention, place, fmt::format("@{} neither owns this code nor reviewed changes lately", handle),
                       "leave the name out");
        }
        if (const std::string_view word = facts_.path_shown ? std::string_view() : first_phrase(line, alarm_words()); !word.empty())
            refuse(Rule::alarm, place, fmt::format("'{}', while no path from input to use is shown", word), "say what it is, not how bad it is");
        look_for_placeholders(line, place);
    }

    void look_for_placeholders(std::string_view line, const std::string& place) {
        if (const std::string_view word = first_phrase(line, placeholder_words()); !word.empty())
            refuse(Rule::placeholder, place, fmt::format("'{}' stands for something that is not there yet", word),
                   "fill it in, or leave it out");
    }

    void look_at_boxes(std::string_view line, const std::string& place) {
        const std::string_view text = trim(line);
        if (text.starts_with("- [ ]") || text.starts_with("* [ ]") || text.starts_with("+ [ ]"))
            refuse(Rule::unfinished, place, "a box is open", "do it and tick it, or say why it does not apply");
        if (text.starts_with("## Before sending") || text.starts_with("The boxes above are for the person who sends this"))
            refuse(Rule::unfinished, place, "this is for you to read, not for the maintainers", "do what it says, then delete it");
    }

    /// A heading of the template with nothing below it.
    void look_at_sections() {
        std::string_view open;
        int number = 0, at = 0;
        const auto level = [](std::string_view line) { return line.find_first_not_of('#'); };
        const auto close = [&] {
            if (!open.empty())
                refuse(Rule::unfinished, fmt::format("the description, line {}", at),
                       fmt::format("nothing stands below '{}'", shorten(trim(open), 60)), "write it, or delete the heading");
        };
        for (const std::string_view line : split(facts_.description, '\n')) {
            ++number;
            const bool heading = line.starts_with('#') && line.contains(' ');
            if (heading) {
                if (open.empty() || level(line) <= level(open)) close();
                open = line;
                at = number;
            } else if (!trim(line).empty() && !line.starts_with("<!--")) {
                open = {};
            }
        }
        close();
    }

    void look_at_content() {
        const std::string_view text = facts_.description;
        const bool says_path = text.contains("not shown") || (facts_.path_shown && text.contains("→"));
        if (!says_path)
            refuse(Rule::effect, "the description", "it says neither how input gets there, nor that this is not shown", "say either");
        const bool names_place =
            std::ranges::any_of(facts_.change.files, [&](const source::BranchFile& file) { return text.contains(file.path); });
        if (!names_place)
            refuse(Rule::effect, "the description", "it would fit any project: no file of this one is named",
                   "say where, and why it matters there");
        if (!contains_ignoring_case(text, "say no") && !contains_ignoring_case(text, "close this"))
            refuse(Rule::disclosure, "the description", "it does not say how to say no", "say that closing it is enough");
        if (!contains_ignoring_case(text, "squire"))
            refuse(Rule::disclosure, "the description", "it does not say which tools were used", "say that Squire was");
        if (facts_.wants_issue && !names_issue(bare_))
            refuse(Rule::customs, "the description", "the project wants an issue first, and none is named",
                   "open one, wait for the answer, and name it");
    }

    void look_at_commits() {
        for (const source::BranchCommit& commit : facts_.change.commits) {
            const std::string place = fmt::format("the commit '{}'", shorten(printable(subject_of(commit.message)), 60));
            const std::string bare = without_code(commit.message);
            for (const std::string_view line : split(bare, '\n')) look_at_line(line, place);
            if (facts_.wants_sign_off && !commit.message.contains("\nSigned-off-by: " + commit.author))
                refuse(Rule::customs, place, fmt::format("the project wants it signed off, and {} has not", commit.author),
                       "git commit --amend --signoff");
        }
    }

    void look_at_files() {
        for (const source::BranchFile& file : facts_.change.files)
            for (const std::string_view line : lines_added(file)) look_for_placeholders(line, file.path);
    }

    const GateFacts& facts_;
    std::vector<Refusal>& refusals_;
    std::string bare_;
    std::set<std::string_view> of_template_;
};

} // namespace

void check_texts(const GateFacts& facts, std::vector<Refusal>& refusals) { TextGate(facts, refusals).judge(); }

} // namespace squire::fix
