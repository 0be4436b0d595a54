// SPDX-License-Identifier: MIT
#include "workspace/settings.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest_word.h"
#include "base/text.h"
#include "embedded/workspace_template.h"
#include "rules/table_reader.h"

namespace squire::workspace {
namespace {

using rules::TableReader;

template <class Value, std::size_t N> using Words = std::array<std::pair<std::string_view, Value>, N>;

constexpr Words<Extent, 2> kExtents{{{"tree", Extent::tree}, {"history", Extent::history}}};
constexpr Words<Order, 4> kOrders{{{"severity", Order::severity}, {"newest", Order::newest}, {"oldest", Order::oldest}, {"path", Order::path}}};
constexpr std::uint32_t kLargestFile = 4000; // MB, as --max-file-size

class Reader {
public:
    Reader(std::string_view file_name, Problems& problems) : file_name_(file_name), problems_(problems) {}

    Settings read(const rules::TomlTable& document) {
        TableReader top = reader(document, "settings");
        if (const auto* table = top.table("project")) project(*table);
        if (const auto* table = top.table("person")) person(*table);
        if (const auto* table = top.table("scan")) scan(*table);
        if (const auto* table = top.table("findings")) findings(*table);
        if (const auto* table = top.table("licenses")) licences(*table);
        if (const auto* table = top.table("fix")) fix(*table);
        for (const auto* table : top.tables("suppressions")) suppression(*table);
        top.finish();
        return std::move(settings_);
    }

private:
    TableReader reader(const rules::TomlTable& table, std::string_view what) {
        return {table, file_name_, std::string(what), Weight::incomplete, problems_};
    }

    static void take(TableReader& from, std::string_view key, std::string& into) {
        if (auto text = from.text(key)) into = std::move(text->text);
    }

    template <class Value, std::size_t N>
    static void take_word(TableReader& from, std::string_view key, const Words<Value, N>& words, Value& into) {
        const auto text = from.text(key);
        if (!text) return;
        std::vector<std::string_view> known;
        for (const auto& [word, value] : words) {
            known.push_back(word);
            if (word != text->text) continue;
            into = value;
            return;
        }
        refuse(from, text->at, key, text->text, known);
    }

    static void take_count(TableReader& from, std::string_view key, std::uint32_t most, std::uint32_t& into) {
        const auto count = from.count(key);
        if (!count) return;
        if (*count == 0 || *count > most) {
            from.complain(from.at(key), fmt::format("'{}' must be from 1 to {}", key, most));
        } else {
            into = *count;
        }
    }

    static void refuse(TableReader& from, rules::TomlPosition at, std::string_view key, std::string_view text,
                       const std::vector<std::string_view>& known) {
        const std::string_view nearest = nearest_word(text, known);
        from.complain(at, fmt::format("'{}' cannot be '{}'", key, shorten(text, 80)),
                      nearest.empty() ? fmt::format("one of: {}", fmt::join(known, ", ")) : fmt::format("did you mean '{}'?", nearest));
    }

    void project(const rules::TomlTable& table) {
        TableReader from = reader(table, "project");
        take(from, "name", settings_.project_name);
        take(from, "source", settings_.project_source);
        take(from, "branch", settings_.project_branch);
        from.finish();
    }

    void person(const rules::TomlTable& table) {
        TableReader from = reader(table, "person");
        take(from, "name", settings_.person_name);
        take(from, "mail", settings_.person_mail);
        from.finish();
    }

    void scan(const rules::TomlTable& table) {
        TableReader from = reader(table, "scan");
        take_word(from, "extent", kExtents, settings_.extent);
        for (auto& each : from.texts("only", true)) settings_.only.push_back(std::move(each.text));
        take(from, "rules", settings_.rules);
        for (auto& each : from.texts("vex", true)) settings_.vex.push_back(std::move(each.text));
        take_count(from, "largest_file", kLargestFile, settings_.largest_file);
        if (const auto flag = from.flag("gitignore")) settings_.gitignore = *flag;
        if (const auto text = from.text("fail_on")) {
            if (const auto severity = finding::parse_severity(text->text); severity && *severity != finding::Severity::unknown) {
                settings_.fail_on = *severity;
            } else {
                refuse(from, text->at, "fail_on", text->text, {"info", "low", "medium", "high", "critical"});
            }
        }
        from.finish();
    }

    void findings(const rules::TomlTable& table) {
        TableReader from = reader(table, "findings");
        take_word(from, "order", kOrders, settings_.order);
        if (const auto limit = from.count("limit")) settings_.limit = *limit;
        from.finish();
    }

