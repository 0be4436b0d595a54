// SPDX-License-Identifier: MIT
#include "advisories/update.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "advisories/index.h"
#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::advisories {
namespace {

namespace fs = std::filesystem;

class FixedClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return Time(std::chrono::seconds(1'767'312'000)); }
};

std::string record(std::string_view id, std::string_view ecosystem = "npm") {
    return "{\"id\": \"" + std::string(id) + "\", \"modified\": \"2025-06-01T00:00:00Z\", \"affected\": [{\"package\": {\"ecosystem\": \"" +
           std::string(ecosystem) +
           "\", \"name\": \"anvil\"}, \"ranges\": [{\"type\": \"ECOSYSTEM\", \"events\": [{\"introduced\": \"0\"}]}]}]}";
}

std::string zip_of(const std::map<std::string, std::string>& files) {
    std::string bytes(1U << 20U, '\0');
    std::size_t used = 0;
    archive* const writer = ::archive_write_new();
    ::archive_write_set_format_zip(writer);
    ::archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
    for (const auto& [name, content] : files) {
        archive_entry* const entry = ::archive_entry_new();
        ::archive_entry_set_pathname(entry, name.c_str());
        ::archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        ::archive_entry_set_filetype(entry, AE_IFREG);
        ::archive_write_header(writer, entry);
        ::archive_write_data(writer, content.data(), content.size());
        ::archive_entry_free(entry);
    }
    ::archive_write_close(writer);
    ::archive_write_free(writer);
    bytes.resize(used);
    return bytes;
}

/// Answers one connection after the other with the given bytes, and closes each.
class Server {
public:
    explicit Server(std::vector<std::string> answers) {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const bool good = ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(socket_, 4) == 0 &&
                          ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
        EXPECT_TRUE(good);
        url = "http://127.0.0.1:" + std::to_string(::ntohs(address.sin_port)) + "/all.zip";
        thread_ = std::jthread([this, answers = std::move(answers)] {
            for (const std::string& answer : answers) {
                const int connection = ::accept(socket_, nullptr, nullptr);
                if (connection < 0) return;
                std::array<char, 4096> request{};
                (void)!::read(connection, request.data(), request.size());
                (void)!::write(connection, answer.data(), answer.size());
                ::close(connection);
            }
        });
    }
    ~Server() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::string url;

private:
    int socket_ = -1;
    std::jthread thread_;
};

class UpdateTest : public ::testing::Test {
protected:
    Result<UpdateOutcome> run(std::vector<std::string> sources, std::vector<std::string> ecosystems = {}) {
        const auto http = http::make_curl_http(cancellation_);
        return update({.sources = std::move(sources),
                       .ecosystems = std::move(ecosystems),
                       .index = index_,
                       .downloads = folder_.path() / "downloads",
                       .workers = 2},
                      *http, clock_, cancellation_, progress_, problems_);
    }
    bool knows(std::string_view id) const {
        const auto index = Index::open(index_);
        return index && !index->find(id)->empty();
    }

    testing::TemporaryFolder folder_;
    fs::path index_ = folder_.path() / "data" / "here.index";
    FixedClock clock_;
    Cancellation cancellation_;
    NoProgress progress_;
    Problems problems_;
};

TEST_F(UpdateTest, ReadsFoldersArchivesAndFilesTogether) {
    folder_.write("db/sub/a.json", record("A-1"));
    folder_.write("db/.git/b.json", record("HIDDEN-1"));
    folder_.write("db/README.md", "No advisory");
    folder_.write("db.zip", zip_of({{"x/c.json", record("C-1")}, {"x/LICENSE", "text"}}));
    folder_.write("d.json", record("D-1", "PyPI"));
    const std::string root = folder_.path().string();
    const auto outcome = run({root + "/db", root + "/db.zip", root + "/d.json"});
    ASSERT_TRUE(outcome.has_value()) << describe(outcome.error());
    EXPECT_EQ(outcome->advisories, 3U);
    EXPECT_TRUE(knows("A-1") && knows("C-1") && knows("D-1"));
    EXPECT_FALSE(knows("HIDDEN-1"));
    ASSERT_TRUE(run({root}, {"pypi"}).has_value());
    EXPECT_TRUE(knows("D-1"));
    EXPECT_FALSE(knows("A-1"));
}

TEST_F(UpdateTest, LeavesTheOldIndexWhereAnythingFails) {
    const fs::path good = folder_.write("a.json", record("A-1"));
    const fs::path zip = folder_.write("cut.zip", zip_of({{"b.json", record("B-1")}}).substr(0, 150));
    ASSERT_TRUE(run({good.string()}).has_value());
    const std::string before = *read_file(index_);
    EXPECT_EQ(run({zip.string()}).error().kind, ErrorKind::malformed);
    EXPECT_EQ(run({good.string(), (folder_.path() / "nowhere").string()}).error().kind, ErrorKind::not_found);
    EXPECT_EQ(run({good.string()}, {"nmp"}).error().kind, ErrorKind::usage);
    EXPECT_EQ(run({folder_.write("c.json", "{}").string()}).error().kind, ErrorKind::malformed);
    cancellation_.request();
    EXPECT_EQ(run({good.string()}).error().kind, ErrorKind::interrupted);
    EXPECT_EQ(*read_file(index_), before);
}

TEST_F(UpdateTest, FetchesFromAServer) {
    const std::string zip = zip_of({{"a.json", record("A-1")}});
    const std::string head = "HTTP/1.1 200 OK\r\nETag: \"one\"\r\nConnection: close\r\nContent-Length: ";
    const Server server(
        {head + std::to_string(zip.size()) + "\r\n\r\n" + zip, "HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\nConnection: close\r\n\r\n"});
    ASSERT_TRUE(run({server.url}).has_value());
    EXPECT_TRUE(knows("A-1"));
    ASSERT_TRUE(run({server.url}).has_value());
    EXPECT_TRUE(knows("A-1"));
}

TEST_F(UpdateTest, GoesOnAfterAServerThatLiesAboutItsLength) {
    const std::string zip = zip_of({{"a.json", record("A-1")}});
    const std::string whole = std::to_string(zip.size());
    const Server server({"HTTP/1.1 200 OK\r\nETag: \"one\"\r\nConnection: close\r\nContent-Length: " + whole + "\r\n\r\n" + zip.substr(0, 40),
                         "HTTP/1.1 206 Partial Content\r\nETag: \"one\"\r\nConnection: close\r\nContent-Range: bytes 40-" +
                             std::to_string(zip.size() - 1) + "/" + whole + "\r\nContent-Length: " + std::to_string(zip.size() - 40) +
                             "\r\n\r\n" + zip.substr(40)});
    const auto lied = run({server.url});
    ASSERT_FALSE(lied.has_value());
    EXPECT_EQ(lied.error().kind, ErrorKind::io);
    EXPECT_FALSE(fs::exists(index_));
    ASSERT_TRUE(run({server.url}).has_value());
    EXPECT_TRUE(knows("A-1"));
}

TEST(Osv, NamesItsArchives) {
    EXPECT_EQ(osv_archive_url("pypi"), "https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip");
    EXPECT_EQ(osv_archive_url("github actions"), "https://osv-vulnerabilities.storage.googleapis.com/GitHub%20Actions/all.zip");
}

// The published databases, where they lie beside the checkout: every record is read, and none is called broken.
TEST_F(UpdateTest, ReadsThePublishedDatabases) {
    const char* shared = std::getenv("SQUIRE_SHARED");
    const fs::path packs = (shared != nullptr ? fs::path(shared) : fs::path(SQUIRE_SOURCE_DIR) / ".." / "shared") / "advisories";
    std::vector<std::string> sources;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(packs, error)) {
        if (entry.path().extension() == ".zst") sources.push_back(entry.path().string());
    }
    if (sources.empty()) GTEST_SKIP() << "no databases in " << packs;
    const auto outcome = run(sources);
    ASSERT_TRUE(outcome.has_value()) << describe(outcome.error());
    EXPECT_FALSE(problems_.incomplete());
    for (const std::string_view id : {"GO-2024-2843", "PYSEC-2023-161", "RUSTSEC-2021-0124", "CVE-2026-42246", "CVE-2014-6061", "NSWG-ECO-516",
                                      "NSWG-CORE-166", "ALPINE-CVE-2016-9587"})
        EXPECT_TRUE(knows(id)) << id;
    EXPECT_FALSE(knows("GO-2024-2447")) << "withdrawn";
    EXPECT_FALSE(knows("RUSTSEC-2025-0141")) << "informational";
    const auto index = Index::open(index_);
    ASSERT_TRUE(index.has_value());
    EXPECT_EQ(index->affecting("PyPI", "GitPython", "3.1.32")->size() - index->affecting("PyPI", "GitPython", "3.1.33")->size(), 1U);
}

} // namespace
} // namespace squire::advisories
