// SPDX-License-Identifier: Apache-2.0
// Clients that come to rooms, speak, leave and come again, at random but by a
// seed; and what they saw.
#pragma once

#include "tests/crowd/line.hpp"
#include "tests/crowd/node.hpp"
#include "tests/crowd/plain_clients.hpp"
#include "tests/crowd/shared_order.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace parley::crowd_test {

/// How a client leaves. All that was said before a `close` or `hang_up` counts.
enum class departure { close, hang_up, reset, count };

/// One client from its join to its end.
struct visit {
  std::size_t room = 0;
  std::string name;  // empty until the room has given one
  std::size_t to_say = 0;
  departure how = departure::close;
  bool waits_to_hear = false;     // leaves when it has heard all it said
  bool followed_at_once = false;  // the next one comes before it has ended
  bool admitted = false;
  std::size_t heard_own = 0;
};

class visitors {
 public:
  struct size {
    std::size_t rooms;
    std::size_t at_once;  // clients
    std::size_t visits;   // in all
  };

  visitors(const node& where, size bounds, unsigned seed);

  /// True when every visit was admitted and has ended in time.
  bool run();

  /// The order of each room, of events as the clients saw them. What rooms say
  /// about names they gave themselves is left out: it comes again in a later
  /// life of the room. "[v17] 17:0" is the first message of the visit 17.
  const std::vector<shared_order>& orders() const { return orders_; }

  const std::vector<visit>& visits() const { return visits_; }

  /// How often a room was seen to begin again after it had been retired.
  std::size_t rebirths() const { return rebirths_; }

  /// What was wrong with a line or an end; empty when nothing was.
  const std::string& fault() const { return fault_; }

  /// For a person: how far it came.
  std::string figures() const;

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void enter(std::size_t room);
  void hear(plain_clients::client who, std::string_view text);
  void admit(plain_clients::client who, const line& heard);
  void note_order(plain_clients::client who, const line& heard,
                  std::string_view text);
  void depart(plain_clients::client who);
  void ended(plain_clients::client who, std::uint16_t code);
  void follow(plain_clients::client last);

  const size bounds_;
  plain_clients people_;
  std::mt19937 random_;
  std::vector<visit> visits_;  // by client
  std::vector<shared_order> orders_;
  std::set<std::size_t> named_;  // rooms that have had a user0
  std::size_t admitted_ = 0;
  std::size_t present_ = 0;
  std::size_t rebirths_ = 0;
  std::string fault_;
};

}  // namespace parley::crowd_test