    void licences(const rules::TomlTable& table) {
        TableReader from = reader(table, "licenses");
        for (auto& each : from.texts("allow", true)) settings_.licences_allowed.push_back(std::move(each.text));
        for (auto& each : from.texts("deny", true)) settings_.licences_denied.push_back(std::move(each.text));
        if (const auto flag = from.flag("unknown")) settings_.licences_unknown = *flag;
        from.finish();
    }

    void fix(const rules::TomlTable& table) {
        TableReader from = reader(table, "fix");
        take(from, "test", settings_.fix_test);
        if (const auto flag = from.flag("network")) settings_.fix_network = *flag;
        if (const auto flag = from.flag("test_network")) settings_.fix_test_network = *flag;
        take_count(from, "test_minutes", 24 * 60, settings_.fix_test_minutes);
        take_count(from, "test_memory", 1U << 20U, settings_.fix_test_memory);
        for (auto& each : from.texts("test_reads", true)) settings_.fix_test_reads.push_back(std::move(each.text));
        from.finish();
    }

    void suppression(const rules::TomlTable& table) {
        TableReader from = reader(table, "suppression");
        Suppression made{.place = fmt::format("{}:{}", file_name_, table.at.line)};
        take(from, "rule", made.rule);
        take(from, "path", made.path);
        take(from, "fingerprint", made.fingerprint);
        take(from, "reason", made.reason);
        for (const auto& [key, text] : {std::pair("rule", &made.rule), {"path", &made.path}, {"reason", &made.reason}}) {
            if (trim(*text).empty())
                from.complain(table.at, fmt::format("'{}' is missing", key), "it names one rule and one file, and says why");
        }
        if (const auto day = from.text("expires")) {
            const auto midnight = day->text.size() == 10 ? parse_time(day->text + "T00:00:00Z") : std::nullopt;
            if (midnight) {
                made.until = *midnight + std::chrono::days(1);
            } else {
                from.complain(day->at, "'expires' must be a day", "as in \"2027-12-31\", in quotes");
            }
        } else if (!from.failed()) {
            from.complain(table.at, "'expires' is missing",
                          "the last day on which it holds, as in \"2027-12-31\": nothing is suppressed for ever");
        }
        from.finish();
        settings_.suppressions.push_back(std::move(made));
    }

    std::string_view file_name_;
    Problems& problems_;
    Settings settings_;
};

std::string quoted(std::string_view text) {
    std::string made = "\"";
    for (const char c : to_utf8(text)) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            made += '\\';
            made += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            made += fmt::format("\\u{:04x}", byte);
        } else {
            made += c;
        }
    }
    return made + '"';
}

void fill_in(std::string& text, std::string_view key, std::string_view value) {
    const std::string line = fmt::format("\n{} = \"\"", key);
    const std::size_t at = text.find(line);
    assert(at != std::string::npos); // the template is ours
    // What is longer than the room for it moves its comment.
    const std::string filled = fmt::format("\n{} = {}", key, quoted(value));
    std::size_t end = at + line.size();
    while (end < text.size() && text[end] == ' ') ++end;
    const std::size_t room = end - at;
    text.replace(at, room, fmt::format("{:<{}}", filled, std::max(room, filled.size() + 1)));
}

} // namespace

bool Suppression::names(const finding::Finding& finding) const {
    if (finding.identifiers.empty() || finding.rule() != rule) return false;
    if (!fingerprint.empty() && finding.fingerprint != fingerprint) return false;
    const std::string_view file = finding::file_of(finding);
    return file.empty() ? finding::place_of(finding) == path : file == path;
}

Result<Settings> read_settings(std::string_view text, std::string_view file_name) {
    const auto document = rules::parse_toml(text, file_name);
    if (!document) return std::unexpected(document.error());
    Problems problems;
    Settings settings = Reader(file_name, problems).read(*document);
    const auto wrong = problems.list();
    if (wrong.empty()) return settings;
    // By line, as a person reads the file.
    const auto line_of = [](const Problem& problem) {
        const auto parts = split(problem.error.place, ':');
        std::uint64_t line = 0;
        for (const char c : parts.size() < 3 ? std::string_view("0") : parts[parts.size() - 2]) {
            line = line * 10 + static_cast<std::uint64_t>(c >= '0' && c <= '9' ? c - '0' : 0);
        }
        return line;
    };
    return std::unexpected(std::ranges::min_element(wrong, {}, line_of)->error);
}

std::string settings_template(std::string_view name, std::string_view source, std::string_view branch) {
    std::string text(embedded::workspace_template().front().text);
    fill_in(text, "name", name); // the project's: the first one
    fill_in(text, "source", source);
    fill_in(text, "branch", branch);
    return text;
}

} // namespace squire::workspace
