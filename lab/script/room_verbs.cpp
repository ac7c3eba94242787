// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_verbs.hpp"

#include "lab/script/fill.hpp"
#include "lab/script/json.hpp"
#include "lab/script/values.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>

namespace parley::script {

namespace {

constexpr std::size_t code_max = 4'999;

std::string need_room(words& line) {
  return line.need("room, such as news");
}

// What stands after `name=`, or nothing if the word is not that option.
std::optional<std::string> value_of(const std::string& word,
                                    std::string_view name) {
  if (!word.starts_with(name) || word.substr(name.size(), 1) != "=")
    return std::nullopt;
  return word.substr(name.size() + 1);
}

std::uint64_t parse_offset(std::string_view word) {
  return parse_number(word, "an offset", 0,
                      std::numeric_limits<std::size_t>::max());
}

std::uint32_t parse_error_code(std::string_view word) {
  return static_cast<std::uint32_t>(
      parse_number(word, "an error code", 100, code_max));
}

bool read_outcome(const std::string& word, outcome& into) {
  if (const auto code = value_of(word, "error"))
    into.error = parse_error_code(*code);
  else if (const auto close = value_of(word, "closed"))
    into.closed = parse_seen_code(*close);
  else
    return false;
  return true;
}

bool read_subscribe_option(const std::string& word, subscribe& into) {
  if (word == "recoverable")
    into.recoverable = true;
  else if (word == "positioned")
    into.positioned = true;
  else if (word == "join_leave")
    into.join_leave = true;
  else if (const auto token = value_of(word, "token"))
    into.token = *token;
  else
    return read_outcome(word, into.end);
  return true;
}

bool read_recover_option(const std::string& word, subscribe& into) {
  if (word == "unrecovered")
    into.unrecovered = true;
  else if (const auto offset = value_of(word, "offset"))
    into.offset = parse_offset(*offset);
  else if (const auto epoch = value_of(word, "epoch"))
    into.epoch = *epoch;
  else
    return read_subscribe_option(word, into);
  return true;
}

[[noreturn]] void refuse(const std::string& word, std::string_view known) {
  throw syntax_error("unexpected \"" + word + "\", none of " +
                     std::string(known));
}

// Options are taken from the front of `text`, which ends as the JSON: no JSON
// value begins with a letter and an equals sign.
template <class Read>
std::string read_data(words& line, Read option) {
  std::string text = line.rest();
  for (;;) {
    text.erase(0, text.find_first_not_of(' '));
    const auto word = text.substr(0, text.find(' '));
    if (!option(word)) break;
    text.erase(0, word.size());
  }
  if (text.empty()) throw syntax_error("missing data, such as {\"n\":1}");
  // Numbers are filled in when it runs; any number shows whether it is JSON.
  if (const auto error = json_error(fill(text, {1, 1})))
    throw syntax_error("the data is not JSON: " + *error);
  return text;
}

expect_presence read_presence(words& line, bool joined) {
  auto room = need_room(line);
  auto who = line.need("name: a user, a client id or a client of the script");
  return {std::move(room), std::move(who), joined};
}

}  // namespace

bool read_login_option(const std::string& word, login& into) {
  const auto token = value_of(word, "token");
  if (token) into.token = *token;
  return token || read_outcome(word, into.end);
}

subscribe read_subscribe(words& line) {
  subscribe what;
  what.room = need_room(line);
  while (const auto word = line.next())
    if (!read_subscribe_option(*word, what))
      refuse(*word,
             "recoverable, positioned, join_leave, token=, error=, closed=");
  return what;
}

subscribe read_recover(words& line) {
  subscribe what;
  what.room = need_room(line);
  what.recoverable = true;
  what.recover = true;
  while (const auto word = line.next())
    if (!read_recover_option(*word, what))
      refuse(*word,
             "offset=, epoch=, unrecovered, positioned, join_leave, token=, "
             "error=, closed=");
  return what;
}

unsubscribe read_unsubscribe(words& line) {
  unsubscribe what{need_room(line), {}};
  while (const auto word = line.next())
    if (!read_outcome(*word, what.end)) refuse(*word, "error=, closed=");
  return what;
}

publish read_publish(words& line) {
  publish what{need_room(line), {}, {}};
  what.data = read_data(line, [&](const std::string& word) {
    return read_outcome(word, what.end);
  });
  return what;
}

expect_publication read_expect_publication(words& line) {
  expect_publication what{need_room(line), {}, {}};
  what.data = read_data(line, [&](const std::string& word) {
    const auto offset = value_of(word, "offset");
    if (offset) what.offset = parse_offset(*offset);
    return offset.has_value();
  });
  return what;
}

expect_presence read_expect_join(words& line) {
  return read_presence(line, true);
}

expect_presence read_expect_leave(words& line) {
  return read_presence(line, false);
}

expect_unsubscribed read_expect_unsubscribed(words& line) {
  expect_unsubscribed what{need_room(line), {}};
  if (const auto code = line.next())
    what.code = static_cast<std::uint32_t>(
        parse_number(*code, "an unsubscribe code", 0, code_max));
  return what;
}

drop read_drop(words&) {
  return {};
}

}  // namespace parley::script
