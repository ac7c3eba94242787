// SPDX-License-Identifier: Apache-2.0
// One client of the Centrifuge protocol: takes its commands in order, lets it
// in, keeps it alive and ends it in time. Its rooms are client_channels' part.
// Lives on the loop of its link and owns it for its whole life.
#pragma once

#include "actors/client_channels.hpp"
#include "actors/client_voice.hpp"
#include "actors/messages.hpp"
#include "actors/pinned.hpp"
#include "actors/session_shell.hpp"
#include "protocol/centrifuge/format.hpp"
#include "protocol/client_rate.hpp"

#include <caf/behavior.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace parley {

/// So many subscription tokens of one connection with a bad signature, or
/// invalid in another way that no correct back end produces, are close 3500.
/// Expired tokens do not count.
inline constexpr std::size_t bad_tokens_max = 5;
/// What one is charged to the rates, in commands.
inline constexpr int bad_token_cost = 10;

class client_session : public session_shell {
 public:
  static constexpr const char* name = "client";

  client_session(pinned& self, session_setting setting, link_request request);

  caf::behavior make_behavior();

  /// A message of the client.
  void receive(msg::received& incoming);

  actor_detail detail() const;

 private:
  using time_point = std::chrono::steady_clock::time_point;

  enum class phase : std::uint8_t {
    fresh,       // waits for a connect command
    connecting,  // waits for the user directory and the rooms of its token
    connected,
    refused,  // has got an error reply; any further command ends it
  };

  void on_answer(msg::room_answer& answer);
  void on_enlisted(const msg::enlisted& answer);
  void on_ordered(const msg::ordered& message);
  void carry_out(const session_order& order);
  void on_woken();
  void on_drained();
  void on_hush(const msg::hush& request);
  void on_link_closed(const msg::link_closed& event);

  // -- commands, in order -----------------------------------------------------

  void take_commands();
  bool has_to_wait();
  void handle_command();
  bool is_within_rates();
  void dispatch();
  void charge_bad_tokens();
  void on_pong();

  // -- connect ----------------------------------------------------------------

  void connect();
  void join_granted_rooms();
  bool recovers(const std::string& room) const;
  void join_next_recovering();
  void join_granted(const std::string& room, const subscription_grant& grant);
  void put_arrived(const std::string& room, const agreement& agreed,
                   const arrival& found);
  void answer_connect_when_complete();
  void refresh_connection();
  void renew_info(std::string conn_info);
  void rpc();

  /// Fills what ConnectResult and RefreshResult and their pushes have alike.
  template <class Result>
  void put_expiry(Result& result) const;
  template <class Result>
  void put_connection(Result& result) const;

  // -- orders of the application ----------------------------------------------

  void obey(const subscribe_order& order);
  void obey(const unsubscribe_order& order);
  void obey(const disconnect_order& order);
  void obey(const refresh_order& order);

  // -- time -------------------------------------------------------------------

  void begin_pings();
  void wake_in_time();
  std::optional<time_point> connection_end() const;

  const client_options& options() const;
  unix_seconds now() const;

  link_request request_;
  client_voice voice_;
  client_channels channels_;
  phase phase_ = phase::fresh;

  centrifuge::command_reader commands_;
  centrifuge::Command command_;
  /// `command_` was read and waits for its turn.
  bool command_waits_ = false;
  bool reading_ = false;

  client_info_ptr info_;
  credentials credentials_;
  /// The connect reply under way: its command and its rooms still awaited.
  centrifuge::ConnectResult connect_result_;
  centrifuge::ConnectRequest connect_request_;
  std::uint32_t connect_command_ = 0;
  std::size_t rooms_awaited_ = 0;
  /// Granted rooms that the client wants to recover. They are joined one after
  /// the other, and what they bring has to fit into one answer.
  std::deque<std::string> recovering_;
  answer_room recovery_left_{answer_size};
  /// Came before the client was connected; carried out after its connect
  /// reply.
  std::vector<session_order> early_orders_;

  client_rate rate_;
  /// Above this rate the client is disconnected instead of getting an error.
  client_rate patience_;
  std::shared_ptr<client_rate> user_rate_;
  std::size_t bad_tokens_ = 0;  // that were charged

  time_point connect_deadline_;
  std::optional<time_point> next_ping_;
  std::optional<time_point> pong_deadline_;
  bool hushed_ = false;
};

}  // namespace parley
