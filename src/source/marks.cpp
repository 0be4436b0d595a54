// SPDX-License-Identifier: MIT
//
// The habits that tell tests, examples, vendored and generated files apart, as tables. A folder's habit marks everything below it.
#include "source/marks.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "source/role.h"

namespace squire::source {

namespace {

// Sorted, because they are searched; all in lower case.
constexpr auto kVendorFolders = std::to_array<std::string_view>({
    ".venv",     ".yarn",    "3rd-party",     "3rd_party",    "3rdparty", "bower_components", "carthage",    "extern",      "external",
    "externals", "godeps",   "jspm_packages", "node_modules", "pods",     "site-packages",    "third-party", "third_party", "thirdparty",
    "vendor",    "vendored", "vendors",       "venv",
});
constexpr auto kVendorFiles = std::to_array<std::string_view>({"config.guess", "config.sub", "gradle-wrapper.jar", "gradlew", "gradlew.bat",
                                                               "install-sh", "ltmain.sh", "maven-wrapper.jar", "mvnw", "mvnw.cmd"});
constexpr auto kTestFolders = std::to_array<std::string_view>({
    "__fixtures__", "__mocks__", "__snapshots__",   "__tests__",  "androidtest", "autotests",  "cypress",   "e2e",
    "fixture",      "fixtures",  "integrationtest", "mock",       "mocks",       "spec",       "specs",     "t",
    "test",         "test-data", "test-fixtures",   "test-utils", "test_data",   "test_utils", "testdata",  "testfixtures",
    "testing",      "tests",     "testsuite",       "testutil",   "testutils",   "unittest",   "unittests",
});
constexpr auto kExampleFolders = std::to_array<std::string_view>(
    {"_examples", "demo", "demos", "example", "examples", "quickstart", "sample", "samples", "tutorial", "tutorials"});
constexpr auto kDocumentFolders = std::to_array<std::string_view>({"doc", "docs", "documentation", "javadoc", "man", "manpages", "manual"});
constexpr auto kDocumentEndings =
    std::to_array<std::string_view>({".adoc", ".asciidoc", ".markdown", ".md", ".mdx", ".org", ".pod", ".rdoc", ".rst", ".textile"});
constexpr auto kDocumentNames =
    std::to_array<std::string_view>({"authors", "changelog", "changes", "code_of_conduct", "contributing", "copying", "license", "licence",
                                     "maintainers", "news", "notice", "readme", "thanks", "todo"});
constexpr auto kGeneratedEndings = std::to_array<std::string_view>({
    ".pb.go",        ".pb.gw.go",    "_grpc.pb.go",     ".pb.cc",     ".pb.h",      ".pb.c",         "_pb2.py",       "_pb2_grpc.py",
    "_pb2.pyi",      "_pb.js",       "_pb.d.ts",        "_pb.ts",     "_pb.rb",     "_pb.php",       ".pb.swift",     ".pb.dart",
    ".pbjson.dart",  ".g.dart",      ".freezed.dart",   ".gr.dart",   ".g.cs",      ".g.i.cs",       ".designer.cs",  ".designer.vb",
    ".gen.go",       "_gen.go",      "_generated.go",   "_string.go", "bindata.go", ".generated.ts", ".generated.js", ".generated.go",
    ".generated.cs", ".generated.h", ".generated.dart", ".js.map",    ".css.map",   ".mjs.map",      ".cjs.map",      ".ts.map",
    ".tab.c",        ".tab.h",       ".yy.c",           ".lex.c",     ".snap",      ".pbxproj",      ".xcuserstate",  ".class",
    ".pyc",          "-lock.json",   "-lock.yaml",
});
constexpr auto kGeneratedNames =
    std::to_array<std::string_view>({"aclocal.m4", "config.h.in", "configure", "lex.yy.c", "makefile.in", "parsetab.py"});
constexpr auto kGeneratedStarts = std::to_array<std::string_view>({"zz_generated.", "moc_", "qrc_", "wire_gen."});

/// A test by its file's name: what stands before the ending, or the whole of it, in the languages' own habits.
bool is_test_name(std::string_view name) {
    const std::string lower = to_lower(name);
    const std::string_view text = lower;
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return false;
    const std::string_view stem = text.substr(0, dot);
    const std::string_view cased = name.substr(0, dot);
    if (stem.ends_with("_test") || stem.ends_with("_tests") || stem.ends_with("_spec") || stem.ends_with("-test") || stem.ends_with("-spec"))
        return true;
    if (stem.ends_with(".test") || stem.ends_with(".tests") || stem.ends_with(".spec") || stem.ends_with(".e2e") || stem.ends_with(".cy"))
        return true;
    if (stem.starts_with("test_") || stem.starts_with("test-") || stem.starts_with("mock_") || stem.ends_with("_mock")) return true;
    if (stem.ends_with("_suite") && text.ends_with(".erl")) return true;
    if (text == "conftest.py" || text == "test.py" || text == "tests.py" || text == "tests.rs" || stem == "test_helper" || stem == "spec_helper")
        return true;
    // FooTest.java, FooTests.cs, FooSpec.scala, FooIT.java, FooTestCase.php
    for (const std::string_view ending : {"Test", "Tests", "Spec", "Specs", "TestCase", "Mock"}) {
        if (cased.size() > ending.size() && cased.ends_with(ending)) return true;
    }
    return text.ends_with(".java") && cased.size() > 2 && cased.ends_with("IT");
}

template <std::size_t Size> bool is_among(const std::array<std::string_view, Size>& sorted, std::string_view text) {
    return std::ranges::binary_search(sorted, text);
}
static_assert(std::ranges::is_sorted(kVendorFolders) && std::ranges::is_sorted(kVendorFiles) && std::ranges::is_sorted(kTestFolders) &&
              std::ranges::is_sorted(kExampleFolders) && std::ranges::is_sorted(kDocumentFolders));

void mark_folder(std::string_view folder, Marks& marks) {
    if (is_among(kVendorFolders, folder)) marks.set(Mark::vendored);
    if (is_among(kExampleFolders, folder)) marks.set(Mark::example);
    if (is_among(kDocumentFolders, folder)) marks.set(Mark::documentation);
    const bool ends_as_test = folder.ends_with(".tests") || folder.ends_with(".test") || folder.ends_with("-tests") ||
                              folder.ends_with("-test") || folder.ends_with("_tests") || folder.ends_with("_test") ||
                              folder.ends_with("unittests");
    if (ends_as_test || is_among(kTestFolders, folder)) marks.set(Mark::test);
    if (folder == "generated" || folder == "__generated__") marks.set(Mark::generated);
}

bool is_prose(std::string_view name) {
    for (const std::string_view ending : kDocumentEndings) {
        if (name.ends_with(ending)) return true;
    }
    const std::string_view stem = name.substr(0, name.find_first_of(".-"));
    const std::string_view rest = name.substr(stem.size());
    return (rest.empty() || rest == ".txt" || rest.starts_with('-')) && std::ranges::find(kDocumentNames, stem) != kDocumentNames.end();
}

bool is_generated_name(std::string_view name) {
    const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
    const auto starts = [&](std::string_view start) { return name.starts_with(start); };
    return std::ranges::any_of(kGeneratedEndings, ends) || std::ranges::any_of(kGeneratedStarts, starts) ||
           std::ranges::find(kGeneratedNames, name) != kGeneratedNames.end();
}

bool is_example_name(std::string_view name) {
    return name.ends_with(".example") || name.ends_with(".sample") || name.ends_with(".dist") || name.contains(".example.") ||
           name.contains(".sample.") || name.starts_with("example.") || name.starts_with("sample.");
}

/// In a comment, as far as the first character of the line can tell.
bool looks_like_comment(std::string_view line) {
    line = trim(line);
    return !line.empty() && std::string_view("#/*;-<!\"%({'.").contains(line.front());
}

bool says_generated(std::string_view line) {
    if (line.contains("DO NOT EDIT") || line.contains("@generated") || line.contains("Code generated by")) return true;
    static constexpr auto kPhrases = std::to_array<std::string_view>({
        "automatically generated by",
        "auto-generated by",
        "autogenerated by",
        "file is automatically generated",
        "file is auto-generated",
        "file is autogenerated",
        "file was automatically generated",
        "file was auto-generated",
        "file was autogenerated",
        "file is generated by",
        "file was generated by",
        "generated by the protocol buffer compiler",
        "<auto-generated",
    });
    return std::ranges::any_of(kPhrases, [&](std::string_view phrase) { return contains_ignoring_case(line, phrase); });
}

constexpr std::size_t kHeaderBytes = 4096;
constexpr int kHeaderLines = 20;
constexpr std::size_t kBinaryBytes = 8000; // as git looks

bool is_generated_content(std::string_view bytes) {
    std::string_view rest = bytes.substr(0, kHeaderBytes);
    for (int line = 0; line < kHeaderLines && !rest.empty(); ++line) {
        const std::string_view text = rest.substr(0, rest.find('\n'));
        if (looks_like_comment(text) && says_generated(text)) return true;
        rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    }
    return false;
}

bool has_ending(std::string_view path, std::initializer_list<std::string_view> endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}

/// People break lines: on average they are short. Pages may hold paragraphs in one line each, so those have to be longer.
bool has_squeezed_lines(std::string_view path, std::string_view bytes) {
    constexpr std::size_t kLeast = 1024;
    if (bytes.size() < kLeast) return false;
    const auto lines = static_cast<std::size_t>(std::ranges::count(bytes, '\n')) + 1;
    const bool is_page = has_ending(path, {".html", ".htm", ".svg"});
    return bytes.size() / lines > (is_page ? 500U : 110U);
}

} // namespace

Marks marks_of_path(std::string_view path) {
    Marks marks;
    const std::string lower = to_lower(path);
    std::string_view rest = lower;
    for (std::size_t slash = rest.find('/'); slash != std::string_view::npos; slash = rest.find('/')) {
        mark_folder(rest.substr(0, slash), marks);
        rest.remove_prefix(slash + 1);
    }
    const std::string_view name = rest;
    if (is_among(kVendorFiles, name)) marks.set(Mark::vendored);
    if (is_test_name(path.substr(path.size() - name.size()))) marks.set(Mark::test);
    if (is_prose(name)) marks.set(Mark::documentation);
    if (is_example_name(name)) marks.set(Mark::example);
    if (is_generated_name(name)) marks.set(Mark::generated);
    const bool is_written_by_hand = name.ends_with(".txt") || name == "packages.config";
    if (role_of(path) == Role::lockfile && !is_written_by_hand) marks.set(Mark::generated);
    if (has_ending(name, {".min.js", ".min.css", "-min.js", "-min.css", ".min.mjs", ".min.html"})) marks.set(Mark::minified);
    return marks;
}

bool may_be_minified(std::string_view path) { return has_ending(path, {".js", ".mjs", ".cjs", ".css", ".html", ".htm", ".svg"}); }

Marks marks_of_content(std::string_view path, std::string_view bytes) {
    Marks marks;
    if (bytes.substr(0, kBinaryBytes).contains('\0')) {
        marks.set(Mark::binary);
        return marks;
    }
    if (is_generated_content(bytes)) marks.set(Mark::generated);
    if (may_be_minified(path) && has_squeezed_lines(path, bytes)) marks.set(Mark::minified);
    return marks;
}

} // namespace squire::source
