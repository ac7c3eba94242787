// SPDX-License-Identifier: Apache-2.0
#include "net/unidirectional.hpp"

#include "protocol/websocket_frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

using messages = std::vector<std::string>;

struct transport final : link {
  using link::push;
  push_result push(const frame& bytes, overflow) override {
    said.push_back(*bytes);
    return push_result::queued;
  }
  push_result send(message_kind, std::string_view message) override {
    said.emplace_back(message);
    return push_result::queued;
  }
  void read_next() override { ++reads; }
  void wake_after(std::chrono::milliseconds) override {}
  void close(close_code code, std::string_view) override { closed = code; }
  void cut() override {}
  bool is_closing() const override { return closed != close_code::no_status; }
  bool accepts_deflate() const override { return true; }

  messages said;
  int reads = 0;
  close_code closed = close_code::no_status;
};

/// The session's side: what it hears, and the link that it was given.
struct session_double final : link_acceptor {
  struct events final : link_events {
    explicit events(session_double& whose) : session(whose) {}
    void on_message(message_kind, std::string message) override {
      session.heard.push_back(std::move(message));
    }
    void on_wake() override { ++session.wakes; }
    void on_closed(close_code code) override { session.closed = code; }
    session_double& session;
  };
  std::unique_ptr<link_events> accept(std::shared_ptr<link> given,
                                      link_request) override {
    its_link = std::move(given);
    return std::make_unique<events>(*this);
  }

  std::shared_ptr<link> its_link;
  messages heard;
  int wakes = 0;
  close_code closed = close_code::no_status;
};

class ListeningClient : public ::testing::Test {
 protected:
  void accept(std::string first_message = {}) {
    link_request request;
    request.unidirectional = true;
    request.first_message = std::move(first_message);
    events = accept_listener(session, under, std::move(request));
  }
  void hear(const std::string& message) {
    events->on_message(message_kind::text, message);
  }

  std::shared_ptr<transport> under = std::make_shared<transport>();
  session_double session;
  std::unique_ptr<link_events> events;
};

TEST(ConnectCommand, wraps_an_object_on_one_line) {
  EXPECT_EQ(connect_command("{\"token\":\n\"t\"\n}"),
            R"({"id":1,"connect":{"token": "t" }})");
}

TEST(ConnectCommand, nothing_but_an_object_will_do) {
  for (const auto* text : {"", "1", "[]", "null", "{", "{}}", "{}\n{}"})
    EXPECT_FALSE(connect_command(text)) << text;
}

TEST_F(ListeningClient, its_first_message_becomes_a_connect_command) {
  accept();
  session.its_link->read_next();
  EXPECT_EQ(under->reads, 1);
  hear("{}");
  EXPECT_EQ(session.heard, messages{R"({"id":1,"connect":{}})"});
}

TEST_F(ListeningClient, a_message_of_the_request_comes_first) {
  accept(R"({"token":"t"})");
  session.its_link->read_next();
  EXPECT_EQ(under->reads, 0);
  EXPECT_EQ(session.heard, messages{R"({"id":1,"connect":{"token":"t"}})"});
  session.its_link->read_next();
  EXPECT_EQ(under->reads, 1);
}

TEST_F(ListeningClient, what_it_says_later_is_dropped_and_reading_goes_on) {
  accept("{}");
  session.its_link->read_next();
  session.its_link->read_next();
  hear(R"({"publish":{"channel":"a"}})");
  EXPECT_EQ(session.heard.size(), 1u);
  EXPECT_EQ(under->reads, 2);
}

TEST_F(ListeningClient, a_first_message_without_sense_ends_it) {
  accept();
  hear("hello");
  EXPECT_EQ(under->closed, close_code::bad_request);
  EXPECT_TRUE(session.heard.empty());
}

TEST_F(ListeningClient, is_told_bare_pushes) {
  accept("{}");
  std::string pushed, bare;
  append_frame(pushed, opcode::text, payload_coding::identity,
               R"({"push":{"channel":"a"}})");
  append_frame(bare, opcode::text, payload_coding::identity,
               R"({"channel":"a"})");
  session.its_link->push(make_frame(pushed));
  session.its_link->send(message_kind::text, R"({"push":{"connect":{}}})");
  session.its_link->send(message_kind::text, "{}");
  EXPECT_EQ(under->said, (messages{bare, R"({"connect":{}})", "{}"}));
}

TEST_F(ListeningClient, gets_no_deflated_frames_for_they_cannot_be_stripped) {
  accept("{}");
  EXPECT_FALSE(session.its_link->accepts_deflate());
}

TEST_F(ListeningClient, its_time_and_its_end_are_told) {
  accept("{}");
  events->on_wake();
  events->on_closed(close_code::abnormal);
  EXPECT_EQ(session.wakes, 1);
  EXPECT_EQ(session.closed, close_code::abnormal);
}

TEST_F(ListeningClient, a_session_that_reads_after_the_end_hears_nothing) {
  accept("{}");
  events.reset();
  session.its_link->read_next();
  EXPECT_TRUE(session.heard.empty());
}

}  // namespace
}  // namespace parley
