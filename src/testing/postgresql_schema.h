// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace squire::testing {

/// An empty schema of a test's own on the server that CTest's fixture `postgresql` starts (setup/test_postgresql.bash); dropped at the end of its life.
class PostgresqlSchema {
public:
    PostgresqlSchema();
    ~PostgresqlSchema();
    PostgresqlSchema(const PostgresqlSchema&) = delete;
    PostgresqlSchema& operator=(const PostgresqlSchema&) = delete;

    /// False where the server does not run: the test binary was started without CTest.
    [[nodiscard]] static bool available();

    [[nodiscard]] const std::string& url() const { return url_; } // "postgresql://…", for whoever may only see this schema

private:
    std::string name_;
    std::string url_;
};

} // namespace squire::testing
