// SPDX-License-Identifier: Apache-2.0
// The clients of a run as a scenario sees them: members of numbered rooms, that
// publish and receive marks in the protocol of the server.
#pragma once

#include "lab/load/clients.hpp"
#include "lab/load/payload.hpp"
#include "lab/load/speech.hpp"
#include "lab/load/stream.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::load {

/// Nanoseconds of the monotonic clock.
std::int64_t now_ns();

/// What happens to the clients of a fleet.
class watcher {
 public:
  /// `who` is connected, and has sent what its protocol begins with.
  virtual void on_open(std::size_t who) = 0;
  virtual void on_heard(std::size_t who, const mark& what, std::int64_t at) = 0;
  /// It could not connect, or the server has ended its connection.
  virtual void on_lost(std::size_t who) = 0;
  /// The server has so many errors for a client that has published.
  virtual void on_refused(std::size_t errors) = 0;
  /// Called again and again; the nanoseconds until the next call is due.
  virtual std::int64_t on_turn(std::int64_t at) = 0;

 protected:
  ~watcher() = default;
};

class fleet {
 public:
  struct setting {
    endpoint to;
    std::string path;  // with "{room}"
    const speech& words;
  };

  explicit fleet(setting chosen);
  fleet(const fleet&) = delete;
  fleet& operator=(const fleet&) = delete;

  void watch(watcher& by) { watcher_ = &by; }

  /// One client more, not connected. Rooms are numbers; their names have them.
  std::size_t add(std::uint32_t room);
  void connect(std::size_t who);
  void publish(std::size_t who, std::string_view payload);
  void close(std::size_t who) { clients_.drop(who); }
  /// Whether it reads what comes; if not, that stays in the kernel.
  void set_reading(std::size_t who, bool reads) {
    clients_.set_reading(who, reads);
  }

  std::size_t size() const { return members_.size(); }
  std::uint32_t room_of(std::size_t who) const { return members_[who].room; }

  /// Turns until `done` or the time is over; whether it was `done`.
  bool run_until(const std::function<bool()>& done,
                 std::chrono::milliseconds patience);

  static std::string room_name(std::uint32_t room);

 private:
  struct member {
    std::uint32_t room = 0;
    bool speaks = false;  // has published
  };

  void greet(std::size_t who);
  void hear(std::size_t who, std::string_view message);

  setting setting_;
  clients clients_;
  watcher* watcher_ = nullptr;
  std::vector<member> members_;  // by client
};

}  // namespace parley::load
