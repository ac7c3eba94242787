// SPDX-License-Identifier: Apache-2.0
#include "protocol/json_text.hpp"

#include <algorithm>
#include <simdjson.h>

namespace parley {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<std::uint32_t> hex_digit(char c) {
  if (is_digit(c)) return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A') + 10;
  return std::nullopt;
}

/// Walks over one JSON text of valid UTF-8.
class scanner {
 public:
  explicit scanner(std::string_view text) : text_(text) {}

  std::size_t depth() const { return depth_; }

  bool is_whole_text() {
    bool wants_value = true;
    for (;;) {
      skip_space();
      if (wants_value) {
        if (!begin_value(wants_value)) return false;
      } else if (open_.empty()) {
        return at_ == text_.size();
      } else if (take(',')) {
        if (open_.back() == '{' && !take_key()) return false;
        wants_value = true;
      } else if (take(open_.back() == '{' ? '}' : ']')) {
        open_.pop_back();
      } else {
        return false;
      }
    }
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' ||
                                  text_[at_] == '\r' || text_[at_] == '\t'))
      ++at_;
  }

  /// A scalar is taken as a whole, an array or object up to its first value.
  /// `wants_value`: a value has to follow.
  bool begin_value(bool& wants_value) {
    const char first = peek();
    if (first != '{' && first != '[') {
      wants_value = false;
      return take_scalar();
    }
    ++at_;
    skip_space();
    open_ += first;
    depth_ = std::max(depth_, open_.size());
    wants_value = !take(first == '{' ? '}' : ']');
    if (!wants_value) open_.pop_back();
    return !wants_value || first == '[' || take_key();
  }

  bool take_key() {
    skip_space();
    if (!take_string()) return false;
    skip_space();
    return take(':');
  }

  bool take_scalar() {
    switch (peek()) {
      case '"':
        return take_string();
      case 't':
        return take_word("true");
      case 'f':
        return take_word("false");
      case 'n':
        return take_word("null");
      default:
        return take_number();
    }
  }

  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  bool take_string() {
    if (!take('"')) return false;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '\\' && !take_escape()) return false;
    }
    return false;
  }

  bool take_escape() {
    if (!take('u')) {
      constexpr std::string_view single = "\"\\/bfnrt";
      return at_ < text_.size() &&
             single.find(text_[at_++]) != std::string_view::npos;
    }
    for (int i = 0; i < 4; ++i, ++at_)
      if (!hex_digit(peek())) return false;
    return true;
  }

  bool take_digits() {
    const auto before = at_;
    while (is_digit(peek())) ++at_;
    return at_ > before;
  }

  bool take_number() {
    take('-');
    if (!take('0') && !take_digits()) return false;
    if (take('.') && !take_digits()) return false;
    if (!take('e') && !take('E')) return true;
    if (!take('+')) take('-');
    return take_digits();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;  // the brackets around `at_`
  std::size_t depth_ = 0;
};

json_kind kind_of_value(char first) {
  switch (first) {
    case '{':
      return json_kind::object;
    case '[':
      return json_kind::array;
    case '"':
      return json_kind::string;
    case 't':
    case 'f':
    case 'n':
      return json_kind::literal;
    default:
      return json_kind::number;
  }
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80 | ((code >> shift) & 0x3f));
  };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xf0 | (code >> 18));
    tail(12), tail(6), tail(0);
  }
}

/// The number of a `\uXXXX` at `at`; nothing when there is none.
std::optional<std::uint32_t> unicode_escape(std::string_view text,
                                            std::size_t at) {
  constexpr std::size_t size = 6;
  if (text.size() < at + size || text[at] != '\\' || text[at + 1] != 'u')
    return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : text.substr(at + 2, 4))
    number = number << 4 | hex_digit(c).value_or(0);
  return number;
}

/// Appends the character of the escapes at `at`; how many bytes they take.
std::size_t append_unicode(std::string& out, std::string_view text,
                           std::size_t at) {
  constexpr std::uint32_t replacement = 0xfffd;
  const auto first = unicode_escape(text, at).value_or(replacement);
  if (first < 0xd800 || first > 0xdfff) {
    append_utf8(out, first);
    return 6;
  }
  const auto second = unicode_escape(text, at + 6);
  if (first > 0xdbff || !second || *second < 0xdc00 || *second > 0xdfff) {
    append_utf8(out, replacement);
    return 6;
  }
  append_utf8(out, 0x10000 + ((first - 0xd800) << 10) + (*second - 0xdc00));
  return 12;
}

}  // namespace

std::optional<json_outline> outline_of_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos ||
      !simdjson::validate_utf8(text.data(), text.size()))
    return std::nullopt;
  scanner whole(text);
  if (!whole.is_whole_text()) return std::nullopt;
  return json_outline{kind_of_value(text[first]), whole.depth()};
}

std::string unescape_json(std::string_view between_quotes) {
  constexpr std::string_view names = "bfnrt", meanings = "\b\f\n\r\t";
  std::string out;
  out.reserve(between_quotes.size());
  for (std::size_t at = 0; at < between_quotes.size();) {
    const char c = between_quotes[at];
    if (c != '\\' || at + 1 == between_quotes.size()) {
      out += c;
      ++at;
      continue;
    }
    const char escaped = between_quotes[at + 1];
    if (escaped == 'u') {
      at += append_unicode(out, between_quotes, at);
      continue;
    }
    const auto name = names.find(escaped);
    out += name == std::string_view::npos ? escaped : meanings[name];
    at += 2;
  }
  return out;
}

}  // namespace parley
