// SPDX-License-Identifier: Apache-2.0
// Does what one line asks for, with all the clients it names, and says what
// went wrong. A line is done when it is done for each of them.
#pragma once

#include "lab/script/crowd.hpp"
#include "lab/script/fill.hpp"
#include "lab/script/judge.hpp"
#include "lab/script/room_session.hpp"
#include "lab/script/step.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley::script {

class performer {
 public:
  /// `server` must outlive it.
  performer(destination& server, std::chrono::milliseconds timeout);

  /// Blocks up to the timeout. `round` is that of the innermost repeat.
  complaint perform(const command& line, std::optional<std::size_t> round);

  /// Blocks that long; the clients go on receiving.
  void pause(std::chrono::milliseconds duration);

  /// Ends all clients, politely where the server is fit for it.
  void finish();

 private:
  // A client that a line names. Nobody is connected while `connection` is null;
  // `session` is that of the last connection, null if it spoke no Centrifuge.
  struct member {
    std::string name;
    place where;
    client* connection;
    room_session* session;
  };
  using members = std::vector<member>;

  members expand(const clients& who, std::optional<std::size_t> round);

  complaint act(members& who, const connect& what);
  complaint act(const members& who, const send& what);
  complaint act(const members& who, const expect& what);
  complaint act(const members& who, const expect_none& what);
  complaint act(const members& who, const expect_same& what);
  complaint act(const members& who, const close& what);
  complaint act(const members& who, const abort& what);
  complaint act(const members& who, const drop& what);

  // In performer_rooms.cpp.
  complaint act(const members& who, const subscribe& what);
  complaint act(const members& who, const unsubscribe& what);
  complaint act(const members& who, const publish& what);
  complaint act(const members& who, const expect_publication& what);
  complaint act(const members& who, const expect_presence& what);
  complaint act(const members& who, const expect_unsubscribed& what);

  // Makes a client that is connecting speak Centrifuge, or forget that it did.
  room_session* join_rooms(const member& one, const connect& what);
  complaint log_in(const members& who, const login& what);

  // Sends a command each, then waits for the replies and how they have to end.
  // `ask` makes the frame, `check` looks at a reply without error.
  complaint command_all(
      const members& who, const std::string& name, const outcome& wanted,
      const std::function<std::string(const member&)>& ask,
      const std::function<complaint(const member&, const reply&)>& check = {});
  complaint await_reply(const member& one, const std::string& name,
                        const outcome& wanted, crowd::time_point deadline);

  // Judges the next push of a room. `Wanted` names the room.
  template <class Wanted, class Judge>
  complaint expect_push(const members& who, const Wanted& what, Judge right);
  std::optional<room_push> next_push(const member& one, const std::string& room,
                                     crowd::time_point deadline);
  static complaint speaks_no_centrifuge(const members& who);

  // What one client was to do and what came of it, as a failure says it.
  static complaint about(const member& one, const std::string& wanted,
                         const std::string& got);
  static complaint about(const member& one, const std::string& wrong);

  // The next event if it comes in time.
  std::optional<event> next(const member& one, crowd::time_point deadline);
  std::string silence(const member& one) const;
  complaint ended_early(const members& who, const std::string& wanted) const;

  // By the client's name, also after its connection. Clients refer to these.
  std::map<std::string, room_session> sessions_;
  crowd crowd_;
  std::chrono::milliseconds timeout_;
};

}  // namespace parley::script
