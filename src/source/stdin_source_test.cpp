// SPDX-License-Identifier: MIT
#include "source/stdin_source.h"

#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

#include <gtest/gtest.h>
#include <unistd.h>

#include "testing/collected_texts.h"

namespace squire::source {
namespace {

/// A pipe that `bytes` are written into, and, unless it stays open, no more.
class Pipe {
public:
    explicit Pipe(std::string bytes, bool stays_open = false) {
        EXPECT_EQ(::pipe(ends_), 0);
        writer_ = std::jthread([this, bytes = std::move(bytes), stays_open] {
            for (std::size_t at = 0; at < bytes.size();) {
                const ssize_t put = ::write(ends_[1], bytes.data() + at, bytes.size() - at);
                if (put < 0) break;
                at += static_cast<std::size_t>(put);
            }
            if (!stays_open) ::close(ends_[1]);
        });
    }
    ~Pipe() {
        ::signal(SIGPIPE, SIG_IGN);
        ::close(ends_[0]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    [[nodiscard]] int end() const { return ends_[0]; }

private:
    int ends_[2] = {-1, -1};
    std::jthread writer_;
};

TEST(StdinSource, ShowsOneText) {
    for (const std::string& text : {std::string(), std::string("text\n"), std::string(300'000, 'x')}) {
        const Pipe pipe(text);
        testing::CollectedTexts texts;
        Problems problems;
        const auto tally = open_stdin(pipe.end())->read(texts, {}, problems);
        ASSERT_TRUE(tally);
        EXPECT_EQ(tally->bytes, text.size());
        EXPECT_TRUE(texts.by_path.at("stdin") == text);
        EXPECT_FALSE(problems.incomplete());
    }
}

TEST(StdinSource, LooksAtTheBeginningOfWhatIsTooLong) {
    const Pipe pipe(std::string(300'000, 'x'));
    testing::CollectedTexts texts;
    Problems problems;
    ASSERT_TRUE(open_stdin(pipe.end())->read(texts, {.largest_text = 1000}, problems));
    EXPECT_EQ(texts.by_path.at("stdin").size(), 1000);
    EXPECT_TRUE(problems.incomplete());
}

TEST(StdinSource, EndsWhenCancelledThoughNothingComes) {
    const Pipe pipe("text", true);
    Cancellation cancellation;
    const std::jthread user([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        cancellation.request();
    });
    testing::CollectedTexts texts;
    Problems problems;
    const auto tally = open_stdin(pipe.end())->read(texts, {.cancellation = &cancellation}, problems);
    ASSERT_TRUE(tally);
    EXPECT_EQ(tally->texts, 0);
}

TEST(StdinSource, NamesWhatCannotBeRead) {
    testing::CollectedTexts texts;
    Problems problems;
    const auto tally = open_stdin(100'000)->read(texts, {}, problems);
    EXPECT_FALSE(tally);
}

} // namespace
} // namespace squire::source
