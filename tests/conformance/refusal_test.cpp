// SPDX-License-Identifier: Apache-2.0
// Whatever the server refuses is logged once and counted once, with its reason.
#include "protocol/refusal.hpp"

#include "tests/conformance/provocations.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace parley::conformance {
namespace {

/// Collects log lines during its lifetime.
class kept_log {
 public:
  kept_log()
      : before_(spdlog::default_logger()),
        lines_(std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(1'000)) {
    spdlog::set_default_logger(
        std::make_shared<spdlog::logger>("kept", lines_));
  }
  ~kept_log() { spdlog::set_default_logger(before_); }
  kept_log(const kept_log&) = delete;
  kept_log& operator=(const kept_log&) = delete;

  std::vector<std::string> about(refusal why) const {
    const auto start = "refused reason=" + std::string(name_of(why)) +
                       " setting=" + std::string(setting_of(why)) + " peer=\"";
    std::vector<std::string> found;
    for (const auto& line : lines_->last_formatted())
      if (line.find(start) != std::string::npos) found.push_back(line);
    return found;
  }

 private:
  std::shared_ptr<spdlog::logger> before_;
  std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt> lines_;
};

/// The count of a reason at /metrics, once it is above 0.
std::string counted(const node& server, refusal why) {
  const auto start =
      "\nparley_refused_total{reason=\"" + std::string(name_of(why)) + "\"} ";
  const auto until = std::chrono::steady_clock::now() + raw_client::patience;
  for (;;) {
    // Answers of the same half second are the same.
    const auto text = server.connect().request("GET", "/metrics").body;
    const auto at = text.find(start);
    if (at == std::string::npos) return "not in /metrics";
    const auto from = at + start.size();
    auto number = text.substr(from, text.find('\n', from) - from);
    if (number != "0" || std::chrono::steady_clock::now() > until)
      return number;
  }
}

TEST(refusal, of_each_reason_is_logged_and_counted_once) {
  for (const auto& each : all_provocations()) {
    SCOPED_TRACE(name_of(each.why));
    const kept_log log;
    const bool tls = each.why == refusal::tls_handshake;
    node server([&](settings& values) {
      values.net.operators.open_metrics = true;
      if (each.adjust) each.adjust(values);
    });
    each.provoke(server);
    // This client has no TLS, so it cannot request /metrics.
    if (tls)
      server.stop(raw_client::patience);
    else
      EXPECT_EQ(counted(server, each.why), "1");
    EXPECT_EQ(log.about(each.why).size(), 1u);
  }
}

TEST(refusal, every_reason_is_provoked_here) {
  std::map<refusal, int> provoked;
  for (const auto& each : all_provocations()) ++provoked[each.why];
  // What an answer's status means when its maker says no more; net_tests.
  for (const auto why :
       {refusal::forbidden, refusal::too_many_requests, refusal::unavailable})
    ++provoked[why];
  for (std::size_t i = 0; i < refusal_count; ++i)
    EXPECT_EQ(provoked[static_cast<refusal>(i)], 1)
        << name_of(static_cast<refusal>(i));
}

TEST(refusal, names_the_client_and_not_its_proxy) {
  const kept_log log;
  const node server([](settings& values) {
    values.insecure = true;
    values.net.proxies = {"127.0.0.1"};
  });
  server.connect().upgrade("/chat", {{"Origin", "https://evil.example"},
                                     {"X-Forwarded-For", "192.0.2.7"}});
  const auto lines = log.about(refusal::origin);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines.front().find("peer=\"192.0.2.7\""), std::string::npos)
      << lines.front();
}

}  // namespace
}  // namespace parley::conformance
