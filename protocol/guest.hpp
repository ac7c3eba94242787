// SPDX-License-Identifier: Apache-2.0
// Guests: users that no application has authenticated. They choose a name and
// get a token, with which they are clients like all others. The name is not
// verified; the user id belongs to a guest as long as it keeps the token. Const
// after construction, so any thread may use it.
#pragma once

#include "protocol/token.hpp"
#include "protocol/token_check.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace parley {

struct guest_options {
  /// Off: there is no `/guest`.
  bool enabled = false;
  /// How long a token is good without being renewed.
  std::chrono::milliseconds session{std::chrono::hours(12)};
  /// How long after the first token a guest can stay the same user by renewing.
  std::chrono::milliseconds lifetime{std::chrono::hours(720)};
  /// Requests per second of one address, and how many at once. Over: HTTP 429.
  /// 0: no limit.
  double rate = 1;
  double burst = 30;
};

/// Distinguishes guests of one name: 80 random bits, so that the user id of
/// another guest cannot be found by trying.
using guest_entropy = std::array<std::uint8_t, 10>;

/// `iss` of a guest's token: no application signs with it.
inline constexpr std::string_view guest_issuer = "parley-guest";

struct guest {
  std::string user;
  std::string name;
  std::string token;
};

class guest_desk {
 public:
  /// `secret` is the one that connection tokens are checked with, and
  /// `name_characters` the longest name in characters.
  guest_desk(std::string secret, const guest_options& options,
             std::size_t name_characters);

  /// `request` is `{"name": "...", "token": "..."}`, both of them optional. A
  /// guest that shows a token which this desk has made, even after its `exp`,
  /// and that keeps its name stays the same user until `lifetime` is over;
  /// `random` makes every other one a new user. A sentence when the request
  /// cannot be used.
  std::variant<guest, std::string_view> admit(
      std::string_view request, unix_seconds now,
      const guest_entropy& random) const;

 private:
  /// A user of this desk, and when it got its first token.
  struct acquaintance {
    std::string user;
    unix_seconds since;
  };
  std::optional<acquaintance> recognize(std::string_view token,
                                        std::string_view name,
                                        unix_seconds now) const;

  std::string secret_;
  std::chrono::seconds session_;
  std::chrono::seconds lifetime_;
  std::size_t name_characters_;
  token_check check_;
};

/// What `admit` found, as the body of an answer: JSON.
std::string to_json(const guest& admitted);

}  // namespace parley
