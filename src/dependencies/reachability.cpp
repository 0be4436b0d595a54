// SPDX-License-Identifier: MIT
#include "dependencies/reachability.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "dependencies/collect.h"
#include "dependencies/import_reader.h"
#include "embedded/python_imports.h"

namespace squire::dependencies {
namespace {

constexpr std::uint64_t kLargestSource = 4U << 20U; // bytes; what is larger was made by a program
constexpr std::size_t kMostLookedThrough = 64U << 20U; // bytes for one file: its text, once for each function of each import

std::optional<SourceLanguage> language_of(Ecosystem ecosystem) {
    switch (ecosystem) {
    case Ecosystem::npm: return SourceLanguage::javascript;
    case Ecosystem::pypi: return SourceLanguage::python;
    case Ecosystem::go: return SourceLanguage::go;
    case Ecosystem::crates: return SourceLanguage::rust;
    case Ecosystem::rubygems: return SourceLanguage::ruby;
    default: return std::nullopt;
    }
}

std::string with(char from, char to, std::string text) {
    std::ranges::replace(text, from, to);
    return text;
}

/// What modules of a Python package are imported by; several a package.
std::vector<std::string> python_modules(std::string_view package) {
    std::vector<std::string> modules;
    for (const std::string_view line : split(embedded::python_imports().front().text, '\n')) {
        if (line.starts_with('#')) continue;
        const std::size_t blank = line.find(' ');
        if (blank != std::string_view::npos && line.substr(0, blank) == package) modules.emplace_back(trim(line.substr(blank)));
    }
    if (modules.empty()) modules.push_back(with('-', '_', std::string(package)));
    return modules;
}

/// The modules by which a package is imported, itself or with parts after it.
std::vector<std::string> modules_of(const Package& package, const Weakness& weakness) {
    const std::string name = canonical_name(package.ecosystem, package.name);
    switch (package.ecosystem) {
    case Ecosystem::pypi: return python_modules(name);
    case Ecosystem::crates: return {with('-', '_', name)};
    case Ecosystem::rubygems: return name.contains('-') ? std::vector{name, with('-', '/', name)} : std::vector{name};
    case Ecosystem::go:
        if (name == "stdlib" || name == "toolchain") { // no module of its own: only the packages that have the weakness tell anything
            std::vector<std::string> modules;
            for (const advisories::Symbol& symbol : weakness.symbols)
                if (!symbol.module.empty()) modules.push_back(symbol.module);
            return modules;
        }
        return {package.name};
    default: return {package.name};
    }
}

bool is_major_version(std::string_view part) {
    return part.size() > 1 && part[0] == 'v' && part.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

/// Where the source lies that a lock or manifest answers for. Python's are often kept in a folder of their own beside it.
std::string project_folder_of(std::string_view path) {
    std::string_view folder = folder_of(path);
    constexpr std::string_view kApart = "requirements/";
    if (folder == kApart || folder.ends_with("/requirements/")) folder.remove_suffix(kApart.size());
    return std::string(folder);
}

bool is_own_source(std::string_view path) {
    return source_language_of(path) && !is_installed(path) && !path.starts_with("vendor/") && !path.contains("/vendor/") &&
           !path.contains(".min.");
}

/// The function of a module that an advisory names, as it is called on `import`; empty: it is of another module, or a method of a type.
std::string_view function_on(const Import& import, const advisories::Symbol& symbol, std::string_view function) {
    if (!symbol.module.empty() && symbol.module != import.module) return {};
    const std::size_t dot = function.rfind('.');
    if (dot == std::string_view::npos) return function;
    const std::string_view owner = function.substr(0, dot);
    const bool of_module = owner == import.module || (!import.item.empty() && owner == import.module + "." + import.item);
    return of_module ? function.substr(dot + 1) : std::string_view();
}

} // namespace

/// Looks for all of them in one reading.
class UseFinder final : public source::TextVisitor {
public:
    UseFinder(const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable) {
        for (const VulnerablePackage& place : vulnerable) {
            const PackageFile& file = inventory.files[place.file];
            const Package& package = file.packages[place.package];
            const auto language = language_of(package.ecosystem);
            if (!language) continue;
            for (const Weakness& weakness : place.diagnosis->weaknesses) {
                const Uses::Key key{project_folder_of(file.path), package.ecosystem, package.name, weakness.id};
                const auto [at, is_new] = uses_.uses_.try_emplace(key);
                if (!is_new) continue;
                for (std::string& module : modules_of(package, weakness)) {
                    const bool exact = package.ecosystem == Ecosystem::go && module != package.name;
                    wanted_[static_cast<std::size_t>(*language)][std::move(module)].push_back({&at->first, &weakness, &at->second, exact});
                }
            }
        }
    }

    [[nodiscard]] bool wants(std::string_view path) const {
        const auto language = source_language_of(path);
        return language && !wanted_[static_cast<std::size_t>(*language)].empty() && is_own_source(path);
    }

