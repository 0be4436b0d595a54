// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <string>

#include "bugreport/passes.h"
#include "bugreport/tokens.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kLargest = 256U << 10U; // a text that is still as large is needed whole, and its tokens are too many to try
constexpr std::size_t kLongestRun = 16;

class TokenPass {
public:
    TokenPass(PassContext& context, std::size_t file) : context_(context), file_(file) {}

    bool run() {
        bool changed = false;
        for (const auto step :
             {&TokenPass::unix_lines, &TokenPass::smallest_indentation, &TokenPass::brackets, &TokenPass::runs, &TokenPass::blanks}) {
            read();
            if (text().size() > kLargest || context_.trials.ended()) return changed;
            changed |= (this->*step)();
        }
        return changed;
    }

private:
    [[nodiscard]] std::string_view text() const { return context_.trials.best().files[file_].text(); }
    void read() { tokens_ = tokens_of(outline_of(context_.trials.best().files[file_].path, text()), text()); }

    bool try_edits(const std::vector<Edit>& edits) {
        return context_.trials.first(1, [&](std::size_t) { return context_.edited(file_, edits); }).has_value();
    }

    bool unix_lines() {
        std::vector<Edit> edits;
        for (std::size_t at = text().find("\r\n"); at != std::string_view::npos; at = text().find("\r\n", at + 2))
            edits.push_back({at, at + 1, {}});
        return try_edits(edits);
    }

    // Each depth of indentation becomes one blank more than the one below it.
    bool smallest_indentation() {
        std::map<std::size_t, std::size_t> depths{{0, 0}};
        std::vector<std::pair<std::size_t, std::size_t>> lines; // begin and number of blanks
        for (std::size_t at = 0; at < text().size();) {
            std::size_t first = at;
            while (first < text().size() && (text()[first] == ' ' || text()[first] == '\t')) ++first;
            lines.emplace_back(at, first - at);
            depths.emplace(first - at, 0);
            const std::size_t end = text().find('\n', first);
            at = end == std::string_view::npos ? text().size() : end + 1;
        }
        std::size_t rank = 0;
        for (auto& [blanks, to] : depths) to = rank++;
        std::vector<Edit> edits;
        for (const auto& [begin, blanks] : lines)
            if (depths[blanks] < blanks) edits.push_back({begin + depths[blanks], begin + blanks, {}});
        return try_edits(edits);
    }

    // A pair of brackets goes, with what is in it or without; a blank may be needed where the first one stood.
    bool brackets() {
        bool changed = false;
        for (bool again = true; again && !context_.trials.ended();) {
            std::vector<std::vector<Edit>> candidates;
            std::vector<std::size_t> open;
            for (std::size_t i = 0; i < tokens_.size(); ++i) {
                const Token& token = tokens_[i];
                if (token.kind != Token::Kind::other) continue;
                const char byte = text()[token.begin];
                if (byte == '(' || byte == '[' || byte == '{') open.push_back(i);
                if ((byte != ')' && byte != ']' && byte != '}') || open.empty()) continue;
                const Token& first = tokens_[open.back()];
                open.pop_back();
                candidates.push_back({{first.begin, token.end, {}}});
                if (first.end < token.begin) candidates.push_back({{first.end, token.begin, {}}});
                candidates.push_back({{first.begin, first.end, {}}, {token.begin, token.end, {}}});
                candidates.push_back({{first.begin, first.end, " "}, {token.begin, token.end, {}}});
            }
            again = context_.trials.first(candidates.size(), [&](std::size_t number) { return context_.edited(file_, candidates[number]); })
                        .has_value();
            changed |= again;
            if (again) read();
        }
        return changed;
    }

    bool runs() {
        bool changed = false;
        for (std::size_t run = kLongestRun; run > 0 && !context_.trials.ended(); --run) {
            std::size_t behind = tokens_.size() + 1; // runs that begin here or later were tried
            while (behind > 0) {
                const std::size_t count = std::min(behind, tokens_.size() >= run ? tokens_.size() - run + 1 : 0);
                const auto taken = context_.trials.first(count, [&](std::size_t number) {
                    const std::size_t at = count - 1 - number; // from the end
                    const Edit edit{tokens_[at].begin, tokens_[at + run - 1].end, {}};
                    return context_.edited(file_, std::span(&edit, 1));
                });
                if (!taken) break;
                changed = true;
                behind = count - 1 - *taken;
                read();
            }
        }
        return changed;
    }

    // A run of blanks becomes a line break or a blank, whichever is in it.
    bool blanks() {
        bool changed = false;
        for (bool again = true; again && !context_.trials.ended();) {
            std::vector<Edit> edits;
            for (const Token& token : tokens_) {
                if (token.kind != Token::Kind::blank || token.end - token.begin < 2) continue;
                const std::string_view run = text().substr(token.begin, token.end - token.begin);
                if (run.contains('\n')) edits.push_back({token.begin, token.end, "\n"});
                edits.push_back({token.begin, token.end, " "});
                const std::size_t line = run.rfind('\n');
                if (line != std::string_view::npos && line + 2 < run.size()) edits.push_back({token.begin, token.end, "\n "});
            }
            again = context_.trials.first(edits.size(), [&](std::size_t number) { return context_.edited(file_, std::span(&edits[number], 1)); })
                        .has_value();
            changed |= again;
            if (again) read();
        }
        return changed;
    }

    PassContext& context_;
    std::size_t file_;
    std::vector<Token> tokens_;
};

} // namespace

bool reduce_tokens(PassContext& context, std::size_t file) { return TokenPass(context, file).run(); }

} // namespace squire::bugreport
