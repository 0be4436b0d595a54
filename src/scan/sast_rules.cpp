// SPDX-License-Identifier: MIT
#include "scan/sast_rules.h"

#include <algorithm>
#include <cctype>

#include "base/file.h"
#include "base/hash.h"
#include "rules/builtin_sast.h"
#include "rules/sast_rule_reader.h"
#include "yaml/yaml.h"

namespace squire::scan {
namespace {

namespace fs = std::filesystem;

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

// "python/flask" to "python.flask.": ids are unique only within their folder, and Semgrep, too, puts it before them.
std::string dotted(const fs::path& folder) {
    std::string made;
    for (const fs::path& part : folder) {
        for (const char byte : part.string()) made += std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_' ? byte : '-';
        made += '.';
    }
    return made;
}

} // namespace

bool is_sast_rule_path(const fs::path& path) {
    std::error_code error;
    return is_yaml(path) || fs::is_directory(path, error);
}

Result<SastRules> sast_rules_for(const std::optional<fs::path>& path, Problems& problems) {
    SastRules all{.rules = {}, .key = "own"};
    const auto with = [&](Result<std::vector<rules::SastRule>> rules) -> Result<SastRules> {
        if (!rules) return std::unexpected(std::move(rules.error()));
        all.rules = std::move(*rules);
        return std::move(all);
    };
    if (!path) return with(rules::builtin_sast_rules(problems));
    std::error_code error;
    if (!fs::is_directory(*path, error)) {
        auto text = read_file(*path, yaml::kYamlSizeLimit);
        if (!text) return std::unexpected(std::move(text.error()));
        all.key = to_hex(sha256(*text));
        return with(rules::read_sast_rules(std::move(*text), path->string(), problems));
    }
    std::vector<fs::path> files;
    for (auto entry = fs::recursive_directory_iterator(*path, fs::directory_options::skip_permission_denied, error);
         entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (error) break;
        if (entry->is_directory(error) && entry->path().filename() == ".git") entry.disable_recursion_pending();
        if (entry->is_regular_file(error) && is_yaml(entry->path())) files.push_back(entry->path());
    }
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        auto text = read_file(file, yaml::kYamlSizeLimit);
        if (!text) {
            problems.add(Weight::incomplete, std::move(text.error()));
            continue;
        }
        const Sha256 hash = sha256(*text);
        auto rules = rules::read_sast_rules(std::move(*text), file.string(), problems);
        if (!rules) {
            if (rules.error().kind == ErrorKind::limit) problems.add(Weight::incomplete, std::move(rules.error())); // else it is some other YAML
            continue;
        }
        const std::string folder = dotted(file.lexically_relative(*path).parent_path());
        for (rules::SastRule& rule : *rules) {
            rule.id = folder + rule.id;
            all.rules.push_back(std::move(rule));
        }
        all.key += folder + to_hex(hash);
    }
    if (all.rules.empty())
        return fail(ErrorKind::not_found, "no file of rules is there", path->string(), "a rule file is YAML with a list 'rules'");
    return all;
}

std::string semgrep_ignore_of(const fs::path& project) {
    if (project.empty()) return {};
    return read_file(project / ".semgrepignore", 1U << 20U).value_or(std::string());
}

} // namespace squire::scan
