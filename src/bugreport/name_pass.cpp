// SPDX-License-Identifier: MIT
//
// What a project called things goes: names become a, b, c, …; strings are emptied, and numbers become 0. Where the oracle insists on a name or a
// string (a rule asks for `execute`, or for "SELECT"), it is cut down to the letters that are needed. A keyword is a name like any other: renaming it
// does no good, and the oracle says so.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>

#include "bugreport/passes.h"
#include "bugreport/tokens.h"
#include "syntax/tree.h"

namespace squire::bugreport {
namespace {

constexpr std::size_t kLargest = 256U << 10U; // bytes of all files
constexpr std::size_t kLongestCut = 4'096; // bytes of a name or string that is cut down letter by letter

// a … z, aa, ab, …
std::string short_name(std::size_t number, char first) {
    std::string name;
    for (++number; number > 0; number = (number - 1) / 26) name.insert(name.begin(), static_cast<char>(first + (number - 1) % 26));
    return name;
}

class NamePass {
public:
    explicit NamePass(PassContext& context) : context_(context) {}

    bool run() {
        if (best().bytes() > kLargest) return false;
        bool changed = rename_words('a');
        changed |= rename_words('A');
        changed |= renumber();
        changed |= replace_contents(Token::Kind::string, "");
        changed |= replace_contents(Token::Kind::string, "x");
        changed |= replace_contents(Token::Kind::number, "0");
        changed |= replace_contents(Token::Kind::number, "1");
        changed |= cut_contents();
        changed |= cut_words();
        changed |= split_names();
        changed |= rename_files();
        return changed;
    }

private:
    struct Piece { // a token of one of the files
        std::size_t file = 0, begin = 0, end = 0;
        Token::Kind kind = Token::Kind::other;
    };
    using Edits = std::vector<std::vector<Edit>>; // by file

    [[nodiscard]] const Input& best() const { return context_.trials.best(); }
    [[nodiscard]] std::string text_of(const Piece& piece) const {
        return std::string(best().files[piece.file].text().substr(piece.begin, piece.end - piece.begin));
    }

    // Of a string what stands between its quotes.
    [[nodiscard]] std::vector<Piece> pieces(Token::Kind kind) const {
        std::vector<Piece> found;
        for (std::size_t i = 0; i < best().files.size(); ++i) {
            const std::string_view text = best().files[i].text();
            for (const Token& token : tokens_of(outline_of(best().files[i].path, text), text)) {
                if (token.kind != kind) continue;
                Piece piece{i, token.begin, token.end, kind};
                if (kind == Token::Kind::string) {
                    const std::string_view whole = text.substr(token.begin, token.end - token.begin);
                    const std::string_view content = syntax::unquoted(whole);
                    piece.begin += static_cast<std::size_t>(content.data() - whole.data());
                    piece.end = piece.begin + content.size();
                }
                found.push_back(piece);
            }
        }
        return found;
    }

    [[nodiscard]] std::optional<Input> edited(const Input& base, const Edits& edits) const {
        Input made = base;
        bool any = false;
        for (std::size_t i = 0; i < edits.size(); ++i) {
            if (edits[i].empty()) continue;
            if (context_.keeps_place && i == base.place.file)
                for (const Edit& edit : edits[i])
                    if (edit.begin < base.place.end && edit.end > base.place.begin) return std::nullopt;
            made = with_edits(made, i, edits[i]);
            any = true;
        }
        return any ? std::optional(std::move(made)) : std::nullopt;
    }

    bool rename(const std::map<std::string, std::string>& names) {
        const std::vector<Piece> words = pieces(Token::Kind::word);
        return context_.trials.first(1, [&](std::size_t) { return renamed(best(), words, names); }).has_value();
    }

    [[nodiscard]] std::optional<Input> renamed(const Input& base, const std::vector<Piece>& words,
                                               const std::map<std::string, std::string>& names) const {
        Edits edits(base.files.size());
        for (const Piece& word : words) {
            const std::string_view text = base.files[word.file].text().substr(word.begin, word.end - word.begin);
            if (const auto name = names.find(std::string(text)); name != names.end() && name->second != text)
                edits[word.file].push_back({word.begin, word.end, name->second});
        }
        return edited(base, edits);
    }

    // Distinct words in order of the text.
    [[nodiscard]] std::vector<std::string> distinct(const std::vector<Piece>& words) const {
        std::vector<std::string> all;
        std::set<std::string> known;
        for (const Piece& word : words)
            if (std::string text = text_of(word); known.insert(text).second) all.push_back(std::move(text));
        return all;
    }

