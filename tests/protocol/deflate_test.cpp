// SPDX-License-Identifier: Apache-2.0
#include "protocol/deflate.hpp"

#include <gtest/gtest.h>

#include <string>
#include <zlib.h>

namespace parley {
namespace {

// What a receiver does with one message (RFC 7692 section 7.2.2), with a window
// of the size we promise.
std::string inflate_message(std::string_view payload) {
  std::string in(payload);
  in += std::string("\x00\x00\xff\xff", 4);
  z_stream stream{};
  inflateInit2(&stream, -deflate_window_bits);
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_SYNC_FLUSH), Z_OK);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Deflate, a_receiver_reads_what_was_compressed) {
  deflater d;
  EXPECT_EQ(inflate_message(d.compress("hello")), "hello");
}

TEST(Deflate, head_and_tail_are_one_message) {
  deflater d;
  EXPECT_EQ(inflate_message(d.compress("[alice] ", "hello")), "[alice] hello");
}

TEST(Deflate, messages_do_not_depend_on_those_before) {
  deflater d;
  const std::string first(d.compress(std::string(500, 'a')));
  const std::string second(d.compress(std::string(500, 'a')));
  EXPECT_EQ(first, second);
  EXPECT_EQ(inflate_message(second), std::string(500, 'a'));
}

TEST(Deflate, text_longer_than_the_window_survives) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919);
  deflater d;
  const auto payload = d.compress(text);
  EXPECT_LT(payload.size(), text.size());
  EXPECT_EQ(inflate_message(payload), text);
}

TEST(Deflate, bytes_that_cannot_be_compressed_survive) {
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 100'000; ++i)
    noise += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  deflater d;
  EXPECT_EQ(inflate_message(d.compress(noise)), noise);
}

}  // namespace
}  // namespace parley
