// SPDX-License-Identifier: MIT
#include "advisories/index_builder.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include <xxhash.h>

#include "advisories/index_format.h"

namespace squire::advisories {
namespace {

struct Place {
    std::uint64_t position = 0;
    std::uint64_t size = 0;
    std::uint32_t extra = 0;
};

class Builder {
public:
    explicit Builder(const Collection& collection) : collection_(collection), out_(kHeaderSize, '\0') {}

    std::string build(Time built) {
        IndexHeader header{.built = built, .withdrawn = collection_.withdrawn};
        const auto packages = write_packages();
        const auto advisories = write_advisories(header.newest, built);
        const auto ids = write_ids();
        header.packages = write_directory(packages);
        header.advisories = write_directory(advisories);
        header.ids = write_directory(ids);
        write_checks(header);
        header.file_size = out_.size();
        out_.replace(0, kHeaderSize, encode_header(header));
        return std::move(out_);
    }

private:
    Place write(const ByteWriter& record, std::uint32_t extra = 0) {
        const Place place{out_.size(), record.bytes().size(), extra};
        out_ += record.bytes();
        return place;
    }

    std::vector<Place> write_packages() {
        std::map<std::string, std::vector<std::pair<std::uint32_t, const Affected*>>> by_key;
        for (std::uint32_t number = 0; number < collection_.advisories.size(); ++number) {
            for (const Affected& each : collection_.advisories[number].affected)
                by_key[package_key(each.ecosystem, each.package)].emplace_back(number, &each);
        }
        std::vector<Place> places;
        for (const auto& [key, entries] : by_key) {
            ByteWriter record;
            record.text(key);
            record.number(entries.size());
            for (const auto& [number, affected] : entries) {
                record.number(number);
                record.number(collection_.groups[number]);
                ByteWriter body; // with its length before it, so that it can be passed over
                encode_affected(*affected, body);
                record.text(body.bytes());
            }
            places.push_back(write(record));
        }
        return places;
    }

    std::vector<Place> write_advisories(Time& newest, Time built) {
        std::vector<Place> places;
        for (std::uint32_t number = 0; number < collection_.advisories.size(); ++number) {
            const Advisory& advisory = collection_.advisories[number];
            if (advisory.modified && *advisory.modified <= built) newest = std::max(newest, *advisory.modified); // none can be of tomorrow
            ByteWriter record;
            encode_advisory(advisory, record);
            places.push_back(write(record, collection_.groups[number]));
        }
        return places;
    }

    std::vector<Place> write_ids() {
        std::vector<std::pair<std::string_view, std::uint32_t>> ids;
        for (std::uint32_t number = 0; number < collection_.advisories.size(); ++number) {
            ids.emplace_back(collection_.advisories[number].id, number);
            for (const std::string& alias : collection_.advisories[number].aliases) ids.emplace_back(alias, number);
        }
        std::ranges::sort(ids);
        std::vector<Place> places;
        for (const auto& [id, number] : ids) {
            ByteWriter record;
            record.text(id);
            record.number(number);
            places.push_back(write(record));
        }
        return places;
    }

    Directory write_directory(const std::vector<Place>& places) {
        const Directory directory{out_.size(), static_cast<std::uint32_t>(places.size())};
        for (const Place& place : places) {
            put_fixed(out_, place.position, 8);
            put_fixed(out_, place.size, 4);
            put_fixed(out_, place.extra, 4);
        }
        return directory;
    }

    void write_checks(IndexHeader& header) {
        header.checks_position = out_.size();
        std::string checks;
        for (std::size_t at = kHeaderSize; at < header.checks_position; at += kBlockSize) {
            put_fixed(checks, ::XXH3_64bits(out_.data() + at, std::min(kBlockSize, header.checks_position - at)), 8);
        }
        header.checks_digest = sha256(checks);
        out_ += checks;
    }

    const Collection& collection_;
    std::string out_;
};

} // namespace

std::string build_index(const Collection& collection, Time built) { return Builder(collection).build(built); }

} // namespace squire::advisories
