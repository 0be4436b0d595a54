// SPDX-License-Identifier: MIT
#include "search/pattern_database.h"

#include <cstdlib>
#include <new>
#include <string>

#include <fmt/format.h>
#include <hs/hs.h>

#include "base/file.h"
#include "base/hash.h"

namespace squire::search {
namespace {

constexpr std::uint64_t kLargestCacheFile = 64U << 20U;

// What the compiled form depends on: the expressions, the library, and the processor's abilities.
std::string cache_key(std::span<const std::string> expressions, unsigned flags) {
    std::string text = hs_version();
    hs_platform_info platform{};
    if (hs_populate_platform(&platform) == HS_SUCCESS) {
        text += fmt::format("\n{} {}", platform.tune, platform.cpu_features);
    }
    text += fmt::format("\n{}", flags);
    for (const std::string& expression : expressions) text += "\n" + expression;
    return to_hex(sha256(text));
}

hs_database_t* load(const std::filesystem::path& file) {
    const auto bytes = read_file(file, kLargestCacheFile);
    hs_database_t* database = nullptr;
    if (!bytes || hs_deserialize_database(bytes->data(), bytes->size(), &database) != HS_SUCCESS) return nullptr;
    return database;
}

// A cache that cannot be written costs the next start some time and nothing else.
void save(const hs_database_t* database, const std::filesystem::path& file) {
    char* bytes = nullptr;
    std::size_t size = 0;
    if (hs_serialize_database(database, &bytes, &size) != HS_SUCCESS) return;
    (void)write_file(file, {bytes, size});
    std::free(bytes);
}

} // namespace

void PatternDatabase::Free::operator()(hs_database* database) const { hs_free_database(database); }
void PatternDatabase::Scratch::Free::operator()(hs_scratch* scratch) const { hs_free_scratch(scratch); }

Result<PatternDatabase> PatternDatabase::build(std::span<const std::string> expressions, PatternOptions options,
                                               const std::filesystem::path& cache) {
    PatternDatabase result;
    if (expressions.empty()) return result;
    const unsigned flag = (options.ignoring_case ? HS_FLAG_CASELESS : 0U) | (options.once ? HS_FLAG_SINGLEMATCH : 0U);
    const auto file = cache.empty() ? cache : cache / ("patterns-" + cache_key(expressions, flag) + ".hs");
    if (!file.empty()) {
        result.database_.reset(load(file));
        if (result.database_) return result;
    }
    std::vector<const char*> texts;
    std::vector<unsigned> ids;
    const std::vector<unsigned> flags(expressions.size(), flag);
    for (const std::string& expression : expressions) {
        ids.push_back(static_cast<unsigned>(texts.size()));
        texts.push_back(expression.c_str());
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(ids.size()), HS_MODE_BLOCK, nullptr, &database, &error) !=
        HS_SUCCESS) {
        Error problem{ErrorKind::unsupported, error->message, error->expression >= 0 ? std::to_string(error->expression) : "", ""};
        hs_free_compile_error(error);
        return std::unexpected(std::move(problem));
    }
    result.database_.reset(database);
    if (!file.empty()) save(database, file);
    return result;
}

PatternDatabase::Scratch::Scratch(const PatternDatabase& database) {
    hs_scratch_t* scratch = nullptr;
    if (database.database_ && hs_alloc_scratch(database.database_.get(), &scratch) != HS_SUCCESS) throw std::bad_alloc();
    scratch_.reset(scratch);
}

void PatternDatabase::scan(std::string_view bytes, std::uint32_t offset, Scratch& scratch, std::vector<Hit>& hits) const {
    if (!database_ || bytes.empty()) return;
    struct Sink {
        std::vector<Hit>& hits;
        std::uint32_t offset;
    } sink{hits, offset};
    const auto take = [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* context) {
        auto* to = static_cast<Sink*>(context);
        to->hits.push_back({id, to->offset + static_cast<std::uint32_t>(end)});
        return 0;
    };
    hs_scan(database_.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0, scratch.scratch_.get(), take, &sink);
}

} // namespace squire::search
