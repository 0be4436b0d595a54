// SPDX-License-Identifier: MIT
#include "advisories/download.h"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::advisories {
namespace {

constexpr const char* kUrl = "https://acme.example/all.zip";

struct Answer {
    http::HttpResponse head;
    std::string body;
    bool breaks = false; // the connection ends after the body
};

/// A server that answers as it is told, and remembers what it was asked.
class FakeHttp final : public http::Http {
public:
    explicit FakeHttp(std::vector<Answer> answers) : answers_(answers.begin(), answers.end()) {}

    Result<http::HttpResponse> get(const http::HttpRequest& request, const std::function<bool(const http::HttpResponse&)>& begin,
                                   const std::function<bool(std::string_view)>& take) override {
        asked.push_back(request.headers);
        Answer answer = answers_.front();
        answers_.pop_front();
        if (!begin(answer.head)) return fail(ErrorKind::interrupted, "not wanted");
        for (std::size_t at = 0; at < answer.body.size(); at += 3) {
            if (!take(std::string_view(answer.body).substr(at, 3))) return fail(ErrorKind::interrupted, "not wanted");
        }
        if (answer.breaks) return fail(ErrorKind::io, "the connection broke");
        return answer.head;
    }

    std::vector<std::vector<std::string>> asked;

private:
    std::deque<Answer> answers_;
};

class DownloadTest : public ::testing::Test {
protected:
    Result<void> run(FakeHttp& http) { return download(http, kUrl, file_, progress_); }
    std::string content() const { return read_file(file_).value_or("nothing"); }

    testing::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "cache" / "all.zip";
    NoProgress progress_;
};

TEST_F(DownloadTest, BringsItAndAsksAgainOnlyIfItChanged) {
    FakeHttp http({{{200, "\"one\"", "", 11}, "hello world"}, {{304, "\"one\"", "", {}}, ""}, {{200, "\"two\"", "", 3}, "new"}});
    ASSERT_TRUE(run(http).has_value());
    EXPECT_EQ(content(), "hello world");
    ASSERT_TRUE(run(http).has_value());
    EXPECT_EQ(http.asked[1], std::vector<std::string>{"If-None-Match: \"one\""});
    EXPECT_EQ(content(), "hello world");
    ASSERT_TRUE(run(http).has_value());
    EXPECT_EQ(content(), "new");
}

TEST_F(DownloadTest, GoesOnWhereItBrokeOff) {
    FakeHttp http({{{200, "\"one\"", "", 11}, "hello", true}, {{206, "\"one\"", "bytes 5-10/11", 6}, " world"}});
    const auto broken = run(http);
    ASSERT_FALSE(broken.has_value());
    EXPECT_EQ(broken.error().kind, ErrorKind::io);
    EXPECT_EQ(content(), "nothing"); // never half of it
    ASSERT_TRUE(run(http).has_value());
    EXPECT_EQ(http.asked[1], (std::vector<std::string>{"Range: bytes=5-", "If-Range: \"one\""}));
    EXPECT_EQ(content(), "hello world");
}

TEST_F(DownloadTest, BeginsAgainWhereTheContentIsAnotherNow) {
    FakeHttp http({{{200, "\"one\"", "", 11}, "hello", true}, {{200, "\"two\"", "", 3}, "new"}});
    EXPECT_FALSE(run(http).has_value());
    ASSERT_TRUE(run(http).has_value());
    EXPECT_EQ(content(), "new");
}

TEST_F(DownloadTest, KeepsTheOldWhereTheServerLiesAboutTheLength) {
    FakeHttp http({{{200, "\"one\"", "", 3}, "old"},
                   {{200, "\"two\"", "", 100}, "too little"},
                   {{206, "\"two\"", "bytes 10-99/100", 90}, "still too little"},
                   {{200, "\"three\"", "", 2}, "too much"},
                   {{200, "\"four\"", "", 2}, "ok"}});
    ASSERT_TRUE(run(http).has_value());
    for (int i = 0; i < 3; ++i) {
        const auto lied = run(http);
        ASSERT_FALSE(lied.has_value());
        EXPECT_EQ(lied.error().kind, ErrorKind::malformed);
        EXPECT_NE(lied.error().message.find("announced"), std::string::npos) << lied.error().message;
        EXPECT_EQ(content(), "old");
    }
    ASSERT_TRUE(run(http).has_value());
    EXPECT_EQ(content(), "ok");
}

TEST_F(DownloadTest, RefusesAnotherPartThanWasAskedFor) {
    FakeHttp http({{{200, "\"one\"", "", 11}, "hello", true},
                   {{206, "\"one\"", "bytes 0-10/11", 11}, "hello world"},
                   {{200, "\"one\"", "", 11}, "hello world"}});
    EXPECT_FALSE(run(http).has_value());
    EXPECT_EQ(run(http).error().kind, ErrorKind::malformed);
    ASSERT_TRUE(run(http).has_value());
    EXPECT_EQ(content(), "hello world");
}

TEST_F(DownloadTest, SaysWhatTheServerAnswers) {
    FakeHttp http({{{404, "", "", 9}, "not found"}, {{503, "", "", 4}, "busy"}, {{200, "", "", kLargestDownload + 1}, ""}});
    EXPECT_EQ(run(http).error().kind, ErrorKind::not_found);
    EXPECT_NE(run(http).error().message.find("503"), std::string::npos);
    EXPECT_EQ(run(http).error().kind, ErrorKind::limit);
    EXPECT_EQ(content(), "nothing");
}

} // namespace
} // namespace squire::advisories
