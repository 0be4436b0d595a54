// SPDX-License-Identifier: MIT
#include "store/database.h"

namespace squire::store {

std::int64_t Row::integer(std::size_t column) const {
    const auto* number = std::get_if<std::int64_t>(&values_[column]);
    return number == nullptr ? 0 : *number;
}

std::string_view Row::text(std::size_t column) const {
    const auto* text = std::get_if<std::string_view>(&values_[column]);
    return text == nullptr ? std::string_view{} : *text;
}

Result<Transaction> Transaction::reading(Database& database) {
    if (auto begun = database.begin_reading(); !begun) return std::unexpected(std::move(begun.error()));
    return Transaction(database);
}

Result<Transaction> Transaction::writing(Database& database) {
    if (auto begun = database.begin_writing(); !begun) return std::unexpected(std::move(begun.error()));
    return Transaction(database);
}

Transaction::~Transaction() {
    if (database_ != nullptr) database_->roll_back();
}

Result<void> Transaction::commit() {
    Database& database = *std::exchange(database_, nullptr);
    auto committed = database.commit();
    if (!committed) database.roll_back();
    return committed;
}

} // namespace squire::store
