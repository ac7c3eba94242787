// SPDX-License-Identifier: Apache-2.0
#include "actors/room_scribe.hpp"

#include "protocol/limits.hpp"
#include "tests/actors/durable_stage.hpp"

#include <string>
#include <vector>

namespace parley {
namespace {

using lines = std::vector<std::string>;

TEST_F(DurableRoom, a_publication_is_shown_and_answered_when_it_is_saved) {
  join();
  is_loaded();
  publish("1", 2);
  EXPECT_TRUE(heard().empty());
  EXPECT_TRUE(answered().empty());
  is_saved();
  EXPECT_EQ(heard(), lines{"[server] 1"});
  EXPECT_EQ(answered(), std::vector<std::uint64_t>{1});
}

TEST_F(DurableRoom, what_comes_while_it_saves_is_saved_together) {
  join();
  is_loaded();
  for (std::uint64_t i = 1; i <= 4; ++i) publish(std::to_string(i), i);
  ASSERT_EQ(all<msg::save>().size(), 1u) << "one at a time";
  EXPECT_EQ(appended(0).records.size(), 1u);
  is_saved();
  ASSERT_EQ(all<msg::save>().size(), 2u);
  EXPECT_EQ(appended(1).records.size(), 3u);
  EXPECT_EQ(appended(1).behind.offset, 1u);
  is_saved();
  EXPECT_EQ(answered(), (std::vector<std::uint64_t>{1, 2, 3, 4}));
  EXPECT_EQ(heard().size(), 4u);
}

TEST_F(DurableRoom, what_is_not_kept_stays_behind_what_was_said_before) {
  join();
  is_loaded();
  publish("passing", 1, false);
  EXPECT_EQ(heard(), lines{"[server] passing"}) << "nothing was before it";
  publish("kept", 2);
  publish("behind", 3, false);
  EXPECT_EQ(heard().size(), 1u);
  is_saved();
  EXPECT_EQ(heard(),
            (lines{"[server] passing", "[server] kept", "[server] behind"}));
}

TEST_F(DurableRoom, what_is_refused_is_never_shown_and_may_be_tried_again) {
  join();
  is_loaded();
  publish("1", 1);
  publish("2", 2);
  is_saved(save_outcome::refused);
  EXPECT_EQ(answered(), (std::vector<std::uint64_t>{0, 0}));
  EXPECT_TRUE(heard().empty());
  publish("1", 3);
  EXPECT_EQ(appended(1).behind.offset, 0u) << "the offset is free again";
  is_saved();
  EXPECT_EQ(heard(), lines{"[server] 1"});
}

TEST_F(DurableRoom, a_plain_member_whose_words_were_refused_is_closed) {
  join();
  is_loaded();
  caf::anon_send(room, msg::asked<op::say>{{alice, "hello"}});
  s.settle();
  is_saved(save_outcome::refused);
  ASSERT_EQ(all<msg::dismiss>().size(), 1u);
  EXPECT_EQ(all<msg::dismiss>()[0].id, alice);
  EXPECT_EQ(all<msg::dismiss>()[0].code, close_code::internal_error);
  EXPECT_TRUE(heard().empty());
}

TEST_F(DurableRoom, what_waits_to_be_saved_has_a_bound) {
  join();
  is_loaded();
  const std::string large(draft_queue_size / 4, 'x');
  for (std::uint64_t i = 0; i < 5; ++i) publish(large, i);
  const auto answers = all<msg::room_answer>();
  EXPECT_EQ(std::get<reply_error>(answers.back().outcome),
            reply_error::too_many_requests);
  is_saved();
  publish("small", 9);
  is_saved();
  is_saved();
  ASSERT_EQ(heard().size(), 5u);
  EXPECT_TRUE(heard().back() == "[server] small");
}

TEST_F(DurableRoom, a_clearing_is_answered_when_it_is_saved) {
  join();
  is_loaded();
  publish("1", 1);
  request(msg::asked<op::clear>{{}, {{peer, 2}}});
  publish("2", 3);
  is_saved();
  const auto second = all<msg::save>().at(1);
  ASSERT_EQ(second.changes.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<clear_records>(second.changes[0]));
  EXPECT_EQ(std::get<append_records>(second.changes[1]).behind.offset, 1u);
  is_saved();
  EXPECT_EQ(answered(), (std::vector<std::uint64_t>{1, 1, 2}));
  request(
      msg::asked<op::history>{{{.limit = 10, .since = {}}, ""}, {{peer, 4}}});
  const auto page =
      std::get<history_page>(all<msg::room_answer>().back().outcome);
  ASSERT_EQ(page.publications.size(), 1u);
  EXPECT_EQ(page.publications[0]->offset, 2u);
}

}  // namespace
}  // namespace parley
