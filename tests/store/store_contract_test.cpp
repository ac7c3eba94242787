// SPDX-License-Identifier: Apache-2.0
// Every store: appending, clearing, and what a publication is made of.
#include "tests/store/store_contract.hpp"

namespace parley {
namespace {

TYPED_TEST_SUITE(StoreContract, homes);

TYPED_TEST(StoreContract, knows_nothing_at_first) {
  EXPECT_EQ(this->load(), std::nullopt);
  EXPECT_EQ(this->read_all(), offsets{});
  EXPECT_FALSE(this->kept.trim(start, 10));
  EXPECT_TRUE(this->kept.commit({}).empty());
}

// -- appending ----------------------------------------------------------------

TYPED_TEST(StoreContract, what_was_appended_is_there_in_order) {
  EXPECT_EQ(this->commit(append("lobby", {0, "E1"}, 2)),
            change_outcome::committed);
  EXPECT_EQ(this->commit(append("lobby", {2, "E1"}, 1, start + 5s)),
            change_outcome::committed);
  const auto found = this->load();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->end, (stream_position{3, "E1"}));
  EXPECT_EQ(found->used, start + 5s);
  EXPECT_EQ(show(found->newest), (texts{show(say(1, "1")), show(say(2, "2")),
                                        show(say(3, "3", start + 5s))}));
  EXPECT_EQ(this->read_all(), (offsets{1, 2, 3}));
}

TYPED_TEST(StoreContract, an_append_elsewhere_than_at_the_end_is_in_conflict) {
  this->commit(append("lobby", {0, "E1"}, 2));
  for (const auto& behind :
       {stream_position{1, "E1"}, {3, "E1"}, {0, "E1"}, {2, "E2"}, {0, "E2"}})
    EXPECT_EQ(this->commit(append("lobby", behind, 1)),
              change_outcome::conflict);
  EXPECT_EQ(this->load()->end, (stream_position{2, "E1"}));
  EXPECT_EQ(this->read_all(), (offsets{1, 2}));
}

TYPED_TEST(StoreContract, an_unknown_room_is_wherever_its_owner_is) {
  EXPECT_EQ(this->commit(append("lobby", {41, "E1"}, 2)),
            change_outcome::committed);
  EXPECT_EQ(this->load()->end, (stream_position{43, "E1"}));
  EXPECT_EQ(this->read_all(), (offsets{42, 43}));
}

TYPED_TEST(StoreContract, a_new_epoch_begins_when_the_old_one_is_over) {
  auto first = append("lobby", {0, "E1"}, 3);
  first.records[0].idempotency_key = "k";
  first.version = {7, "v"};
  this->commit(first);
  const auto anew = append("lobby", {0, "E2"}, 1, start + 1h);
  EXPECT_EQ(this->commit(append("lobby", {0, "E2"}, 1, start + 1h - 1ms)),
            change_outcome::conflict);
  EXPECT_EQ(this->commit(anew), change_outcome::committed);
  const auto found = this->load();
  EXPECT_EQ(found->end, (stream_position{1, "E2"}));
  EXPECT_EQ(found->version, data_version{});
  EXPECT_TRUE(found->keys.empty());
  EXPECT_EQ(show(found->newest), texts{show(say(1, "1", start + 1h))});
}

TYPED_TEST(StoreContract, an_append_of_nothing_changes_nothing) {
  EXPECT_EQ(this->commit(append("lobby", {0, "E1"}, 0)),
            change_outcome::committed);
  EXPECT_EQ(this->load(), std::nullopt);
  this->commit(append("lobby", {0, "E1"}, 2));
  EXPECT_EQ(this->commit(append("lobby", {2, "E1"}, 0)),
            change_outcome::committed);
  EXPECT_EQ(this->commit(append("lobby", {1, "E1"}, 0)),
            change_outcome::conflict);
  EXPECT_EQ(this->load()->end, (stream_position{2, "E1"}));
}

TYPED_TEST(StoreContract, changes_are_made_in_their_order) {
  const auto outcomes = this->kept.commit(std::vector<change>{
      append("lobby", {0, "E1"}, 2), append("hall", {0, "H"}, 1),
      append("lobby", {2, "E1"}, 1), clear_records{"lobby"},
      append("lobby", {3, "E1"}, 1)});
  EXPECT_EQ(outcomes, std::vector(5, change_outcome::committed));
  EXPECT_EQ(this->read_all(), offsets{4});
  EXPECT_EQ(this->read_all("hall"), offsets{1});
}

TYPED_TEST(StoreContract, what_is_in_conflict_is_left_out_alone) {
  this->commit(append("lobby", {0, "E1"}, 1));
  const auto outcomes = this->kept.commit(std::vector<change>{
      append("hall", {0, "H"}, 1), append("lobby", {5, "E1"}, 1),
      append("attic", {0, "A"}, 2)});
  EXPECT_EQ(outcomes,
            (std::vector{change_outcome::committed, change_outcome::conflict,
                         change_outcome::committed}));
  EXPECT_EQ(this->read_all(), offsets{1});
  EXPECT_EQ(this->read_all("hall"), offsets{1});
  EXPECT_EQ(this->read_all("attic"), (offsets{1, 2}));
}

TYPED_TEST(StoreContract, the_version_is_that_of_the_last_append) {
  auto wish = append("lobby", {0, "E1"}, 1);
  wish.version = {~0ull, "epoch of versions"};
  this->commit(wish);
  EXPECT_EQ(this->load()->version, wish.version);
  this->commit(append("lobby", {1, "E1"}, 1));
  EXPECT_EQ(this->load()->version, data_version{});
}

// -- what a publication is made of --------------------------------------------

TYPED_TEST(StoreContract, every_part_of_a_publication_is_kept) {
  const std::string any_bytes("\0\xff\xfe{\"a\":\0}\x80", 11);
  const auto info = std::make_shared<client_info>(
      client_info{"ann", "c-1", R"({"name":"Ann"})", any_bytes});
  const auto nobody = std::make_shared<client_info>();
  std::vector<publication> said;
  for (const auto kind : {data_kind::json, data_kind::text, data_kind::binary})
    for (const auto& data : {std::string("{}"), std::string(), any_bytes,
                             std::string("\0", 1), std::string("\xc3\xa4")}) {
      // Nobody stores what is not of its kind, and SQLite's rows are looked at.
      if (kind == data_kind::json && data != "{}" && !data.empty()) continue;
      if (kind == data_kind::text && data == any_bytes) continue;
      for (const auto& by :
           {client_info_ptr{}, client_info_ptr{info}, client_info_ptr{nobody}})
        said.push_back({data, kind, by, said.size() + 1, {}});
    }
  said[3].tags = {{"a", "1"}, {"\"\n\\", ""}, {"", std::string("\0x", 2)}};
  auto wish = append("lobby", {0, "E1"}, 0, start, {100, 60s, 1h});
  for (const auto& each : said)
    wish.records.push_back({std::make_shared<publication>(each), start});
  ASSERT_EQ(this->commit(wish), change_outcome::committed);
  EXPECT_EQ(show(this->kept.read("lobby", {.limit = 100})), show(wish.records));
}

TYPED_TEST(StoreContract, null_is_not_a_publisher_without_a_name) {
  auto wish = append("lobby", {0, "E1"}, 2);
  publication by_nobody{"1", data_kind::json, std::make_shared<client_info>(),
                        1};
  wish.records[0].said = std::make_shared<publication>(by_nobody);
  this->commit(wish);
  const auto found = this->kept.read("lobby", {.limit = 2});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NE(found[0].said->info, nullptr);
  EXPECT_EQ(found[1].said->info, nullptr);
}

TYPED_TEST(StoreContract, times_are_whole_milliseconds) {
  this->commit(append("lobby", {0, "E1"}, 1, start + 1999us));
  EXPECT_EQ(this->load()->used, start + 1ms);
  EXPECT_EQ(this->load()->newest[0].at, start + 1ms);
}

TYPED_TEST(StoreContract, room_names_are_any_text) {
  for (const auto& name : {std::string("räume:1"), std::string("'; DROP"),
                           std::string("a\0b", 3), std::string("a")}) {
    EXPECT_EQ(this->commit(append(name, {0, name}, 1)),
              change_outcome::committed);
    EXPECT_EQ(this->load(name)->end.epoch, name);
  }
}

// -- clearing -----------------------------------------------------------------

TYPED_TEST(StoreContract, clearing_keeps_end_keys_and_version) {
  auto wish = append("lobby", {0, "E1"}, 2);
  wish.records[1].idempotency_key = "k";
  wish.version = {3, "v"};
  this->commit(wish);
  EXPECT_EQ(this->commit(clear_records{"lobby"}), change_outcome::committed);
  const auto found = this->load();
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->newest.empty());
  EXPECT_EQ(found->end, (stream_position{2, "E1"}));
  EXPECT_EQ(found->version, wish.version);
  EXPECT_EQ(show(found->keys), texts{"k=2@" + std::to_string(to_ms(start))});
  EXPECT_EQ(this->read_all(), offsets{});
}

TYPED_TEST(StoreContract, clearing_an_unknown_room_is_harmless) {
  EXPECT_EQ(this->commit(clear_records{"lobby"}), change_outcome::committed);
  EXPECT_EQ(this->load(), std::nullopt);
}

}  // namespace
}  // namespace parley
