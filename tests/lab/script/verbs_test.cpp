// SPDX-License-Identifier: Apache-2.0
#include "lab/script/verbs.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

// Reads what stands after a client's name.
template <class Action>
Action read(std::string_view text) {
  words line(text);
  return std::get<Action>(parse_action(line));
}

template <class Wanted>
Wanted read_expected(std::string_view text) {
  return std::get<Wanted>(read<expect>(text).what);
}

std::string error_of(std::string_view text) {
  try {
    words line(text);
    parse_action(line);
  } catch (const syntax_error& error) {
    return error.what();
  }
  return "";
}

TEST(connect, wants_a_path_and_the_switch_to_websocket) {
  const auto plain = read<connect>("connect /chat?name=alice # comment");
  EXPECT_EQ(plain.path, "/chat?name=alice");
  EXPECT_TRUE(plain.headers.empty());
  EXPECT_EQ(plain.status, 101U);
}

TEST(connect, takes_headers_and_a_status_in_any_order) {
  const auto full = read<connect>(
      R"(connect / header "A: 1" status 403 header "Origin: http://x")");
  ASSERT_EQ(full.headers.size(), 2U);
  EXPECT_EQ(full.headers[0].name, "A");
  EXPECT_EQ(full.headers[1].value, "http://x");
  EXPECT_EQ(full.status, 403U);
}

TEST(connect, says_what_is_wrong_with_its_arguments) {
  EXPECT_EQ(error_of("connect"), "missing path, such as /chat");
  EXPECT_EQ(error_of("connect chat"),
            "the path must start with \"/\", not \"chat\"");
  EXPECT_EQ(error_of("connect / status"), "missing number after status");
  EXPECT_EQ(error_of("connect / status 99"),
            "an HTTP status must be a number from 101 to 599, not \"99\"");
  EXPECT_EQ(error_of("connect / header"), "missing header after header");
  EXPECT_EQ(error_of("connect / 403"),
            "unexpected \"403\": a path is followed by header or status");
}

TEST(send, takes_the_rest_of_the_line_as_it_is) {
  EXPECT_EQ(read<send>("send hello # not a comment ").what,
            (message{payload::text, "hello # not a comment "}));
  EXPECT_EQ(read<send>("send  \"x\"").what, (message{payload::text, " \"x\""}));
}

TEST(send, without_a_text_is_an_empty_message) {
  EXPECT_EQ(read<send>("send").what, (message{payload::text, ""}));
  EXPECT_EQ(read<send>("send-binary").what, (message{payload::binary, ""}));
}

TEST(send_repeat, makes_one_large_message) {
  const auto large = read<send>("send-repeat 70000 ab");
  EXPECT_EQ(large.what.data, "ab");
  EXPECT_EQ(large.times, 70'000U);
  EXPECT_EQ(error_of("send-repeat 0 x"),
            "the count must be a number from 1 to 67108864, not \"0\"");
  EXPECT_EQ(error_of("send-repeat 5"), "missing text");
  EXPECT_EQ(error_of("send-repeat 67108864 ab"),
            "a message is at most 67108864 bytes");
}

TEST(send_binary, takes_hex_in_one_or_several_words) {
  const message wanted{payload::binary, std::string("\x00\xff\x10", 3)};
  EXPECT_EQ(read<send>("send-binary 00ff10").what, wanted);
  EXPECT_EQ(read<send>("send-binary 00 ff 10  # three").what, wanted);
  EXPECT_EQ(error_of("send-binary 0g"),
            "\"0g\" is not bytes as pairs of hex digits such as 00ff");
}

TEST(expect, takes_the_rest_of_the_line_as_it_is) {
  EXPECT_EQ(read_expected<message>("expect [alice] hi # there"),
            (message{payload::text, "[alice] hi # there"}));
  EXPECT_EQ(read_expected<message>("expect-binary 0A"),
            (message{payload::binary, "\n"}));
}

TEST(expect_match, refuses_a_regular_expression_that_does_not_compile) {
  EXPECT_EQ(read_expected<pattern>("expect-match ^#{n} a+$").regex,
            "^#{n} a+$");
  EXPECT_TRUE(error_of("expect-match (")
                  .starts_with("bad regular expression: Unmatched"));
  EXPECT_EQ(error_of("expect-match"), "missing regular expression");
}

TEST(expect_none, takes_a_duration) {
  EXPECT_EQ(read<expect_none>("expect-none 200ms # quiet").duration,
            std::chrono::milliseconds(200));
  EXPECT_EQ(error_of("expect-none"), "missing duration, such as 200ms");
  EXPECT_EQ(error_of("expect-none soon"),
            "\"soon\" is not a duration such as 200ms, 5s or 1m");
}

TEST(expect_same, takes_a_count) {
  EXPECT_EQ(read<expect_same>("expect-same 100").count, 100U);
  EXPECT_EQ(error_of("expect-same"), "missing count");
}

TEST(expect_closed, takes_code_and_reason_if_it_wants_them) {
  const auto any = read_expected<closed>("expect-closed  # comment");
  EXPECT_FALSE(any.code);
  EXPECT_FALSE(any.reason);
  const auto exact = read_expected<closed>("expect-closed 1001 \"going away\"");
  EXPECT_EQ(exact.code, 1001);
  EXPECT_EQ(exact.reason, "going away");
  EXPECT_EQ(error_of("expect-closed 1001 going away"), "unexpected \"away\"");
}

TEST(close, is_normal_unless_it_says_otherwise) {
  const auto normal = read<close>("close");
  EXPECT_EQ(normal.code, 1000);
  EXPECT_EQ(normal.reason, "");
  const auto own = read<close>("close 4001 \"good bye\"");
  EXPECT_EQ(own.code, 4001);
  EXPECT_EQ(own.reason, "good bye");
  EXPECT_EQ(
      error_of("close 1006"),
      "close code 1006 is never sent: it stands for a close without a code");
  EXPECT_EQ(error_of("close 1000 " + std::string(124, 'x')),
            "a close reason is at most 123 bytes");
}

TEST(abort, takes_nothing) {
  EXPECT_NO_THROW(read<abort>("abort # hard"));
  EXPECT_EQ(error_of("abort now"), "unexpected \"now\"");
}

TEST(verb, that_is_unknown_or_missing_is_an_error) {
  EXPECT_EQ(error_of("exepct x"),
            "unknown command \"exepct\", none of connect, send, send-repeat, "
            "send-binary, expect, expect-match, expect-binary, expect-none, "
            "expect-same, expect-closed, close, abort, drop, subscribe, "
            "recover, unsubscribe, publish, expect-pub, expect-join, "
            "expect-leave, expect-unsubscribed");
  EXPECT_EQ(error_of("# only a name"),
            "missing command after the client's name");
}

}  // namespace
}  // namespace parley::script
