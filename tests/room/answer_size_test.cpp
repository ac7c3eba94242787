// SPDX-License-Identifier: Apache-2.0
#include "room/answer_size.hpp"

#include "protocol/centrifuge/client.pb.h"
#include "protocol/centrifuge/format.hpp"
#include "protocol/centrifuge/push.hpp"
#include "room/connection.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

using centrifuge::format;

rc::Gen<std::string> text() {
  // Characters that take one, two and six bytes in a JSON string, and a letter
  // of two bytes.
  const auto piece =
      rc::gen::element<std::string>("a", "\"", "\\", "\n", "\x01", "\xc3\xa9");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](const std::vector<std::string>& pieces) {
                        std::string out;
                        for (const auto& each : pieces) out += each;
                        return out;
                      });
}

rc::Gen<client_info_ptr> who() {
  return rc::gen::map(
      rc::gen::tuple(text(), text(), text(), text()), [](const auto& parts) {
        const auto& [user, client, conn, chan] = parts;
        return std::make_shared<const client_info>(client_info{
            user, client,
            centrifuge::wire_data({.data = conn, .kind = data_kind::text}),
            chan.empty() ? ""
                         : centrifuge::wire_data(
                               {.data = chan, .kind = data_kind::text})});
      });
}

publication said_by(client_info_ptr by) {
  const auto kind =
      *rc::gen::element(data_kind::text, data_kind::binary, data_kind::json);
  publication said{.data = *text(),
                   .kind = kind,
                   .info = std::move(by),
                   .offset = *rc::gen::arbitrary<std::uint64_t>(),
                   .tags = {}};
  if (kind == data_kind::json)
    said.data =
        centrifuge::wire_data({.data = said.data, .kind = data_kind::text});
  const auto tags = *rc::gen::inRange(0, 3);
  for (int i = 0; i < tags; ++i) said.tags.emplace(*text(), *text());
  return said;
}

std::size_t bytes_in(format f, const centrifuge::HistoryResult& page) {
  return centrifuge::encode(f, page).size();
}

RC_GTEST_PROP(AnswerSize, no_publication_takes_more_than_it_says, ()) {
  const auto by = *rc::gen::oneOf(rc::gen::just(client_info_ptr()), who());
  const auto said = said_by(by);
  for (const auto f : {format::json, format::protobuf}) {
    centrifuge::HistoryResult page;
    centrifuge::put(said, f, *page.add_publications());
    const auto empty = bytes_in(f, page);
    centrifuge::put(said, f, *page.add_publications());
    RC_ASSERT(bytes_in(f, page) - empty <= size_in_answer(said));
  }
}

RC_GTEST_PROP(AnswerSize, no_member_takes_more_than_it_says, ()) {
  const auto info = *who();
  const connection listed{.id = {},
                          .who = {},
                          .info = info,
                          .reads = lane::json,
                          .announced = true,
                          .joined_at = {}};
  for (const auto f : {format::json, format::protobuf}) {
    centrifuge::PresenceResult all;
    const auto empty = centrifuge::encode(f, all).size();
    centrifuge::put(*info, f, (*all.mutable_presence())[info->client]);
    RC_ASSERT(centrifuge::encode(f, all).size() - empty <=
              size_in_answer(listed));
  }
}

TEST(AnswerSize, a_publication_alone_is_always_taken) {
  const publication large{.data = std::string(100, 'x')};
  answer_room left(10);
  EXPECT_TRUE(left.takes(large));
  EXPECT_FALSE(left.takes({.data = "x"}));
}

TEST(AnswerSize, publications_are_taken_while_they_fit) {
  const publication said{.data = std::string(1'000, 'x')};
  answer_room left(3 * size_in_answer(said));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(left.takes(said));
  EXPECT_FALSE(left.takes({.data = ""}));
}

}  // namespace
}  // namespace parley
