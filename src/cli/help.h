// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace CLI { // NOLINT(readability-identifier-naming): the name that the library CLI11 has
class FormatterBase;
class Validator;
} // namespace CLI

namespace squire::cli {

/// How --help looks: names to the left, what they mean to the right, wrapped to `width` columns.
[[nodiscard]] std::shared_ptr<CLI::FormatterBase> make_help_formatter(unsigned width);

/// One of these words; the message names them, and the nearest one to a misspelling. Adds nothing to --help.
[[nodiscard]] CLI::Validator one_of(std::initializer_list<std::string_view> words);

/// A whole number in [least, most]. Adds nothing to --help.
[[nodiscard]] CLI::Validator number_between(unsigned least, unsigned most);

} // namespace squire::cli
