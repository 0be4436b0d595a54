// SPDX-License-Identifier: MIT
#include "secrets/file_kind.h"

#include <gtest/gtest.h>

namespace squire::secrets {
namespace {

TEST(FileKind, ByPath) {
    struct Case {
        std::string_view path;
        FileKind kind;
    };
    for (const auto& [path, kind] : {Case{"src/app.py", FileKind::code},
                                     Case{"web/App.TSX", FileKind::code},
                                     Case{"config/database.yml", FileKind::settings},
                                     Case{"Dockerfile", FileKind::settings},
                                     Case{"build/Dockerfile.prod", FileKind::settings},
                                     Case{".env", FileKind::credentials},
                                     Case{"app/.env.production", FileKind::credentials},
                                     Case{"prod.env", FileKind::credentials},
                                     Case{".env.example", FileKind::settings},
                                     Case{".env.sample", FileKind::settings},
                                     Case{"wp-config.php", FileKind::keyring},
                                     Case{"home/.netrc", FileKind::keyring},
                                     Case{"package-lock.json", FileKind::lockfile},
                                     Case{"web/Gemfile.lock", FileKind::lockfile},
                                     Case{"go.sum", FileKind::lockfile},
                                     Case{"README.md", FileKind::prose},
                                     Case{"README", FileKind::prose},
                                     Case{"docs/a.rst", FileKind::prose},
                                     Case{"bin/tool", FileKind::other},
                                     Case{"", FileKind::other}}) {
        EXPECT_EQ(kind_of_file(path), kind) << path;
    }
}

TEST(FileKind, Templates) {
    for (const std::string_view path :
         {".env.example", "config.sample.yml", "settings.php.dist", "a/database.yml.template", "values-example.yaml"}) {
        EXPECT_TRUE(is_template(path)) << path;
    }
    for (const std::string_view path : {".env", "examples/config.yml", "latest.yml", "contest.py"}) {
        EXPECT_FALSE(is_template(path)) << path;
    }
}

TEST(FileKind, NamesOfDummies) {
    for (const std::string_view path : {"certs/a.localhost.key", "dummy-keystore.jks", "unsecure_private.key", "test.pem"}) {
        EXPECT_TRUE(is_named_dummy(path)) << path;
    }
    for (const std::string_view path : {"server.key", "localhosts.key", "test/server.key", "latest.pem", ""}) {
        EXPECT_FALSE(is_named_dummy(path)) << path;
    }
}

TEST(FileKind, Pipelines) {
    for (const std::string_view path : {".github/workflows/test.yml", ".gitlab-ci.yml", ".circleci/config.yml", "ci/Jenkinsfile"}) {
        EXPECT_TRUE(is_pipeline(path)) << path;
    }
    for (const std::string_view path : {"config/database.yml", "github.yml", "src/travis.py", ""}) {
        EXPECT_FALSE(is_pipeline(path)) << path;
    }
}

} // namespace
} // namespace squire::secrets
