#include "store/log_reader.hpp"

#include "store/nats_owner.hpp"
#include "store/store.hpp"
#include "tests/store/nats_server.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace parley {
namespace {

using log = std::map<log_reader::sequence, std::string>;

class LogReader : public testing::Test {
 protected:
  LogReader() : nats(server.options(), "test") {
    jsCtx* made = nullptr;
    EXPECT_EQ(natsConnection_JetStream(&made, nats.raw(), nullptr), NATS_OK);
    context.reset(made);
    jsStreamConfig wanted;
    jsStreamConfig_Init(&wanted);
    wanted.Name = "S";
    const char* subjects[] = {"log.*"};
    wanted.Subjects = subjects;
    wanted.SubjectsLen = 1;
    EXPECT_EQ(js_AddStream(nullptr, made, &wanted, nullptr, nullptr), NATS_OK);
  }

  void say(const std::string& subject, const std::string& bytes) {
    EXPECT_EQ(js_Publish(nullptr, context.get(), subject.c_str(), bytes.data(),
                         static_cast<int>(bytes.size()), nullptr, nullptr),
              NATS_OK);
  }

  nats_server server;
  nats_connection nats;
  nats_owner<jsCtx> context;
};

TEST_F(LogReader, reads_one_subject_from_one_place_to_another) {
  say("log.a", "1");
  say("log.b", "2");
  say("log.a", "3");
  say("log.a", "4");
  log_reader reader(nats);
  EXPECT_EQ(reader.read("S", "log.a", 0, 3), (log{{1, "1"}, {3, "3"}}));
  EXPECT_EQ(reader.read("S", "log.a", 2, 100), (log{{3, "3"}, {4, "4"}}));
  EXPECT_EQ(reader.read("S", "log.c", 0, 100), log{});
  EXPECT_EQ(reader.read("S", "log.a", 4, 3), log{});
}

TEST_F(LogReader, reads_a_long_log_in_order_and_whole) {
  log expected;
  for (log_reader::sequence i = 1; i <= 400; ++i) {
    const auto text = std::to_string(i);
    say(i % 2 == 0 ? "log.a" : "log.b", text);
    if (i % 2 == 0) expected.emplace(i, text);
  }
  EXPECT_EQ(log_reader(nats).read("S", "log.a", 0, 400), expected);
}

TEST_F(LogReader, reads_any_bytes) {
  const std::string all("\0\xff{\"\n", 5);
  say("log.a", all);
  say("log.a", "");
  EXPECT_EQ(log_reader(nats).read("S", "log.a", 0, 2),
            (log{{1, all}, {2, ""}}));
}

// It would else be taken for a room in which nothing was ever said.
TEST_F(LogReader, a_stream_that_is_not_there_is_no_empty_log) {
  log_reader reader(nats);
  say("log.a", "1");
  EXPECT_THROW(reader.read("T", "log.a", 0, 9), store_error);
  EXPECT_EQ(reader.read("S", "log.a", 0, 9), (log{{1, "1"}}));
}

}  // namespace
}  // namespace parley
