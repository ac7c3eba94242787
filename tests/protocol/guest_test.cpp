// SPDX-License-Identifier: Apache-2.0
#include "protocol/guest.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace parley {
namespace {

using std::chrono::hours;

constexpr unix_seconds now = 1'700'000'000;
constexpr unix_seconds an_hour = 3'600;

class guests_at_a_desk : public ::testing::Test {
 protected:
  guest admit(const std::string& request, unix_seconds at = now) {
    const auto found = desk.admit(request, at, next());
    EXPECT_TRUE(std::holds_alternative<guest>(found)) << request;
    return std::holds_alternative<guest>(found) ? std::get<guest>(found)
                                                : guest{};
  }

  std::string come_back(const std::string& name, const std::string& token,
                        unix_seconds at = now) {
    return admit(R"({"name":")" + name + R"(","token":")" + token + "\"}", at)
        .user;
  }

  static std::optional<connection_claims> connection_of(
      const std::string& token, unix_seconds at) {
    const token_verifier verifier(
        with({{&token_settings::hmac_secret_key, "secret"}}));
    const auto found = verifier.connection(token, at);
    const auto* claims = std::get_if<connection_claims>(&found);
    return claims ? std::optional(*claims) : std::nullopt;
  }

  bool is_refused(const std::string& request) {
    return std::holds_alternative<std::string_view>(
        desk.admit(request, now, next()));
  }

  guest_entropy next() {
    ++random.back();
    return random;
  }

  static guest_options an_hour_each() {
    guest_options out;
    out.session = hours(1);
    out.lifetime = hours(100);
    return out;
  }

  guest_desk desk{"secret", an_hour_each(), 8};
  guest_entropy random{};
};

TEST_F(guests_at_a_desk, get_a_token_that_says_who_they_are) {
  const auto ann = admit(R"({"name":"ann"})");
  const token_verifier verifier(
      with({{&token_settings::hmac_secret_key, "secret"}}));
  const auto found = verifier.connection(ann.token, now);
  const auto& claims = std::get<connection_claims>(found);
  EXPECT_EQ(claims.user, ann.user);
  EXPECT_EQ(claims.info, R"({"name":"ann"})");
  EXPECT_EQ(claims.expires_at, now + an_hour);
}

TEST_F(guests_at_a_desk, are_users_of_their_own_though_names_are_alike) {
  const auto one = admit(R"({"name":"ann"})");
  const auto two = admit(R"({"name":"ann"})");
  EXPECT_NE(one.user, two.user);
  EXPECT_TRUE(one.user.starts_with("ann."));
  // 80 bits, in letters of 5.
  EXPECT_EQ(one.user.size(), std::string("ann.").size() + 16);
}

TEST_F(guests_at_a_desk, have_users_of_which_every_random_bit_counts) {
  std::set<std::string> users;
  for (std::size_t bit = 0; bit < 80; ++bit) {
    guest_entropy one{};
    one[bit / 8] = static_cast<std::uint8_t>(1u << bit % 8);
    const auto found = desk.admit(R"({"name":"ann"})", now, one);
    users.insert(std::get<guest>(found).user);
  }
  EXPECT_EQ(users.size(), 80u);
}

TEST_F(guests_at_a_desk, stay_the_same_user_by_their_token) {
  const auto ann = admit(R"({"name":"ann"})");
  EXPECT_EQ(come_back("ann", ann.token), ann.user);
  // After its exp it still tells who they were.
  EXPECT_EQ(come_back("ann", ann.token, now + 99 * an_hour), ann.user);
}

TEST_F(guests_at_a_desk, are_renewed_for_a_bounded_time) {
  auto ann = admit(R"({"name":"ann"})");
  const auto user = ann.user;
  for (int hour = 1; hour < 100; ++hour) {
    const auto at = now + hour * an_hour;
    ann = admit(R"({"name":"ann","token":")" + ann.token + "\"}", at);
    ASSERT_EQ(ann.user, user) << hour;
    // No token is good for longer than its guest.
    const auto claims = connection_of(ann.token, at);
    ASSERT_TRUE(claims);
    EXPECT_LE(claims->expires_at, now + 100 * an_hour);
  }
  EXPECT_NE(come_back("ann", ann.token, now + 100 * an_hour), user);
}

