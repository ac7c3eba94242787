// What the user directory, the server API and the sessions of Centrifuge
// clients say to each other.
#pragma once

#include "protocol/close_code.hpp"
#include "protocol/ids.hpp"
#include "protocol/publication.hpp"
#include "protocol/token.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace parley {

// -- session <-> user directory
// -----------------------------------------------------

/// Answered with `enlisted`.
struct enlist {
  std::string user;
  std::string client;
  connection_id id;
  caf::actor session;
  /// Of the transport; empty for those that need none.
  std::string session_key{};
};

/// False: the user has all the connections that one may have.
struct enlisted {
  bool accepted = false;
};

struct delist {
  std::string user;
  connection_id id;
};

// -- server API -> user directory -> sessions
// ---------------------------------------

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
  /// When the connection ends; nothing: never, whatever its token said.
  std::optional<unix_seconds> expires_at{};
  /// Replaces what others see of the connection; empty: it stays. Only with
  /// `expires_at`.
  std::string info{};
};

using session_order = std::variant<subscribe_order, unsubscribe_order,
                                   disconnect_order, refresh_order>;

/// To all sessions of a user (of nobody: to the anonymous ones), or to those of
/// them that have this client id and this session key.
struct user_order {
  std::string user;
  std::string client;               // empty: all
  std::vector<std::string> spared;  // clients that are not meant
  session_order order;
  std::string session_key{};  // empty: all
};

struct ordered {
  session_order order;
};

/// Answered with `user_count`.
struct count_users {
  caf::actor who;
  std::uint64_t tag = 0;
};
struct user_count {
  std::uint64_t tag = 0;
  std::size_t clients = 0;
  std::size_t users = 0;
};

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::enlist)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::enlisted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::delist)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::user_order)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::ordered)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::count_users)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::user_count)
