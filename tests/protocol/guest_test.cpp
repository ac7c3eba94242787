#include "protocol/guest.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <variant>

namespace parley {
namespace {

using std::chrono::hours;

constexpr unix_seconds now = 1'700'000'000;
constexpr unix_seconds an_hour = 3'600;

class guests_at_a_desk : public ::testing::Test {
 protected:
  guest admit(const std::string& request, unix_seconds at = now) {
    const auto found = desk.admit(request, at, ++random);
    EXPECT_TRUE(std::holds_alternative<guest>(found)) << request;
    return std::holds_alternative<guest>(found) ? std::get<guest>(found)
                                                : guest{};
  }

  std::string come_back(const std::string& name, const std::string& token,
                        unix_seconds at = now) {
    return admit(R"({"name":")" + name + R"(","token":")" + token + "\"}", at)
        .user;
  }

  bool is_refused(const std::string& request) {
    return std::holds_alternative<std::string_view>(
        desk.admit(request, now, ++random));
  }

  guest_desk desk{"secret", hours(1), 8};
  std::uint32_t random = 0;
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
  EXPECT_EQ(one.user.size(), std::string("ann.").size() + 6);
}

TEST_F(guests_at_a_desk, stay_the_same_user_by_their_token) {
  const auto ann = admit(R"({"name":"ann"})");
  EXPECT_EQ(come_back("ann", ann.token), ann.user);
  // Over its time it still tells who they were.
  EXPECT_EQ(come_back("ann", ann.token, now + 100 * an_hour), ann.user);
}

TEST_F(guests_at_a_desk, are_somebody_else_with_another_name_or_token) {
  const auto ann = admit(R"({"name":"ann"})");
  EXPECT_TRUE(come_back("anna", ann.token).starts_with("anna."));
  EXPECT_NE(come_back("ann", "not.a.token"), ann.user);
  const guest_desk elsewhere("another secret", hours(1), 8);
  const auto found = elsewhere.admit(R"({"name":"ann"})", now, 1);
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
