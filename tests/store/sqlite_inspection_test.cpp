// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_inspection.hpp"

#include "store/sqlite_file.hpp"
#include "store/sqlite_store.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

using texts = std::vector<std::string>;

class SqliteInspection : public testing::Test {
 protected:
  SqliteInspection() {
    auto wish = append("lobby", {0, "E1"}, 4);
    wish.records[1].idempotency_key = "k";
    wish.records[2].said = std::make_shared<publication>(
        publication{"{}", data_kind::json, {}, 3, {{"a", "b"}}});
    commit(kept, wish);
    commit(kept, append("attic", {7, "A"}, 2, start + 1s));
    commit(kept, append("hall", {0, "H"}, 1));
    commit(kept, clear_records{"hall"});
  }

  /// What is found after somebody else wrote to the file.
  texts damage_after(const std::string& sql) {
    sqlite_file(path, file_access::read_write).execute(sql);
    return kept.damage();
  }

  temporary_directory directory;
  std::string path = directory / "journal.db";
  sqlite_store kept{path};
};

TEST_F(SqliteInspection, lists_rooms_by_name) {
  const auto rooms = kept.rooms();
  ASSERT_EQ(rooms.size(), 3u);
  EXPECT_EQ(rooms[0].name, "attic");
  EXPECT_EQ(rooms[0].end, (stream_position{9, "A"}));
  EXPECT_EQ(rooms[0].used, start + 1s);
  EXPECT_EQ(rooms[0].kept, 2u);
  EXPECT_EQ(rooms[0].oldest, 8u);
  EXPECT_EQ(rooms[0].keep.size, 10u);
  EXPECT_EQ(rooms[0].keep.ttl, 60s);
  EXPECT_EQ(rooms[0].keep.meta_ttl, 1h);
  EXPECT_EQ(rooms[1].name, "hall");
  EXPECT_EQ(rooms[1].kept, 0u);
  EXPECT_EQ(rooms[1].oldest, 0u);
  EXPECT_EQ(rooms[2].kept, 4u);
}

TEST_F(SqliteInspection, finds_nothing_where_all_is_well) {
  EXPECT_EQ(kept.damage(), texts{});
}

TEST_F(SqliteInspection, finds_gaps) {
  EXPECT_EQ(damage_after("DELETE FROM publications WHERE offset = 2"),
            texts{"room lobby ends at 4, and of the offsets 1 to 4 it has 3"});
}

TEST_F(SqliteInspection, finds_an_end_that_is_elsewhere) {
  EXPECT_EQ(damage_after("UPDATE rooms SET top = 5 WHERE name = 'lobby'"),
            texts{"room lobby ends at 5, and of the offsets 1 to 4 it has 4"});
}

TEST_F(SqliteInspection, finds_what_belongs_to_no_room) {
  const auto found = damage_after("DELETE FROM rooms WHERE name = 'lobby'");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], "publications of a room 1 that is not there");
}

TEST_F(SqliteInspection, finds_keys_of_nothing) {
  EXPECT_EQ(damage_after("UPDATE keys SET offset = 99"),
            texts{"room lobby has a key of offset 99, and ends at 4"});
}

TEST_F(SqliteInspection, finds_what_we_never_write) {
  const texts expected{"room lobby has no kind or no tags at offset 3"};
  EXPECT_EQ(damage_after("UPDATE publications SET tags = '{' WHERE offset = 3"),
            expected);
  EXPECT_EQ(damage_after("UPDATE publications SET tags = NULL, kind = 9 "
                         "WHERE offset = 3"),
            expected);
}

}  // namespace
}  // namespace parley
