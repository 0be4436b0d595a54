// SPDX-License-Identifier: MIT
//
// A pipeline as GitLab would put it together: includes read, `extends` and `!reference` followed, defaults filled in. Which of its jobs would run
// is said by selection.h, what is wrong with it by lint.h.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pipeline/circumstances.h"
#include "pipeline/inputs.h"
#include "pipeline/project_files.h"
#include "pipeline/setting.h"
#include "pipeline/yaml.h"

namespace squire::pipeline {

enum class Gravity : std::uint8_t {
    error, // GitLab would refuse the pipeline
    warning, // it would not do what it seems to
    note, // worth knowing
};

struct Remark {
    Gravity gravity = Gravity::error;
    std::string_view rule; // "unknown-stage"; lives as long as the program
    Origin origin;
    std::string message;
    std::string hint;
};

/// An include that cannot be read here: its jobs are unknown, not absent.
struct UnreadInclude {
    std::string what; // "file /a.yml of project group/name"
    std::string reason;
    Origin origin;
};

struct Job {
    std::string name;
    SettingPtr written; // with `extends` and references followed, without the defaults
    SettingPtr body; // with the defaults
    std::string stage;
    bool hidden = false; // begins with a dot: for others to extend
    bool lacks_base = false; // it extends, perhaps through another, what is not there
    Origin origin; // of its key where it was written last
};

struct IncludedFile {
    std::shared_ptr<const YamlFile> yaml; // shared by pipelines that are resolved from one reading
    std::string name; // ".gitlab-ci.yml", "template Jobs/SAST.gitlab-ci.yml"
    bool own = true; // in the project itself
};

struct Pipeline {
    std::vector<IncludedFile> files; // the first is the one that was given
    SettingPtr root; // all files merged, `extends` and references followed
    std::vector<std::string> stages; // in order, with .pre and .post
    bool stages_written = false; // else they are GitLab's own
    std::vector<Job> jobs; // in GitLab's order; hidden ones too
    std::vector<UnreadInclude> unread;
    std::vector<Remark> remarks; // of the resolving alone: what could not be followed

    [[nodiscard]] const Job* find_job(std::string_view name) const;
    [[nodiscard]] std::string place_name(Origin origin) const; // "name:line:column"
    [[nodiscard]] Variables global_variables() const; // of the top level, as they are written

    std::map<std::string, std::size_t, std::less<>> job_index; // into `jobs`
};

struct ResolveOptions {
    /// What the pipeline is for, which decides on includes with rules. Nothing: all of them are read.
    std::optional<Circumstances> circumstances;
    /// Other projects whose files are here, by path: "group/name".
    std::map<std::string, const ProjectFiles*, std::less<>> projects;
    /// For the `spec:inputs` of the file itself.
    Inputs inputs;
};

/// GitLab's own bound, on all files of one pipeline together.
inline constexpr std::size_t kIncludeLimit = 150;

/// An error only where there is no pipeline at all: it is no mapping, or more than can be held (limit). All else is in `remarks`.
[[nodiscard]] Result<Pipeline> resolve(const std::shared_ptr<const YamlFile>& file, const ProjectFiles& files,
                                       const ResolveOptions& options = {});

/// The keys of the top level that are no jobs.
[[nodiscard]] bool is_global_keyword(std::string_view key);

/// The keys that `default` may have.
[[nodiscard]] std::span<const std::string_view> default_keywords();

/// The text of a variable: its own, or that of `value` beside a description.
[[nodiscard]] std::string_view variable_text(const Setting& variable);

} // namespace squire::pipeline
