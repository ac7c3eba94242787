// SPDX-License-Identifier: Apache-2.0
// What clients may do in rooms (docs/wire-facts.md, 1.8).
#include "protocol/centrifuge/policy.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace parley {
namespace {

constexpr std::size_t max_name_length = 20;

const requester ann{"ann", "client-1"}, nobody{"", "client-2"};
const requester developer{"", "client-3", true};

constexpr std::array all_rights{channel_right::publish, channel_right::presence,
                                channel_right::history};

/// Members of channel_options that grant one right.
struct grants {
  channel_right right;
  bool channel_options::*client;
  bool channel_options::*subscriber;
  bool channel_options::*anonymous;
};

constexpr std::array all_grants{
    grants{channel_right::publish, &channel_options::allow_publish_for_client,
           &channel_options::allow_publish_for_subscriber,
           &channel_options::allow_publish_for_anonymous},
    grants{channel_right::presence, &channel_options::allow_presence_for_client,
           &channel_options::allow_presence_for_subscriber,
           &channel_options::allow_presence_for_anonymous},
    grants{channel_right::history, &channel_options::allow_history_for_client,
           &channel_options::allow_history_for_subscriber,
           &channel_options::allow_history_for_anonymous},
};

/// A namespace that has all that rights can be about.
const channel_options full{.presence = true,
                           .history_size = 1,
                           .history_ttl = std::chrono::seconds(1)};

std::optional<reply_error> refuses(const channel_options& room_options,
                                   channel_right right, const requester& who,
                                   bool subscribed,
                                   std::string_view room = "a") {
  const client_options options;
  const namespaces spaces({.without_namespace = room_options,
                           .namespaces = {},
                           .history_meta_ttl = std::chrono::hours(1)},
                          max_name_length);
  const token_verifier none({});
  return policy(options, spaces, none, none)
      .refuses(right, room, who, subscribed);
}

TEST(PolicyRights, nobody_may_anything_by_default) {
  for (const auto right : all_rights)
    for (const bool subscribed : {false, true})
      EXPECT_EQ(refuses(full, right, ann, subscribed),
                reply_error::permission_denied);
}

TEST(PolicyRights, each_right_is_granted_to_clients_by_its_own_option) {
  for (const auto& granted : all_grants) {
    auto options = full;
    options.*granted.client = true;
    for (const auto right : all_rights)
      EXPECT_EQ(!refuses(options, right, ann, false), right == granted.right);
  }
}

TEST(PolicyRights, subscribers_may_more_than_others) {
  for (const auto& granted : all_grants) {
    auto options = full;
    options.*granted.subscriber = true;
    EXPECT_FALSE(refuses(options, granted.right, ann, true));
    EXPECT_EQ(refuses(options, granted.right, ann, false),
              reply_error::permission_denied);
  }
}

TEST(PolicyRights, anonymous_clients_need_one_more_option) {
  for (const auto& granted : all_grants) {
    auto options = full;
    options.*granted.client = true;
    EXPECT_TRUE(refuses(options, granted.right, nobody, true));
    options.*granted.anonymous = true;
    EXPECT_FALSE(refuses(options, granted.right, nobody, false));
    options.*granted.client = false;
    EXPECT_TRUE(refuses(options, granted.right, nobody, true));
  }
}

TEST(PolicyRights, what_a_room_has_not_is_not_available_to_anybody) {
  channel_options bare;
  for (const auto& granted : all_grants) bare.*granted.client = true;
  for (const auto& who : {ann, developer}) {
    EXPECT_FALSE(refuses(bare, channel_right::publish, who, false));
    for (const auto right : {channel_right::presence, channel_right::history})
      EXPECT_EQ(refuses(bare, right, who, true), reply_error::not_available);
  }
  bare.history_size = 10;  // a ttl is needed too
  EXPECT_EQ(refuses(bare, channel_right::history, ann, true),
            reply_error::not_available);
}

TEST(PolicyRights, for_development_all_is_allowed) {
  for (const auto right : all_rights)
    EXPECT_FALSE(refuses(full, right, developer, false));
}

TEST(PolicyRights, a_room_that_cannot_be_is_refused_first) {
  for (const auto right : all_rights) {
    EXPECT_EQ(refuses(full, right, developer, true, "no:a"),
              reply_error::unknown_channel);
    EXPECT_EQ(refuses(full, right, developer, true,
                      std::string(max_name_length + 1, 'a')),
              reply_error::bad_request);
  }
}

}  // namespace
}  // namespace parley
