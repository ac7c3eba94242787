// SPDX-License-Identifier: Apache-2.0
#include "protocol/metrics.hpp"

#include "protocol/metric_families.hpp"
#include "protocol/version.hpp"

#include <algorithm>
#include <utility>

namespace parley {

namespace {

using families = metric_families;

void put_node(families& out, const node_report& report) {
  const auto totals = report.totals();
  out.gauge("node_num_nodes", "Nodes of the cluster that this node knows.",
            report.cluster ? report.cluster->nodes : 1);
  out.gauge("node_num_clients", "Connected clients.", totals.clients);
  out.gauge("node_num_users", "Users with a connection.", totals.users);
  out.gauge("node_num_subscriptions", "Members of all rooms.",
            totals.subscriptions);
  out.gauge("node_num_channels", "Rooms that run.", totals.rooms);
  out.gauge("node_build", "1, with the version that runs.", 1,
            {{"version", std::string(version)}});
  const auto& cluster = report.cluster;
  out.gauge("node_ready",
            "1: clients may be sent here, as /health/ready answers.",
            !cluster || (cluster->connected && !cluster->fenced) ? 1 : 0);
  out.gauge("node_uptime_seconds", "Seconds since the node started.",
            report.uptime);
  out.gauge("node_loops", "Event loops of the node.", report.loops);
  out.gauge("node_loops_answering",
            "Loops that answered this scrape within a second; fewer when one "
            "is stuck.",
            report.answers.size());
}

traffic_record sum_of(const node_report& report) {
  traffic_record sum;
  for (const auto& each : report.answers) sum.add(each.traffic);
  return sum;
}

// Names that dashboards know have no _total: then the type is left open.
void put_count(families& out, const traffic_row& row, std::uint64_t count,
               std::string_view label, std::string value) {
  families::labels by;
  if (!label.empty()) by.emplace(label, std::move(value));
  if (row.name.ends_with("_total"))
    out.counter(row.name, row.help, count, by);
  else
    out.known_counter(row.name, row.help, count, by);
}

void put_member(families& out, const traffic_row& row,
                const traffic_record& all,
                std::uint64_t traffic_record::*member) {
  put_count(out, row, all.*member, row.label, std::string(row.value));
}

void put_member(families& out, const traffic_row& row,
                const traffic_record& all,
                std::uint64_t traffic_record::clients::*member) {
  for (const auto& [transport, clients] : all.transports)
    put_count(out, row, clients.*member, "transport", std::string(transport));
}

void put_member(families& out, const traffic_row& row,
                const traffic_record& all,
                traffic_record::by_code traffic_record::*member) {
  for (const auto& [code, count] : all.*member)
    put_count(out, row, count, row.label,
              code == 0 ? "other" : std::to_string(code));
}

void put_member(families& out, const traffic_row& row,
                const traffic_record& all,
                traffic_record::by_name traffic_record::*member) {
  for (const auto& [name, count] : all.*member)
    put_count(out, row, count, row.label, std::string(name));
}

void put_traffic(families& out, const traffic_record& all, bool in_cluster) {
  for (const auto& row : traffic_rows)
    if (!row.name.empty() && (in_cluster || !row.in_cluster))
      std::visit([&](auto member) { put_member(out, row, all, member); },
                 row.member);
  for (const auto& [transport, clients] : all.transports)
    out.gauge("client_connections_inflight",
              "Connections that are open now, by transport.",
              clients.accepted - clients.ended,
              {{"transport", std::string(transport)}});
  out.gauge("rooms_remembered",
            "Empty rooms without an actor whose offset and epoch are "
            "remembered.",
            all.positions_kept - all.positions_taken - all.positions_forgotten);
}

// All reasons from the start, so that an alert sees the first refusal rise from
// zero.
void put_refusals(families& out, const refusal_record& refused) {
  for (std::size_t i = 0; i < refusal_count; ++i) {
    const auto why = static_cast<refusal>(i);
    out.counter("refused_total", "Refusals, by reason.", refused.of(why),
                {{"reason", std::string(name_of(why))}});
  }
}

void put_api(families& out, const traffic_record& all) {
  for (const auto& [method, calls] : all.api) {
    const families::labels by{{"method", method}};
    out.histogram("api_command_duration_seconds",
                  "Calls of the server API, from request to answer.",
                  calls.durations, by);
    out.counter("api_command_errors_total",
                "Calls of the server API answered with an error.", calls.errors,
                by);
  }
}

void put_loops(families& out, const node_report& report) {
  for (const auto& [loop, turns, traffic, kinds, gone, rows] : report.answers) {
    const families::labels by{{"loop", std::to_string(loop)}};
    out.histogram(
        "loop_turn_duration_seconds",
        "Turns of a loop, from when there is something to do until the loop "
        "waits again. Its count is turns, its sum is how busy the loop is.",
        turns.durations, by);
    out.counter("loop_handlers_total",
                "Handlers of sockets and timers run in the turns of a loop.",
                turns.handlers, by);
    out.counter("loop_actors_resumed_total",
                "Actors run in the turns of a loop.", turns.actors, by);
    out.counter("loop_stalls_total", "Turns of a loop that took over 100 ms.",
                turns.stalls, by);
    out.gauge("loop_longest_turn_seconds", "The longest turn of a loop so far.",
              std::chrono::duration<double>(turns.longest).count(), by);
  }
}

struct kind_sum {
  kind_total alive;
  departed_total gone;
};

std::map<std::string_view, kind_sum> kinds_of(const node_report& report) {
  std::map<std::string_view, kind_sum> sums;
  for (const auto& each : report.answers) {
    for (const auto& [name, total] : each.kinds) sums[name].alive.add(total);
    for (const auto& [name, total] : each.gone) sums[name].gone.add(total);
  }
  return sums;
}

void put_actors(families& out,
                const std::map<std::string_view, kind_sum>& all) {
  for (const auto& [name, sum] : all) {
    const families::labels by{{"kind", std::string(name)}};
    const auto& [alive, gone] = sum;
    out.gauge("actors", "Actors alive, by kind.", alive.actors, by);
    out.gauge("actor_mailbox_messages",
              "Messages that wait for actors of a kind.", alive.mailbox, by);
    out.gauge("actor_mailbox_messages_max",
              "Messages that wait for the actor of a kind that has the most.",
              alive.longest_mailbox, by);
    out.counter(
        "actor_messages_total",
        "Messages that actors of a kind have handled, also those that ended.",
        alive.handled + gone.handled, by);
    out.counter("actor_busy_seconds_total",
                "Time that actors of a kind took to handle messages.",
                alive.busy + gone.busy, by);
  }
}

void put_rooms(families& out, const std::map<std::string_view, kind_sum>& all) {
  const auto of = [&all](std::string_view name) {
    const auto at = all.find(name);
    return at == all.end() ? kind_sum{} : at->second;
  };
  const auto rooms = of("room"), couriers = of("courier");
  out.counter("room_messages_total",
              "Messages and publications that rooms accepted.",
              rooms.alive.received + rooms.gone.received);
  out.counter("room_deliveries_total",
              "Deliveries of rooms' messages and publications to members.",
              rooms.alive.delivered + rooms.gone.delivered);
  out.gauge("room_members_max", "Members of the largest room.",
            rooms.alive.largest);
  out.counter("courier_pushes_total",
              "Blocks that couriers pushed into outboxes; a block is what a "
              "room published in one turn.",
              couriers.alive.delivered + couriers.gone.delivered);
  std::uint64_t queued = 0, most = 0;
  for (const auto* name : {"session", "client", "echo"}) {
    const auto sessions = of(name);
    queued += sessions.alive.size;
    most = std::max(most, sessions.alive.largest);
  }
  out.gauge("outbox_bytes", "Bytes that wait for all clients.", queued);
  out.gauge("outbox_bytes_max", "Bytes that wait for the slowest client.",
            most);
}

void put_memory(families& out, const memory_report& memory) {
  for (std::size_t i = 0; i < memory_kind_count; ++i)
    out.gauge("memory_held_bytes",
              "Bytes held for clients. outgoing: frames in outboxes, a shared "
              "frame once. history: publications that rooms keep. incoming: "
              "messages that are not complete.",
              memory.held[i],
              {{"kind", std::string(name_of(static_cast<memory_kind>(i)))}});
  out.gauge("memory_limit_bytes",
            "Bytes that may be held: memory.limit, or half of the available "
            "memory. 0: no limit.",
            memory.limit);
  out.gauge(
      "memory_level",
      "0 normal; 1 over 70%: no new rooms; 2 over 85%: no new connections; 3 "
      "over 95%: histories do not grow and the slowest clients are closed.",
      static_cast<int>(memory.level));
}

void put_journal(families& out, const journal_report& journal) {
  out.counter("journal_commits_total", "Transactions of the journal.",
              journal.commits);
  out.counter("journal_changes_total",
              "Batches of publications, and clearings, that the journal wrote; "
              "by commits, the size of a transaction.",
              journal.changes);
  out.counter("journal_busy_seconds_total",
              "Seconds that the journal was busy.", journal.busy);
  out.gauge("journal_mailbox_messages", "Messages that wait for the journal.",
            journal.mailbox);
}

void put_cluster(families& out, const cluster_report& cluster) {
  out.gauge("cluster_view", "The newest view of the cluster.", cluster.view);
  out.gauge("cluster_term", "The view that the node acts by. 0: none.",
            cluster.term);
  out.gauge("cluster_fenced",
            "1: the node may not act, because its lease has expired or it does "
            "not reach NATS.",
            cluster.fenced ? 1 : 0);
  out.counter("cluster_packets_sent_total",
              "Packets that the bus sent to nodes.", cluster.packets);
  out.counter("cluster_packets_dropped_total",
              "Packets that were not sent because NATS took them too slowly.",
              cluster.dropped);
  out.gauge("cluster_connected", "1: the bus is connected to NATS.",
            cluster.connected ? 1 : 0);
  for (std::size_t i = 0; i < refused_packets.size(); ++i)
    out.counter("cluster_packets_refused_total",
                "Packets that came by NATS and were refused, by reason.",
                cluster.refused[i],
                {{"reason", std::string(refused_packets[i])}});
}

// Few names, whatever rooms there are: those that deliver most now.
void put_hot_rooms(families& out, const node_report& report,
                   const inspection_query& hottest) {
  for (const auto& row : report.rows(hottest)) {
    const auto* room = std::get_if<room_detail>(&row.detail);
    if (!room) continue;
    const families::labels by{{"room", room->name}};
    out.gauge("room_hot_deliveries_per_second",
              "Deliveries of the five rooms that deliver most now; no other "
              "room has a metric of its own.",
              row.out, by);
    out.gauge("room_hot_mailbox_messages",
              "Messages that wait for the five rooms that deliver most now.",
              row.mailbox, by);
  }
}

}  // namespace

std::string to_metrics(const node_report& report,
                       const inspection_query& hottest,
                       const std::string& prefix) {
  families out(prefix);
  put_node(out, report);
  const auto traffic = sum_of(report);
  put_traffic(out, traffic, report.cluster.has_value());
  put_refusals(out, traffic.refused);
  put_api(out, traffic);
  put_loops(out, report);
  const auto kinds = kinds_of(report);
  put_actors(out, kinds);
  put_rooms(out, kinds);
  put_memory(out, report.memory);
  if (report.journal) put_journal(out, *report.journal);
  if (report.cluster) put_cluster(out, *report.cluster);
  put_hot_rooms(out, report, hottest);
  return out.text();
}

}  // namespace parley
