// SPDX-License-Identifier: MIT
#include "gitlab/project.h"

#include <map>

#include <gtest/gtest.h>

namespace squire::gitlab {
namespace {

/// Answers from a table; remembers the headers it was sent.
class FakeHttp final : public http::Http {
public:
    struct Answer {
        int status = 200;
        std::string body;
    };
    Result<http::HttpResponse> get(const http::HttpRequest& request, const std::function<bool(const http::HttpResponse&)>& begin,
                                   const std::function<bool(std::string_view)>& take) override {
        asked.push_back(request.url);
        headers = request.headers;
        const auto found = answers.find(request.url);
        if (found == answers.end()) return fail(ErrorKind::io, "nobody answers", request.url);
        http::HttpResponse response{.status = found->second.status};
        if (!begin(response) || !take(found->second.body)) return fail(ErrorKind::interrupted, "not wanted", request.url);
        return response;
    }
    std::map<std::string, Answer> answers;
    std::vector<std::string> asked;
    std::vector<std::string> headers;
};

const ProjectPlace kPlace{"https://gitlab.example/api/v4", "group/sub/project"};
const std::string kUrl = "https://gitlab.example/api/v4/projects/group%2Fsub%2Fproject";
const std::string kMerged = kUrl + "/merge_requests?state=merged&order_by=updated_at&per_page=100";
const std::string kClosed = kUrl + "/merge_requests?state=closed&order_by=updated_at&per_page=100";
const std::string kProject =
    R"({"path_with_namespace": "group/sub/project", "star_count": 12, "forks_count": 3, "open_issues_count": 4, "archived": false,
                                 "default_branch": "main"})";

TEST(PlaceOf, ReadsAddressesOfProjects) {
    const struct {
        std::string_view address;
        std::string_view path; // empty: none
    } rows[] = {
        {"https://gitlab.example/group/project", "group/project"},
        {"https://gitlab.example/group/sub/project.git", "group/sub/project"},
        {"ssh://gitlab.example/group/project", "group/project"},
        {"ssh://gitlab.example:2222/group/project.git", "group/project"},
        {"http://gitlab.example/group/project/", "group/project"},
        {"https://gitlab.example/project", ""},
        {"https://gitlab.example/", ""},
        {"https://user:secret@gitlab.example/group/project", ""},
        {"file:///srv/group/project", ""},
        {"https://gitlab.example/a/../b", ""},
        {"https:///group/project", ""},
        {"group/project", ""},
        {"", ""},
    };
    for (const auto& row : rows) {
        const auto place = place_of(row.address);
        EXPECT_EQ(place.has_value(), !row.path.empty()) << row.address;
        if (!place) continue;
        EXPECT_EQ(place->path, row.path);
        EXPECT_EQ(place->api, "https://gitlab.example/api/v4");
    }
}

TEST(AskProject, CountsWhatOthersBroughtIn) {
    FakeHttp http;
    http.answers[kUrl] = {200, kProject};
    http.answers[kMerged] = {200, R"([
        {"author": {"id": 1}, "merged_by": {"id": 2}, "created_at": "2026-01-01T00:00:00.000Z", "merged_at": "2026-01-03T00:00:00.000Z"},
        {"author": {"id": 1}, "merge_user": {"id": 2}, "created_at": "2026-01-01T00:00:00Z", "merged_at": "2026-01-05T00:00:00Z"},
        {"author": {"id": 1}, "merge_user": {"id": 2}, "created_at": "2026-01-01T00:00:00Z", "merged_at": "2026-01-31T00:00:00Z"},
        {"author": {"id": 2}, "merged_by": {"id": 2}, "created_at": "2026-01-01T00:00:00Z", "merged_at": "2026-01-01T01:00:00Z"},
        {"author": null, "merged_by": null}, 7])"};
    http.answers[kClosed] = {200, R"([{"author": {"id": 1}, "closed_by": {"id": 2}}, {"author": {"id": 1}, "closed_by": {"id": 1}}])"};
    const auto facts = ask_project(http, kPlace, "token");
    ASSERT_TRUE(facts) << describe(facts.error());
    EXPECT_EQ(facts->stars, 12U);
    EXPECT_EQ(facts->forks, 3U);
    EXPECT_FALSE(facts->archived);
    EXPECT_EQ(facts->merged, 3U);
    EXPECT_EQ(facts->closed, 1U);
    EXPECT_EQ(facts->median_wait, std::chrono::days(4));
    EXPECT_EQ(http.headers.back(), "Authorization: Bearer token");
}

TEST(AskProject, SendsNoTokenWhereThereIsNone) {
    FakeHttp http;
    http.answers[kUrl] = {404, "{}"};
    const auto facts = ask_project(http, kPlace, "");
    ASSERT_FALSE(facts);
    EXPECT_EQ(facts.error().kind, ErrorKind::not_found);
    EXPECT_EQ(http.headers, std::vector<std::string>{"Accept: application/json"});
}

TEST(AskProject, SaysWhatIsWrong) {
    const struct {
        FakeHttp::Answer answer;
        ErrorKind kind;
    } rows[] = {
        {{401, ""}, ErrorKind::unreadable},
        {{429, "Retry later"}, ErrorKind::limit},
        {{500, ""}, ErrorKind::io},
        {{200, "<html>"}, ErrorKind::malformed},
        {{200, "[]"}, ErrorKind::malformed},
        {{200, "{\"message\": 1}"}, ErrorKind::malformed},
        {{200, std::string(17U << 20U, ' ')}, ErrorKind::limit},
    };
    for (const auto& row : rows) {
        FakeHttp http;
        http.answers[kUrl] = row.answer;
        const auto facts = ask_project(http, kPlace, "a-token");
        ASSERT_FALSE(facts) << row.answer.status;
        EXPECT_EQ(facts.error().kind, row.kind) << row.answer.status;
        EXPECT_EQ(describe(facts.error()).find("a-token"), std::string::npos);
    }
}

TEST(AskProject, BearsFieldsOfTheWrongType) {
    FakeHttp http;
    http.answers[kUrl] = {200,
                          R"({"path_with_namespace": 1, "star_count": "many", "forks_count": -1, "archived": "yes", "default_branch": null})"};
    http.answers[kMerged] = {200, R"({"a": 1})"};
    http.answers[kClosed] = {200, "[]"};
    const auto facts = ask_project(http, kPlace, "");
    ASSERT_TRUE(facts) << describe(facts.error());
    EXPECT_EQ(facts->stars, 0U);
    EXPECT_EQ(facts->forks, 0U);
    EXPECT_FALSE(facts->archived);
}

} // namespace
} // namespace squire::gitlab
