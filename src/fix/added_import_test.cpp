// SPDX-License-Identifier: MIT
#include "fix/added_import.h"

#include <string>

#include <gtest/gtest.h>

#include "syntax/languages.h"

namespace squire::fix {
namespace {

struct Case {
    std::string_view language, statement, text, wanted;
};

std::string with_import(const Case& each) {
    const auto tree = syntax::Tree::parse(syntax::grammar_of(*syntax::language_named(each.language)), each.text);
    if (!tree) return describe(tree.error());
    const auto edit = added_import(*tree, each.statement);
    if (!edit) return "refused: " + edit.error().message;
    return *edit ? sast::apply_edits(each.text, {**edit}) : std::string(each.text);
}

TEST(AddedImport, StandsAmongThoseOfItsKind) {
    const Case cases[] = {
        {"python", "import os", "import abc\nimport sys\n\nimport flask\n", "import abc\nimport os\nimport sys\n\nimport flask\n"},
        {"python", "import os", "import abc\n\nimport zope\n", "import abc\nimport os\n\nimport zope\n"},
        {"python", "import os", "#!/usr/bin/python\n\"\"\"Doc.\"\"\"\nx = 1\n", "#!/usr/bin/python\n\"\"\"Doc.\"\"\"\n\nimport os\nx = 1\n"},
        {"python", "import os", "from __future__ import annotations\n\nfrom flask import Flask\n",
         "from __future__ import annotations\n\nimport os\n\nfrom flask import Flask\n"},
        {"python", "import os", "# comment\nx = 1\n", "# comment\nimport os\n\nx = 1\n"},
        {"python", "import os", "import abc\r\nx = 1\r\n", "import abc\r\nimport os\r\nx = 1\r\n"},
        {"python", "import os", "import abc", "import abc\nimport os"},
        {"python", "import os", "import os\nx = os\n", "import os\nx = os\n"},
        {"python", "import os", "import a, os\n", "import a, os\n"},
        {"python", "import os", "def f():\n    import os\n    return os\n", "import os\n\ndef f():\n    import os\n    return os\n"},
        {"python", "import os", "x.os = 1\n", "import os\n\nx.os = 1\n"},
        {"go", "import \"os\"", "package a\n\nimport (\n\t\"fmt\"\n\t\"strings\"\n\n\t\"x.org/y\"\n)\n",
         "package a\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\t\"strings\"\n\n\t\"x.org/y\"\n)\n"},
        {"go", "import \"os\"", "package a\n\nimport (\n\t\"fmt\"\n\n\t\"x.org/y\"\n)\n",
         "package a\n\nimport (\n\t\"fmt\"\n\t\"os\"\n\n\t\"x.org/y\"\n)\n"},
        {"go", "import \"os\"", "package a\n\nimport \"fmt\"\n", "package a\n\nimport \"fmt\"\nimport \"os\"\n"},
        {"go", "import \"os\"", "package a\n\nvar x = 1\n", "package a\n\nimport \"os\"\n\nvar x = 1\n"},
        {"go", "import \"os\"", "package a\n\nimport \"os\"\n\nvar x = os.Args\n", "package a\n\nimport \"os\"\n\nvar x = os.Args\n"},
    };
    for (const Case& each : cases) EXPECT_EQ(with_import(each), each.wanted) << each.text;
}

TEST(AddedImport, IsRefusedWhereItWouldMeanSomethingElse) {
    const Case cases[] = {
        {"python", "import os", "os = 1\nprint(os)\n", ""},
        {"python", "import os", "from mine import os\n", ""},
        {"python", "import os", "def f(os):\n    return os\n", ""},
        {"javascript", "import fs from 'fs'", "x = 1\n", ""},
        {"python", "x = 1", "y = 2\n", ""},
    };
    for (const Case& each : cases) EXPECT_TRUE(with_import(each).starts_with("refused: ")) << each.text << "\n" << with_import(each);
}

} // namespace
} // namespace squire::fix
