// SPDX-License-Identifier: Apache-2.0
#include "protocol/namespaces.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(ChannelName, a_plain_name_has_no_parts) {
  const auto name = parse_channel_name("news");
  EXPECT_EQ(name.space, "");
  EXPECT_EQ(name.rest, "news");
  EXPECT_FALSE(name.is_private);
  EXPECT_FALSE(name.is_user_limited);
}

TEST(ChannelName, all_parts_are_found) {
  const auto name = parse_channel_name("$chat:room#u1,u2");
  EXPECT_EQ(name.space, "chat");
  EXPECT_EQ(name.rest, "room#u1,u2");
  EXPECT_TRUE(name.is_private);
  EXPECT_TRUE(name.is_user_limited);
}

TEST(ChannelName, the_namespace_ends_at_the_first_colon) {
  EXPECT_EQ(parse_channel_name("a:b:c").space, "a");
  EXPECT_EQ(parse_channel_name("a:b:c").rest, "b:c");
  EXPECT_EQ(parse_channel_name(":room").space, "");
  EXPECT_EQ(parse_channel_name(":room").rest, "room");
  EXPECT_EQ(parse_channel_name("chat:").rest, "");
}

TEST(ChannelName, only_a_leading_dollar_makes_it_private) {
  EXPECT_FALSE(parse_channel_name("chat:$room").is_private);
  EXPECT_EQ(parse_channel_name("$room").rest, "room");
  EXPECT_EQ(parse_channel_name("$$room").rest, "$room");
  EXPECT_TRUE(parse_channel_name("$").is_private);
  EXPECT_FALSE(parse_channel_name("").is_private);
}

TEST(ChannelName, it_is_for_the_users_behind_the_last_boundary) {
  const auto name = parse_channel_name("chat:a#not#u1,u2,");
  EXPECT_TRUE(name.allows("u1"));
  EXPECT_TRUE(name.allows("u2"));
  EXPECT_FALSE(name.allows("u"));
  EXPECT_FALSE(name.allows("u1,u2"));
  EXPECT_FALSE(name.allows("not"));
  EXPECT_TRUE(parse_channel_name("#u1").allows("u1"));
}

TEST(ChannelName, nobody_is_listed_without_a_name_or_a_list) {
  EXPECT_FALSE(parse_channel_name("dialog#").allows(""));
  EXPECT_FALSE(parse_channel_name("dialog#u1,").allows(""));
  EXPECT_FALSE(parse_channel_name("u1").allows("u1"));
}

TEST(NamespaceName, it_has_two_of_the_allowed_characters) {
  for (const auto* name : {"ab", "Chat", "chat-1", "a.b", "_x"})
    EXPECT_TRUE(is_namespace_name(name)) << name;
  for (const auto* name : {"", "a", "a b", "a:b", "$a", "a#", "é", "ab\n"})
    EXPECT_FALSE(is_namespace_name(name)) << name;
}

channel_settings with_chat(const channel_options& options) {
  channel_settings settings;
  settings.namespaces["chat"] = options;
  return settings;
}

bool refuses(const namespaces& spaces, std::string_view room,
             name_rule rule = name_rule::ascii) {
  return spaces.refuses_name(room, rule).has_value();
}

TEST(Namespaces, a_room_has_the_options_of_its_namespace) {
  auto settings = with_chat({.presence = true});
  settings.without_namespace.join_leave = true;
  const namespaces spaces(settings);
  EXPECT_TRUE(spaces.find("chat:room")->presence);
  EXPECT_TRUE(spaces.find("$chat:room#u1")->presence);
  EXPECT_FALSE(spaces.find("chat:room")->join_leave);
  EXPECT_TRUE(spaces.find("room")->join_leave);
  EXPECT_TRUE(spaces.find(":room")->join_leave);
  EXPECT_FALSE(spaces.find("chat")->presence);
}

TEST(Namespaces, a_room_in_none_that_exists_has_no_options) {
  const namespaces spaces(with_chat({}));
  EXPECT_EQ(spaces.find("game:room"), nullptr);
  EXPECT_EQ(spaces.find("Chat:room"), nullptr);
  EXPECT_TRUE(refuses(spaces, "game:room"));
}

TEST(Namespaces, plain_clients_are_let_in_by_nobody_but_the_operator) {
  const namespaces spaces(with_chat({}));
  EXPECT_EQ(spaces.find("room")->allow_plain, plain_access::automatic);
  EXPECT_EQ(spaces.find("chat:room")->allow_plain, plain_access::closed);
}

TEST(Namespaces, what_one_leaves_open_is_as_for_all) {
  auto settings = with_chat({});
  settings.namespaces["own"] = {
      .history_meta_ttl = 1h,
      .publication_data_format = data_format::binary,
  };
  settings.history_meta_ttl = 2h;
  settings.publication_data_format = data_format::json;
  const namespaces spaces(settings);
  EXPECT_EQ(spaces.find("room")->history_meta_ttl, 2h);
  EXPECT_EQ(spaces.find("chat:room")->history_meta_ttl, 2h);
  EXPECT_EQ(spaces.find("own:room")->history_meta_ttl, 1h);
  EXPECT_EQ(spaces.find("chat:room")->publication_data_format,
            data_format::json);
  EXPECT_EQ(spaces.find("own:room")->publication_data_format,
            data_format::binary);
}

