// SPDX-License-Identifier: Apache-2.0
// tests/conformance says what each rule of RFC 6455 wants; here it is that
// bytes may come in any parts.
#include "protocol/websocket_reader.hpp"

#include "protocol/deflate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

using kind = websocket_reader::kind;

struct said {
  kind what;
  std::string payload;
  close_code code = close_code::no_status;
  bool operator==(const said&) const = default;
};

/// A masked frame.
std::string frame(opcode op, std::string payload, bool final = true,
                  bool compressed = false) {
  const std::array<char, 4> mask{'\x12', '\x34', '\x56', '\x78'};
  std::string out;
  append_frame(out, op,
               compressed ? payload_coding::deflated : payload_coding::identity,
               payload);
  if (!final) out[0] = static_cast<char>(out[0] & 0x7f);
  out[1] = static_cast<char>(out[1] | 0x80);
  out.resize(out.size() - payload.size());
  unmask(payload, mask);
  return out.append(mask.data(), mask.size()).append(payload);
}

/// What is read of `bytes` that come `step` at a time.
std::vector<said> read(std::string bytes, std::size_t step,
                       websocket_reader::rules rules) {
  websocket_reader reader;
  std::vector<said> heard;
  std::span<char> all(bytes);
  while (!all.empty()) {
    auto part = all.first(std::min(step, all.size()));
    all = all.subspan(part.size());
    while (const auto item = reader.next(part, rules)) {
      heard.push_back({item->what, std::string(item->payload), item->code});
      if (item->what == kind::broken || item->what == kind::close) return heard;
    }
    EXPECT_TRUE(part.empty());
  }
  return heard;
}

constexpr websocket_reader::rules plain{.message_size = 1'000};
constexpr std::size_t steps[] = {1, 2, 3, 7, 100'000};

TEST(WebsocketReader, everything_is_read_however_it_comes) {
  const auto bytes =
      frame(opcode::text, "hello") + frame(opcode::ping, "p") +
      frame(opcode::binary, "\xff\xfe") + frame(opcode::text, "") +
      frame(opcode::text, "in ", false) + frame(opcode::ping, "between") +
      frame(opcode::continuation, "th", false) + frame(opcode::pong, "") +
      frame(opcode::continuation, "ree") + frame(opcode::binary, "", false) +
      frame(opcode::continuation, "") +
      frame(opcode::text, std::string(1'000, 'x')) +
      frame(opcode::close,
            "\x03\xe8"
            "bye");
  const std::vector<said> expected{{kind::text, "hello"},
                                   {kind::ping, "p"},
                                   {kind::binary, "\xff\xfe"},
                                   {kind::text, ""},
                                   {kind::ping, "between"},
                                   {kind::pong, ""},
                                   {kind::text, "in three"},
                                   {kind::binary, ""},
                                   {kind::text, std::string(1'000, 'x')},
                                   {kind::close, "", close_code::normal}};
  for (const auto step : steps) EXPECT_EQ(read(bytes, step, plain), expected);
}

TEST(WebsocketReader, what_is_too_big_is_known_by_its_head) {
  const std::string big(1'001, 'x');
  for (const auto step : steps) {
    EXPECT_EQ(read(frame(opcode::text, big).substr(0, 8), step, plain),
              (std::vector<said>{{kind::broken, "", close_code::too_big}}));
    EXPECT_EQ(
        read(frame(opcode::text, big.substr(500), false) +
                 frame(opcode::continuation, big.substr(500)).substr(0, 8),
             step, plain),
        (std::vector<said>{{kind::broken, "", close_code::too_big}}));
  }
}

TEST(WebsocketReader, text_is_wrong_with_its_first_wrong_byte) {
  for (const auto step : steps)
    EXPECT_EQ(
        read(frame(opcode::text, "good\xed\xa0 and more").substr(0, 12), step,
             plain),
        (std::vector<said>{{kind::broken, "", close_code::invalid_payload}}));
}

TEST(WebsocketReader, fragments_out_of_place_are_broken) {
  const std::vector<said> wrong{{kind::broken, "", close_code::protocol_error}};
  for (const auto step : steps) {
    EXPECT_EQ(read(frame(opcode::continuation, "x"), step, plain), wrong);
    EXPECT_EQ(read(frame(opcode::text, "x", false) + frame(opcode::text, "x"),
                   step, plain),
              wrong);
  }
}

TEST(WebsocketReader,
     compressed_messages_are_inflated_when_that_was_agreed_on) {
  inflater inflates;
  deflater deflates;
  const std::string text(500, 'x');
  const std::string payload(deflates.compress(text));
  const auto bytes = frame(opcode::text, payload, true, true) +
                     frame(opcode::text, "plain") +
                     frame(opcode::binary, payload.substr(0, 3), false, true) +
                     frame(opcode::continuation, payload.substr(3));
  for (const auto step : steps) {
    EXPECT_EQ(
        read(bytes, step, {.message_size = 500, .inflates = &inflates}),
        (std::vector<said>{
            {kind::text, text}, {kind::text, "plain"}, {kind::binary, text}}));
    EXPECT_EQ(read(bytes, step, {.message_size = 499, .inflates = &inflates}),
              (std::vector<said>{{kind::broken, "", close_code::too_big}}));
    EXPECT_EQ(
        read(bytes, step, plain),
        (std::vector<said>{{kind::broken, "", close_code::protocol_error}}));
  }
}

// The parts in which bytes come change nothing of what is read.
RC_GTEST_PROP(WebsocketReader, any_bytes_are_read_alike_in_any_parts, ()) {
  std::string bytes;
  for (const auto& [op, text] :
       *rc::gen::container<std::vector<std::pair<int, std::string>>>(
           rc::gen::pair(rc::gen::inRange(0, 11),
                         rc::gen::string<std::string>())))
    bytes += frame(static_cast<opcode>(op), text.substr(0, 125), op % 3 != 0);
  bytes += *rc::gen::string<std::string>();
  const auto whole = read(bytes, bytes.size() + 1, plain);
  for (const auto step : steps) RC_ASSERT(read(bytes, step, plain) == whole);
}

}  // namespace
}  // namespace parley
