// SPDX-License-Identifier: Apache-2.0
// Makes tokens as an application's back end would, for trying things out.
#pragma once

#include "cli/token_key.hpp"
#include "protocol/token.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace parley {

struct token_wish {
  std::string user;
  /// Makes it a subscription token.
  std::string channel;
  /// Server-side subscriptions of a connection token.
  std::vector<std::string> channels;
  std::string info;  // JSON; empty: none
  /// Until `exp`; nothing: the token has none.
  std::optional<std::chrono::seconds> lifetime;
  std::string algorithm;  // empty: the usual one of the key
};

/// A signed token. Throws `token_usage_error` when `info` is not JSON, a text
/// is not UTF-8, or the key does not sign with the algorithm.
std::string mint(const token_wish& wish, const signing_key& key,
                 unix_seconds now);

}  // namespace parley
