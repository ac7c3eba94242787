// SPDX-License-Identifier: Apache-2.0
// Gathers plain clients of small rooms: the room's own loop serves its first
// clients, so that their messages cross no thread. The clients of a large room
// are spread over all loops, which share its work.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace parley {

class gathering {
 public:
  /// A client in a room; given back when it dies, on any thread.
  class seat {
   public:
    seat() = default;
    seat(seat&& other) noexcept
        : taken_(std::exchange(other.taken_, nullptr)),
          is_early_(other.is_early_) {}
    seat& operator=(seat&& other) noexcept {
      std::swap(taken_, other.taken_);
      std::swap(is_early_, other.is_early_);
      return *this;
    }
    ~seat() {
      if (taken_) taken_->fetch_sub(1, std::memory_order_relaxed);
    }

    /// Among the first ones of its room.
    bool is_early() const { return is_early_; }

   private:
    friend class gathering;
    seat(std::atomic<std::uint32_t>& taken, bool is_early)
        : taken_(&taken), is_early_(is_early) {}

    std::atomic<std::uint32_t>* taken_ = nullptr;
    bool is_early_ = false;
  };

  /// Any thread. Rooms with the same place in the table count as one, which at
  /// worst spreads clients that could have come together.
  seat enter(std::string_view room);

 private:
  static constexpr std::size_t places = 8'192;
  std::array<std::atomic<std::uint32_t>, places> taken_{};
};

}  // namespace parley
