// SPDX-License-Identifier: Apache-2.0
// What a scripted client can do in the rooms of a Centrifuge server: the words
// of its lines after reading. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace parley::script {

/// How a command has to end: well, if nothing is set.
struct outcome {
  std::optional<std::uint32_t> error;   ///< Code of the error in the reply.
  std::optional<std::uint16_t> closed;  ///< The server closes instead.
};

/// `connect centrifuge`: the first command, after the handshake.
struct login {
  std::string token;
  outcome end;
};

/// `subscribe` and `recover`; what is absent is not asked for.
struct subscribe {
  std::string room;
  std::string token;
  bool recoverable = false;
  bool positioned = false;
  bool join_leave = false;
  bool recover = false;                 ///< Go on where this client was.
  bool unrecovered = false;             ///< Want that it cannot.
  std::optional<std::uint64_t> offset;  ///< Instead of the one it knows.
  std::optional<std::string> epoch;     ///< The same.
  outcome end;
};

struct unsubscribe {
  std::string room;
  outcome end;
};

/// `publish`: `data` is JSON.
struct publish {
  std::string room;
  std::string data;
  outcome end;
};

/// `expect-pub`: the room's next push is a publication of this JSON.
struct expect_publication {
  std::string room;
  std::string data;
  std::optional<std::uint64_t> offset;
};

/// `expect-join`, `expect-leave`: `who` is a user, a client id or the name of
/// a client of the script.
struct expect_presence {
  std::string room;
  std::string who;
  bool joined = true;
};

/// `expect-unsubscribed`: the server ends the subscription; any code if absent.
struct expect_unsubscribed {
  std::string room;
  std::optional<std::uint32_t> code;
};

/// `drop`: the end of the TCP connection, without a close.
struct drop {};

}  // namespace parley::script