TEST_F(guests_at_a_desk, are_not_made_of_other_tokens_of_the_same_secret) {
  const auto user = "alice." + std::string(16, 'a');
  const auto since = std::to_string(now - 1);
  for (const auto& claims : std::vector<std::string>{
           R"({"sub":")" + user + R"("})",
           R"({"sub":")" + user + R"(","exp":1600000000})",
           R"({"sub":")" + user + R"(","iss":"parley-guest"})",
           R"({"sub":")" + user + R"(","guest_since":)" + since + "}",
           R"({"sub":")" + user + R"(","iss":"Parley-Guest","guest_since":)" +
               since + "}",
           R"({"sub":")" + user +
               R"(","iss":"parley-guest","channel":"c","guest_since":)" +
               since + "}",
           R"({"sub":")" + user + R"(","iss":"parley-guest","guest_since":)" +
               std::to_string(now + 31) + "}",
           R"({"sub":"alice","iss":"parley-guest","guest_since":)" + since +
               "}"})
    EXPECT_NE(come_back("alice", hmac_token(claims, "secret")), user) << claims;
  EXPECT_EQ(
      come_back("alice",
                hmac_token(R"({"sub":")" + user +
                               R"(","iss":"parley-guest","guest_since":)" +
                               since + "}",
                           "secret")),
      user);
}

TEST_F(guests_at_a_desk, have_a_name_that_others_can_read) {
  EXPECT_EQ(admit(R"({"name":" ann\u200b "})").name, "ann");
  EXPECT_TRUE(is_refused(R"({"name":"\u200b"})"));
  EXPECT_TRUE(is_refused(R"({"name":" "})"));
  EXPECT_TRUE(is_refused(R"({"name":"a\u200eb"})"));
  EXPECT_TRUE(is_refused(R"({"name":"a] b"})"));
  EXPECT_TRUE(is_refused(R"({"name":"Server"})"));
}

TEST_F(guests_at_a_desk, are_somebody_else_with_another_name_or_token) {
  const auto ann = admit(R"({"name":"ann"})");
  EXPECT_TRUE(come_back("anna", ann.token).starts_with("anna."));
  EXPECT_NE(come_back("ann", "not.a.token"), ann.user);
  const guest_desk elsewhere("another secret", an_hour_each(), 8);
  const auto found = elsewhere.admit(R"({"name":"ann"})", now, next());
  const auto& theirs = std::get<guest>(found);
  EXPECT_NE(come_back("ann", theirs.token), theirs.user);
}

TEST_F(guests_at_a_desk, cannot_take_the_place_of_an_applications_user) {
  // Who signs with the same secret, for users without a suffix.
  const auto alice = hmac_token(R"({"sub":"alice"})", "secret");
  EXPECT_TRUE(come_back("alice", alice).starts_with("alice."));
}

TEST_F(guests_at_a_desk, need_no_name) {
  EXPECT_EQ(admit("{}").name, "guest");
  EXPECT_EQ(admit(R"({"name":"","token":""})").name, "guest");
}

TEST_F(guests_at_a_desk, are_told_what_is_wrong_with_the_request) {
  EXPECT_TRUE(is_refused(""));
  EXPECT_TRUE(is_refused("[]"));
  EXPECT_TRUE(is_refused(R"({"name":1})"));
  EXPECT_TRUE(is_refused(R"({"token":{}})"));
  EXPECT_TRUE(is_refused(R"({"name":"nine char"})"));
  EXPECT_TRUE(is_refused(R"({"name":"a\nb"})"));
}

TEST_F(guests_at_a_desk, are_answered_in_json_whatever_their_name) {
  const auto json = to_json(admit(R"({"name":"\"\\<é"})"));
  EXPECT_NE(json.find(R"("name":"\"\\)"), std::string::npos) << json;
}

}  // namespace
}  // namespace parley
