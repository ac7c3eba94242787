// SPDX-License-Identifier: Apache-2.0
// What one client can make its session and rooms answer is bounded, whatever
// the rooms hold: bytes and counts, for every command.
#include "actors/client_session.hpp"
#include "room/answer_size.hpp"
#include "tests/actors/api_stage.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace parley {
namespace {

/// Bytes of a message around what `answer_size` counts: id, epoch, offset, and
/// a subscription's own fields.
constexpr std::size_t around = 1'024;

constexpr std::size_t publication_bytes = 60'000;
constexpr std::size_t publications = 100;
constexpr std::size_t members = 50;

/// A room `big`, full of publications that a client may send, and with as many
/// members as `presence` lists.
class AnswerCost : public ApiStage {
 protected:
  AnswerCost() {
    s.channels.without_namespace.history_size = publications;
    s.options.presence_max_members = members;
    s.set_rules();
    const std::string data(publication_bytes, 'x');
    for (std::size_t i = 0; i < publications; ++i)
      call("publish", R"({"channel":"big","data":")" + data + "\"}");
  }

  void fill_with_members() {
    for (std::size_t i = 0; i < members; ++i)
      client().says(R"({"id":2,"subscribe":{"channel":"big"}})");
  }

  /// What a client was told since the last call, as it is: answers of a
  /// megabyte are too long to look for random parts in.
  lines news(const sdk_client& c) {
    const auto& told = c.link->told;
    auto& from = seen_[c.link.get()];
    lines out(told.begin() + static_cast<std::ptrdiff_t>(from), told.end());
    from = told.size();
    return out;
  }

  /// A connected client that has been told nothing more.
  sdk_client& asker() {
    auto& added = client();
    static_cast<void>(news(added));
    return added;
  }

  static std::string command(const std::string& what, int id = 2) {
    return R"({"id":)" + std::to_string(id) + ",\"" + what + '}';
  }

  /// `count` of the same in one message.
  static std::string many(const std::string& what, int count) {
    std::string out;
    for (int i = 0; i < count; ++i)
      out += command(what, i + 2) + (i + 1 < count ? "\n" : "");
    return out;
  }

  static std::size_t count(const lines& heard, std::string_view part) {
    return static_cast<std::size_t>(
        std::ranges::count_if(heard, [part](const std::string& each) {
          return each.find(part) != std::string::npos;
        }));
  }

 private:
  std::map<const fake_link*, std::size_t> seen_;
};

const std::string history = R"(history":{"channel":"big","limit":-1})";
const std::string presence = R"(presence":{"channel":"big"})";
const std::string comeback =
    R"(subscribe":{"channel":"big","recoverable":true,"recover":true,)"
    R"("offset":0,"epoch":""})";
const std::string goodbye = R"(unsubscribe":{"channel":"big"})";

