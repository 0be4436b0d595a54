// SPDX-License-Identifier: MIT
// opam.ocaml.org/doc/Manual.html#opam: `depends: [ "name" {= "1.2" & with-test} … ]`; in "*.opam.locked" each has its exact version.
#include "dependencies/opam.h"

#include "base/text.h"
#include "dependencies/ruby_text.h"

namespace squire::dependencies {
namespace {

class Reader {
public:
    Reader(std::string_view text, Listing& listing, bool locked) : text_(text), listing_(listing), locked_(locked) {}

    void run() {
        list("depends:", Scope::runtime);
        list("depopts:", Scope::optional);
    }

private:
    void list(std::string_view field, Scope scope) {
        at_ = text_.starts_with(field) ? 0 : text_.find(std::string("\n") + std::string(field));
        if (at_ == std::string_view::npos) return;
        line_ = 1;
        for (std::size_t before = 0; before < at_; ++before) line_ += text_[before] == '\n' ? 1U : 0U;
        at_ = text_.find('[', at_);
        if (at_ == std::string_view::npos) return;
        for (++at_; at_ < text_.size() && text_[at_] != ']'; ++at_) {
            if (text_[at_] == '\n') ++line_;
            if (text_[at_] == '#')
                at_ = std::min(text_.find('\n', at_), text_.size() - 1) - 1;
            else if (text_[at_] == '"')
                name(scope);
        }
        if (at_ >= text_.size()) listing_.problem(line_, "a list is not closed", Weight::incomplete);
    }

    void name(Scope scope) {
        const std::size_t end = text_.find('"', at_ + 1);
        if (end == std::string_view::npos) {
            at_ = text_.size();
            return;
        }
        const std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
        const std::uint32_t line = line_;
        at_ = end;
        const std::size_t next = text_.find_first_not_of(" \t\r\n", end + 1);
        std::string_view filter;
        if (next != std::string_view::npos && text_[next] == '{') {
            const std::size_t close = text_.find('}', next);
            if (close == std::string_view::npos) {
                at_ = text_.size();
                return;
            }
            filter = trim(text_.substr(next + 1, close - next - 1));
            for (std::size_t between = end; between < close; ++between) line_ += text_[between] == '\n' ? 1U : 0U;
            at_ = close;
        }
        const auto versions = quoted_texts(filter);
        const bool exact = filter.starts_with("= ") || filter.starts_with("=\"") || filter.contains("& = ");
        const std::uint32_t at = listing_.add(name, exact && !versions.empty() ? versions[0] : std::string_view{}, line);
        Package& package = listing_[at];
        package.requirement = filter;
        package.scope = filter.contains("with-test")                                                            ? Scope::test
                        : filter.contains("with-doc") || filter.contains("with-dev-setup") || filter == "build" ? Scope::development
                                                                                                                : scope;
        if (!locked_) listing_.root(at, package.scope);
    }

    std::string_view text_;
    Listing& listing_;
    bool locked_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
};

} // namespace

void read_opam(const Input& input, Listing& listing) {
    const bool locked = input.path.ends_with(".locked");
    if (locked) listing.is_lock();
    listing.knows_scopes();
    Reader(input.bytes, listing, locked).run();
}

} // namespace squire::dependencies
