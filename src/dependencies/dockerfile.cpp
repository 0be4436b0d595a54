// SPDX-License-Identifier: MIT
// docs.docker.com/reference/dockerfile: the images of FROM and of COPY --from, with the defaults of the arguments before the first FROM.
#include "dependencies/dockerfile.h"

#include <cctype>
#include <map>
#include <set>

#include "base/text.h"
#include "dependencies/image_reference.h"
#include "dependencies/text_lines.h"

namespace squire::dependencies {
namespace {

class Reader {
public:
    explicit Reader(Listing& listing) : listing_(listing) {}

    void take(std::string_view instruction, std::uint32_t line) {
        std::vector<std::string_view> words;
        for (const std::string_view word : split(instruction, ' '))
            if (!trim(word).empty()) words.push_back(trim(word));
        if (words.size() < 2) return;
        const std::string verb = to_lower(words[0]);
        if (verb == "arg" && !seen_from_) {
            const std::size_t equals = words[1].find('=');
            if (equals == std::string_view::npos) return;
            std::string_view value = words[1].substr(equals + 1);
            if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) value = value.substr(1, value.size() - 2);
            arguments_[std::string(words[1].substr(0, equals))] = value;
        } else if (verb == "from") {
            seen_from_ = true;
            std::size_t at = 1;
            while (at < words.size() && words[at].starts_with("--")) ++at;
            if (at == words.size()) return;
            const std::string image = filled(words[at]);
            if (image != "scratch" && !stages_.contains(to_lower(image))) add_image(listing_, image, line, Scope::runtime);
            if (at + 2 < words.size() && to_lower(words[at + 1]) == "as") stages_.insert(to_lower(words[at + 2]));
        } else if (verb == "copy" || verb == "add" || verb == "run") {
            for (const std::string_view word : words) {
                std::size_t from = word.find("from=");
                if (!word.starts_with("--") || from == std::string_view::npos) continue;
                const std::string image = filled(word.substr(from + 5, word.find(',', from) - from - 5));
                const bool number = !image.empty() && image.find_first_not_of("0123456789") == std::string::npos;
                if (!number && !stages_.contains(to_lower(image))) add_image(listing_, image, line, Scope::development);
            }
        }
    }

private:
    /// "$X", "${X}", "${X:-default}".
    std::string filled(std::string_view text) const {
        std::string out;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] != '$') {
                out += text[at];
                continue;
            }
            const bool braced = at + 1 < text.size() && text[at + 1] == '{';
            std::size_t end = at + (braced ? 2 : 1);
            const std::size_t start = end;
            while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) ++end;
            const std::string name(text.substr(start, end - start));
            std::string_view fallback;
            std::size_t close = end;
            if (braced) {
                close = text.find('}', end);
                if (close == std::string_view::npos) return std::string(text);
                if (text.substr(end, 2) == ":-") fallback = text.substr(end + 2, close - end - 2);
                ++close;
            }
            const auto found = arguments_.find(name);
            if (found != arguments_.end())
                out += found->second;
            else if (!fallback.empty())
                out += fallback;
            else
                out += text.substr(at, close - at);
            at = close - 1;
        }
        return out;
    }

    Listing& listing_;
    std::map<std::string, std::string> arguments_;
    std::set<std::string> stages_;
    bool seen_from_ = false;
};

} // namespace

void read_dockerfile(const Input& input, Listing& listing) {
    listing.knows_roots();
    listing.knows_scopes();
    Reader reader(listing);
    std::string instruction;
    std::uint32_t start = 0;
    for (const TextLine& line : text_lines(input.bytes)) {
        std::string_view text = trim(line.text);
        if (text.starts_with('#')) continue;
        if (instruction.empty()) start = line.number;
        const bool more = text.ends_with('\\') || text.ends_with('`');
        if (more) text.remove_suffix(1);
        if (instruction.size() < 65536) instruction += std::string(text) + ' ';
        if (more) continue;
        reader.take(instruction, start);
        instruction.clear();
    }
    if (!instruction.empty()) reader.take(instruction, start);
}

} // namespace squire::dependencies
