// SPDX-License-Identifier: Apache-2.0
// How publications look to people; that they come back whole is in
// store_contract_test.cpp.
#include "store/record_columns.hpp"

#include "store/sqlite_store.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

class RecordColumns : public testing::Test {
 protected:
  RecordColumns() {
    auto wish = append("lobby", {0, "E1"}, 1);
    wish.records[0].said = std::make_shared<publication>(publication{
        R"({"a":1})",
        data_kind::json,
        std::make_shared<client_info>(client_info{"ann", {}, {}, {}}),
        1,
        {{"k", "v\""}}});
    commit(kept, wish);
  }

  std::string ask(const std::string& columns) {
    const sqlite_file file(path, file_access::read_only);
    sqlite_statement statement(file,
                               "SELECT " + columns + " FROM publications");
    auto row = statement.query();
    row.next();
    return row.text(0);
  }
  void change(const std::string& sql) {
    sqlite_file(path, file_access::read_write)
        .execute("UPDATE publications SET " + sql);
  }

  temporary_directory directory;
  std::string path = directory / "journal.db";
  sqlite_store kept{path};
};

TEST_F(RecordColumns, are_texts_that_people_can_read) {
  EXPECT_EQ(ask("data"), R"({"a":1})");
  EXPECT_EQ(ask("json_extract(data, '$.a')"), "1");
  EXPECT_EQ(ask("tags"), R"({"k":"v\""})");
  EXPECT_EQ(ask("user || ' ' || ifnull(client, 'null')"), "ann null");
}

TEST_F(RecordColumns, what_we_never_write_is_damage) {
  for (const auto* wrong :
       {"tags = '['", "tags = '[]'", "tags = '{\"a\":1}'",
        "tags = NULL, kind = 3", "kind = 0, data = '{\"a\":'",
        "data = x'7b2261223a2200227d'", "data = x'ff'", "kind = 1",
        "kind = 0, data = '1', user = x'ff'"}) {
    change(wrong);
    const auto complaint =
        complaint_of<store_error>([&] { kept.read("lobby", {.limit = 1}); });
    EXPECT_NE(complaint.find(path + " is damaged"), std::string::npos) << wrong;
  }
  change("kind = 2, user = NULL");
  EXPECT_EQ(kept.read("lobby", {.limit = 1})[0].said->kind, data_kind::binary);
}

}  // namespace
}  // namespace parley
