// SPDX-License-Identifier: Apache-2.0
// Spawns the session of each accepted link. One per loop, used on its thread.
#pragma once

#include "actors/home.hpp"
#include "actors/session_shell.hpp"
#include "protocol/limits.hpp"
#include "protocol/link.hpp"

#include <cstdint>
#include <memory>

namespace parley {

class session_acceptor final : public link_acceptor {
 public:
  /// All three outlive the acceptor and the sessions.
  session_acceptor(home& where, const topology& actors, const limits& bounds);

  std::unique_ptr<link_events> accept(std::shared_ptr<link> link,
                                      link_request request) override;

 private:
  template <class State, class... Args>
  std::unique_ptr<link_events> spawn(std::string_view transport,
                                     session_setting setting, Args&&... args);

  home& where_;
  const topology& actors_;
  const limits& limits_;
  user_rates rates_;
  std::uint64_t accepted_ = 0;
};

}  // namespace parley
