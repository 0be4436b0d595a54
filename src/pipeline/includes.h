// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"

namespace squire::pipeline {

/// Reads a file and all that it includes, one merged over the other: the including file wins.
class IncludeReader {
public:
    IncludeReader(Pipeline& pipeline, const ProjectFiles& files, const ResolveOptions& options, Budget& budget);

    Result<SettingPtr> read_all(const std::shared_ptr<const YamlFile>& file);

private:
    /// Where the file with an include stands, and so what "local" means there.
    struct Home {
        const ProjectFiles* files = nullptr; // null: it is in no project that is here
        std::string project;                 // empty: the pipeline's own
    };
    struct Opened {
        std::shared_ptr<const YamlFile> yaml;
        std::string name;
        Home home;
    };

    Result<SettingPtr> load(const Opened& opened, const Inputs& given);
    Result<SettingPtr> with_includes(SettingPtr root, const Home& home);
    Result<void> include(const SettingPtr& entry, const Home& home, SettingPtr& merged);
    Result<void> include_file(const std::string& name, Result<std::string> text, Home home, const Setting& entry, SettingPtr& merged);
    Result<void> local(std::string_view path, const Home& home, const Setting& entry, SettingPtr& merged);
    Result<void> other_project(const Setting& entry, SettingPtr& merged);
    Result<void> known_template(std::string_view name, const Setting& entry, SettingPtr& merged);
    Result<void> component(std::string_view address, const Setting& entry, SettingPtr& merged);

    [[nodiscard]] bool wanted(const Setting& entry) const;
    [[nodiscard]] Inputs inputs_of(const Setting& entry) const;
    void unread(std::string what, std::string reason, const Setting& entry);
    void remark(Gravity gravity, std::string_view rule, Origin origin, std::string message, std::string hint);
    void remark(std::vector<InputFault> faults);

    Pipeline& pipeline_;
    const ProjectFiles& files_;
    const ResolveOptions& options_;
    Budget& budget_;
    Variables variables_;
    std::vector<std::string> stack_; // names of the files that are being read
    bool too_many_ = false;
};

} // namespace squire::pipeline