TEST(Namespaces, without_a_regex_names_are_printable_ascii) {
  const namespaces spaces(with_chat({}));
  EXPECT_FALSE(refuses(spaces, "chat:~ all of it! "));
  EXPECT_FALSE(refuses(spaces, "room"));
  EXPECT_TRUE(refuses(spaces, "zimmer-ü"));
  EXPECT_TRUE(refuses(spaces, "chat:tab\t"));
  EXPECT_TRUE(refuses(spaces, "chat:\x7f"));
  EXPECT_TRUE(refuses(spaces, std::string_view("chat:\0", 6)));
}

TEST(Namespaces, plain_clients_and_the_server_api_may_name_rooms_in_any_text) {
  const namespaces spaces(with_chat({.channel_regex = "[a-z\\n\x1b]+"}));
  EXPECT_FALSE(refuses(spaces, "zimmer-ü", name_rule::text));
  EXPECT_TRUE(refuses(spaces, "tab\t", name_rule::text));
  EXPECT_TRUE(refuses(spaces,
                      "\xc2\x9b"
                      "31mred",
                      name_rule::text));
  EXPECT_TRUE(refuses(spaces, "\xff", name_rule::text));
  EXPECT_TRUE(refuses(spaces, "", name_rule::text));
  // No regex lets in what forges a line of a log.
  EXPECT_FALSE(refuses(spaces, "chat:abc"));
  EXPECT_TRUE(refuses(spaces, "chat:a\nb"));
  EXPECT_TRUE(refuses(spaces, "chat:a\x1b"));
}

TEST(Namespaces, what_is_wrong_with_a_name_is_said_in_a_fixed_order) {
  const namespaces spaces(with_chat({}), 10);
  EXPECT_EQ(spaces.refuses_name("no:56789ü", name_rule::ascii),
            reply_error::unknown_channel);
  EXPECT_EQ(spaces.refuses_name("no:56789012", name_rule::ascii),
            reply_error::bad_request);
  EXPECT_EQ(spaces.refuses_name("chat:ü", name_rule::ascii),
            reply_error::bad_request);
}

TEST(Namespaces, with_a_regex_all_behind_the_namespace_matches_it) {
  const namespaces spaces(with_chat({.channel_regex = "[a-zü]+(#\\d+)?"}));
  EXPECT_FALSE(refuses(spaces, "chat:zimmerü"));
  EXPECT_FALSE(refuses(spaces, "$chat:room#42"));
  EXPECT_TRUE(refuses(spaces, "chat:room1"));
  EXPECT_TRUE(refuses(spaces, "chat:1room"));
  EXPECT_TRUE(refuses(spaces, "chat:"));
}

TEST(Namespaces, a_regex_without_a_namespace_sees_the_name_behind_the_dollar) {
  channel_settings settings;
  settings.without_namespace.channel_regex = "r.*";
  const namespaces spaces(settings);
  EXPECT_FALSE(refuses(spaces, "room"));
  EXPECT_FALSE(refuses(spaces, "$room"));
  EXPECT_TRUE(refuses(spaces, "broom"));
  EXPECT_TRUE(refuses(spaces, "r\xff"));
}

TEST(Namespaces, rooms_are_durable_when_they_are_to_keep_a_history) {
  channel_options options{.durability = durability::journal};
  EXPECT_FALSE(has_durable_rooms(with_chat(options)));
  options.history_size = 1;
  options.history_ttl = std::chrono::seconds(1);
  EXPECT_TRUE(has_durable_rooms(with_chat(options)));
  channel_settings settings;
  EXPECT_FALSE(has_durable_rooms(settings));
  settings.without_namespace = options;
  EXPECT_TRUE(has_durable_rooms(settings));
}

std::string failure(const channel_settings& settings) {
  try {
    const namespaces spaces(settings);
    return "no failure";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(Namespaces, a_regex_that_is_none_is_refused_by_its_key) {
  EXPECT_EQ(failure(with_chat({.channel_regex = "(a"})),
            "channel.namespaces.chat.channel_regex: \"(a\" is not a valid RE2 "
            "expression, missing ): (a");
  channel_settings settings;
  settings.without_namespace.channel_regex = "*";
  EXPECT_EQ(failure(settings).find("channel.without_namespace.channel_regex: "),
            0u);
}

TEST(Namespaces, a_name_that_none_may_have_is_refused) {
  channel_settings settings;
  settings.namespaces["a:b"] = {};
  EXPECT_EQ(
      failure(settings).find("channel.namespaces: \"a:b\" is not a valid name"),
      0u);
}

}  // namespace
}  // namespace parley
