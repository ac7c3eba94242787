// SPDX-License-Identifier: Apache-2.0
// Between `accept` and `show`: a durable room while its publications are saved.
#include "room/room.hpp"
#include "tests/room/reading.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace parley {
namespace {

using namespace std::chrono_literals;
using lines = std::vector<std::string>;

const connection::time_point now{};
constexpr connection_id alice{1};

class RoomDraft : public ::testing::Test {
 protected:
  RoomDraft() {
    subject.join(alice, {.name = "alice", .reads = lane::plain}, now);
    subject.take();
  }

  static room::setting setting() {
    channel_options options;
    options.history_size = 1'000;
    options.history_ttl = 60s;
    options.history_meta_ttl = 1h;
    options.durability = durability::journal;
    return {.name = "news",
            .options = options,
            .recovery_limit = 3,
            .new_epoch = [] { return std::string("E"); }};
  }

  draft accept(std::string data, std::string key = "",
               data_version version = {}) {
    room::publish_wish wish;
    wish.said.data = std::move(data);
    wish.idempotency_key = std::move(key);
    wish.version = std::move(version);
    return *subject.accept(std::move(wish), now);
  }
  lines heard() { return read_frames(subject.take()[index(lane::plain)]); }
  std::size_t kept() {
    return subject.past().read({.limit = 10, .since = {}}, now).size();
  }

  room subject{setting()};
};

TEST_F(RoomDraft, it_has_its_offset_and_is_neither_heard_nor_kept) {
  const auto first = accept("1");
  auto second = subject.accept(alice, "two", now);
  EXPECT_EQ(first.position, (stream_position{1, "E"}));
  EXPECT_EQ(second->position, (stream_position{2, "E"}));
  EXPECT_TRUE(heard().empty());
  EXPECT_EQ(kept(), 0u);
  EXPECT_EQ(subject.past().top(now), (stream_position{0, "E"}));
  subject.show(draft(first));
  subject.show(std::move(*second));
  EXPECT_EQ(heard(), (lines{"[server] 1", "[alice] two"}));
  EXPECT_EQ(kept(), 2u);
  EXPECT_EQ(subject.past().top(now), (stream_position{2, "E"}));
}

TEST_F(RoomDraft, a_speaker_keeps_its_name_when_it_leaves_before) {
  auto said = subject.accept(alice, "bye", now);
  subject.join(connection_id{2}, {.name = "bob", .reads = lane::plain}, now);
  subject.leave(alice);
  subject.take();
  subject.show(std::move(*said));
  EXPECT_EQ(heard(), lines{"[alice] bye"});
}

TEST_F(RoomDraft, dropped_ones_give_back_offset_key_and_version) {
  subject.show(accept("1", "", {5, "v"}));
  accept("2", "key", {6, "v"});
  accept("3");
  subject.drop_drafts();
  const auto again = accept("2", "key", {6, "v"});
  EXPECT_EQ(again.becomes, draft::fate::keep);
  EXPECT_EQ(again.position.offset, 2u);
  EXPECT_EQ(accept("old", "", {5, "v"}).becomes, draft::fate::answer)
      << "what was shown still counts";
}

TEST_F(RoomDraft, a_second_one_with_its_key_gets_its_answer) {
  const auto first = accept("1", "key");
  const auto second = accept("1", "key");
  EXPECT_EQ(second.becomes, draft::fate::answer);
  EXPECT_EQ(second.position, first.position);
  subject.show(draft(first));
  subject.show(draft(second));
  EXPECT_EQ(heard(), lines{"[server] 1"});
  EXPECT_EQ(accept("1", "key").position, first.position);
}

TEST_F(RoomDraft, an_outdated_one_is_answered_with_the_end_before_it) {
  subject.show(accept("1"));
  accept("2", "", {2, ""});
  const auto outdated = accept("3", "", {1, ""});
  EXPECT_EQ(outdated.becomes, draft::fate::answer);
  EXPECT_EQ(outdated.position.offset, 2u);
}

TEST_F(RoomDraft, a_clearing_forgets_what_was_shown_before_it) {
  const auto before = accept("1");
  const auto clearing = subject.accept_clearing(now);
  const auto behind = accept("2");
  subject.show(draft(before));
  subject.show(draft(clearing));
  EXPECT_EQ(kept(), 0u);
  subject.show(draft(behind));
  EXPECT_EQ(kept(), 1u);
  EXPECT_EQ(clearing.position.offset, 1u);
  EXPECT_EQ(behind.position.offset, 2u);
}

TEST_F(RoomDraft, only_what_joins_may_recover_stays_in_memory) {
  for (const auto* each : {"1", "2", "3", "4", "5"}) subject.show(accept(each));
  EXPECT_EQ(kept(), 3u);
}

TEST_F(RoomDraft, a_restored_room_goes_on_where_it_was) {
  room restored(setting());
  recent_keys keys;
  keys.add("key", {7, "S"}, now);
  history::past past{{7, "S"}, now, {}};
  past.kept.emplace_back(std::make_shared<const publication>(
                             publication{.data = "7", .offset = 7}),
                         now);
  restored.restore(std::move(past), std::move(keys), {3, "v"});
  EXPECT_EQ(restored.past().top(now), (stream_position{7, "S"}));
  room::publish_wish repeated{.idempotency_key = "key"};
  EXPECT_EQ(restored.accept(repeated, now)->position,
            (stream_position{7, "S"}));
  room::publish_wish outdated{.version = {3, "v"}};
  EXPECT_EQ(restored.accept(outdated, now)->becomes, draft::fate::answer);
  room::publish_wish next;
  EXPECT_EQ(restored.accept(next, now)->position, (stream_position{8, "S"}));
  const auto found = restored.join(alice, {.recover = {{6, "S"}}}, now);
  ASSERT_TRUE(found && found->missed.recovered);
  EXPECT_EQ(found->missed.publications.front()->data, "7");
}

}  // namespace
}  // namespace parley
