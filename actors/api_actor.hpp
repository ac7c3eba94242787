// SPDX-License-Identifier: Apache-2.0
// Carries out calls of the server API: asks rooms and users and puts together
// what they answer. One actor per loop, for the calls that come in there.
#pragma once

#include "actors/client_messages.hpp"
#include "actors/neighbour_messages.hpp"
#include "actors/pending.hpp"
#include "actors/pinned.hpp"
#include "actors/room_messages.hpp"
#include "actors/room_replies.hpp"
#include "actors/topology.hpp"
#include "protocol/api_call.hpp"
#include "protocol/centrifuge/api_codec.hpp"

#include <caf/behavior.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace parley {

/// Bytes of the answer to one batch. Above it, commands whose answers may be
/// large get error 106. The last answer may overshoot the bound.
inline constexpr std::size_t batch_answer_size = 4'194'304;

/// From the port; never leaves the loop.
struct api_work {
  api_call call;
  std::function<void(api_answer)> done;
};

class api_actor {
 public:
  static constexpr const char* name = "api";

  /// `actors` outlives the actor.
  api_actor(pinned& self, const topology& actors);

  caf::behavior make_behavior();

 private:
  using reply = centrifuge::api::Reply;
  using finished = std::function<void(reply)>;

  void on_work(api_work& work);

  void run(const centrifuge::api::Command& command, finished done);
  void run_here(const centrifuge::api::Command& command, finished done);
  static bool is_about_all_nodes(const centrifuge::api::Command& command);
  void run_everywhere(const centrifuge::api::Command& command, finished done);
  void on_ask_node(const msg::ask_node& request);
  finished counted(const centrifuge::api::Command& command, finished done);

  /// Commands of one call, and what they were answered with so far.
  struct batch {
    centrifuge::api::BatchRequest request;
    centrifuge::api::BatchReply replies;
    std::function<void(api_answer)> done;
    /// Those that run one after the other: all, or of a parallel batch those
    /// whose answers may be large.
    std::deque<int> in_turn;
    int open = 0;
    std::size_t bytes = 0;  // of large answers
  };
  void run_batch(centrifuge::api::BatchRequest request,
                 std::function<void(api_answer)> done);
  void run_next(const std::shared_ptr<batch>& under_way);
  void run_one(const std::shared_ptr<batch>& under_way, int which,
               std::function<void()> then);

  // -- one for each method ----------------------------------------------------

  void publish(const centrifuge::api::PublishRequest& request, finished done);
  void broadcast(const centrifuge::api::BroadcastRequest& request,
                 finished done);
  void subscribe(const centrifuge::api::SubscribeRequest& request,
                 finished done);
  void unsubscribe(const centrifuge::api::UnsubscribeRequest& request,
                   finished done);
  void disconnect(const centrifuge::api::DisconnectRequest& request,
                  finished done);
  void refresh(const centrifuge::api::RefreshRequest& request, finished done);
  void presence(const std::string& room, finished done);
  void presence_stats(const std::string& room, finished done);
  void history(const centrifuge::api::HistoryRequest& request, finished done);
  void history_remove(const std::string& room, finished done);
  void channels(const std::string& pattern, finished done);
  void info(finished done);

  /// Whether the name is valid; if not, `done` gets the error.
  bool is_room(const std::string& room, const finished& done);
  bool has_presence(const std::string& room, const finished& done);
  void order(msg::user_order what);

  template <answered_operation Op, class Then>
  void ask(const std::string& room, Op what, Then then) {
    actors_.directory_of(room).ask(self_, room, std::move(what),
                                   replies_.expect<Op>(std::move(then)));
  }
  /// Asks, and is done with what the room answers.
  template <answered_operation Op>
  void call(const std::string& room, Op what, finished done);

  /// The sums over rooms and users of this node.
  struct survey {
    std::string pattern;  // a glob; empty: all rooms
    bool rooms_only = true;
    /// Questions that are not answered yet.
    std::size_t open = 0;
    std::map<std::string, std::size_t> rooms;
    std::size_t clients = 0;
    std::size_t users = 0;
    std::function<void(const survey&)> done;

    /// One question is answered; calls `done` after the last.
    void close_one();
  };
  void take_survey(survey wish);
  void count_members(const msg::room_list& rooms,
                     const std::shared_ptr<survey>& under_way);

  pinned& self_;
  const topology& actors_;
  const std::chrono::system_clock::time_point started_;
  room_replies replies_;
  pending<msg::room_list> room_lists_;
  pending<msg::user_count> user_counts_;
  pending<msg::neighbours_answered> everywhere_;
};

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::api_work)
