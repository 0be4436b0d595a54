// SPDX-License-Identifier: MIT
#include "courier/mail.h"

#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "testing/temporary_folder.h"

namespace squire::courier {
namespace {

Mail mail() {
    return {.id = "message-1",
            .from = "squire@example.org",
            .to = "ada@example.org",
            .subject = "Your turn",
            .body = "Hello",
            .date = *parse_time("2026-03-01T09:05:00Z")};
}

TEST(Mail, IsAMessageOfRfc5322) {
    EXPECT_EQ(to_message(mail()).value_or(""), "From: squire@example.org\r\nTo: ada@example.org\r\nSubject: Your turn\r\nDate: Sun, 01 Mar 2026 "
                                               "09:05:00 +0000\r\nMessage-ID: <message-1@squire>\r\n"
                                               "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
                                               "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8=\r\n");
}

TEST(Mail, NoTextBeginsAHead) {
    Mail hostile = mail();
    hostile.subject = "x\r\nBcc: eve@example.org";
    EXPECT_EQ(to_message(hostile)->find("\nBcc"), std::string::npos);
    hostile.subject = std::string(200, 'a') + "\u00e4\u00e4";
    const std::string message = *to_message(hostile);
    for (std::size_t at = 0; at < message.size(); at = message.find('\n', at) + 1) {
        EXPECT_LE(message.find('\n', at) - at, 80U);
        if (message.find('\n', at) == std::string::npos) break;
    }
    for (const char* bad : {"", "ada", "@", "a@", "@b", "a@b@c", "a@b\r\nBcc: x@y", "a b@c", "<a@b>"}) {
        hostile.to = bad;
        EXPECT_FALSE(to_message(hostile).has_value()) << bad;
    }
}

TEST(Mail, GoesToFiles) {
    const testing::TemporaryFolder folder;
    const auto carried = make_file_carrier(folder.path())->carry(mail());
    ASSERT_TRUE(carried.has_value());
    EXPECT_EQ(read_file(folder.path() / "message-1.eml").value_or(""), to_message(mail()).value_or("-"));
}

// A mail server of one conversation.
TEST(Mail, GoesToAServer) {
    const int server = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof address;
    ASSERT_EQ(::bind(server, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(::listen(server, 1), 0);
    ASSERT_EQ(::getsockname(server, reinterpret_cast<sockaddr*>(&address), &size), 0);
    std::string heard;
    std::thread host([&] {
        const int client = ::accept(server, nullptr, nullptr);
        const auto say = [&](std::string_view text) { (void)::send(client, text.data(), text.size(), MSG_NOSIGNAL); };
        say("220 test\r\n");
        bool in_data = false;
        char buffer[4096];
        for (ssize_t got = ::recv(client, buffer, sizeof buffer, 0); got > 0; got = ::recv(client, buffer, sizeof buffer, 0)) {
            heard.append(buffer, static_cast<std::size_t>(got));
            if (in_data) {
                if (!heard.ends_with("\r\n.\r\n")) continue;
                in_data = false;
                say("250 kept\r\n");
            } else if (heard.ends_with("DATA\r\n")) {
                in_data = true;
                say("354 go on\r\n");
            } else if (heard.ends_with("QUIT\r\n")) {
                say("221 bye\r\n");
                break;
            } else {
                say("250 yes\r\n");
            }
        }
        ::close(client);
    });
    const auto carried = make_smtp_carrier("smtp://127.0.0.1:" + std::to_string(ntohs(address.sin_port)))->carry(mail());
    host.join();
    ::close(server);
    ASSERT_TRUE(carried.has_value()) << describe(carried.error());
    EXPECT_NE(heard.find("MAIL FROM:<squire@example.org>"), std::string::npos) << heard;
    EXPECT_NE(heard.find("RCPT TO:<ada@example.org>"), std::string::npos) << heard;
    EXPECT_NE(heard.find("Subject: Your turn\r\n"), std::string::npos) << heard;
    EXPECT_FALSE(make_smtp_carrier("smtp://127.0.0.1:1")->carry(mail()).has_value());
}

} // namespace
} // namespace squire::courier
