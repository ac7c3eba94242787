// Guests: people whom no application vouches for. They choose a name and get a
// token, with which they are clients like all others. The name is a claim that
// nobody has checked; the user id is theirs alone as long as they keep the
// token. Const after its making, so any thread may ask.
#pragma once

#include "protocol/token.hpp"
#include "protocol/token_check.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace parley {

struct guest_options {
  /// Off: there is no `/guest`.
  bool enabled = false;
  /// How long a token is good without being renewed.
  std::chrono::milliseconds session{std::chrono::hours(12)};
};

struct guest {
  std::string user;
  std::string name;
  std::string token;
};

class guest_desk {
 public:
  /// `secret` is the one that connection tokens are checked with, and
  /// `name_characters` the longest name in characters.
  guest_desk(std::string secret, std::chrono::milliseconds session,
             std::size_t name_characters);

  /// `request` is `{"name": "...", "token": "..."}`, both of them optional. Who
  /// shows a token of ours, be it over its time, and keeps the name stays the
  /// same user; `random` makes everybody else a new one. A sentence when the
  /// request is none.
  std::variant<guest, std::string_view> admit(std::string_view request,
                                              unix_seconds now,
                                              std::uint32_t random) const;

 private:
  std::string returning_user(std::string_view token, std::string_view name,
                             unix_seconds now) const;

  std::string secret_;
  std::chrono::seconds session_;
  std::size_t name_characters_;
  token_check check_;
};

/// What `admit` found, as the body of an answer: JSON.
std::string to_json(const guest& admitted);

}  // namespace parley
