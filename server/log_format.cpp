#include "server/log_format.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <utility>
#include <vector>

namespace parley {

namespace {

struct field {
  std::string_view key;
  std::string_view value;
  bool is_quoted = false;
};

bool is_name(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
  });
}

std::string_view take_until(std::string_view& text, char end) {
  const auto at = std::min(text.find(end), text.size());
  const auto word = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return word;
}

// A quote inside of a value is not escaped in the text: a value ends with the
// quote that a space or the end follows.
std::optional<field> take_field(std::string_view& text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || !is_name(text.substr(0, equals)))
    return std::nullopt;
  field found{.key = take_until(text, '='), .value = {}};
  if (!text.starts_with('"')) {
    found.value = take_until(text, ' ');
    return found;
  }
  found.is_quoted = true;
  text.remove_prefix(1);
  auto end = text.find("\" ");
  if (end == std::string_view::npos) end = text.rfind('"');
  if (end == std::string_view::npos) return std::nullopt;
  found.value = text.substr(0, end);
  text.remove_prefix(std::min(end + 2, text.size()));
  return found;
}

bool is_number(std::string_view text) {
  double value = 0;
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() &&
         !text.starts_with('i') && !text.starts_with('n');
}

std::optional<std::vector<field>> fields_of(std::string_view text) {
  std::vector<field> all;
  while (!text.empty()) {
    const auto found = take_field(text);
    if (!found) return std::nullopt;
    all.push_back(*found);
  }
  return all;
}

using writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

}  // namespace

std::string json_members(std::string_view text) {
  rapidjson::StringBuffer buffer;
  writer out(buffer);
  out.StartObject();
  auto rest = text;
  const auto event = take_until(rest, ' ');
  const auto fields = fields_of(rest);
  if (is_name(event) && fields) {
    put(out, "event");
    put(out, event);
    for (const auto& each : *fields) {
      put(out, each.key);
      if (!each.is_quoted && is_number(each.value))
        out.RawValue(each.value.data(), each.value.size(),
                     rapidjson::kNumberType);
      else
        put(out, each.value);
    }
  } else {
    put(out, "message");
    put(out, text);
  }
  out.EndObject();
  return {buffer.GetString() + 1, buffer.GetSize() - 2};
}

}  // namespace parley
