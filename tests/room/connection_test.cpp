// SPDX-License-Identifier: Apache-2.0
#include "room/connection.hpp"

#include "protocol/centrifuge/json.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace parley {
namespace {

connection plain(connection_id id, std::string name) {
  connection out;
  out.id = id;
  out.who.name = std::move(name);
  return out;
}

TEST(Connection, a_client_of_the_sdk_is_who_it_said) {
  auto one = plain({1}, "ann");
  one.info = std::make_shared<client_info>(client_info{"42", "c1", "{}", ""});
  EXPECT_EQ(info_of(one), one.info);
}

TEST(Connection, a_plain_client_has_its_name_as_info) {
  const auto info = info_of(plain(connection_id::make(1, 255), "ann"));
  EXPECT_EQ(info->user, "");
  EXPECT_EQ(info->client, "plain-00010000000000ff");
  EXPECT_EQ(info->conn_info, R"({"name":"ann"})");
  EXPECT_EQ(info->chan_info, "");
}

TEST(Connection, any_name_is_valid_info) {
  const auto info = info_of(plain({1}, "\"a\\\" é,{}"));
  EXPECT_EQ(info->conn_info, R"({"name":"\"a\\\" é,{}"})");
  EXPECT_TRUE(centrifuge::is_json_object(info->conn_info));
}

TEST(Connection, plain_clients_are_told_apart) {
  EXPECT_NE(info_of(plain(connection_id::make(0, 1), "a"))->client,
            info_of(plain(connection_id::make(1, 1), "a"))->client);
}

}  // namespace
}  // namespace parley