    // Those that say nothing: one letter, or one of the names that this pass gives.
    [[nodiscard]] static bool says_nothing(const std::string& word, const std::set<std::string>& given) {
        return word.size() == 1 || given.contains(word);
    }

    [[nodiscard]] static std::set<std::string> given_names(std::size_t count) {
        std::set<std::string> names;
        for (std::size_t i = 0; i < count; ++i) {
            names.insert(short_name(i, 'a'));
            names.insert(short_name(i, 'A'));
        }
        return names;
    }

    bool rename_words(char first) {
        const std::vector<Piece> words = pieces(Token::Kind::word);
        const std::vector<std::string> all = distinct(words);
        const std::set<std::string> taken(all.begin(), all.end()), given = given_names(all.size());
        std::vector<std::pair<std::string, std::string>> renames;
        std::size_t number = 0;
        for (const std::string& word : all) {
            const bool is_capital = word.front() >= 'A' && word.front() <= 'Z';
            if (says_nothing(word, given) || (first == 'A' && !is_capital)) continue;
            std::string name = short_name(number++, first);
            while (taken.contains(name)) name = short_name(number++, first);
            renames.emplace_back(word, std::move(name));
        }
        const Input base = best();
        const auto gone = drop_items(context_.trials, renames.size(), [&](const std::vector<bool>& flags) {
            std::map<std::string, std::string> names;
            for (std::size_t i = 0; i < flags.size(); ++i)
                if (flags[i]) names.insert(renames[i]);
            return renamed(base, words, names);
        });
        return std::ranges::find(gone, true) != gone.end();
    }

    // The names that were given become a, b, c, … in order of the text, and the shortest again.
    bool renumber() {
        const std::vector<std::string> all = distinct(pieces(Token::Kind::word));
        const std::set<std::string> given = given_names(all.size() + 26);
        std::map<std::string, std::string> names;
        std::set<std::string> kept;
        for (const std::string& word : all)
            if (!given.contains(word)) kept.insert(word);
        std::size_t small = 0, capital = 0;
        for (const std::string& word : all) {
            if (kept.contains(word)) continue;
            const char first = word.front() <= 'Z' ? 'A' : 'a';
            std::size_t& number = first == 'a' ? small : capital;
            while (kept.contains(short_name(number, first))) ++number;
            names.emplace(word, short_name(number++, first));
        }
        return rename(names);
    }

    bool replace_contents(Token::Kind kind, std::string_view with) {
        std::vector<Piece> found = pieces(kind);
        std::erase_if(found, [&](const Piece& piece) {
            const std::size_t size = piece.end - piece.begin;
            return size < with.size() || size == 0 || text_of(piece) == with || (size == with.size() && with == "1");
        });
        const Input base = best();
        const auto gone = drop_items(context_.trials, found.size(), [&](const std::vector<bool>& flags) {
            Edits edits(base.files.size());
            for (std::size_t i = 0; i < found.size(); ++i)
                if (flags[i]) edits[found[i].file].push_back({found[i].begin, found[i].end, std::string(with)});
            return edited(base, edits);
        });
        return std::ranges::find(gone, true) != gone.end();
    }

    // Letters that are not needed go; those that must be there in number become "a".
    bool cut_contents() {
        bool changed = false;
        for (const Token::Kind kind : {Token::Kind::string, Token::Kind::number}) {
            const std::size_t count = pieces(kind).size();
            for (std::size_t i = count; i-- > 0;) {
                if (context_.trials.ended()) return changed;
                const std::vector<Piece> found = pieces(kind);
                if (i >= found.size() || found[i].end - found[i].begin < 2 || found[i].end - found[i].begin > kLongestCut) continue;
                changed |= cut(found[i]);
                if (kind == Token::Kind::string) changed |= mask(i);
            }
        }
        return changed;
    }

    bool cut(const Piece& piece) {
        const Input base = best();
        const std::string whole = text_of(piece);
        const auto gone = drop_items(context_.trials, whole.size(), [&](const std::vector<bool>& flags) {
            Edits edits(base.files.size());
            edits[piece.file].push_back({piece.begin, piece.end, without(whole, flags)});
            return edited(base, edits);
        });
        return std::ranges::find(gone, true) != gone.end();
    }

