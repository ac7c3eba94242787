// SPDX-License-Identifier: Apache-2.0
#include "lab/script/verbs.hpp"

#include "lab/script/fill.hpp"
#include "lab/script/judge.hpp"
#include "lab/script/room_verbs.hpp"
#include "lab/script/values.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace parley::script {

namespace {

// Bytes of a close frame's reason: a control frame's 125 less the code.
constexpr std::size_t reason_size_max = 123;

action read_connect(words& line) {
  connect request{.path = line.need("path, such as /chat"), .headers = {}};
  if (request.path == "centrifuge") {
    request.path = "/connection/websocket";
    request.rooms.emplace();
  }
  if (!request.path.starts_with('/'))
    throw syntax_error("the path must start with \"/\", not \"" + request.path +
                       "\"");
  while (const auto word = line.next()) {
    if (*word == "header") {
      request.headers.push_back(parse_header(line.need("header after header")));
    } else if (*word == "status") {
      request.status = static_cast<unsigned>(parse_number(
          line.need("number after status"), "an HTTP status", 101, 599));
    } else if (!request.rooms || !read_login_option(*word, *request.rooms)) {
      throw syntax_error("unexpected \"" + *word +
                         "\": a path is followed by header or status" +
                         (request.rooms ? ", token=, error= or closed=" : ""));
    }
  }
  return request;
}

action read_send(words& line) {
  return send{{payload::text, line.rest()}};
}

action read_send_repeat(words& line) {
  const auto times =
      parse_number(line.need("count"), "the count", 1, message_size_max);
  auto text = line.rest();
  if (text.empty()) throw syntax_error("missing text");
  if (text.size() > message_size_max / times)
    throw syntax_error("a message is at most " +
                       std::to_string(message_size_max) + " bytes");
  return send{{payload::text, std::move(text)}, times};
}

// Bytes may be spread over several words: "00 ff".
message read_binary(words& line) {
  std::string digits;
  while (const auto word = line.next()) digits += *word;
  return {payload::binary, parse_hex(digits)};
}

action read_send_binary(words& line) {
  return send{read_binary(line)};
}

action read_expect(words& line) {
  return expect{message{payload::text, line.rest()}};
}

action read_expect_match(words& line) {
  pattern wanted{line.rest()};
  if (wanted.regex.empty()) throw syntax_error("missing regular expression");
  // Numbers are filled in when it runs; any number shows whether it compiles.
  if (const auto error = regex_error(fill(wanted.regex, {1, 1})))
    throw syntax_error("bad regular expression: " + *error);
  return expect{wanted};
}

action read_expect_binary(words& line) {
  return expect{read_binary(line)};
}

action read_expect_none(words& line) {
  return expect_none{parse_duration(line.need("duration, such as 200ms"))};
}

action read_expect_same(words& line) {
  return expect_same{
      parse_number(line.need("count"), "the count", 1, 1'000'000)};
}

action read_expect_closed(words& line) {
  closed wanted;
  if (const auto code = line.next()) wanted.code = parse_seen_code(*code);
  wanted.reason = line.next();
  return expect{wanted};
}

action read_close(words& line) {
  close how;
  if (const auto code = line.next()) how.code = parse_sent_code(*code);
  how.reason = line.next().value_or("");
  if (how.reason.size() > reason_size_max)
    throw syntax_error("a close reason is at most " +
                       std::to_string(reason_size_max) + " bytes");
  return how;
}

action read_abort(words&) {
  return abort{};
}

// One of the verbs of rooms, in the form of all others.
template <auto Read>
action read_in_room(words& line) {
  return Read(line);
}

constexpr std::array<std::pair<std::string_view, action (*)(words&)>, 21> verbs{
    {{"connect", read_connect},
     {"send", read_send},
     {"send-repeat", read_send_repeat},
     {"send-binary", read_send_binary},
     {"expect", read_expect},
     {"expect-match", read_expect_match},
     {"expect-binary", read_expect_binary},
     {"expect-none", read_expect_none},
     {"expect-same", read_expect_same},
     {"expect-closed", read_expect_closed},
     {"close", read_close},
     {"abort", read_abort},
     {"drop", read_in_room<read_drop>},
     {"subscribe", read_in_room<read_subscribe>},
     {"recover", read_in_room<read_recover>},
     {"unsubscribe", read_in_room<read_unsubscribe>},
     {"publish", read_in_room<read_publish>},
     {"expect-pub", read_in_room<read_expect_publication>},
     {"expect-join", read_in_room<read_expect_join>},
     {"expect-leave", read_in_room<read_expect_leave>},
     {"expect-unsubscribed", read_in_room<read_expect_unsubscribed>}}};

}  // namespace

action parse_action(words& line) {
  const auto verb = line.need("command after the client's name");
  const auto found = std::ranges::find(
      verbs, verb, [](const auto& entry) { return entry.first; });
  if (found == verbs.end()) {
    std::string known;
    for (const auto& [name, read] : verbs)
      known += (known.empty() ? "" : ", ") + std::string(name);
    throw syntax_error("unknown command \"" + verb + "\", none of " + known);
  }
  auto what = found->second(line);
  line.finish();
  return what;
}

}  // namespace parley::script
