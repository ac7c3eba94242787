// SPDX-License-Identifier: Apache-2.0
// Short runs against a whole server: that they end, count everything and find
// nothing wrong. What they measure is nobody's business here.
#include "lab/load/run.hpp"

#include "lab/load/speech.hpp"
#include "server/descriptors.hpp"
#include "server/server.hpp"
#include "tests/lab/script/certificate.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <unistd.h>

namespace parley::load {
namespace {

using namespace std::chrono_literals;

settings open_to_all() {
  settings values;
  values.listen = {"127.0.0.1:0"};
  values.threads = 2;
  values.log_level = "warning";
  values.net.bounds.connections_per_address = 0;
  values.net.bounds.message_rate = values.net.bounds.byte_rate = 0;
  auto& rooms = values.channel.without_namespace;
  rooms.publish_rate = rooms.publish_byte_rate = 0;
  values.client.insecure = true;
  values.client.command_rate = values.client.user_command_rate = 0;
  values.client.join_rate = values.client.user_join_rate = 0;
  values.client.user_byte_rate = 0;
  return values;
}

plan short_plan(std::string_view preset) {
  auto made = find_preset(preset)->plan;
  made.warmup = 20ms;
  made.measured = 200ms;
  return made;
}

class Run : public ::testing::Test {
 protected:
  explicit Run(settings values = open_to_all()) : node(std::move(values)) {
    raise_descriptor_limit();
    std::signal(SIGPIPE, SIG_IGN);
    node.start();
  }
  ~Run() override { node.shutdown(10s); }

  result run(const plan& what, const std::string& protocol = "plain") {
    const auto words = make_speech(protocol);
    auto url = node.urls().at(0);
    url.replace(0, url.find(':'), url.starts_with("https") ? "wss" : "ws");
    fleet clients(
        {endpoint::resolve(url), std::string(words->default_path()), *words});
    result found;
    found.plan = what;
    load::run({clients, ::getpid(), [](const std::string&) {}}, found);
    return found;
  }

  std::string url() const {
    const auto& served = node.urls().at(0);
    return (served.starts_with("https") ? "wss" : "ws") +
           served.substr(served.find(':'));
  }

  static void expect_clean(const result& found) {
    EXPECT_EQ(found.lost, 0u);
    EXPECT_EQ(found.duplicated, 0u);
    EXPECT_EQ(found.reordered, 0u);
    EXPECT_EQ(found.refused, 0u);
    EXPECT_EQ(found.failures, 0u);
    EXPECT_GT(found.connections, 0u);
    EXPECT_GT(found.deliveries, 0u);
    EXPECT_GT(found.server_cpu, 0.0);
  }

  server node;
};

TEST_F(Run, every_protocol_of_ours_hears_all_in_order_at_a_rate) {
  for (const auto* protocol : {"plain", "json", "protobuf"}) {
    SCOPED_TRACE(protocol);
    auto what = short_plan("s1-open");
    what.members = 50;
    what.rate = 20'000;
    const auto found = run(what, protocol);
    expect_clean(found);
    EXPECT_EQ(found.latency.count(), found.deliveries);
  }
}

TEST_F(Run, many_rooms_each_have_their_messages_outstanding) {
  auto what = short_plan("s2-closed");
  what.rooms = 20;
  what.window = 3;
  expect_clean(run(what));
  expect_clean(run(what, "json"));
}

TEST_F(Run, those_who_only_come_are_all_there) {
  auto what = short_plan("joins");
  what.rooms = 5;
  what.members = 20;
  const auto found = run(what, "protobuf");
  EXPECT_EQ(found.connections, 100u);
  EXPECT_GT(found.join_seconds, 0.0);
}

TEST_F(Run, visitors_come_and_go) {
  auto what = short_plan("churn");
  what.rooms = 3;
  for (const auto* protocol : {"plain", "json"})
    expect_clean(run(what, protocol));
}

TEST_F(Run, a_room_that_is_not_let_in_is_told) {
  const auto words = make_speech("plain");
  fleet clients({endpoint::resolve(url()), "/nowhere", *words});
  result found;
  found.plan = short_plan("joins");
  found.plan.rooms = 1;
  found.plan.members = 3;
  EXPECT_THROW(load::run({clients, 0, [](const std::string&) {}}, found),
               std::runtime_error);
}

class LimitedRun : public Run {
 protected:
  static settings few_commands() {
    auto values = open_to_all();
    values.client.command_rate = 1;
    values.client.command_burst = 20;  // twice as many would end the speaker
    return values;
  }
  LimitedRun() : Run(few_commands()) {}
};

TEST_F(LimitedRun, what_the_server_answers_with_an_error_is_counted) {
  auto what = short_plan("s1c16");
  what.members = 3;
  for (const auto* protocol : {"json", "protobuf"}) {
    SCOPED_TRACE(protocol);
    const auto found = run(what, protocol);
    EXPECT_GT(found.refused, 0u);
    EXPECT_EQ(found.lost, found.refused * what.members);
    EXPECT_FALSE(found.is_clean());
  }
}

class SlowRun : public Run {
 protected:
  static settings small_queues() {
    auto values = open_to_all();
    values.net.bounds.queue_size = 65'536;
    return values;
  }
  SlowRun() : Run(small_queues()) {}
};

TEST_F(SlowRun, those_who_stop_reading_are_ended_and_the_others_lose_nothing) {
  auto what = short_plan("slow");
  what.members = 20;
  what.slow = 5;
  what.rate = 4'000;
  what.size = 20'000;
  what.measured = 1'000ms;
  const auto found = run(what);
  expect_clean(found);
  EXPECT_EQ(found.slow_ended, 5u);
  ASSERT_TRUE(found.latency_without_slow);
  EXPECT_GT(found.latency_without_slow->count(), 0u);
}

class TlsRun : public Run {
 protected:
  static settings with_certificate() {
    const auto made = script::make_certificate();
    const auto directory = std::filesystem::path(::testing::TempDir());
    const auto name = "bench" + std::to_string(::getpid());
    auto values = open_to_all();
    values.tls_cert = directory / (name + ".pem");
    values.tls_key = directory / (name + ".key");
    std::ofstream(values.tls_cert) << made.certificate_pem;
    std::ofstream(values.tls_key) << made.key_pem;
    return values;
  }
  TlsRun() : Run(with_certificate()) {}
};

TEST_F(TlsRun, the_same_is_heard_over_tls) {
  auto what = short_plan("s1c16");
  what.members = 20;
  expect_clean(run(what));
}

}  // namespace
}  // namespace parley::load
