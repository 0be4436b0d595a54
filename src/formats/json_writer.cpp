// SPDX-License-Identifier: MIT
#include "formats/json_writer.h"

#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace squire::formats {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Bytes that stand for themselves in a JSON string.
constexpr std::array<bool, 256> plain_bytes() {
    std::array<bool, 256> plain{};
    for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = byte != '"' && byte != '\\';
    return plain;
}
constexpr auto kPlain = plain_bytes();

bool is_plain(char c) { return kPlain[static_cast<unsigned char>(c)]; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

template <class Predicate> std::size_t run_length(std::string_view text, Predicate belongs) {
    std::size_t end = 0;
    while (end < text.size() && belongs(text[end])) ++end;
    return end;
}

void append_escaped(std::string& out, char c) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
    case '\0': out += kReplacement; return;
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
        out += "\\u00";
        out += kHex[static_cast<unsigned char>(c) >> 4U];
        out += kHex[static_cast<unsigned char>(c) & 0xFU];
    }
}

void append_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const std::size_t plain = run_length(text, is_plain);
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        if (is_ascii(text.front())) {
            append_escaped(out, text.front());
            text.remove_prefix(1);
            continue;
        }
        const std::size_t wide = run_length(text, [](char c) { return !is_ascii(c); });
        const std::string_view run = text.substr(0, wide);
        if (is_utf8(run)) {
            out += run;
        } else {
            out += to_utf8(run);
        }
        text.remove_prefix(wide);
    }
    out += '"';
}

} // namespace

void JsonWriter::begin_object() {
    if (observer_ != nullptr) observer_->begin_object();
    begin('{');
}

void JsonWriter::end_object() {
    if (observer_ != nullptr) observer_->end_object();
    end('}');
}

void JsonWriter::begin_array() {
    if (observer_ != nullptr) observer_->begin_array();
    begin('[');
}

void JsonWriter::end_array() {
    if (observer_ != nullptr) observer_->end_array();
    end(']');
}

void JsonWriter::key(std::string_view name) {
    if (observer_ != nullptr) observer_->key(name);
    separate();
    append_string(out_, name);
    out_ += ": ";
    after_key_ = true;
}

void JsonWriter::value(std::string_view text) {
    if (observer_ != nullptr) observer_->string(text);
    separate();
    append_string(out_, text);
}

void JsonWriter::value(bool flag) {
    if (observer_ != nullptr) observer_->boolean(flag);
    separate();
    out_ += flag ? "true" : "false";
}

void JsonWriter::write_integer(std::int64_t number) {
    if (observer_ != nullptr) observer_->number(static_cast<double>(number));
    separate();
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out_.append(digits.data(), end);
}

std::string JsonWriter::take() {
    out_ += '\n';
    filled_.clear();
    after_key_ = false;
    return std::exchange(out_, {});
}

void JsonWriter::begin(char bracket) {
    separate();
    out_ += bracket;
    filled_.push_back(false);
}

void JsonWriter::end(char bracket) {
    const bool filled = filled_.back();
    filled_.pop_back();
    if (filled) new_line();
    out_ += bracket;
}

void JsonWriter::separate() {
    if (std::exchange(after_key_, false) || filled_.empty()) return;
    if (filled_.back()) out_ += ',';
    filled_.back() = true;
    new_line();
}

void JsonWriter::new_line() {
    out_ += '\n';
    out_.append(filled_.size() * 2, ' ');
}

} // namespace squire::formats