    std::unique_ptr<const source::Memory> visit(const source::Text& text, unsigned) override {
        if (text.ignored || !wants(text.path)) return nullptr;
        const SourceLanguage language = *source_language_of(text.path);
        note_own_module(text.path, language);
        const std::string code = without_comments(text.bytes, language);
        std::size_t budget = kMostLookedThrough;
        for (const Import& import : read_imports(code, language)) look_at({text.path, code, import, language, budget});
        return nullptr;
    }

    Uses take() {
        for (const auto language : {SourceLanguage::python, SourceLanguage::ruby})
            for (const auto& [module, targets] : wanted_[static_cast<std::size_t>(language)])
                for (const Target& target : targets)
                    if (own_modules_.contains({std::get<0>(*target.key), module})) *target.use = {};
        return std::move(uses_);
    }

private:
    struct Target {
        const Uses::Key* key;
        const Weakness* weakness;
        Use* use;
        bool exact; // only the module itself
    };

    // "anvil.py", "anvil/__init__.py" and "lib/anvil.rb" take the name of a package, in any folder that a lock may stand in.
    void note_own_module(std::string_view path, SourceLanguage language) {
        if (language != SourceLanguage::python && language != SourceLanguage::ruby) return;
        std::string_view module = path.substr(0, path.rfind('.'));
        if (module.ends_with("/__init__")) module = module.substr(0, module.rfind('/'));
        std::string_view folder = folder_of(module);
        const std::string name(module.substr(folder.size()));
        const std::lock_guard lock(mutex_);
        own_modules_.insert({std::string(folder), name});
        for (const std::string_view inner : {"src/", "lib/"})
            if (folder.ends_with(inner)) own_modules_.insert({std::string(folder.substr(0, folder.size() - inner.size())), name});
    }

    struct Place {
        std::string_view path, code;
        const Import& import;
        SourceLanguage language;
        std::size_t& budget; // of bytes that may be looked through for functions
    };

    void look_at(const Place& place) {
        const auto& [path, code, import, language, budget] = place;
        const auto& wanted = wanted_[static_cast<std::size_t>(language)];
        const char separator = language == SourceLanguage::python ? '.' : '/';
        const std::string_view module = import.module;
        for (std::size_t end = module.find(separator);; end = module.find(separator, end + 1)) {
            const auto found = wanted.find(std::string(module.substr(0, end)));
            if (found != wanted.end()) {
                const std::string_view rest = end == std::string_view::npos ? std::string_view() : module.substr(end + 1);
                // "a/b/v2" is another module than "a/b".
                if (language != SourceLanguage::go || !is_major_version(rest.substr(0, rest.find('/'))))
                    for (const Target& target : found->second)
                        if (path.starts_with(std::get<0>(*target.key)) && (rest.empty() || !target.exact)) note(target, place);
            }
            if (end == std::string_view::npos) return;
        }
    }

    void note(const Target& target, const Place& place) {
        const auto& [path, code, import, language, budget] = place;
        Use use{.kind = Use::Kind::imported, .file = std::string(path), .line = import.line};
        if (language == SourceLanguage::go || language == SourceLanguage::python || language == SourceLanguage::javascript) {
            for (const advisories::Symbol& symbol : target.weakness->symbols)
                for (const std::string& each : symbol.functions) {
                    const std::string_view function = function_on(import, symbol, each);
                    if (function.empty() || use.kind == Use::Kind::used || budget < code.size()) continue;
                    budget -= code.size();
                    const std::uint32_t line = line_of_use(code, import, function);
                    if (line != 0) use = {.kind = Use::Kind::used, .file = std::string(path), .line = line, .function = each};
                }
        }
        const std::lock_guard lock(mutex_);
        const auto rank = [](const Use& of) { return std::tuple(-static_cast<int>(of.kind), std::string_view(of.file), of.line); };
        if (rank(use) < rank(*target.use)) *target.use = std::move(use);
    }

    std::unordered_map<std::string, std::vector<Target>> wanted_[5]; // by language, then module
    std::mutex mutex_; // guards what follows
    Uses uses_;
    std::set<std::pair<std::string, std::string>> own_modules_; // folder, name
};

std::string to_string(const Use& use) {
    switch (use.kind) {
    case Use::Kind::not_shown: break;
    case Use::Kind::imported: return fmt::format("imported: {}:{}", use.file, use.line);
    case Use::Kind::used: return fmt::format("used: affected function {}, {}:{}", use.function, use.file, use.line);
    }
    return "not shown";
}

const Use& Uses::of(const PackageFile& file, const Package& package, const Weakness& weakness) const {
    static const Use kNotShown;
    const auto found = uses_.find({project_folder_of(file.path), package.ecosystem, package.name, weakness.id});
    return found == uses_.end() ? kNotShown : found->second;
}

Uses find_uses(source::Source& source, const PackageInventory& inventory, std::span<const VulnerablePackage> vulnerable, unsigned workers,
               const Cancellation& cancellation) {
    UseFinder finder(inventory, vulnerable);
    Problems not_said; // what a reading for hints leaves out takes nothing from what is found
    (void)source.read(finder,
                      {.workers = std::max(1U, workers),
                       .largest_text = kLargestSource,
                       .cancellation = &cancellation,
                       .wanted = [&](std::string_view path) { return finder.wants(path); }},
                      not_said);
    return finder.take();
}

} // namespace squire::dependencies
