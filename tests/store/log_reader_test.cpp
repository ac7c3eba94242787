// SPDX-License-Identifier: Apache-2.0
#include "store/log_reader.hpp"

#include "store/nats_owner.hpp"
#include "store/store.hpp"
#include "tests/store/nats_server.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace parley {
namespace {

class LogReader : public testing::Test {
 protected:
  LogReader() : nats(server.options(), "test"), reader(nats) {
    jsCtx* made = nullptr;
    EXPECT_EQ(natsConnection_JetStream(&made, nats.raw().get(), nullptr),
              NATS_OK);
    context.reset(made);
    add_stream("S", "log.*", -1);
  }

  void add_stream(const char* name, const char* subject,
                  std::int64_t consumers) {
    jsStreamConfig wanted;
    jsStreamConfig_Init(&wanted);
    wanted.Name = name;
    wanted.Subjects = &subject;
    wanted.SubjectsLen = 1;
    wanted.MaxConsumers = consumers;
    EXPECT_EQ(js_AddStream(nullptr, context.get(), &wanted, nullptr, nullptr),
              NATS_OK);
  }

  void say(const std::string& subject, const std::string& bytes) {
    EXPECT_EQ(js_Publish(nullptr, context.get(), subject.c_str(), bytes.data(),
                         static_cast<int>(bytes.size()), nullptr, nullptr),
              NATS_OK);
  }

  void expect_both_ways(const std::string& subject, log_reader::sequence first,
                        log_reader::sequence last,
                        const log_reader::messages& expected) {
    EXPECT_EQ(reader.read_by_consumer("S", subject, first, last), expected);
    EXPECT_EQ(reader.read_one_by_one("S", subject, first, last), expected);
  }

  nats_server server;
  nats_connection nats;
  log_reader reader;
  nats_owner<jsCtx> context;
};

TEST_F(LogReader, reads_one_subject_from_one_place_to_another) {
  say("log.a", "1");
  say("log.b", "2");
  say("log.a", "3");
  say("log.a", "4");
  say("log.a", "5");
  expect_both_ways("log.a", 0, 3, {{1, "1"}, {3, "3"}});
  expect_both_ways("log.a", 2, 4, {{3, "3"}, {4, "4"}});
  expect_both_ways("log.a", 5, 5, {{5, "5"}});
}

TEST_F(LogReader, reads_a_long_log_in_order_and_whole) {
  log_reader::messages expected;
  for (log_reader::sequence i = 1; i <= 400; ++i) {
    const auto text = std::to_string(i);
    say(i % 2 == 0 ? "log.a" : "log.b", text);
    if (i % 2 == 0) expected.emplace(i, text);
  }
  expect_both_ways("log.a", 0, 400, expected);
}

TEST_F(LogReader, reads_any_bytes) {
  const std::string all("\0\xff{\"\n", 5);
  say("log.a", all);
  say("log.a", "");
  expect_both_ways("log.a", 0, 2, {{1, all}, {2, ""}});
}

TEST_F(LogReader, without_a_consumer_it_reads_all_the_same) {
  add_stream("N", "narrow", 1);
  say("narrow", "1");
  say("narrow", "2");
  natsSubscription* made = nullptr;  // the only one that may be
  ASSERT_EQ(js_SubscribeSync(&made, context.get(), "narrow", nullptr, nullptr,
                             nullptr),
            NATS_OK);
  const nats_owner<natsSubscription> other(made);
  ASSERT_FALSE(reader.read_by_consumer("N", "narrow", 0, 2));
  EXPECT_EQ(reader.read("N", "narrow", 0, 2),
            (log_reader::messages{{1, "1"}, {2, "2"}}));
}

// As it would of one that the leader of JetStream has forgotten.
TEST_F(LogReader, a_stream_that_is_not_there_has_no_consumer) {
  EXPECT_FALSE(reader.read_by_consumer("T", "log.a", 0, 9));
}

// It would else be taken for a room in which nothing was ever said.
TEST_F(LogReader, a_stream_that_is_not_there_is_no_empty_log) {
  say("log.a", "1");
  EXPECT_THROW(reader.read("T", "log.a", 0, 1), store_error);
  EXPECT_EQ(reader.read("S", "log.a", 0, 1), (log_reader::messages{{1, "1"}}));
}

}  // namespace
}  // namespace parley
