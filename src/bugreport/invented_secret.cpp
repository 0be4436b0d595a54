// SPDX-License-Identifier: MIT
//
// What a rule insists on is not written down anywhere: a prefix, an alphabet, a length, entropy, a checksum. So texts are proposed, those that keep least of
// the real secret first, and the rule is asked.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/hash.h"
#include "bugreport/secret_oracle.h"
#include "rules/checksum.h"
#include "rules/example_shape.h"
#include "secrets/routable_token.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kLongest = 64U << 10U; // bytes of a secret
constexpr int kDraws = 12; // texts of one shape; a placeholder word or a run of equal letters comes up by chance
constexpr std::size_t kLongestKept = 5; // characters of the real one that may stand together by chance

using Kept = std::vector<bool>; // characters that stay as they are

/// Alphabets in which a text is drawn again: hexadecimal digits stay so.
std::string_view alphabet_of(char c, bool hexadecimal) {
    if (c >= '0' && c <= '9') return "0123456789";
    if (c >= 'a' && c <= 'z') return hexadecimal ? "abcdef" : "abcdefghijklmnopqrstuvwxyz";
    if (c >= 'A' && c <= 'Z') return hexadecimal ? "ABCDEF" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return {};
}

/// A stream of bytes that depends on a seed alone.
class Draw {
public:
    Draw(std::string_view secret, int number) : seed_(to_hex(sha256(std::string(secret) + "#" + std::to_string(number)))) {}
    std::size_t below(std::size_t bound) {
        if (next_ == block_.size()) {
            block_ = sha256(seed_ + std::to_string(blocks_++));
            next_ = 0;
        }
        return block_[next_++] % bound;
    }

private:
    std::string seed_;
    Sha256 block_{};
    std::size_t next_ = block_.size();
    std::uint64_t blocks_ = 0;
};

std::vector<Kept> shapes_of(std::string_view secret) {
    std::vector<Kept> shapes;
    const auto add = [&](Kept kept) {
        if (std::ranges::find(shapes, kept) == shapes.end()) shapes.push_back(std::move(kept));
    };
    const auto prefix = [&](std::size_t size) {
        Kept kept(secret.size(), false);
        std::fill_n(kept.begin(), std::min(size, secret.size()), true);
        return kept;
    };
    Kept armour(secret.size(), false); // "-----BEGIN PRIVATE KEY-----"
    for (std::size_t at = secret.find("-----"); at != std::string_view::npos;) {
        const std::size_t end = secret.find("-----", at + 5);
        if (end == std::string_view::npos) break;
        std::fill(armour.begin() + static_cast<std::ptrdiff_t>(at), armour.begin() + static_cast<std::ptrdiff_t>(end), true);
        at = secret.find("-----", end + 5);
    }
    Kept parts(secret.size(), false); // "eyJ…" of each part of a JSON Web Token
    for (std::size_t i = 0, in_part = 0; i < secret.size(); ++i, ++in_part) {
        if (secret[i] == '.')
            in_part = static_cast<std::size_t>(-1);
        else
            parts[i] = in_part < 3;
    }
    add(prefix(0));
    add(armour);
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < secret.size() && sizes.size() < 4; ++i)
        if (std::isalnum(static_cast<unsigned char>(secret[i])) == 0) sizes.push_back(i + 1);
    for (std::size_t size = 1; size <= 12; ++size) sizes.push_back(size);
    std::ranges::sort(sizes);
    for (const std::size_t size : sizes)
        if (2 * size <= secret.size()) add(prefix(size));
    add(parts);
    return shapes;
}

std::string drawn(std::string_view secret, const Kept& kept, int number) {
    bool lower = false, upper = false, other = false;
    for (std::size_t i = 0; i < secret.size(); ++i) {
        if (kept[i]) continue;
        const char c = secret[i];
        if (c >= 'a' && c <= 'f')
            lower = true;
        else if (c >= 'A' && c <= 'F')
            upper = true;
        else if (c < '0' || c > '9')
            other = true;
    }
    const bool hexadecimal = !other && lower != upper;
    Draw draw(secret, number);
    std::string made(secret);
    for (std::size_t i = 0; i < made.size(); ++i) {
        const std::string_view alphabet = alphabet_of(made[i], hexadecimal);
        if (!kept[i] && !alphabet.empty()) made[i] = alphabet[draw.below(alphabet.size())];
    }
    return made;
}

/// With the checksums that a token of that form carries at its end.
std::vector<std::string> mended(const std::string& text) {
    constexpr std::size_t kChecksum = 6;
    std::vector<std::string> texts;
    if (const std::size_t underscore = text.rfind('_'); underscore != std::string::npos && text.size() > underscore + 1 + kChecksum) {
        const std::string body = text.substr(0, text.size() - kChecksum);
        texts.push_back(body + rules::crc32_base62(body.substr(underscore + 1)));
    }
    if (auto routable = secrets::with_right_crc(text)) texts.push_back(std::move(*routable));
    texts.push_back(text);
    return texts;
}

/// Nothing but what is kept reminds of the real one.
bool tells_nothing(std::string_view made, std::string_view secret, const Kept& kept) {
    std::size_t run = 0;
    for (std::size_t i = 0; i < secret.size() && i < made.size(); ++i) {
        const bool same = made[i] == secret[i] && !kept[i] && std::isalnum(static_cast<unsigned char>(made[i])) != 0;
        run = same ? run + 1 : 0;
        if (run > kLongestKept) return false;
    }
    return made != secret;
}

Input replaced(const Input& input, std::string_view secret, const std::string& with) {
    Input made = input;
    for (std::size_t i = 0; i < input.files.size(); ++i) {
        const std::string_view text = input.files[i].text();
        std::vector<Edit> edits;
        for (std::size_t at = text.find(secret); at != std::string_view::npos; at = text.find(secret, at + secret.size()))
            edits.push_back({at, at + secret.size(), with});
        if (!edits.empty()) made = with_edits(made, i, edits);
    }
    return made;
}

} // namespace

Result<Input> with_invented_secret(const Input& input, const SecretQuestion& question) {
    auto oracle = make_secret_oracle(question, 1);
    if (!oracle) return std::unexpected(oracle.error());
    return with_invented_secret(input, **oracle);
}

Result<Input> with_invented_secret(const Input& input, Oracle& oracle) {
    const Place& place = input.place;
    const std::string secret(input.file().text().substr(place.begin, place.end - place.begin));
    constexpr std::size_t kShortest = 4;
    if (secret.size() < kShortest || secret.size() > kLongest)
        return fail(ErrorKind::unsupported, "a secret of that length cannot be replaced by an invented one", input.file().path);
    const auto try_text = [&](const std::string& text) -> Result<std::optional<Input>> {
        Input made = replaced(input, secret, text);
        const auto holds = oracle.interesting(made, 0);
        if (!holds) return std::unexpected(holds.error());
        return *holds ? std::optional(std::move(made)) : std::nullopt;
    };
    for (const Kept& kept : shapes_of(secret))
        for (int number = 0; number < kDraws; ++number)
            for (const std::string& text : mended(drawn(secret, kept, number))) {
                if (!tells_nothing(text, secret, kept)) continue;
                auto made = try_text(text);
                if (!made) return std::unexpected(made.error());
                if (*made) return std::move(**made);
            }
    return fail(ErrorKind::unsupported, "no invented secret passes the checks of the rule that the real one passes", input.file().path,
                "describe the case in words, and show nothing of the file");
}

} // namespace squire::bugreport
