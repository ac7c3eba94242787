// SPDX-License-Identifier: Apache-2.0
// Publications by clients of the SDK and from outside; room_test.cpp has the
// plain protocol.
#include "protocol/centrifuge/format.hpp"
#include "room/room.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace parley {
namespace {

using namespace std::chrono_literals;
using lines = std::vector<std::string>;

const connection::time_point now{};
constexpr connection_id alice{1}, bob{2}, carol{3};

channel_options with_history() {
  channel_options options;
  options.history_size = 10;
  options.history_ttl = 60s;
  options.history_meta_ttl = 1h;
  return options;
}

room::setting named(channel_options options) {
  return {.name = "news", .options = std::move(options), .new_epoch = [] {
            return std::string("E");
          }};
}

client_info_ptr client(std::string user, std::string id) {
  return std::make_shared<client_info>(
      client_info{std::move(user), std::move(id), {}, {}});
}

join_wish reading(lane reads, std::string name = "",
                  client_info_ptr info = nullptr) {
  return {.name = std::move(name), .reads = reads, .info = std::move(info)};
}

room::publish_wish wish(std::string data, data_kind kind = data_kind::json) {
  room::publish_wish out;
  out.said.data = std::move(data);
  out.said.kind = kind;
  return out;
}

lines said(room& r, lane l) {
  return read_frames(r.take()[index(l)]);
}

TEST(RoomPublish, offsets_are_given_in_order_to_all_who_speak) {
  room r(named(with_history()));
  r.join(alice, reading(lane::json), now);
  EXPECT_EQ(publish_in(r, wish("1"), now)->position, (stream_position{1, "E"}));
  EXPECT_TRUE(say_in(r, alice, "two", now));
  EXPECT_EQ(publish_in(r, wish("3"), now)->position, (stream_position{3, "E"}));
}

TEST(RoomPublish, without_history_there_is_no_position) {
  room r(named({}));
  r.join(alice, reading(lane::json), now);
  EXPECT_EQ(publish_in(r, wish("1"), now)->position, stream_position{});
  EXPECT_EQ(said(r, lane::json),
            lines{R"({"push":{"channel":"news","pub":{"data":1}}})"});
}

TEST(RoomPublish, what_skips_the_history_is_heard_and_not_kept) {
  room r(named(with_history()));
  r.join(alice, reading(lane::json), now);
  auto skipping = wish("1");
  skipping.skip_history = true;
  EXPECT_EQ(publish_in(r, skipping, now)->position, stream_position{});
  EXPECT_EQ(said(r, lane::json),
            lines{R"({"push":{"channel":"news","pub":{"data":1}}})"});
  EXPECT_TRUE(r.past().read({.limit = 10, .since = {}}, now).empty());
  EXPECT_EQ(publish_in(r, wish("2"), now)->position.offset, 1u);
}

TEST(RoomPublish, the_second_with_a_key_is_answered_and_not_heard) {
  for (const auto& options : {with_history(), channel_options{}}) {
    room r(named(options));
    r.join(alice, reading(lane::json), now);
    auto keyed = wish("1");
    keyed.idempotency_key = "k";
    const auto first = publish_in(r, keyed, now)->position;
    EXPECT_EQ(said(r, lane::json).size(), 1u);
    publish_in(r, wish("2"), now);
    r.take();
    keyed.said.data = "3";
    EXPECT_EQ(publish_in(r, keyed, now + 299s)->position, first);
    EXPECT_EQ(said(r, lane::json), lines{});
    publish_in(r, keyed, now + 300s);
    EXPECT_EQ(said(r, lane::json).size(), 1u);
  }
}

TEST(RoomPublish, keys_are_of_one_room_and_none_is_no_key) {
  room a(named(with_history())), b(named(with_history()));
  auto keyed = wish("1");
  keyed.idempotency_key = "k";
  publish_in(a, wish("0"), now);
  publish_in(a, keyed, now);
  EXPECT_EQ(publish_in(b, keyed, now)->position.offset, 1u);
  EXPECT_EQ(publish_in(a, wish("1"), now)->position.offset, 3u);
  EXPECT_EQ(publish_in(a, wish("1"), now)->position.offset, 4u);
}

TEST(RoomPublish, what_is_not_newer_than_the_last_version_is_dropped) {
  room r(named(with_history()));
  r.join(alice, reading(lane::json), now);
  const auto publish = [&](std::uint64_t version, std::string epoch) {
    auto versioned = wish("1");
    versioned.version.number = version;
    versioned.version.epoch = std::move(epoch);
    return publish_in(r, versioned, now)->position.offset;
  };
  EXPECT_EQ(publish(5, ""), 1u);
  EXPECT_EQ(publish(5, ""), 1u);
  EXPECT_EQ(publish(4, ""), 1u);
  EXPECT_EQ(publish(6, ""), 2u);
  EXPECT_EQ(publish(1, "new"), 3u);
  EXPECT_EQ(publish(1, "new"), 3u);
  EXPECT_EQ(publish(0, "new"), 4u);
  r.take();
  publish(1, "new");
  EXPECT_EQ(said(r, lane::json), lines{});
}

TEST(RoomPublish, versions_are_compared_only_where_there_is_a_history) {
  room r(named({}));
  r.join(alice, reading(lane::json), now);
  auto versioned = wish("1");
  versioned.version.number = 5;
  publish_in(r, versioned, now);
  publish_in(r, versioned, now);
  EXPECT_EQ(said(r, lane::json).size(), 2u);
}

// They count the same offsets as members that can read it.
TEST(RoomPublish, members_who_read_json_are_shown_null_for_bytes) {
  room r(named(with_history()));
  r.join(alice, reading(lane::protobuf), now);
  r.join(carol, reading(lane::json), now);
  r.take();
  publish_in(r, wish("\xff", data_kind::binary), now);
  publish_in(r, wish("1"), now);
  const auto block = r.take();
  EXPECT_EQ(read_frames(block[index(lane::protobuf)]).size(), 2u);
  EXPECT_EQ(
      read_frames(block[index(lane::json)]),
      (lines{
          R"({"push":{"channel":"news","pub":{"data":null,"offset":1,"epoch":"E"}}})",
          R"({"push":{"channel":"news","pub":{"data":1,"offset":2}}})"}));
}

TEST(RoomPublish, a_renewed_member_is_announced_as_it_is_now) {
  room r(named({}));
  auto joins = reading(lane::json_presence, "", client("42", "c1"));
  r.join(alice, joins, now);
  auto renewed = std::make_shared<client_info>(*client("42", "c1"));
  renewed->conn_info = "{\"rank\":2}";
  EXPECT_TRUE(r.renew(alice, renewed));
  EXPECT_FALSE(r.renew(bob, renewed));
  EXPECT_EQ(r.members().find(alice)->info, renewed);
  r.join(bob, reading(lane::json_presence, "", client("43", "c2")), now);
  r.take();
  r.leave(alice);
  EXPECT_EQ(
      said(r, lane::json_presence),
      lines{
          R"({"push":{"channel":"news","leave":{"info":{"user":"42","client":"c1","conn_info":{"rank":2}}}}})"});
}

TEST(RoomPublish, plain_readers_know_the_sender_by_name) {
  room r(named({}));
  r.join(alice, reading(lane::plain), now);
  r.join(bob, reading(lane::json, "bob", client("42", "c1")), now);
  auto by_member = wish("1");
  by_member.sender = bob;
  by_member.said.info = client("42", "c1");
  publish_in(r, by_member, now);
  auto by_user = wish("2");
  by_user.sender = carol;  // not in
  by_user.said.info = client("43", "c2");
  publish_in(r, by_user, now);
  auto by_client = wish("3");
  by_client.said.info = client("", "c3");
  publish_in(r, by_client, now);
  publish_in(r, wish("4"), now);
  EXPECT_EQ(said(r, lane::plain),
            (lines{"[bob] 1", "[43] 2", "[c3] 3", "[server] 4"}));
}

TEST(RoomPublish, all_dialects_hear_the_same_in_the_same_order) {
  room r(named(with_history()));
  r.join(alice, reading(lane::plain, "alice"), now);
  r.join(bob, reading(lane::json, "bob", client("bob", "c1")), now);
  r.join(carol, reading(lane::protobuf, "carol", client("carol", "c2")), now);
  r.take();
  say_in(r, alice, "hi", now);
  auto answer = wish(R"("hello")");
  answer.sender = bob;
  answer.said.info = client("bob", "c1");
  publish_in(r, answer, now);
  const auto block = r.take();
  EXPECT_EQ(read_frames(block[index(lane::plain)]),
            (lines{"[alice] hi", "[bob] hello"}));
  EXPECT_EQ(read_frames(block[index(lane::json)]),
            (lines{R"({"push":{"channel":"news","pub":{"data":"hi",)"
                   R"("info":{"user":"","client":"plain-0000000000000001",)"
                   R"("conn_info":{"name":"alice"}},"offset":1,"epoch":"E"}}})",
                   R"({"push":{"channel":"news","pub":{"data":"hello",)"
                   R"("info":{"user":"bob","client":"c1"},"offset":2}}})"}));
  const auto binary = read_frames(block[index(lane::protobuf)]);
  ASSERT_EQ(binary.size(), 2u);
  centrifuge::Reply second;
  ASSERT_TRUE(second.ParseFromString(binary[1].substr(1)));
  EXPECT_EQ(second.push().channel(), "news");
  EXPECT_EQ(second.push().pub().data(), R"("hello")");
  EXPECT_EQ(second.push().pub().info().client(), "c1");
  EXPECT_EQ(second.push().pub().offset(), 2u);
}

TEST(RoomPublish, a_plain_text_is_kept_with_its_sender) {
  room r(named(with_history()));
  r.join(alice, reading(lane::plain, "alice"), now);
  say_in(r, alice, "hi", now);
  const auto kept = r.past().read({.limit = 1, .since = {}}, now);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0]->kind, data_kind::text);
  EXPECT_EQ(kept[0]->info->conn_info, R"({"name":"alice"})");
}

TEST(RoomPublish, a_closed_room_takes_nothing) {
  room r(named(with_history()));
  r.join(alice, reading(lane::json), now);
  r.close();
  EXPECT_FALSE(publish_in(r, wish("1"), now));
  EXPECT_EQ(said(r, lane::json), lines{});
}

TEST(RoomPublish, members_are_found_by_user_or_client) {
  room r(named({}));
  r.join(alice, reading(lane::json, "", client("42", "c1")), now);
  r.join(bob, reading(lane::json, "", client("42", "c2")), now);
  r.join(carol, reading(lane::plain, "42"), now);
  EXPECT_EQ(r.find("42", "").size(), 2u);
  EXPECT_EQ(r.find("", "c2"), std::vector{bob});
  EXPECT_TRUE(r.find("", "").empty());
  EXPECT_TRUE(r.find("43", "c3").empty());
}

}  // namespace
}  // namespace parley