    bool mask(std::size_t number) {
        const std::vector<Piece> found = pieces(Token::Kind::string);
        if (number >= found.size()) return false;
        const Piece piece = found[number];
        const std::string whole = text_of(piece);
        std::vector<std::size_t> letters;
        for (std::size_t i = 0; i < whole.size(); ++i)
            if (std::isalnum(static_cast<unsigned char>(whole[i])) != 0 && whole[i] != 'a') letters.push_back(i);
        const Input base = best();
        const auto gone = drop_items(context_.trials, letters.size(), [&](const std::vector<bool>& flags) {
            std::string masked = whole;
            for (std::size_t i = 0; i < letters.size(); ++i)
                if (flags[i]) masked[letters[i]] = 'a';
            Edits edits(base.files.size());
            edits[piece.file].push_back({piece.begin, piece.end, masked});
            return edited(base, edits);
        });
        return std::ranges::find(gone, true) != gone.end();
    }

    [[nodiscard]] static std::string without(const std::string& whole, const std::vector<bool>& gone) {
        std::string left;
        for (std::size_t i = 0; i < whole.size(); ++i)
            if (!gone[i]) left += whole[i];
        return left;
    }

    bool cut_words() {
        bool changed = false;
        const std::vector<std::string> all = distinct(pieces(Token::Kind::word));
        const std::set<std::string> given = given_names(all.size() + 26);
        for (const std::string& word : all) {
            if (context_.trials.ended()) return changed;
            if (says_nothing(word, given) || word.size() < 2 || word.size() > kLongestCut) continue;
            const Input base = best();
            const std::vector<Piece> words = pieces(Token::Kind::word);
            const std::vector<std::string> now = distinct(words);
            const std::set<std::string> taken(now.begin(), now.end());
            if (!taken.contains(word)) continue;
            const auto gone = drop_items(context_.trials, word.size(), [&](const std::vector<bool>& flags) -> std::optional<Input> {
                const std::string name = without(word, flags);
                if (name.empty() || taken.contains(name)) return std::nullopt;
                return renamed(base, words, {{word, name}});
            });
            changed |= std::ranges::find(gone, true) != gone.end();
        }
        return changed;
    }

    // Where a short name stands in several places that need not name the same thing, later ones get another: what still has one name needs it.
    bool split_names() {
        bool changed = false;
        const std::vector<std::string> all = distinct(pieces(Token::Kind::word));
        const std::set<std::string> given = given_names(all.size() + 26);
        for (const std::string& word : all) {
            if (context_.trials.ended()) return changed;
            if (!says_nothing(word, given)) continue;
            const Input base = best();
            std::vector<Piece> words = pieces(Token::Kind::word);
            const std::vector<std::string> now = distinct(words);
            std::erase_if(words, [&](const Piece& piece) { return text_of(piece) != word; });
            if (words.size() < 2) continue;
            const char first = word.front() >= 'A' && word.front() <= 'Z' ? 'A' : 'a';
            std::size_t number = 0;
            std::string name = short_name(number, first);
            while (std::ranges::find(now, name) != now.end()) name = short_name(++number, first);
            if (name.size() != word.size()) continue;
            words.erase(words.begin());
            const auto apart = drop_items(context_.trials, words.size(), [&](const std::vector<bool>& flags) {
                Edits edits(base.files.size());
                for (std::size_t i = 0; i < words.size(); ++i)
                    if (flags[i]) edits[words[i].file].push_back({words[i].begin, words[i].end, name});
                return edited(base, edits);
            });
            changed |= std::ranges::find(apart, true) != apart.end();
        }
        return changed;
    }

    // "src/billing/invoice.py" to "a.py"; a lockfile's name says what it is, and only its folder goes.
    bool rename_files() {
        bool changed = false;
        for (std::size_t i = 0; i < best().files.size(); ++i) {
            const std::string path = best().files[i].path;
            const std::string name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
            const std::size_t dot = name.rfind('.');
            std::vector<std::string> paths;
            if (dot != std::string::npos && dot > 0) paths.push_back(short_name(i, 'a') + name.substr(dot));
            paths.push_back(name);
            std::erase_if(paths, [&](const std::string& each) {
                return path == each || std::ranges::find(best().files, each, &File::path) != best().files.end();
            });
            if (!paths.empty() && paths.front().size() == path.size() && dot == 1) continue; // it has a short name
            changed |= context_.trials
                           .first(paths.size(),
                                  [&](std::size_t number) {
                                      Input made = best();
                                      made.files[i].path = paths[number];
                                      return std::optional(std::move(made));
                                  })
                           .has_value();
        }
        return changed;
    }

    PassContext& context_;
};

} // namespace

bool replace_names(PassContext& context) { return NamePass(context).run(); }

} // namespace squire::bugreport
