// SPDX-License-Identifier: MIT
#include "bugreport/scanner_command.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/replace_all.h"

namespace squire::bugreport {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileMark = "{}", kReportMark = "{report}";

} // namespace

Result<std::vector<std::string>> words_of(std::string_view command) {
    std::vector<std::string> words;
    std::string word;
    bool in_word = false;
    char quote = 0;
    for (const char c : command) {
        if (quote != 0) {
            if (c == quote)
                quote = 0;
            else
                word += c;
        } else if (c == '"' || c == '\'') {
            quote = c;
            in_word = true;
        } else if (c == ' ' || c == '\t' || c == '\n') {
            if (in_word) words.push_back(std::move(word));
            word.clear();
            in_word = false;
        } else {
            word += c;
            in_word = true;
        }
    }
    if (quote != 0) return fail(ErrorKind::usage, fmt::format("a quote ({}) in the command is not closed", quote), std::string(command));
    if (in_word) words.push_back(std::move(word));
    return words;
}

Result<ScannerCommand> ScannerCommand::parse(std::string_view text) {
    auto read = words_of(text);
    if (!read) return std::unexpected(read.error());
    if (read->empty()) return fail(ErrorKind::usage, "the command is empty", "", "as in: semgrep scan --json --config rule.yaml {}");
    if (std::ranges::none_of(*read, [](const std::string& each) { return each.contains(kFileMark); }))
        return fail(ErrorKind::usage, "the command does not say where the file stands", std::string(text), "{} stands for it");
    return ScannerCommand(std::move(*read));
}

bool ScannerCommand::writes_report() const {
    return std::ranges::any_of(words_, [](const std::string& each) { return each.contains(kReportMark); });
}

std::vector<std::string> ScannerCommand::words_for(std::string_view file) const {
    std::vector<std::string> words = words_;
    for (std::string& word : words) {
        replace_all(word, kReportMark, kReportFile);
        replace_all(word, kFileMark, file);
    }
    return words;
}

std::string ScannerCommand::text_for(std::string_view file) const {
    std::string text;
    for (const std::string& word : words_for(file)) {
        const bool plain =
            !word.empty() &&
            word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=:,@%+{}") == std::string::npos;
        std::string quoted = word;
        replace_all(quoted, "'", "'\\''");
        text += (text.empty() ? "" : " ") + (plain ? word : "'" + quoted + "'");
    }
    return text;
}

std::vector<fs::path> ScannerCommand::resolve_files() {
    std::vector<fs::path> files;
    std::error_code error;
    for (std::string& word : words_) {
        const bool is_program_name = &word == &words_.front() && !word.contains('/');
        if (is_program_name || word.contains(kFileMark) || word.contains(kReportMark) || word.starts_with('-') || !fs::exists(word, error))
            continue;
        word = fs::absolute(word, error).lexically_normal().string();
        files.emplace_back(word);
    }
    return files;
}

} // namespace squire::bugreport
