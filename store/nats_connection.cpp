// SPDX-License-Identifier: Apache-2.0
#include "store/nats_connection.hpp"

#include "protocol/log_pace.hpp"
#include "protocol/log_text.hpp"
#include "store/nats_link.hpp"
#include "store/nats_retry.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>
#include <utility>
#include <vector>

namespace parley {

namespace {

using clock = std::chrono::steady_clock;

/// Several changes within this time are logged as one line with a count.
constexpr std::chrono::seconds log_interval{10};
/// Interval of the log line that NATS is still unreachable.
constexpr std::chrono::seconds complaint_interval{60};
/// A connection that works for so long has no failed attempts before it.
constexpr std::chrono::seconds proven{60};

}  // namespace

/// Makes the link, and makes it anew when it is over, on a thread of its own.
class nats_connection::keeper {
 public:
  keeper(const cluster_options& options, std::string role)
      : options_(options), role_(std::move(role)), link_(make_link()) {
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }

  ~keeper() {
    thread_.request_stop();
    thread_.join();
    link_->end();
  }

  std::shared_ptr<nats_link> link() const {
    const std::lock_guard lock(mutex_);
    return link_;
  }

  void subscribe(const std::string& subject, handler receive) {
    auto shared = std::make_shared<const handler>(std::move(receive));
    const std::lock_guard lock(mutex_);
    subjects_.emplace_back(subject, shared);
    if (link_ && !link_->subscribe(subject, std::move(shared)) &&
        !link_->is_over())
      throw nats_error("nats: no subscription of " + subject);
  }

  std::uint64_t reconnects() const { return reconnects_; }
  std::uint64_t generation() const { return generation_; }
  std::uint64_t dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_ + (link_ ? link_->dropped() : 0);
  }

 private:
  std::shared_ptr<nats_link> make_link() {
    ++generation_;
    return std::make_shared<nats_link>(
        options_, role_,
        nats_link::listener{
            [this] { on_connected(); },
            [this](const std::string& why) { on_broken(why); }});
  }

  void on_connected() {
    const std::lock_guard lock(news_mutex_);
    if (std::exchange(was_connected_, true)) ++reconnects_;
    connected_at_ = clock::now();
    if (const auto count = connections_.count(clock::now()))
      spdlog::info("nats.connected role={} count={}", role_, count);
  }

  void on_broken(const std::string& why) {
    const std::lock_guard lock(news_mutex_);
    why_ = why;
    if (const auto count = troubles_.count(clock::now()))
      spdlog::warn("nats.trouble role={} what={} count={}", role_,
                   log_text(why), count);
    has_news_ = true;
    news_.notify_one();
  }

  void run(const std::stop_token& stop) {
    const std::stop_callback wake(stop, [this] {
      const std::lock_guard lock(news_mutex_);
      has_news_ = true;
      news_.notify_one();
    });
    while (!stop.stop_requested()) {
      await_news(complaint_interval);
      while (!stop.stop_requested() && link()->is_over()) replace(stop);
      complain_if_away();
    }
  }

  void await_news(clock::duration patience) {
    std::unique_lock lock(news_mutex_);
    news_.wait_for(lock, patience, [this] { return has_news_; });
    has_news_ = false;
  }

  // The old one first: its last callbacks are over before the next begins, so
  // that messages stay in their order.
  void replace(const std::stop_token& stop) {
    {
      const std::lock_guard lock(news_mutex_);
      const bool worked =
          was_connected_ && clock::now() - connected_at_ >= proven;
      attempts_ = worked ? 1 : attempts_ + 1;
    }
    const auto until = clock::now() + nats_retry_pause(attempts_, entropy_(),
                                                       nats_refused_longest);
    const auto old = link();
    old->end();
    while (!stop.stop_requested() && clock::now() < until)
      await_news(until - clock::now());
    if (stop.stop_requested()) return;
    complain_if_away();
    auto next = make_link();
    const std::lock_guard lock(mutex_);
    dropped_ += old->dropped();
    for (const auto& [subject, receive] : subjects_)
      next->subscribe(subject, receive);
    link_ = std::move(next);
  }

  void complain_if_away() {
    if (link()->is_connected()) return;
    const std::lock_guard lock(news_mutex_);
    const auto now = clock::now();
    if (now - complained_ < complaint_interval) return;
    complained_ = now;
    spdlog::error("nats.away role={} attempts={} what={}", role_, attempts_,
                  log_text(why_));
  }

  const cluster_options options_;
  const std::string role_;

  mutable std::mutex news_mutex_;
  std::condition_variable news_;
  bool has_news_ = false;                  // guarded by news_mutex_
  bool was_connected_ = false;             // guarded by news_mutex_
  clock::time_point connected_at_{};       // guarded by news_mutex_
  std::string why_ = "not connected yet";  // guarded by news_mutex_
  log_pace troubles_{log_interval};        // guarded by news_mutex_
  log_pace connections_{log_interval};     // guarded by news_mutex_

  std::atomic<std::uint64_t> reconnects_ = 0;
  std::atomic<std::uint64_t> generation_ = 0;
  // Of the keeper's thread.
  std::uint64_t attempts_ = 0;
  clock::time_point complained_ = clock::now() - complaint_interval;
  std::minstd_rand entropy_{std::random_device()()};

  mutable std::mutex mutex_;
  std::vector<std::pair<std::string, std::shared_ptr<const handler>>>
      subjects_;                     // guarded by mutex_
  std::uint64_t dropped_ = 0;        // of links before; guarded by mutex_
  std::shared_ptr<nats_link> link_;  // guarded by mutex_; never null
  std::jthread thread_;
};

nats_connection::nats_connection(const cluster_options& options,
                                 const std::string& role)
    : keeper_(std::make_unique<keeper>(options, role)) {}

nats_connection::~nats_connection() = default;

bool nats_connection::publish(const std::string& subject,
                              std::string_view bytes) {
  const auto to = raw();
  return to &&
         natsConnection_Publish(to.get(), subject.c_str(), bytes.data(),
                                static_cast<int>(bytes.size())) == NATS_OK;
}

void nats_connection::flush() {
  constexpr std::int64_t patience_ms = 1'000;
  if (const auto to = raw()) natsConnection_FlushTimeout(to.get(), patience_ms);
}

void nats_connection::subscribe(const std::string& subject, handler receive) {
  keeper_->subscribe(subject, std::move(receive));
}

bool nats_connection::is_connected() const {
  return keeper_->link()->is_connected();
}

std::uint64_t nats_connection::reconnects() const {
  return keeper_->reconnects();
}

std::uint64_t nats_connection::dropped() const {
  return keeper_->dropped();
}

std::shared_ptr<natsConnection> nats_connection::raw() const {
  return keeper_->link()->raw();
}

std::uint64_t nats_connection::generation() const {
  return keeper_->generation();
}

}  // namespace parley
