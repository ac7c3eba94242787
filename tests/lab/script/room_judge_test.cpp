// SPDX-License-Identifier: Apache-2.0
#include "lab/script/room_judge.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

const complaint fine;

room_push publication(std::string data, std::uint64_t offset = 0) {
  room_push got;
  got.kind = push_kind::publication;
  got.data = std::move(data);
  got.offset = offset;
  return got;
}

room_push presence(push_kind kind, std::string user, std::string client) {
  room_push got;
  got.kind = kind;
  got.user = std::move(user);
  got.client = std::move(client);
  return got;
}

TEST(judge_publication, wants_the_same_json_and_the_offset_if_one_is_named) {
  const auto got = publication(R"({"n":1})", 5);
  EXPECT_EQ(judge(expect_publication{"a", R"({ "n": 1.0 })", {}}, got), fine);
  EXPECT_EQ(judge(expect_publication{"a", R"({"n":1})", 5}, got), fine);
  EXPECT_EQ(judge(expect_publication{"a", R"({"n":2})", {}}, got),
            R"(expected publication {"n":2}, got publication {"n":1} )"
            "at offset 5");
  EXPECT_EQ(judge(expect_publication{"a", R"({"n":1})", 4}, got),
            R"(expected publication {"n":1} at offset 4, got publication )"
            R"({"n":1} at offset 5)");
}

TEST(judge_publication, cuts_long_data) {
  const auto wrong = judge(expect_publication{"a", "1", {}},
                           publication('"' + std::string(300, 'x') + '"'));
  ASSERT_TRUE(wrong);
  EXPECT_TRUE(wrong->ends_with("xxx... (302 bytes)")) << *wrong;
}

TEST(judge_presence, knows_a_person_by_user_by_client_id_or_as_its_own) {
  const auto got = presence(push_kind::join, "42", "c-1");
  EXPECT_EQ(judge(expect_presence{"a", "42", true}, got, ""), fine);
  EXPECT_EQ(judge(expect_presence{"a", "c-1", true}, got, ""), fine);
  EXPECT_EQ(judge(expect_presence{"a", "alice", true}, got, "c-1"), fine);
  EXPECT_EQ(judge(expect_presence{"a", "alice", true}, got, "c-2"),
            "expected join of alice, got join of user \"42\", client \"c-1\"");
}

TEST(judge_presence, tells_joining_leaving_and_publications_apart) {
  const auto leave = presence(push_kind::leave, "42", "c-1");
  EXPECT_EQ(judge(expect_presence{"a", "42", false}, leave, ""), fine);
  EXPECT_EQ(judge(expect_presence{"a", "42", true}, leave, ""),
            "expected join of 42, got leave of user \"42\", client \"c-1\"");
  EXPECT_EQ(judge(expect_presence{"a", "42", true}, publication("1"), ""),
            "expected join of 42, got publication 1");
  EXPECT_EQ(judge(expect_publication{"a", "1", {}}, leave),
            "expected publication 1, got leave of user \"42\", client \"c-1\"");
}

TEST(judge_unsubscribe, compares_the_code_if_one_is_named) {
  room_push got;
  got.kind = push_kind::unsubscribe;
  got.code = 2500;
  got.reason = "insufficient state";
  EXPECT_EQ(judge(expect_unsubscribed{"a", {}}, got), fine);
  EXPECT_EQ(judge(expect_unsubscribed{"a", 2500}, got), fine);
  EXPECT_EQ(judge(expect_unsubscribed{"a", 2000}, got),
            "expected unsubscribe 2000, got unsubscribe 2500 "
            "\"insufficient state\"");
  EXPECT_EQ(judge(expect_unsubscribed{"a", {}}, room_push()),
            "expected unsubscribe, got a push of another kind");
}

TEST(judge_reply, wants_no_error_or_exactly_the_one_that_is_named) {
  reply denied;
  denied.error = {103, "permission denied"};
  EXPECT_EQ(judge("publish", {}, reply()), fine);
  EXPECT_EQ(judge("publish", {103, {}}, denied), fine);
  EXPECT_EQ(judge("publish", {}, denied),
            "expected a reply to publish, got error 103 \"permission denied\"");
  EXPECT_EQ(judge("publish", {108, {}}, denied),
            "expected error 108, got error 103 \"permission denied\"");
  EXPECT_EQ(judge("publish", {108, {}}, reply()),
            "expected error 108, got a reply to publish");
  EXPECT_EQ(judge("connect", {{}, 3500}, reply()),
            "expected close 3500, got a reply to connect");
}

TEST(judge_recovery, wants_all_that_was_missed_unless_the_script_does_not) {
  subscribe what;
  what.room = "news";
  reply got;
  got.top = {9, "e"};
  got.was_recovering = true;
  EXPECT_EQ(judge_recovery(what, got), fine);
  what.recover = true;
  EXPECT_EQ(judge_recovery(what, got),
            "expected news to be recovered, got not recovered, the room is at "
            "offset 9 of epoch \"e\"");
  what.unrecovered = true;
  EXPECT_EQ(judge_recovery(what, got), fine);
  got.recovered = true;
  EXPECT_EQ(judge_recovery(what, got),
            "expected news not to be recovered, got recovered");
}

}  // namespace
}  // namespace parley::script
