// SPDX-License-Identifier: Apache-2.0
// What the user directory, the server API and the sessions of Centrifuge
// clients send each other.
#pragma once

#include "actors/actor_ref.hpp"
#include "protocol/close_code.hpp"
#include "protocol/ids.hpp"
#include "protocol/publication.hpp"
#include "protocol/token.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace parley {

// -- orders of the application ------------------------------------------------

struct subscribe_order {
  std::string room;
  subscription_grant grant{};
  std::optional<stream_position> recover_since{};
  unix_seconds expires_at = 0;
};

struct unsubscribe_order {
  std::string room;  // empty: all
};

struct disconnect_order {
  close_code code = close_code::force_disconnect;
  std::string reason{};
};

struct refresh_order {
  bool expired = false;
  /// When the connection ends; nothing: never, whatever its token says.
  std::optional<unix_seconds> expires_at{};
  /// Replaces what others see of the connection; empty: it stays. Only with
  /// `expires_at`.
  std::string info{};
};

using session_order = std::variant<subscribe_order, unsubscribe_order,
                                   disconnect_order, refresh_order>;

}  // namespace parley

namespace parley::msg {

// -- session <-> user directory -----------------------------------------------

/// False: the user has all the connections that one may have.
struct enlisted {
  bool accepted = false;
};

/// User directory -> session.
struct ordered {
  session_order order;
};

/// Answered with `enlisted`.
struct enlist {
  std::string user;
  std::string client;
  connection_id id;
  ref_to<enlisted, ordered> session;
  /// Of the transport; empty for those that need none.
  std::string session_key{};
};

struct delist {
  std::string user;
  connection_id id;
};

// -- server API -> user directory ---------------------------------------------

/// To all sessions of a user (of nobody: to the anonymous ones), or to those of
/// them that have this client id and this session key.
struct user_order {
  std::string user;
  std::string client;               // empty: all
  std::vector<std::string> spared;  // clients that are left out
  session_order order;
  std::string session_key{};  // empty: all
};

struct user_count {
  std::uint64_t tag = 0;
  std::size_t clients = 0;
  std::size_t users = 0;
};
/// Answered with `user_count`.
struct count_users {
  ref_to<user_count> answer_to;
  std::uint64_t tag = 0;
};

}  // namespace parley::msg

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::enlist)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::enlisted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::delist)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::user_order)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::ordered)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::count_users)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::user_count)
