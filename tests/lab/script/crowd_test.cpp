// SPDX-License-Identifier: Apache-2.0
#include "lab/script/crowd.hpp"

#include "tests/lab/script/run_script.hpp"
#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

connect to(const std::string& path) {
  return {.path = path, .headers = {}};
}

class a_crowd : public testing::Test {
 protected:
  bool wait_for(const std::function<bool()>& done) {
    return crowd_.pump(clock::now() + patient, done);
  }

  const test_server server_;
  destination where_ = resolve(parse_address(server_.url()), {});
  crowd crowd_{where_};
};

TEST_F(a_crowd, finds_its_clients_by_name_until_they_are_removed) {
  EXPECT_EQ(crowd_.find("alice"), nullptr);
  client& alice = crowd_.open("alice", to("/echo"));
  EXPECT_EQ(crowd_.find("alice"), &alice);
  EXPECT_EQ(crowd_.find("bob"), nullptr);
  crowd_.remove("alice");
  EXPECT_EQ(crowd_.find("alice"), nullptr);
}

TEST_F(a_crowd, removes_clients_in_every_state) {
  crowd_.open("connecting", to("/stall"));
  crowd_.remove("connecting");
  client& open = crowd_.open("open", to("/echo"));
  ASSERT_TRUE(wait_for([&] { return open.handshake().has_value(); }));
  crowd_.remove("open");
  client& sending = crowd_.open("sending", to("/deaf"));
  ASSERT_TRUE(wait_for([&] { return sending.handshake().has_value(); }));
  sending.send({payload::text, std::string(50'000'000, 'x')});
  crowd_.remove("sending", true);
  EXPECT_EQ(crowd_.find("sending"), nullptr);
}

TEST_F(a_crowd, does_nothing_outside_pump) {
  client& alice = crowd_.open("alice", to("/echo"));
  EXPECT_FALSE(alice.handshake());
  EXPECT_FALSE(alice.idle());
  EXPECT_TRUE(wait_for([&] { return alice.handshake().has_value(); }));
}

TEST_F(a_crowd, pumps_until_the_deadline_if_nothing_is_done) {
  const auto deadline = clock::now() + milliseconds(50);
  EXPECT_FALSE(crowd_.pump(deadline, [] { return false; }));
  EXPECT_GE(clock::now(), deadline);
}

TEST_F(a_crowd, says_goodbye_to_those_who_are_connected) {
  client& listener = crowd_.open("listener", to("/room"));
  ASSERT_TRUE(wait_for([&] { return listener.handshake().has_value(); }));
  crowd other(where_);
  client& guest = other.open("guest", to("/room"));
  ASSERT_TRUE(other.pump(clock::now() + patient,
                         [&] { return guest.handshake().has_value(); }));
  other.close_all(patient);
  EXPECT_EQ(other.find("guest"), nullptr);
  ASSERT_TRUE(wait_for([&] { return !listener.inbox().empty(); }));
  EXPECT_EQ(std::get<message>(listener.inbox().front()).data,
            "gone: close 1000");
}

}  // namespace
}  // namespace parley::script
