// SPDX-License-Identifier: MIT
#include "source/stdin_source.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "source/reading.h"

namespace squire::source {

namespace {

constexpr int kPatience = 100; // milliseconds between looks at the cancellation

class StdinSource final : public Source {
public:
    explicit StdinSource(int file) : file_(file) {}

    [[nodiscard]] std::string describe() const override { return "standard input"; }

    [[nodiscard]] Result<Tally> read(TextVisitor& visitor, const ReadOptions& options, Problems& problems) override {
        const StepProgress step(options.progress, describe(), 0);
        Reading reading(visitor, options, problems);
        std::string bytes;
        char buffer[1 << 16];
        bool whole = false;
        while (!whole && bytes.size() <= options.largest_text && !reading.cancelled()) {
            pollfd waiting = {.fd = file_, .events = POLLIN, .revents = 0};
            if (::poll(&waiting, 1, kPatience) == 0) continue;
            const ssize_t got = ::read(file_, buffer, sizeof buffer);
            if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
            if (got < 0) return fail(ErrorKind::unreadable, std::strerror(errno), "stdin");
            whole = got == 0;
            bytes.append(buffer, static_cast<std::size_t>(got));
        }
        if (reading.cancelled()) return reading.finish();
        if (bytes.size() > options.largest_text) {
            bytes.resize(options.largest_text);
            problems.add(Weight::incomplete,
                         {ErrorKind::limit, fmt::format("only the first {} bytes are looked at", bytes.size()), "stdin", {}});
        }
        reading.show({.path = "stdin", .bytes = bytes}, 0);
        return reading.finish();
    }

private:
    int file_;
};

} // namespace

std::unique_ptr<Source> open_stdin(int file) { return std::make_unique<StdinSource>(file); }

} // namespace squire::source
