// SPDX-License-Identifier: MIT
#include "fix/environment_variable.h"

#include <string>

#include <gtest/gtest.h>

namespace squire::fix {
namespace {

struct Case {
    std::string_view path, text, wanted; // VALUE is the value
};

std::string rewritten(const Case& each) {
    std::vector<ValuePlace> places;
    for (std::size_t at = each.text.find("VALUE"); at != std::string_view::npos; at = each.text.find("VALUE", at + 5))
        places.push_back({at, at + 5});
    const auto edits = read_from_environment(each.path, each.text, places, "API_KEY");
    return edits ? sast::apply_edits(each.text, *edits) : "refused: " + edits.error().message;
}

TEST(EnvironmentVariable, IsReadAsTheLanguageDoes) {
    const Case cases[] = {
        {"a.py", "import sys\nkey = 'VALUE'\n", "import os\nimport sys\nkey = os.environ[\"API_KEY\"]\n"},
        {"a.py", "import os\nurl = \"https://u:VALUE@h/\"\n", "import os\nurl = (\"https://u:\" + os.environ[\"API_KEY\"] + \"@h/\")\n"},
        {"a.py", "import os\nf(\"Bearer VALUE\", 'VALUE')\n",
         "import os\nf((\"Bearer \" + os.environ[\"API_KEY\"]), os.environ[\"API_KEY\"])\n"},
        {"a.js", "const key = \"VALUE\";\r\n", "const key = process.env.API_KEY;\r\n"},
        {"a.ts", "const key: string = 'VALUE';\n", "const key: string = process.env.API_KEY;\n"},
        {"a.go", "package a\n\nvar key = \"VALUE\"\n", "package a\n\nimport \"os\"\n\nvar key = os.Getenv(\"API_KEY\")\n"},
        {"a.rb", "key = 'VALUE'\n", "key = ENV.fetch(\"API_KEY\")\n"},
        {"a.php", "<?php\n$key = 'VALUE';\n", "<?php\n$key = getenv('API_KEY');\n"},
        {"a.php", "<?php\n$url = \"x:VALUE\";\n", "<?php\n$url = (\"x:\" . getenv('API_KEY'));\n"},
        {"A.java", "class A { String key = \"VALUE\"; }\n", "class A { String key = System.getenv(\"API_KEY\"); }\n"},
        {"a.sh", "key='VALUE'\nother=\"a VALUE\"\ncurl -u VALUE\n",
         "key=\"${API_KEY:?}\"\nother=\"a ${API_KEY:?}\"\ncurl -u \"${API_KEY:?}\"\n"},
        {".gitlab-ci.yml", "job:\n  script:\n    - curl -H \"PRIVATE-TOKEN: VALUE\" x\n",
         "job:\n  script:\n    - curl -H \"PRIVATE-TOKEN: ${API_KEY}\" x\n"},
        {".gitlab-ci.yml", "variables:\n  # a\n  KEY: \"VALUE\"\n  B: 1\n",
         "variables:\n  # a\n  KEY: \"\" # set as a masked variable KEY in the project's CI/CD settings\n  B: 1\n"},
        {".github/workflows/a.yml", "env:\n  KEY: VALUE\n", "env:\n  KEY: ${{ secrets.API_KEY }}\n"},
        {"docker-compose.yml", "services:\n  a:\n    environment:\n      - KEY=VALUE\n",
         "services:\n  a:\n    environment:\n      - KEY=${API_KEY}\n"},
    };
    for (const Case& each : cases) EXPECT_EQ(rewritten(each), each.wanted) << each.text;
}

TEST(EnvironmentVariable, IsRefusedWhereItWouldBeWrong) {
    const Case cases[] = {
        {"a.py", "import os\nkey = f'{x} VALUE'\n", ""},
        {"a.py", "import os\nkey = b'VALUE'\n", ""},
        {"a.py", "import os\nkey = 'a VALUE' 'b'\n", ""},
        {"a.py", "# VALUE\n", ""}, // in a comment nobody reads a variable
        {"a.js", "const key = `a ${b} VALUE`;\n", ""},
        {"a.go", "package a\n\nconst key = \"VALUE\"\n", ""},
        {"A.java", "class A { @Value(\"VALUE\") String key; }\n", ""},
        {"a.php", "<?php\nclass A { const KEY = 'VALUE'; }\n", ""},
        {"a.php", "<?php\nclass A { private $key = 'VALUE'; }\n", ""},
        {"a.sh", "key='a VALUE'\n", ""},
        {".gitlab-ci.yml", "job:\n  script:\n    - 'curl VALUE'\n", ""},
        {".gitlab-ci.yml", "job:\n  image: VALUE\n", ""},
        {"config.yml", "key: VALUE\n", ""},
        {"a.xml", "<key>VALUE</key>\n", ""},
        {"key.txt", "VALUE\n", ""},
        {"a.py", "import \x1f\n\nTOKEN = OT\n\"KVALUE\"EN =*:$A\nheade$\"}", ""}, // where the import would go, the value stands
        {"a.json", "{\"key\": \"VALUE\"}\n", ""},
    };
    for (const Case& each : cases) EXPECT_TRUE(rewritten(each).starts_with("refused: ")) << each.text << "\n" << rewritten(each);
}

TEST(EnvironmentVariable, IsNamedAsTheValueIs) {
    const auto name = [](std::string_view text) {
        return variable_name(text, {text.find("VALUE"), text.find("VALUE") + 5}, "npm-access-token");
    };
    EXPECT_EQ(name("db.password = \"VALUE\""), "DB_PASSWORD");
    EXPECT_EQ(name("const apiKey = 'VALUE';"), "API_KEY");
    EXPECT_EQ(name("AWS_SECRET_ACCESS_KEY=VALUE"), "AWS_SECRET_ACCESS_KEY");
    EXPECT_EQ(name("curl VALUE"), "NPM_ACCESS_TOKEN");
    EXPECT_EQ(name("connect(\"VALUE\")"), "NPM_ACCESS_TOKEN");
    EXPECT_EQ(variable_name("VALUE", {0, 5}, "1password-key"), "SECRET_1PASSWORD_KEY");
}

} // namespace
} // namespace squire::fix
