// SPDX-License-Identifier: Apache-2.0
// The lab's clients (lab/load/clients.hpp) as clients of the plain protocol,
// which tolerate nothing that a server must not do.
#pragma once

#include "lab/load/clients.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace parley::crowd_test {

class plain_clients : public load::clients {
 public:
  /// Clients of the server at 127.0.0.1:`port`.
  explicit plain_clients(std::uint16_t port);

  // `turn`, `run_until` and `connect` throw std::runtime_error when the server
  // breaks its protocol or refuses a handshake.

  /// A text message came; it is valid during the call.
  void on_text(std::function<void(client, std::string_view)> act);

  /// The server has ended the connection: the code of its close frame, or
  /// `no_close_frame`. Not called for `reset`.
  void on_close(std::function<void(client, std::uint16_t)> act);

  void say(client who, std::string_view text) {
    send(who, load::opcode::text, text);
  }

 private:
  std::function<void(client, std::uint16_t)> close_ = [](client,
                                                         std::uint16_t) {};
};

}  // namespace parley::crowd_test
