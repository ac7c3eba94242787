// SPDX-License-Identifier: Apache-2.0
// How much a connection may send before it is refused, and how much of it is
// held.
#include "net/request_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace parley {
namespace {

using state = request_reader::state;

constexpr std::size_t head_limit = 4'096, body_limit = 1'000;

/// A reader, and the most that it has held so far.
struct Reader : ::testing::Test {
  /// Gives the reader bytes for as long as it wants some, as a session does.
  /// Returns how many it has taken.
  std::size_t feed(std::string_view bytes, std::size_t piece = 1'000'000) {
    std::size_t taken = 0;
    while (taken < bytes.size() &&
           (reader.now() == state::head || reader.now() == state::body)) {
      const auto into = reader.prepare();
      const auto size = std::min({into.size(), bytes.size() - taken, piece});
      std::memcpy(into.data(), bytes.data() + taken, size);
      reader.commit(size);
      taken += size;
      most = std::max(most, reader.held());
      if (reader.now() == state::routing) reader.begin_body(body_limit, keep);
      most = std::max(most, reader.held());
    }
    return taken;
  }

  unsigned fault() const {
    return reader.now() == state::failed ? reader.fault().status : 0;
  }

  request_reader reader{head_limit};
  bool keep = true;
  std::size_t most = 0;
};

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

const std::string get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string chunked =
    "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST_F(Reader, a_request_is_read_in_pieces_of_any_size) {
  for (const std::size_t piece : {1u, 2u, 3u, 7u, 100u}) {
    feed(chunked + "3;a=b\r\nabc\r\n2\r\nde\r\n0\r\nX: y\r\n\r\n", piece);
    ASSERT_EQ(reader.now(), state::complete);
    EXPECT_EQ(reader.body(), "abcde");
    EXPECT_EQ(reader.head().target, "/a");
    reader.next();
  }
}

TEST_F(Reader, requests_in_one_segment_come_one_after_the_other) {
  const std::string post =
      "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
  feed(get + post + "\r\n" + get);
  EXPECT_EQ(reader.head().target, "/a");
  reader.next();
  ASSERT_EQ(reader.now(), state::routing);
  reader.begin_body(body_limit, true);
  EXPECT_EQ(reader.body(), "abc");
  reader.next();
  // RFC 9112 section 2.2: an empty line before a request is passed over.
  ASSERT_EQ(reader.now(), state::routing);
  EXPECT_EQ(reader.head().target, "/a");
  reader.begin_body(body_limit, true);
  reader.next();
  EXPECT_FALSE(reader.has_begun());
}

TEST_F(Reader, a_trailer_never_becomes_a_field) {
  feed(chunked + "0\r\nX-API-Key: k3y\r\nHost: b\r\n\r\n");
  ASSERT_EQ(reader.now(), state::complete);
  EXPECT_EQ(reader.head().view().api_key, "");
  EXPECT_EQ(reader.head().view().host, "a");
}

TEST_F(Reader, a_body_over_the_limit_is_not_read) {
  feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_EQ(reader.now(), state::too_big);
}

TEST_F(Reader, a_chunked_body_over_the_limit_is_not_read) {
  feed(chunked + repeated("64\r\n" + std::string(100, 'x') + "\r\n", 20));
  EXPECT_EQ(reader.now(), state::too_big);
}

TEST_F(Reader, a_body_that_nobody_wants_is_not_kept) {
  keep = false;
  feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(reader.now(), state::complete);
  EXPECT_EQ(reader.body(), "");
}

struct attack {
  std::string_view what;
  std::string begin;
  std::string repeat;
  unsigned status;  // 0: its body is too big
};

