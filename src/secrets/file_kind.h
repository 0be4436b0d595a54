// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace squire::secrets {

/// What a path says about how to read `name = value` in the file.
enum class FileKind : std::uint8_t {
    other,
    code,        // a value without quotes is an expression
    settings,    // a value without quotes is text: YAML, INI, properties, shell, Dockerfiles, XML
    credentials, // written to hold the secrets of one place: .env, .netrc, wp-config.php, sftp-config.json
    keyring,     // where a client keeps the passwords that its user typed: .pgpass, sitemanager.xml, .ftpconfig
    lockfile,    // written by a package manager, full of digests
    prose,       // documentation
};

[[nodiscard]] FileKind kind_of_file(std::string_view path);

/// Whether a path is named as a template of a file to be filled in: `.env.example`, `settings.sample.yml`, `config.php.dist`.
[[nodiscard]] bool is_template(std::string_view path);

/// Whether a file's name says that what it holds was made for a test or one machine: `localhost.key`, `dummy-keystore.jks`, `insecure_key.pem`.
[[nodiscard]] bool is_named_dummy(std::string_view path);

/// Whether a path belongs to a pipeline, whose services and passwords last as long as one job.
[[nodiscard]] bool is_pipeline(std::string_view path);

} // namespace squire::secrets
