// SPDX-License-Identifier: Apache-2.0
// The one order in which a room speaks, put together from what each receiver
// saw of it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace parley::crowd_test {

/// Every receiver sees one stretch of the room's order without a gap, so what
/// comes right after an event is the same for all who saw both:
///
///   a b c d          one receiver
///       c d e f      another: together a b c d e f
///   x y              nobody knows whether before or after
class shared_order {
 public:
  /// The receiver saw `event` next. An event is one of its kind in the room.
  void saw(std::size_t receiver, std::string_view event);

  /// What receivers disagree about, in words; empty when they agree.
  std::string disagreement() const;

  /// The longest stretches that are known, each in order.
  std::vector<std::vector<std::string>> stretches() const;

 private:
  // Events are numbered from 1; 0 is none.
  using number = std::size_t;

  number number_of(std::string_view event);
  void connect(number earlier, number later);

  std::unordered_map<std::string, number> numbers_;
  std::vector<std::string> events_{""};
  std::vector<number> next_{0};
  std::vector<number> previous_{0};
  std::unordered_map<std::size_t, number> last_of_;
  std::string conflict_;  // the first one
};

}  // namespace parley::crowd_test