// Endless input of any kind is refused early, and the memory for it stays under
// the bound. 40 MB are offered.
TEST(RequestReader, what_never_ends_is_refused_within_the_bound) {
  const std::vector<attack> attacks{
      {"line ends", "", "\r\n", 400},
      {"target", "GET /", "x", 431},
      {"field", "GET / HTTP/1.1\r\nX: ", "x", 431},
      {"fields", "GET / HTTP/1.1\r\n", "X: y\r\n", 431},
      {"known fields", "GET / HTTP/1.1\r\n", "Connection: y\r\n", 431},
      {"folded field", "GET / HTTP/1.1\r\nX: y\r\n", " y\r\n", 400},
      {"no request", "\x16\x03", "x", 400},
      {"bare lines", "GET / HTTP/1.1\n", "X: y\n", 400},
      {"one extension", chunked + "1;a=", "x", 400},
      {"quoted extension", chunked + "1;a=\"", "x", 400},
      {"extensions of one chunk", chunked + "1", ";a=b", 400},
      {"extensions of chunks", chunked, "1;abcdefghijk=l\r\nx\r\n", 400},
      {"size of a chunk", chunked, "0", 400},
      {"trailer", chunked + "0\r\nX: ", "x", 400},
      {"trailers", chunked + "0\r\n", "X: y\r\n", 400},
      {"extension of the last chunk", chunked + "0;a=", "x", 400},
      {"extension of a second chunk", chunked + "1\r\nx\r\n1;a=", "x", 400},
      {"chunks", chunked, "1\r\nx\r\n", 0},
      {"one chunk", chunked + "fffffff\r\n", "x", 0},
  };
  for (const auto& each : attacks)
    for (const std::size_t piece : {1'000u, 100'000u}) {
      SCOPED_TRACE(each.what);
      struct : Reader {
        void TestBody() override {}
      } client;
      client.feed(each.begin);
      const auto block = repeated(each.repeat, 200'000 / each.repeat.size());
      std::size_t taken = 0;
      while (taken < 40'000'000) {
        const auto now = client.feed(block, piece);
        taken += now;
        if (now < block.size()) break;
      }
      EXPECT_LT(taken, 200'000u);
      EXPECT_EQ(client.fault(), each.status);
      if (each.status == 0) {
        EXPECT_EQ(client.reader.now(), state::too_big);
      }
      EXPECT_LE(client.most, request_reader::bound(head_limit, body_limit));
    }
}

TEST_F(Reader, an_idle_connection_holds_nothing) {
  feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n" +
       std::string(900, 'x'));
  ASSERT_EQ(reader.now(), state::complete);
  reader.next();
  EXPECT_LT(reader.held(), 64u);
}

struct one_request {
  std::string text;
  unsigned status;  // 0: it is understood
};

TEST(RequestReader, heads_are_judged_as_the_standard_says) {
  const auto with = [](const std::string& lines) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
  };
  const std::vector<one_request> all{
      {get, 0},
      {"\r\n\r\n" + get, 0},
      {"\r" + get, 400},
      {"\n" + get, 400},
      {" " + get, 400},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      {"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505},
      {"GET / http/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"GET / HTTP/1.0\r\n\r\n", 0},
      {with(""), 0},
      {with("X: y\r\n"), 0},
      {with("X:y\r\n"), 0},
      {with("X:\ty \t\r\n"), 0},
      {with("X: \xc3\xa9\r\n"), 0},
      {with("X:\r\n"), 0},
      {with("X : y\r\n"), 400},
      {with(" X: y\r\n"), 400},
      {with("X: y\r\n z\r\n"), 400},
      {with("X: y\r\n\tz\r\n"), 400},
      {with("X: y\n"), 400},
      {with("X: y\rz\r\n"), 400},
      {with(std::string("X: y\0z\r\n", 8)), 400},
      {with("X y\r\n"), 400},
      {with(": y\r\n"), 400},
      {with("Host: a\r\n"), 400},
      {with("Content-Length: 0\r\n"), 0},
      {with("Content-Length: 0\r\nContent-Length: 0\r\n"), 400},
      {with("Content-Length: 0, 0\r\n"), 400},
      {with("Content-Length: many\r\n"), 400},
      {with("Content-Length: 99999999999999999999\r\n"), 400},
      {with("Transfer-Encoding: gzip\r\n"), 501},
      {with("Transfer-Encoding: gzip, chunked\r\n"), 501},
      {with("Transfer-Encoding: identity\r\n"), 501},
      {with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400},
      {with("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"), 400},
      {with("Expect: nothing\r\n"), 417},
  };
  for (const auto& [text, status] : all)
    for (const std::size_t piece : {1u, 1'000u}) {
      SCOPED_TRACE(text);
      struct : Reader {
        void TestBody() override {}
      } client;
      client.feed(text, piece);
      EXPECT_EQ(client.fault(), status);
      if (status == 0) {
        EXPECT_EQ(client.reader.now(), state::complete);
      }
    }
}

// What makes an answer's fields is known even when the head is too big.
TEST_F(Reader, of_a_refused_head_the_first_fields_are_known) {
  feed(
      "POST /emulation HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\n"
      "Cookie: " +
      std::string(2 * head_limit, 'x'));
  EXPECT_EQ(fault(), 431u);
  EXPECT_EQ(reader.head().view().target, "/emulation");
  EXPECT_EQ(reader.head().view().origin, "https://a.example");
}

}  // namespace
}  // namespace parley
