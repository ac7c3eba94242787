// SPDX-License-Identifier: Apache-2.0
// What the clients of one loop have sent and received, and what was refused,
// as counters: one row each. Written by the loop's thread only.
#pragma once

#include "protocol/refusal.hpp"
#include "protocol/turn_record.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace parley {

inline constexpr std::array api_bounds{0.0005, 0.001, 0.005, 0.01, 0.05,
                                       0.1,    0.5,   1.0,   5.0};

struct traffic_record {
  using by_code = std::map<std::uint32_t, std::uint64_t>;
  /// By names that live for ever.
  using by_name = std::map<std::string_view, std::uint64_t>;

  struct clients {
    std::uint64_t accepted = 0;
    std::uint64_t ended = 0;
    std::uint64_t messages = 0;
    std::uint64_t bytes = 0;
  };
  /// By a link's transport, whose name lives for ever.
  std::map<std::string_view, clients> transports;

  /// 0: a code that is not of the list.
  by_code closes;
  std::uint64_t sent = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t http_requests = 0;
  refusal_record refused;
  by_code reply_errors;
  std::uint64_t recovered = 0;
  std::uint64_t not_recovered = 0;
  std::uint64_t relay_gaps = 0;
  std::uint64_t relays_lost = 0;
  by_name rooms_refused;

  /// Positions of rooms without an actor: those that began to be remembered,
  /// those that a starting room or another node took, those forgotten.
  std::uint64_t positions_kept = 0;
  std::uint64_t positions_taken = 0;
  std::uint64_t positions_forgotten = 0;

  /// Calls of the server API, by method.
  struct api_calls {
    duration_counts<api_bounds.size()> durations{api_bounds};
    std::uint64_t errors = 0;
  };
  std::map<std::string, api_calls> api;

  void add(const traffic_record& other);
};

/// One counter: what adds up and is printed. A new counter is a member above,
/// a row below, and the place that counts.
struct traffic_row {
  using place = std::variant<std::uint64_t traffic_record::*,
                             std::uint64_t traffic_record::clients::*,
                             traffic_record::by_code traffic_record::*,
                             traffic_record::by_name traffic_record::*>;
  place member;
  /// Of the metric, without the prefix; empty: it is only part of a gauge.
  std::string_view name = {};
  std::string_view help = {};
  /// Of a map, what its keys are; of a number, the label that tells apart the
  /// rows of one name.
  std::string_view label = {};
  std::string_view value = {};
  /// Printed by a node that is part of a cluster alone.
  bool in_cluster = false;
};

/// Names that dashboards for Centrifugo know have no _total.
inline constexpr std::array traffic_rows{
    traffic_row{&traffic_record::clients::accepted,
                "client_connections_accepted",
                "Connections accepted, by transport."},
    traffic_row{&traffic_record::clients::ended},
    traffic_row{&traffic_record::clients::messages,
                "transport_messages_received",
                "Messages of clients, by transport."},
    traffic_row{&traffic_record::clients::bytes,
                "transport_messages_received_size",
                "Bytes of clients' messages, by transport."},
    traffic_row{&traffic_record::sent, "transport_messages_sent",
                "Frames queued for clients."},
    traffic_row{&traffic_record::sent_bytes, "transport_messages_sent_size",
                "Bytes of frames queued for clients."},
    traffic_row{&traffic_record::closes, "client_num_server_disconnects",
                "Connections that ended, by close code, also those that the "
                "client closed. 3008 is a client that was too slow, other is "
                "a code that the client made up.",
                "code"},
    traffic_row{&traffic_record::reply_errors, "client_num_reply_errors",
                "Error replies to clients, by code.", "code"},
    traffic_row{&traffic_record::recovered, "client_recover",
                "Subscriptions that asked for recovery: those that recovered, "
                "and those that could not.",
                "recovered", "yes"},
    traffic_row{&traffic_record::not_recovered, "client_recover", "",
                "recovered", "no"},
    traffic_row{&traffic_record::http_requests,
                "node_incoming_http_requests_total",
                "HTTP requests that open no WebSocket."},
    traffic_row{&traffic_record::rooms_refused, "rooms_refused_total",
                "Rooms that a limit kept from starting: node_limit is "
                "rooms.limit, connection_rate, user_rate and address_rate are "
                "client.new_room_rate and its kin.",
                "limit"},
    traffic_row{&traffic_record::positions_kept},
    traffic_row{&traffic_record::positions_taken},
    traffic_row{&traffic_record::positions_forgotten, "rooms_forgotten_total",
                "Remembered rooms that were forgotten, for lack of space "
                "(rooms.remembered) or because their time was over."},
    traffic_row{.member = &traffic_record::relay_gaps,
                .name = "cluster_relay_gaps_total",
                .help = "Messages of room owners that relays missed and "
                        "requested again.",
                .in_cluster = true},
    traffic_row{.member = &traffic_record::relays_lost,
                .name = "cluster_relays_lost_total",
                .help = "Relays that could not get all the messages that they "
                        "missed.",
                .in_cluster = true},
};

}  // namespace parley