/// One of each command, most of them with what can make its answer large.
std::string any_command() {
  const auto channel = *rc::gen::element<std::string>("big", "small");
  const auto from =
      std::to_string(*rc::gen::inRange<std::size_t>(0, publications + 1));
  const auto limit = std::to_string(*rc::gen::inRange(-1, 400));
  const auto about = R"(":{"channel":")" + channel + '"';
  return *rc::gen::element<std::string>(
      "history" + about + R"(,"limit":)" + limit + "}",
      "history" + about + R"(,"limit":)" + limit +
          R"(,"reverse":true,"since":{"offset":)" + from + "}}",
      "history" + about + R"(,"limit":)" + limit + R"(,"since":{"offset":)" +
          from + "}}",
      "presence" + about + "}", "presence_stats" + about + "}",
      "subscribe" + about + R"(,"recoverable":true,"recover":true,"offset":)" +
          from + "}",
      "subscribe" + about + "}", "unsubscribe" + about + "}",
      "publish" + about + R"(,"data":1})", "sub_refresh" + about + "}",
      R"(rpc":{"method":"ping"})", R"(refresh":{"token":""})");
}

TEST_F(AnswerCost, no_answer_to_any_command_is_over_its_bound) {
  fill_with_members();
  const bool holds = rc::check([this] {
    auto& c = asker();
    const auto few = *rc::gen::inRange(1, 6);
    for (int i = 0; i < few && !c.link->closed_with; ++i) {
      const auto before = c.link->bytes;
      c.says(command(any_command()));
      RC_ASSERT(c.link->bytes - before <= answer_size + around);
    }
    if (c.link->events) c.link->vanishes();
    s.settle();
  });
  EXPECT_TRUE(holds);
}

TEST_F(AnswerCost, a_hundred_questions_are_answered_to_the_rate_of_bytes) {
  s.set_rates_of_people();
  auto& c = asker();
  const auto before = c.link->bytes;
  c.says(many(history, 100));
  const auto heard = news(c);
  EXPECT_EQ(heard.size(), 100u);
  EXPECT_LE(count(heard, "publications"), 2u);
  EXPECT_GE(count(heard, R"("code":111)"), 98u);
  EXPECT_LE(c.link->bytes - before, 2 * answer_size + 100 * around);
  EXPECT_FALSE(c.link->closed_with);
}

TEST_F(AnswerCost, a_hundred_comebacks_are_answered_to_the_rate_of_bytes) {
  s.set_rates_of_people();
  auto& c = asker();
  std::string commands;
  const auto since = comeback.substr(0, comeback.find("0,")) +
                     std::to_string(publications - 10) +
                     comeback.substr(comeback.find(",\"epoch"));
  for (int i = 0; i < 100; ++i)
    commands += command(since, 2 * i + 2) + '\n' + command(goodbye, 2 * i + 3) +
                (i < 99 ? "\n" : "");
  const auto before = c.link->bytes;
  c.says(commands);
  EXPECT_LE(c.link->bytes - before, 3 * answer_size);
  EXPECT_GE(count(news(c), R"("code":111)"), 190u);
}

TEST_F(AnswerCost, what_was_missed_and_fits_into_one_answer_is_recovered) {
  auto& c = asker();
  const auto asks = [&](std::size_t from) {
    c.says(command(R"(subscribe":{"channel":"big","recoverable":true,)"
                   R"("recover":true,"offset":)" +
                   std::to_string(from) + "}"));
    const auto heard = news(c);
    c.says(command(goodbye));
    static_cast<void>(news(c));
    return heard.front();
  };
  const auto some = asks(publications - 5);
  EXPECT_NE(some.find(R"("recovered":true)"), std::string::npos);
  const auto too_many = asks(publications - 20);
  EXPECT_EQ(too_many.find(R"("recovered":true)"), std::string::npos);
  EXPECT_EQ(too_many.find("\"data\""), std::string::npos);
}

TEST_F(AnswerCost, a_page_that_was_cut_goes_on_with_since) {
  auto& c = asker();
  std::size_t seen = 0;
  for (int pages = 0; seen < publications; ++pages) {
    ASSERT_LT(pages, 10);
    c.says(
        command(R"(history":{"channel":"big","limit":-1,"since":{"offset":)" +
                std::to_string(seen) + "}}"));
    const auto page = news(c).back();
    std::size_t here = 0;
    for (auto at = page.find("\"data\""); at != std::string::npos;
         at = page.find("\"data\"", at + 1))
      ++here;
    ASSERT_GT(here, 0u);
    seen += here;
  }
  EXPECT_EQ(seen, publications);
}

TEST_F(AnswerCost, presence_of_a_room_of_more_members_is_error_106) {
  fill_with_members();
  auto& c = asker();
  c.says(command(presence));
  EXPECT_EQ(count(news(c), R"("presence":{"presence":{)"), 1u);
  client().says(R"({"id":2,"subscribe":{"channel":"big"}})");
  c.says(command(presence));
  EXPECT_EQ(news(c), lines{R"({"id":2,"error":{"code":106,)"
                           R"("message":"limit exceeded"}})"});
  EXPECT_EQ(call("presence", R"({"channel":"big"})"),
            R"({"error":{"code":106,"message":"limit exceeded"}})");
}

TEST_F(AnswerCost, nothing_is_encoded_for_a_link_that_closed_itself_as_slow) {
  for (const auto& what : {history, presence, comeback}) {
    auto& c = asker();
    c.link->slow_at = c.link->bytes + 1;
    c.link->answers_close = false;
    c.says(many(what, 100));
    EXPECT_EQ(c.link->closed_with, close_code::slow);
    EXPECT_EQ(c.link->refused, 0) << what;
    c.link->vanishes();
  }
}

TEST_F(AnswerCost, nothing_is_carried_out_while_the_outbox_is_congested) {
  auto& c = asker();
  c.link->congested_at = c.link->bytes + answer_size / 2;
  c.says(many(history, 5));
  EXPECT_EQ(count(news(c), "publications"), 1u);
  for (int i = 1; i < 5; ++i) {
    c.link->congested_at += c.link->bytes;
    c.link->drains();
    c.link->congested_at = c.link->bytes;
    s.settle();
    const auto heard = news(c);
    EXPECT_EQ(count(heard, "\"id\":" + std::to_string(i + 2)), 1u);
    EXPECT_EQ(heard.size(), 1u);
  }
  EXPECT_EQ(c.link->reads_wanted, 1);
}

TEST_F(AnswerCost, a_batch_of_the_server_api_is_bounded_as_a_whole) {
  std::string commands;
  constexpr int many_commands = 200;
  for (int i = 0; i < many_commands; ++i)
    commands += std::string(i ? "," : "") +
                R"({"history":{"channel":"big","limit":-1}})";
  commands += R"(,{"publish":{"channel":"small","data":1}})";
  for (const std::string how : {"false", "true"}) {
    const auto answer =
        ask({"batch",
             R"({"parallel":)" + how + R"(,"commands":[)" + commands + "]}",
             false})
            .body;
    EXPECT_LE(answer.size(),
              batch_answer_size + answer_size + (many_commands + 1) * around);
    EXPECT_NE(answer.find(R"("code":106)"), std::string::npos);
    EXPECT_NE(answer.find(R"({"publish":{"offset":)"), std::string::npos);
  }
}

}  // namespace
}  // namespace parley
