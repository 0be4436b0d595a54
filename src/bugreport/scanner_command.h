// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace squire::bugreport {

/// The words of a command line: blanks between them, quotes of either kind around them. An error where a quote is not closed.
[[nodiscard]] Result<std::vector<std::string>> words_of(std::string_view command);

/// How a scanner is called, as a person would type it: words with blanks between, "…" and '…' around those with blanks in them. `{}` stands for the file
/// that is scanned, or the folder where there are several; `{report}` for a file that it writes its report to, instead of its standard output. No
/// shell: nothing else has a meaning.
class ScannerCommand {
public:
    static constexpr std::string_view kReportFile = "report.out"; // what `{report}` becomes, in the folder that the scanner runs in

    /// An error (usage) for an empty command, a quote that does not end, or one without `{}`.
    [[nodiscard]] static Result<ScannerCommand> parse(std::string_view text);

    [[nodiscard]] std::vector<std::string> words_for(std::string_view file) const;
    [[nodiscard]] std::string text_for(std::string_view file) const; // to be typed
    [[nodiscard]] const std::string& program() const { return words_.front(); }
    [[nodiscard]] bool writes_report() const;

    /// Words that name files as seen from here become absolute paths; returns these, which the scanner has to be able to read.
    std::vector<std::filesystem::path> resolve_files();

private:
    explicit ScannerCommand(std::vector<std::string> words) : words_(std::move(words)) {}
    std::vector<std::string> words_;
};

} // namespace squire::bugreport
