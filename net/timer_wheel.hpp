// SPDX-License-Identifier: Apache-2.0
// All coarse timers of one loop: pings, handshakes, closes. Pure: the owner
// supplies the time.
#pragma once

#include <boost/intrusive/list.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace parley {

/// A hashed wheel: setting and cancelling a timer is a few pointer writes, with
/// no allocation, whatever the number of connections.
class timer_wheel {
 public:
  using clock = std::chrono::steady_clock;

  /// Derive from it; a timer that dies is cancelled.
  class timer : public boost::intrusive::list_base_hook<
                    boost::intrusive::link_mode<boost::intrusive::safe_link>> {
   public:
    timer() = default;
    timer(const timer&) = delete;
    timer& operator=(const timer&) = delete;

   protected:
    ~timer();

   private:
    friend class timer_wheel;
    virtual void expired() = 0;

    timer_wheel* wheel_ = nullptr;
    std::uint64_t due_ = 0;
  };

  /// How exact it is: a timer fires up to two ticks late, never early.
  static constexpr std::chrono::milliseconds tick{50};

  explicit timer_wheel(clock::time_point start) : start_(start) {}

  /// Sets `t` to fire once, `delay` after `now`; it may be set already.
  void schedule(timer& t, clock::time_point now, clock::duration delay);

  void cancel(timer& t);

  /// Fires the timers that are due. A timer may set or cancel any timer in its
  /// handler.
  void advance(clock::time_point now);

  /// True when no timer is set: `advance` need not be called.
  bool empty() const { return armed_ == 0; }

 private:
  // 51.2 s a round: every timer of ours fits, longer ones go round again.
  static constexpr std::size_t slot_count = 1024;
  // Without a size of its own, a list does not mind from where a timer leaves.
  using slot =
      boost::intrusive::list<timer,
                             boost::intrusive::constant_time_size<false>>;

  std::uint64_t ticks(clock::time_point at) const;
  void fire_slot(std::uint64_t at);

  clock::time_point start_;
  std::uint64_t now_ = 0;  // every tick up to this one has been fired
  std::size_t armed_ = 0;
  std::array<slot, slot_count> slots_;
};

}  // namespace parley
