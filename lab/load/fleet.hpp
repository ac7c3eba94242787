// All clients of a run, on one thread and one epoll: it has to cost less than
// any server it measures, so nothing is allocated for what is heard.
#pragma once

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
  /// `who` is connected, and has said what it says first.
  virtual void on_open(std::size_t who) = 0;
  virtual void on_heard(std::size_t who, const mark& what, std::int64_t at) = 0;
  /// It could not connect, or is connected no more, and nobody closed it.
  virtual void on_lost(std::size_t who) = 0;
  /// The server has so many errors for somebody who has published.
  virtual void on_refused(std::size_t errors) = 0;
  /// Called again and again; the nanoseconds until it wants to be called next.
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
  ~fleet();
  fleet(const fleet&) = delete;
  fleet& operator=(const fleet&) = delete;

  void watch(watcher& by) { watcher_ = &by; }

  /// A client more, not connected. Rooms are numbers; their names have them.
  std::size_t add(std::uint32_t room);
  void connect(std::size_t who);
  void publish(std::size_t who, std::string_view payload);
  void close(std::size_t who);
  /// Whether it reads what comes; else that stays in the kernel.
  void set_reading(std::size_t who, bool reads);

  std::size_t size() const { return clients_.size(); }
  std::uint32_t room_of(std::size_t who) const { return clients_[who].room; }

  /// Turns until `done` or the time is over; whether it was `done`.
  bool run_until(const std::function<bool()>& done,
                 std::chrono::milliseconds patience);

  static std::string room_name(std::uint32_t room);

 private:
  enum class phase : std::uint8_t { idle, upgrading, open, closed };

  struct client {
    stream link;
    std::uint32_t room = 0;
    phase at = phase::idle;
    bool deaf = false;
    bool speaks = false;       // has published
    std::uint32_t events = 0;  // what epoll watches for
    std::string unread{};      // the start of what is not whole
    std::string unsent{};
  };

  void turn(std::int64_t longest_wait);
  void handle(std::size_t who, std::uint32_t events);
  void read(std::size_t who);
  std::string_view take_in(std::size_t who, std::string_view bytes);
  std::string_view finish_upgrade(std::size_t who, std::string_view bytes);
  void hear(std::size_t who, const server_frame& frame);
  void send(std::size_t who, opcode op, std::string_view payload);
  void flush(std::size_t who);
  void interest(std::size_t who);
  void lose(std::size_t who);

  setting setting_;
  tls_client tls_;
  watcher* watcher_ = nullptr;
  int epoll_;
  std::vector<client> clients_;
  std::string buffer_;
};

}  // namespace parley::load
