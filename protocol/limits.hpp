// SPDX-License-Identifier: Apache-2.0
// Every bound of the server: its name, unit, default and consequence. What an
// operator may change is a field; what protects our own queues is a constant.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace parley {

struct limits {
  // -- one message -----------------------------------------------------------

  /// Bytes of one incoming message, fragments together. Over: close 1009.
  std::size_t message_size = 65'536;
  /// Bytes of a room's name after percent-decoding. Over: HTTP 400.
  std::size_t room_name = 255;
  /// Unicode characters of a member's name. Over: HTTP 400.
  std::size_t member_name = 64;

  // -- one connection --------------------------------------------------------

  /// Messages per second of one plain connection, and how many at once. Over:
  /// close 1008. 0: no limit.
  double message_rate = 30;
  double message_burst = 60;
  /// Bytes per second of one connection, and how many at once: the client's
  /// input and the answers to it. Over: close 1008 of a plain client; of others
  /// error 111, over twice the burst close 3013. 0: no limit.
  double byte_rate = 262'144;
  double byte_burst = 1'048'576;
  /// Bytes waiting for one client (its outbox). Over: close 3008.
  std::size_t queue_size = 1'048'576;
  /// A WebSocket ping is sent after this long without a byte from the client.
  std::chrono::milliseconds ping_interval{25'000};
  /// A client silent for this long after a ping is closed with 3012.
  std::chrono::milliseconds pong_timeout{8'000};
  /// From accept, or from the first byte of a later request, to the end of the
  /// request's head. Over: HTTP 408, or the end when no byte has come.
  std::chrono::milliseconds handshake_timeout{10'000};
  /// From the end of a request's head to the end of its body. Over: HTTP 408.
  std::chrono::milliseconds request_timeout{60'000};
  /// How long an HTTP connection may wait for its next request. It is longer
  /// than load balancers keep connections (60 s), so that they close first.
  /// Over: the connection ends.
  std::chrono::milliseconds idle_timeout{75'000};
  /// Bytes of a request's line and headers. Over: HTTP 431.
  std::size_t request_head = 32'768;

  // -- the process -----------------------------------------------------------

  /// Open connections of the process. Over: HTTP 503. 0: no limit.
  std::size_t connections = 100'000;
  /// Open connections from one address. Over: HTTP 429. 0: no limit.
  std::size_t connections_per_address = 256;
};

// -- bounds that are not for tuning -------------------------------------------

/// Connections over a limit that still get an answer; beyond, they are closed
/// without one.
inline constexpr std::size_t refusal_slack = 64;

/// How long a closing link may take for its last bytes and the peer's reply.
/// After that it is cut.
inline constexpr std::chrono::milliseconds close_timeout{5'000};

/// A room hands its block to the couriers early when it reaches this many
/// bytes, so that one turn never builds an unbounded one.
inline constexpr std::size_t room_block_size = 262'144;

/// Members that a broadcast reaches in one turn of a loop; the others follow in
/// the next turns, and the room's later output waits until then.
inline constexpr std::size_t fanout_slice = 4'096;

/// Broadcasts of a room that may wait so. Over: the current one is finished in
/// one turn, however long it takes.
inline constexpr std::size_t fanout_backlog = 64;

/// Bytes of publications that one durable room may hold until they are saved.
/// Over: error 111, a plain member is closed with 1011.
inline constexpr std::size_t draft_queue_size = 4'194'304;

/// Publications of one room in one transaction; the others wait for the next.
inline constexpr std::size_t draft_batch = 4'096;

/// Publications in one answer about a durable room's history that memory does
/// not hold. More are cut off.
inline constexpr std::size_t stored_page_size = 10'000;

/// Things over their time that the journal forgets in one go; then it serves
/// rooms before it goes on.
inline constexpr std::size_t trim_slice = 500;

/// The history that relays of another node get, and so the part that survives
/// when the owner's node of a room in memory dies: bytes of publications. Older
/// ones are lost with that node.
inline constexpr std::size_t relay_tail_size = 524'288;

/// Bytes of one message between nodes; a larger one is sent in pieces.
inline constexpr std::size_t bus_piece_size = 524'288;

/// Messages of other nodes that may wait to be handed to loops. Over: dropped;
/// receivers that miss them request them again.
inline constexpr int bus_inbox = 65'536;

/// How long the server API waits for other nodes; then it reports how many have
/// answered.
inline constexpr std::chrono::milliseconds neighbour_patience{1'000};

/// Interval at which a node repeats its acknowledgement of a view.
inline constexpr std::chrono::milliseconds settled_again{1'000};

/// Interval at which an owner sends each of its relays the number of its last
/// event.
inline constexpr std::chrono::milliseconds outlet_beat{1'000};

/// What relays want of rooms that are to be this node's, as long as they are
/// not: packets of one loop. Over: dropped; relays ask again.
inline constexpr std::size_t outlet_held_packets = 65'536;

/// Members of a dead node that leave their rooms in one turn.
inline constexpr std::size_t departure_slice = 256;

/// When a node of a cluster stops, a loop closes so many links at once, or more
/// if there are so many that they would not be closed in time; and again after
/// the interval. Their clients come to other nodes that have more to do.
inline constexpr std::size_t parting_slice = 50;
inline constexpr std::chrono::milliseconds parting_interval{100};

/// How long a client's request to a room may wait for the room's owner on
/// another node. Over: error 100, a plain member is closed with 1011.
inline constexpr std::chrono::milliseconds relay_patience{10'000};

/// A relay looks so often whether it waits for an answer, and asks again when
/// none has come for so long.
inline constexpr std::chrono::milliseconds relay_look_interval{250};
inline constexpr std::chrono::milliseconds relay_resend_interval{1'000};

/// A durable room's log records where its new owner must start to read, to
/// within so many publications.
inline constexpr std::size_t log_mark_distance = 64;

/// Bytes of publications in one message of a room's log, one of them at least.
inline constexpr std::size_t log_entry_size = 262'144;

/// Durable rooms that have ended here, of which a node of a cluster knows where
/// their logs ended. One of more begins again with an entry in its log.
inline constexpr std::size_t released_rooms_kept = 10'000;

/// How long a durable room stays in memory without members and requests.
inline constexpr std::chrono::milliseconds durable_room_rest{30'000};

/// Bytes of room output for a client while its connect reply is being
/// assembled. Over: close 3008.
inline constexpr std::size_t backlog_size = 1'048'576;

/// Commands of one connection that may wait for answers of rooms at once; the
/// next one is taken when one of them is answered. Orders of the application
/// that may come before the client is let in. Over: close 3013.
inline constexpr std::size_t commands_in_flight = 128;

/// Bytes of messages from /emulation that may wait for their session, their
/// bookkeeping counted; the last one may overshoot it. Over: close 3013.
inline constexpr std::size_t emulation_inbox_size = 262'144;

/// Commands of one batch of the server API. Over: HTTP 400.
inline constexpr std::size_t batch_size = 1'000;

/// Actor messages that one actor handles before others of its loop get a turn.
inline constexpr std::size_t actor_throughput = 64;

/// Bytes of one close reason: a control frame's 125 less the code (RFC 6455,
/// section 5.5). Longer ones are cut at a character.
inline constexpr std::size_t close_reason_size = 123;

/// Bytes the kernel may hold for one socket, asked for with SO_SNDBUF: without
/// it a few slow readers cost megabytes that no limit of ours sees.
inline constexpr int kernel_send_buffer = 131'072;

/// Plain clients of a room that the room's own loop serves; later ones stay
/// with the loop that accepted them. Up to this number one loop's larger
/// batches beat two loops' smaller ones (docs/adr/0011).
inline constexpr std::uint32_t gathered_members = 1'024;

/// Bytes that one read takes from a socket. Bytes after the expected message
/// are kept for the next ones.
inline constexpr std::size_t read_size = 16'384;

/// Bytes of a connection's own read buffer. Most messages fit; the loop's
/// buffer takes the rest of larger ones.
inline constexpr std::size_t tcp_read_size = 256;

/// The same of a TLS connection, which is read with nothing else.
inline constexpr std::size_t tls_read_size = 4'096;

/// A loop's turn that takes longer is logged, with the actor that took most of
/// it, and so is one that has not ended by then.
inline constexpr std::chrono::milliseconds stall_threshold{100};

/// Actors that an inspection looks at in one turn of a loop.
inline constexpr std::size_t census_slice = 2'048;

/// Maximum age of the answer to an inspection: further requests within it share
/// the answer. How many different ones are kept for it.
inline constexpr std::chrono::milliseconds inspection_age{500};
inline constexpr std::size_t inspections_kept = 64;

/// How long an inspection waits for the loops; then it reports the missing
/// ones.
inline constexpr std::chrono::milliseconds inspection_timeout{1'000};

/// Rates of actors are of periods at least this long.
inline constexpr std::chrono::milliseconds rate_period{1'000};

/// Rows of one inspection at most.
inline constexpr std::size_t inspection_rows = 1'000;

/// Sessions of one loop whose doings are logged at a time; more are not.
inline constexpr std::size_t traced_sessions = 100;

/// Rooms that an inspection names of one session.
inline constexpr std::size_t inspected_rooms = 20;

/// Rooms that are closed, frozen or have muted members, per loop, and muted
/// members of one room. Over: error 108.
inline constexpr std::size_t moderated_rooms = 10'000;
inline constexpr std::size_t muted_members = 1'000;

/// Smallest message worth compressing, in bytes (RFC 7692 allows to send any
/// message uncompressed).
inline constexpr std::size_t compression_min_size = 64;

/// Nodes of a cluster. Over: a new node waits until another one leaves.
inline constexpr std::size_t nodes_of_view = 1'024;

/// Characters of a node's name. Over: neither it nor a view with it is taken.
inline constexpr std::size_t node_name_size = 64;

}  // namespace parley
