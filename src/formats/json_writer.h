// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace squire::formats {

/// A JSON document as a stream, in document order. What the writer writes and what the checker checks pass through here, so that a report is
/// checked while it is written instead of being read again.
class JsonEvents {
public:
    virtual ~JsonEvents() = default;
    virtual void begin_object() = 0;
    virtual void end_object() = 0;
    virtual void begin_array() = 0;
    virtual void end_array() = 0;
    virtual void key(std::string_view name) = 0;
    virtual void string(std::string_view text) = 0;
    virtual void number(double value) = 0;
    virtual void boolean(bool value) = 0;
    virtual void null() = 0;
};

/// Writes JSON: keys in the order of the calls, two spaces a level, a newline at the end. Texts come out as valid UTF-8 whatever goes in: a byte
/// that belongs to no valid sequence, and U+0000, which databases behind readers refuse, become U+FFFD.
class JsonWriter {
public:
    /// `observer`, where there is one, is told everything that is written; it must outlive the writer.
    explicit JsonWriter(JsonEvents* observer = nullptr) : observer_(observer) {}

    /// Makes room for this many bytes at once; only for speed.
    void reserve(std::size_t bytes) { out_.reserve(bytes); }

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key(std::string_view name);
    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void value(std::integral auto number) { write_integer(static_cast<std::int64_t>(number)); }
    void value(bool flag);

    void member(std::string_view name, const auto& content) {
        key(name);
        value(content);
    }

    /// A member only where there is something to say.
    void member_unless_empty(std::string_view name, std::string_view text) {
        if (!text.empty()) member(name, text);
    }

    /// The whole document; the writer is empty afterwards.
    [[nodiscard]] std::string take();

private:
    void write_integer(std::int64_t number);
    void begin(char bracket);
    void end(char bracket);
    void separate();
    void new_line();

    std::string out_;
    JsonEvents* observer_;
    std::vector<bool> filled_; // for each open bracket: whether anything stands in it yet
    bool after_key_ = false;
};

/// An object that is open as long as this lives.
class JsonObject {
public:
    explicit JsonObject(JsonWriter& writer) : writer_(writer) { writer_.begin_object(); }
    JsonObject(JsonWriter& writer, std::string_view key) : writer_(writer) {
        writer_.key(key);
        writer_.begin_object();
    }
    ~JsonObject() { writer_.end_object(); }
    JsonObject(const JsonObject&) = delete;
    JsonObject& operator=(const JsonObject&) = delete;

private:
    JsonWriter& writer_;
};

/// An array that is open as long as this lives.
class JsonArray {
public:
    explicit JsonArray(JsonWriter& writer) : writer_(writer) { writer_.begin_array(); }
    JsonArray(JsonWriter& writer, std::string_view key) : writer_(writer) {
        writer_.key(key);
        writer_.begin_array();
    }
    ~JsonArray() { writer_.end_array(); }
    JsonArray(const JsonArray&) = delete;
    JsonArray& operator=(const JsonArray&) = delete;

private:
    JsonWriter& writer_;
};

} // namespace squire::formats
