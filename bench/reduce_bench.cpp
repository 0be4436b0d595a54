// SPDX-License-Identifier: MIT
//
// reduce_bench reduce RULES ID FILE LINE   reduces one finding of our SAST engine twice, bound to its place and bound to the file alone, and prints
//                                          seconds, bytes, tries, and whether the result is minimal and confirmed, as JSON; the smaller texts go
//                                          to FILE.place and FILE.anywhere
// reduce_bench check RULES ID FILE ERRORS  ends with 0 where the rule fires in the file, and the grammar cannot read at most ERRORS bytes of it: the
//                                          same question for other reducers
// reduce_bench errors FILE                 prints that number for a file
#include <charconv>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "bugreport/reduction.h"
#include "bugreport/sast_oracle.h"
#include "rules/sast_rule_reader.h"
#include "sast/compiled_rule.h"
#include "sast/line_index.h"
#include "syntax/languages.h"
#include "syntax/tree.h"

namespace squire::bugreport {
namespace {

constexpr unsigned kWorkers = 2;

Result<rules::SastRule> rule_named(const std::filesystem::path& file, std::string_view id) {
    auto text = read_file(file);
    if (!text) return std::unexpected(text.error());
    Problems problems;
    auto rules = rules::read_sast_rules(std::move(*text), file.string(), problems);
    if (!rules) return std::unexpected(rules.error());
    for (rules::SastRule& rule : *rules)
        if (rule.id == id) return std::move(rule);
    return fail(ErrorKind::not_found, fmt::format("no rule '{}'", id), file.string());
}

std::uint32_t number(std::string_view text) {
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Result<std::uint32_t> unreadable_bytes(std::string_view path, std::string_view text) {
    const syntax::Language* const language = syntax::language_of_path(path);
    if (language == nullptr) return 0U;
    const auto tree = syntax::Tree::parse(syntax::grammar_of(*language), text);
    if (!tree) return std::unexpected(tree.error());
    return tree->error_bytes();
}

Result<void> reduce_one(const rules::SastRule& rule, const std::filesystem::path& path, std::uint32_t line) {
    auto text = read_file(path);
    if (!text) return std::unexpected(text.error());
    const std::string name = path.filename().string();
    Input input{.files = {make_file(name, *text)}, .place = {}};
    const auto place = place_of(input.files, name, {.start_line = line, .end_line = line});
    if (!place) return std::unexpected(place.error());
    input.place = *place;
    std::string json = fmt::format("{{\"bytes\": {}", text->size());
    for (const bool anywhere : {false, true}) {
        const auto begun = std::chrono::steady_clock::now();
        auto oracle = make_sast_oracle({.fires = {rule}, .anywhere = anywhere}, input, kWorkers);
        if (!oracle) return std::unexpected(oracle.error());
        const auto reduction = reduce(input, **oracle, {.workers = kWorkers});
        if (!reduction) return std::unexpected(reduction.error());
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
        json += fmt::format(R"(, "{}": {{"seconds": {:.3f}, "bytes": {}, "tries": {}, "asked": {}, "minimal": {}, "confirmed": {}}})",
                            anywhere ? "anywhere" : "place", seconds.count(), reduction->bytes_after, reduction->tries, reduction->asked,
                            reduction->minimal, reduction->confirmed);
        auto written = write_file(path.string() + (anywhere ? ".anywhere" : ".place"), reduction->best.file().text());
        if (!written) return written;
    }
    fmt::print("{}}}\n", json);
    return {};
}

Result<bool> check(const rules::SastRule& rule, const std::filesystem::path& path, std::uint32_t most_errors) {
    const auto text = read_file(path);
    if (!text) return std::unexpected(text.error());
    const Input input{.files = {make_file(path.filename().string(), *text)}, .place = {.file = 0, .begin = 0, .end = text->size()}};
    const auto errors = unreadable_bytes(path.string(), *text);
    if (!errors) return std::unexpected(errors.error());
    if (*errors > most_errors) return false;
    auto oracle = make_sast_oracle({.fires = {rule}, .anywhere = true}, input, 1);
    if (!oracle) return std::unexpected(oracle.error());
    return (*oracle)->interesting(input, 0);
}

int run(const std::vector<std::string>& words) {
    const auto failed = [](const Error& error) {
        fmt::print(stderr, "{}\n", describe(error));
        return 3;
    };
    if (words.size() == 2 && words[0] == "errors") {
        const auto errors = unreadable_bytes(words[1], read_file(words[1]).value_or(""));
        if (!errors) return failed(errors.error());
        fmt::print("{}\n", *errors);
        return 0;
    }
    if (words.size() != 5) return 2;
    const auto rule = rule_named(words[1], words[2]);
    if (!rule) return failed(rule.error());
    if (words[0] == "reduce") {
        const auto done = reduce_one(*rule, words[3], number(words[4]));
        return done ? 0 : failed(done.error());
    }
    const auto holds = check(*rule, words[3], number(words[4]));
    if (!holds) return failed(holds.error());
    return *holds ? 0 : 1;
}

} // namespace
} // namespace squire::bugreport

int main(int count, char** words) { return squire::bugreport::run({words + 1, words + count}); }
