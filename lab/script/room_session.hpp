// SPDX-License-Identifier: Apache-2.0
// The Centrifuge side of one scripted client, by its name: the command it waits
// for, its client id and how far it has read each room. Outlives connections,
// so that a client that comes back can recover. Pure: knows no socket.
#pragma once

#include "lab/script/room_wire.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::script {

class room_session {
 public:
  /// What came in one frame: pings to be answered, lines for the script. The
  /// reply that is waited for is in neither, but in answer().
  struct sorted {
    std::size_t pings = 0;
    std::vector<std::string> lines;
  };

  /// A new connection: ids begin anew, positions stay.
  void begin();

  // Each makes the frame of a command whose answer() is then waited for.
  std::string ask(const login& what);
  std::string ask(const subscribe& what);
  std::string ask(const unsubscribe& what);
  std::string ask(const publish& what);

  /// Takes a text frame apart, line by line. What a recovery brings comes as
  /// the pushes that were missed.
  sorted take(std::string_view frame);

  /// The reply to the last command, from its arrival on.
  const std::optional<reply>& answer() const { return answer_; }

  /// The script has read this push: the place to recover from.
  void seen(const room_push& what);

  /// Nothing while the client has no position in the room.
  std::optional<position> last_seen(const std::string& room) const;

  /// As the last reply to connect gave it; stays after the connection.
  const std::string& client_id() const { return client_id_; }

 private:
  std::uint32_t next_id();
  void accept(reply got, std::vector<std::string>& lines);

  std::uint32_t id_ = 0;
  bool waiting_ = false;
  std::string subscribing_;  // The room of the last command, if a subscribe.
  std::optional<reply> answer_;
  std::string client_id_;
  std::map<std::string, position> positions_;
};

}  // namespace parley::script
