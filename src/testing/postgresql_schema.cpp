// SPDX-License-Identifier: MIT
#include "testing/postgresql_schema.h"

#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>

namespace squire::testing {
namespace {

std::string server_url() {
    std::ifstream file(std::filesystem::path(SQUIRE_POSTGRESQL) / "url");
    std::string url;
    std::getline(file, url);
    return url;
}

void run(const std::string& sql) {
    PGconn* connection = PQconnectdb(server_url().c_str());
    PGresult* result = PQexec(connection, sql.c_str());
    EXPECT_EQ(PQresultStatus(result), PGRES_COMMAND_OK) << PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
}

} // namespace

bool PostgresqlSchema::available() { return !server_url().empty(); }

PostgresqlSchema::PostgresqlSchema() : name_(fmt::format("test_{:08x}{:08x}", std::random_device()(), std::random_device()())) {
    run("CREATE SCHEMA " + name_);
    url_ = fmt::format("{}&options=-csearch_path%3D{}", server_url(), name_);
}

PostgresqlSchema::~PostgresqlSchema() { run(fmt::format("SET client_min_messages = error; DROP SCHEMA {} CASCADE", name_)); }

} // namespace squire::testing
