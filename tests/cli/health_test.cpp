// SPDX-License-Identifier: Apache-2.0
#include "cli/health.hpp"

#include "server/server.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace parley {
namespace {

std::string url_of(const std::string& listen) {
  settings values;
  values.listen = {listen};
  return health_url(values);
}

TEST(Health, is_asked_where_the_settings_say) {
  EXPECT_EQ(url_of("127.0.0.1:8080"), "http://127.0.0.1:8080");
  EXPECT_EQ(url_of("10.0.0.1:80"), "http://10.0.0.1:80");
  EXPECT_EQ(url_of("0.0.0.0:8080"), "http://127.0.0.1:8080");
  EXPECT_EQ(url_of("[::]:8080"), "http://[::1]:8080");
  EXPECT_THROW(url_of("127.0.0.1:0"), settings_error);
  settings values;
  values.tls_cert = "cert.pem";
  EXPECT_EQ(health_url(values), "https://127.0.0.1:8080");
}

int run(std::vector<std::string> words) {
  CLI::App app("", "parley");
  int exit_code = -1;
  add_health_command(app, exit_code);
  std::ranges::reverse(words);
  app.parse(std::move(words));
  return exit_code;
}

TEST(Health, says_whether_a_node_answers) {
  settings values;
  values.listen = {"127.0.0.1:0"};
  values.threads = 1;
  server node(std::move(values));
  node.start();
  const auto url = node.urls().front();
  EXPECT_EQ(run({"health", "--url", url}), 0);
  EXPECT_EQ(run({"health", "--listen", url.substr(7)}), 0);
  node.shutdown(std::chrono::seconds(5));
  EXPECT_EQ(run({"health", "--url", url}), 1);
}

}  // namespace
}  // namespace parley
