#include "server/start_report.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace parley {
namespace {

using keys = std::vector<std::string>;

settings closed() {
  settings values;
  values.channel.without_namespace.allow_plain = false;
  return values;
}

TEST(StartReport, of_a_closed_node_warns_of_nothing) {
  EXPECT_EQ(open_doors(closed()), keys{});
}

TEST(StartReport, names_each_setting_that_is_open) {
  auto values = closed();
  values.insecure = values.client.insecure = values.http_api.insecure = true;
  values.guests.enabled = values.net.operators.open_metrics = true;
  values.channel.without_namespace.allow_plain = true;
  values.client.allow_anonymous_connect_without_token = true;
  values.channel.namespaces["chat"].allow_plain = true;
  const auto found = open_doors(values);
  for (const auto* key :
       {"insecure", "client.insecure", "http_api.insecure", "guests.enabled",
        "prometheus.enabled", "channel.without_namespace.allow_plain",
        "client.allow_anonymous_connect_without_token",
        "channel.namespaces.chat.allow_plain"})
    EXPECT_EQ(std::ranges::count(found, key), 1) << key;
}

TEST(StartReport, has_the_address_as_a_url) {
  EXPECT_EQ(url_of({boost::asio::ip::make_address("::1"), 80}, true),
            "https://[::1]:80");
}

}  // namespace
}  // namespace parley
