// SPDX-License-Identifier: Apache-2.0
#include "lab/script/address.hpp"

#include "lab/script/words.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

std::string error_of(std::string_view url) {
  try {
    parse_address(url);
  } catch (const syntax_error& error) {
    return error.what();
  }
  return "";
}

TEST(address, has_host_and_port) {
  const auto where = parse_address("ws://127.0.0.1:8080");
  EXPECT_FALSE(where.tls);
  EXPECT_EQ(where.host, "127.0.0.1");
  EXPECT_EQ(where.port, "8080");
  EXPECT_EQ(where.authority, "127.0.0.1:8080");
  EXPECT_EQ(where.base_path, "");
}

TEST(address, has_the_port_of_its_scheme_if_none_is_given) {
  EXPECT_EQ(parse_address("ws://localhost").port, "80");
  EXPECT_EQ(parse_address("wss://localhost").port, "443");
  EXPECT_TRUE(parse_address("wss://localhost").tls);
  EXPECT_EQ(parse_address("ws://localhost").authority, "localhost");
}

TEST(address, of_version_6_is_in_brackets_for_http_only) {
  const auto where = parse_address("ws://[::1]:8080/");
  EXPECT_EQ(where.host, "::1");
  EXPECT_EQ(where.authority, "[::1]:8080");
}

TEST(address, may_have_a_path_that_comes_before_all_others) {
  EXPECT_EQ(parse_address("ws://host/").base_path, "");
  EXPECT_EQ(parse_address("ws://host/a/b/").base_path, "/a/b");
}

TEST(address, of_another_kind_is_an_error) {
  for (const auto url : {"", "127.0.0.1:8080", "http://host"})
    EXPECT_EQ(error_of(url), '"' + std::string(url) +
                                 "\" is not a URL such as ws://127.0.0.1:8080");
}

TEST(address, with_what_a_server_does_not_have_is_an_error) {
  EXPECT_EQ(error_of("ws:/host"), "\"ws:/host\" names no host");
  EXPECT_EQ(error_of("ws://:80"), "\"ws://:80\" names no host");
  EXPECT_EQ(error_of("ws://me:secret@host"),
            "\"ws://me:secret@host\" must not hold a user or password");
  EXPECT_EQ(error_of("ws://host/?a=b"),
            "\"ws://host/?a=b\" must end with its path: a query belongs to "
            "the script's lines");
  EXPECT_EQ(error_of("ws://host:99999"),
            "the port must be a number from 1 to 65535, not \"99999\"");
}

}  // namespace
}  // namespace parley::script
