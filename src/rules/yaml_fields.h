// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "yaml/yaml.h"

namespace squire::rules {

/// Reads the values of one YAML file with aliases and merge keys followed, within bounds: a file whose aliases unfold to more nodes than
/// kUnfoldedLimit answers with nothing from there on and says so in `fault`.
///
/// Only the first fault is kept, until it is taken: what is wrong with one rule costs that rule, and one reason is enough to repair it.
class YamlReading {
public:
    static constexpr std::size_t kUnfoldedLimit = 2'000'000; // a text of 64 bytes counts as one more
    static constexpr std::size_t kAliasLimit = 10'000; // different ones: each costs a walk over the file

    explicit YamlReading(const yaml::YamlFile& file) : file_(file) {}

    struct Field {
        std::string_view key;
        const yaml::Node* at = nullptr; // the key's own node, for its place
        const yaml::Node* value = nullptr; // never an alias
    };

    /// What the node means: the node itself, or what its alias stands for. An alias to nothing is a fault, and counts as null.
    [[nodiscard]] const yaml::Node& follow(const yaml::Node& node);

    /// In the order of the file, each key once: the last one counts, and its own before what is merged in. A fault where it is no mapping.
    [[nodiscard]] std::vector<Field> fields(const yaml::Node& node, std::string_view what);
    /// Aliases followed. A fault where it is no sequence.
    [[nodiscard]] std::vector<const yaml::Node*> items(const yaml::Node& node, std::string_view what);

    [[nodiscard]] std::string text(const yaml::Node& node, std::string_view what);
    [[nodiscard]] bool flag(const yaml::Node& node, std::string_view what);
    [[nodiscard]] std::optional<double> number(const yaml::Node& node, std::string_view what);
    [[nodiscard]] std::uint32_t count(const yaml::Node& node, std::string_view what);
    /// A list of texts; one text is a list of one.
    [[nodiscard]] std::vector<std::string> texts(const yaml::Node& node, std::string_view what);

    /// Of the node's content: of a block scalar the line after its indicator.
    [[nodiscard]] std::uint32_t line(const yaml::Node& node) const;

    void fail(const yaml::Node& at, std::string message, std::string hint = {}, ErrorKind kind = ErrorKind::malformed);
    [[nodiscard]] bool failed() const { return fault_.has_value(); }
    [[nodiscard]] bool exhausted() const { return spent_ > kUnfoldedLimit; }
    [[nodiscard]] std::optional<Error> take_fault();

    [[nodiscard]] const yaml::YamlFile& file() const { return file_; }

private:
    void add_fields(const yaml::Node& node, std::vector<Field>& to, std::unordered_map<std::string_view, std::size_t>& seen, std::size_t depth);
    [[nodiscard]] bool spend(const yaml::Node& at);

    const yaml::YamlFile& file_;
    std::unordered_map<const yaml::Node*, const yaml::Node*> targets_;
    std::size_t spent_ = 0;
    std::optional<Error> fault_;
};

} // namespace squire::rules
