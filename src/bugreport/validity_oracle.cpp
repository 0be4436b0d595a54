// SPDX-License-Identifier: MIT
#include "bugreport/validity_oracle.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/process.h"
#include "base/replace_all.h"
#include "syntax/languages.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kMostAtOnce = 256;

// Words to which paths are added, and which write those of the valid files. None of them runs what it reads.
struct Checker {
    std::string_view language, program;
    std::vector<std::string> words;
};

const std::array<Checker, 5>& checkers() {
    static const std::array<Checker, 5> kAll{{
        {"python",
         "python3",
         {"-I", "-S", "-c",
          "import sys, warnings\nwarnings.simplefilter('ignore')\nfor f in sys.argv[1:]:\n try:\n  compile(open(f, 'rb').read(), f, 'exec')\n  "
          "print(f)\n except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):\n  pass\n"}},
        {"ruby",
         "ruby",
         {"--disable-gems", "-W0", "-e",
          "ARGV.each { |f| begin; RubyVM::InstructionSequence.compile_file(f); puts f; rescue SyntaxError, ArgumentError; end }"}},
        {"php",
         "php",
         {"-d", "display_errors=stderr", "-r",
          "foreach (array_slice($argv, 1) as $f) { try { token_get_all(file_get_contents($f), TOKEN_PARSE); echo $f, PHP_EOL; } "
          "catch (\\ParseError $e) {} }"}},
        {"javascript",
         "node",
         {"-e", "const fs = require('fs'), vm = require('vm');\nfor (const f of process.argv.slice(1)) { try { new vm.Script(fs.readFileSync(f, "
                "'utf8')); "
                "console.log(f); } catch (e) {} }"}},
        {"bash", "bash", {"-c", "for f; do bash -n \"$f\" 2>/dev/null && echo \"$f\"; done; exit 0", "bash"}},
    }};
    return kAll;
}

// What a person would type for one file, for each of many, in the folder in which it would be typed.
std::vector<std::string> words_for_each(const ScannerCommand& command) {
    constexpr std::string_view kHere = "\x01";
    std::string typed;
    for (std::string word : command.words_for(kHere)) {
        replace_all(word, "'", "'\\''");
        replace_all(word, kHere, "'\"$r\"'");
        typed += "'" + word + "' ";
    }
    return {"/bin/sh", "-c",
            fmt::format("for f; do r=${{f#each/*/}}; d=${{f%\"$r\"}}; case $r in -*) r=./$r;; esac; "
                        "(cd \"$d\" && {}) </dev/null >/dev/null 2>&1 && echo \"$f\"; done; exit 0",
                        typed),
            "sh"};
}

class ValidityOracle final : public Oracle {
public:
    ValidityOracle(std::vector<std::string> words, ScannerRunLimits limits) : words_(std::move(words)), limits_(std::move(limits)) {}

    Result<bool> interesting(const Input& candidate, unsigned /*worker*/) override {
        const auto answers = interesting_each(std::span(&candidate, 1));
        return answers ? Result<bool>(answers->front()) : std::unexpected(answers.error());
    }

    Result<std::vector<bool>> interesting_each(std::span<const Input> candidates) override {
        auto named = inputs_named_by(words_, candidates, limits_);
        if (!named) return std::unexpected(named.error());
        if (!named->empty() || candidates.empty()) return named;
        // One of them ended the run.
        if (candidates.size() == 1) return std::vector{false};
        for (const auto half : {candidates.first(candidates.size() / 2), candidates.subspan(candidates.size() / 2)}) {
            const auto of_half = interesting_each(half);
            if (!of_half) return of_half;
            named->insert(named->end(), of_half->begin(), of_half->end());
        }
        return named;
    }

    [[nodiscard]] bool is_slow() const override { return true; }
    [[nodiscard]] std::size_t at_once() const override { return kMostAtOnce; }

    [[nodiscard]] std::string key() const override {
        std::string key = "valid by";
        for (const std::string& word : words_) key += " " + word;
        return key;
    }

private:
    std::vector<std::string> words_;
    ScannerRunLimits limits_;
};

} // namespace

Result<std::unique_ptr<Oracle>> make_validity_oracle(const ScannerCommand& command, const Input& input, const ScannerRunLimits& limits) {
    auto oracle = std::make_unique<ValidityOracle>(words_for_each(command), limits);
    const auto valid = oracle->interesting(input, 0);
    if (!valid) return std::unexpected(valid.error());
    if (!*valid)
        return fail(ErrorKind::not_found, "the file as it is is not valid for the command that is to tell", input.file().path,
                    fmt::format("it ends with another code than 0: {}", command.text_for(input.file().path)));
    return oracle;
}

std::unique_ptr<Oracle> make_language_oracle(const Input& input, const ScannerRunLimits& limits) {
    const syntax::Language* const language = syntax::language_of_path(input.file().path);
    if (language == nullptr) return nullptr;
    for (const Checker& checker : checkers()) {
        if (checker.language != language->name) continue;
        // Of several, the system's: what comes before it on the path may be a script that takes a while to choose one.
        std::error_code error;
        const std::string system = fmt::format("/usr/bin/{}", checker.program);
        std::vector<std::string> words{std::filesystem::exists(system, error) ? system : std::string(checker.program)};
        words.insert(words.end(), checker.words.begin(), checker.words.end());
        auto oracle = std::make_unique<ValidityOracle>(std::move(words), limits);
        if (oracle->interesting(input, 0).value_or(false)) return oracle;
    }
    return nullptr;
}

} // namespace squire::bugreport
