// SPDX-License-Identifier: Apache-2.0
#include "server/settings_warnings.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace parley {
namespace {

std::string only_warning(const settings& values,
                         const std::vector<std::string>& variables = {}) {
  const auto all = warnings_of(values, variables);
  EXPECT_EQ(all.size(), 1u);
  return all.empty() ? "" : all.front();
}

TEST(SettingsWarnings, there_are_none_for_what_has_an_effect) {
  settings values;
  values.channel.namespaces["chat"] = {};
  EXPECT_TRUE(warnings_of(values, {"PARLEY_THREADS", "HOME", "PARLEYX",
                                   "PARLEY_CLIENT_TOKEN_HMAC_SECRET_KEY",
                                   "PARLEY_CHANNEL_NAMESPACES_CHAT_PRESENCE"})
                  .empty());
}

TEST(SettingsWarnings, a_misspelt_variable_is_told_the_nearest_one) {
  EXPECT_EQ(only_warning({}, {"PARLEY_CLIENT_TOKEN_HMAC_SECRET"}),
            "the variable PARLEY_CLIENT_TOKEN_HMAC_SECRET sets nothing: the "
            "nearest known one is PARLEY_CLIENT_TOKEN_HMAC_SECRET_KEY");
  EXPECT_NE(only_warning({}, {"PARLEY_LISTN"}).find("PARLEY_LISTEN"),
            std::string::npos);
}

TEST(SettingsWarnings, a_variable_makes_no_namespace) {
  EXPECT_NE(only_warning({}, {"PARLEY_CHANNEL_NAMESPACES_CHAT_PRESENCE"})
                .find("no namespace"),
            std::string::npos);
}

TEST(SettingsWarnings, variables_of_a_service_do_no_harm) {
  for (const auto* name :
       {"PARLEY_PORT", "PARLEY_SERVICE_HOST", "PARLEY_SERVICE_PORT",
        "PARLEY_SERVICE_PORT_CLIENTS", "PARLEY_PORT_8080_TCP",
        "PARLEY_PORT_8080_TCP_ADDR", "PARLEY_PORT_8080_TCP_PROTO",
        "PARLEY_OPERATORS_SERVICE_HOST", "PARLEY_OPERATORS_PORT_9080_TCP_PORT"})
    EXPECT_TRUE(warnings_of({}, {name}).empty()) << name;
  for (const auto* name : {"PARLEY_PORTS", "PARLEY_PORT_8080",
                           "PARLEY_LISTEN_ADDRESS", "PARLEY_SERVICE"})
    EXPECT_EQ(warnings_of({}, {name}).size(), 1u) << name;
}

TEST(SettingsWarnings, data_that_nothing_is_written_to) {
  settings values;
  values.data = "/var/lib/parley";
  EXPECT_NE(only_warning(values).find("data is not used"), std::string::npos);
  auto& rooms = values.channel.without_namespace;
  rooms.durability = durability::journal;
  rooms.history_size = 10;
  rooms.history_ttl = std::chrono::minutes(1);
  EXPECT_TRUE(warnings_of(values, {}).empty());
  values.cluster.servers = {"nats://h"};
  EXPECT_NE(only_warning(values).find("NATS keeps"), std::string::npos);
}

TEST(SettingsWarnings, a_node_of_no_cluster) {
  settings values;
  values.cluster.node = "a";
  EXPECT_NE(only_warning(values).find("cluster.node is not used"),
            std::string::npos);
  values.cluster.servers = {"nats://h"};
  EXPECT_TRUE(warnings_of(values, {}).empty());
}

}  // namespace
}  // namespace parley
