// SPDX-License-Identifier: MIT
#include "dependencies/import_reader.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace squire::dependencies {
namespace {

using enum SourceLanguage;

// "module as name [item]:line", one after the other.
std::string shown(std::string_view text, SourceLanguage language) {
    std::string out;
    for (const Import& each : read_imports(without_comments(text, language), language))
        out += fmt::format("{}{}{}{}:{}", out.empty() ? "" : ", ", each.module, each.name.empty() ? "" : " as " + each.name,
                           each.item.empty() ? "" : " [" + each.item + "]", each.line);
    return out;
}

TEST(ImportReader, ReadsImports) {
    struct Case {
        SourceLanguage language;
        std::string_view text, imports;
    };
    const Case cases[] = {
        {python, "import anvil\nimport a.b as c, d", "anvil as anvil:1, a.b as c:2, d as d:2"},
        {python, "from anvil import drop, lift as l  # x", "anvil as drop [drop]:1, anvil as l [lift]:1"},
        {python, "from anvil.core import (\n  drop,  # why\n  lift as l,\n)\nimport x",
         "anvil.core as drop [drop]:1, anvil.core as l [lift]:1, x as x:5"},
        {python, "  try:\n    import anvil; x = 1", "anvil as anvil:2"},
        {python, "from . import anvil\nfrom .anvil import x\n# import a\n'''\nimport b\n'''\nimportant = 1\nx = 'import c'", ""},
        {javascript, "import anvil from 'anvil';", "anvil as anvil:1"},
        {javascript, "import a, { b as c, d } from \"@acme/anvil/sub\"",
         "@acme/anvil/sub as c [b]:1, @acme/anvil/sub as d [d]:1, @acme/anvil/sub as a:1"},
        {javascript, "import * as a from 'anvil'\nimport 'hammer'\nimport type { T } from 'x'", "anvil as a:1, hammer:2, x as T [T]:3"},
        {javascript, "import {\n  from,\n  b,\n} from 'array-from';", "array-from as from [from]:1, array-from as b [b]:1"},
        {javascript, "const a = require('anvil'), b = require('b');", "anvil as a:1, b as b:1"},
        {javascript, "const { drop, lift: l } = require('anvil')", "anvil as drop [drop]:1, anvil as l [lift]:1"},
        {javascript, "const drop = require('anvil').drop;\nawait import(`anvil`)", "anvil as drop [drop]:1, anvil:2"},
        {javascript, "export { x } from 'anvil'\nexport * from \"b\"\nexport const y = { z: 1 };", "anvil:1, b:2"},
        {javascript, "// require('a')\n/* import b from 'b' */ x\n`\nrequire('c')`\n\"require('d')\"\nrequire('./e')\nobject.require('f')", ""},
        {go, "package main\nimport \"acme.example/rocket\"\nimport r \"acme.example/go-x/v2\"",
         "acme.example/rocket as rocket:2, acme.example/go-x/v2 as r:3"},
        {go, "import (\n\t\"fmt\" // x\n\t_ \"a/b\"\n\t. \"c/d\"\n\t\"gopkg.in/yaml.v2\"\n\t\"a/z/v3\"\n)\nvar s = \"x\"",
         "fmt as fmt:2, a/b:3, c/d:4, gopkg.in/yaml.v2 as yaml:5, a/z/v3 as z:6"},
        {go, "// import \"a\"\n/*\nimport \"b\"\n*/\nvar x = `\nimport \"c\"\n`", ""},
        {rust, "use anvil::core::{a, b};\npub(crate) use hammer;\nextern crate tongs;\nuse crate::x;\nuse ::nail::y;",
         "anvil:1, hammer:2, tongs:3, nail:5"},
        {rust, "fn f<'a>() {} // use a;\nuse anvil;", "anvil:2"},
        {ruby, "require 'anvil'\nrequire(\"a/b\")\nrequire_relative 'c'\n# require 'd'\n=begin\nrequire 'e'\n=end", "anvil:1, a/b:2"},
        {python, "", ""},
        {go, "import (", ""},
        {javascript, "import {", ""},
        {javascript, "import x from", ""},
        {python, "from a import (", ""},
        {python, "\"\"\"", ""},
        {rust, "pub(", ""},
        {javascript, "'\\", ""},
    };
    for (const Case& each : cases) EXPECT_EQ(shown(each.text, each.language), each.imports) << each.text;
}

TEST(ImportReader, FindsUsesOfFunctions) {
    struct Case {
        SourceLanguage language;
        std::string_view text, function;
        std::uint32_t line;
    };
    const Case cases[] = {
        {go, "import \"a/rocket\"\n\nfunc f() { rocket.Launch() }", "Launch", 3},
        {go, "import \"a/rocket\"\n\nfunc f() { rocket.Launcher() }", "Launch", 0},
        {go, "import \"a/rocket\"\n// rocket.Launch()\nx.rocket.Launch()", "Launch", 0},
        {go, "import _ \"a/rocket\"\nrocket.Launch()", "Launch", 0},
        {python, "import anvil as a\na.drop(1)", "drop", 2},
        {python, "from anvil import drop as d\nx = 1\nd (2)", "drop", 3},
        {python, "from anvil import drop\ndrop_all(drop)", "drop", 0},
        {javascript, "const { drop } = require('anvil')\nx.drop()\ndrop()", "drop", 3},
        {javascript, "import a from 'anvil'\na.lift()", "drop", 0},
    };
    for (const Case& each : cases) {
        const std::string code = without_comments(each.text, each.language);
        const auto imports = read_imports(code, each.language);
        ASSERT_EQ(imports.size(), 1U) << each.text;
        EXPECT_EQ(line_of_use(code, imports.front(), each.function), each.line) << each.text;
    }
}

TEST(ImportReader, EndsOnAnything) {
    for (const SourceLanguage language : {python, javascript, go, rust, ruby})
        for (const std::string_view piece :
             {"import (\n", "from a import (\n", "'", "\"\\", "`", "/*", "{", "import {", "require(", "=begin\n", "use ", "\xff"}) {
            std::string text;
            while (text.size() < 200'000) text += piece;
            const std::string code = without_comments(text, language);
            EXPECT_EQ(code.size(), text.size());
            EXPECT_LE(read_imports(code, language).size(), 10'000U) << piece;
        }
}

} // namespace
} // namespace squire::dependencies
