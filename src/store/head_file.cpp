// SPDX-License-Identifier: MIT
#include "store/head_file.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "store/ledger_table.h"

namespace squire::store {

Result<void> remember_head(Database& database, const std::filesystem::path& file) {
    const auto identity = identity_of(database);
    if (!identity) return std::unexpected(identity.error());
    const auto head = head_of(database);
    if (!head) return std::unexpected(head.error());
    return write_file(file, fmt::format("{} {}\n", *identity, ledger::to_string(*head)));
}

Result<std::optional<ledger::Head>> remembered_head(Database& database, const std::filesystem::path& file) {
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(file, error)) return std::nullopt;
    const auto text = read_file(file, 4'096);
    if (!text) return std::unexpected(text.error());
    const auto identity = identity_of(database);
    if (!identity) return std::unexpected(identity.error());
    const auto words = split(trim(*text), ' ');
    const auto head = words.size() == 2 ? ledger::parse_head(words[1]) : std::nullopt;
    if (!head)
        return fail(ErrorKind::malformed, "this is no head of a ledger", file.string(), "somebody has changed the file, or the disk is damaged");
    if (words[0] != *identity) {
        return fail(ErrorKind::malformed, "the workspace remembers the ledger of another store", file.string(),
                    "where the store was replaced on purpose, remove this file");
    }
    return *head;
}

} // namespace squire::store
