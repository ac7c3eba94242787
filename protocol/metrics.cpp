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
  out.gauge("node_num_nodes", "Nodes of the cluster that are known.",
            report.cluster ? report.cluster->nodes : 1);
  out.gauge("node_num_clients", "Connected clients.", totals.clients);
  out.gauge("node_num_users", "Users with a connection.", totals.users);
  out.gauge("node_num_subscriptions", "Members of all rooms.",
            totals.subscriptions);
  out.gauge("node_num_channels", "Rooms.", totals.rooms);
  out.gauge("node_build", "The version that runs.", 1,
            {{"version", std::string(version)}});
  const auto& cluster = report.cluster;
  out.gauge("node_ready", "1: clients may be sent here, as /health/ready says.",
            !cluster || (cluster->connected && !cluster->fenced) ? 1 : 0);
  out.gauge("node_uptime_seconds", "Since the node began.", report.uptime);
  out.gauge("node_loops", "Loops of the node.", report.loops);
  out.gauge("node_loops_answering",
            "Loops that answered this scrape; fewer when one stands still.",
            report.answers.size());
}

traffic_record sum_of(const node_report& report) {
  traffic_record sum;
  for (const auto& each : report.answers) sum.add(each.traffic);
  return sum;
}

// Names that dashboards know have no _total: then the type is left open.
void put_traffic(families& out, const traffic_record& all) {
  for (const auto& [transport, clients] : all.transports) {
    const families::labels by{{"transport", std::string(transport)}};
    out.known_counter("client_connections_accepted", "Connections accepted.",
                      clients.accepted, by);
    out.gauge("client_connections_inflight", "Connections now.",
              clients.accepted - clients.ended, by);
    out.known_counter("transport_messages_received", "Messages of clients.",
                      clients.messages, by);
    out.known_counter("transport_messages_received_size",
                      "Bytes of clients' messages.", clients.bytes, by);
  }
  out.known_counter("transport_messages_sent", "Frames queued for clients.",
                    all.sent);
  out.known_counter("transport_messages_sent_size",
                    "Bytes of frames queued for clients.", all.sent_bytes);
  for (const auto& [code, count] : all.closes)
    out.known_counter("client_num_server_disconnects",
                      "Connections that ended, by close code.", count,
                      {{"code", code == 0 ? "other" : std::to_string(code)}});
  for (const auto& [code, count] : all.reply_errors)
    out.known_counter("client_num_reply_errors",
                      "Error replies to clients, by code.", count,
                      {{"code", std::to_string(code)}});
  const std::string help = "Subscriptions that wanted to recover.";
  out.known_counter("client_recover", help, all.recovered,
                    {{"recovered", "yes"}});
  out.known_counter("client_recover", help, all.not_recovered,
                    {{"recovered", "no"}});
  out.counter("node_incoming_http_requests_total", "HTTP requests.",
              all.http_requests);
}

void put_room_limits(families& out, const traffic_record& all) {
  for (const auto& [why, count] : all.rooms_refused)
    out.counter("rooms_refused_total", "Rooms that a limit kept from starting.",
                count, {{"limit", std::string(why)}});
  out.gauge("rooms_remembered",
            "Rooms without an actor whose position is known.",
            all.positions_kept - all.positions_taken - all.positions_forgotten);
  out.counter("rooms_forgotten_total",
              "Such rooms that were forgotten, for want of place or because "
              "their time was over.",
              all.positions_forgotten);
}

// All reasons from the start, so that an alert sees the first refusal rise from
// zero.
void put_refusals(families& out, const refusal_record& refused) {
  for (std::size_t i = 0; i < refusal_count; ++i) {
    const auto why = static_cast<refusal>(i);
    out.counter("refused_total", "What was refused, by reason.",
                refused.of(why), {{"reason", std::string(name_of(why))}});
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
    out.histogram("loop_turn_duration_seconds", "Turns of a loop.",
                  turns.durations, by);
    out.counter("loop_handlers_total", "Handlers of sockets and timers run.",
                turns.handlers, by);
    out.counter("loop_actors_resumed_total", "Actors run.", turns.actors, by);
    out.counter("loop_stalls_total", "Turns of over 100 ms.", turns.stalls, by);
    out.gauge("loop_longest_turn_seconds", "The longest turn so far.",
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
    out.gauge("actors", "Actors alive.", alive.actors, by);
    out.gauge("actor_mailbox_messages", "Messages that wait for actors.",
              alive.mailbox, by);
    out.gauge("actor_mailbox_messages_max",
              "Messages that wait for the actor with most.",
              alive.longest_mailbox, by);
    out.counter("actor_messages_total", "Messages that actors have handled.",
                alive.handled + gone.handled, by);
    out.counter("actor_busy_seconds_total", "Time that actors took for them.",
                alive.busy + gone.busy, by);
  }
}

void put_rooms(families& out, const std::map<std::string_view, kind_sum>& all) {
  const auto of = [&all](std::string_view name) {
    const auto at = all.find(name);
    return at == all.end() ? kind_sum{} : at->second;
  };
  const auto rooms = of("room"), couriers = of("courier");
  out.counter("room_messages_total", "Messages and publications of rooms.",
              rooms.alive.received + rooms.gone.received);
  out.counter("room_deliveries_total", "Their deliveries to members.",
              rooms.alive.delivered + rooms.gone.delivered);
  out.gauge("room_members_max", "Members of the largest room.",
            rooms.alive.largest);
  out.counter("courier_pushes_total", "Blocks pushed to clients by couriers.",
              couriers.alive.delivered + couriers.gone.delivered);
  std::uint64_t queued = 0, most = 0;
  for (const auto* name : {"session", "client", "echo"}) {
    const auto sessions = of(name);
    queued += sessions.alive.size;
    most = std::max(most, sessions.alive.largest);
  }
  out.gauge("outbox_bytes", "Bytes that wait for clients.", queued);
  out.gauge("outbox_bytes_max", "Bytes that wait for the slowest client.",
            most);
}

void put_memory(families& out, const memory_report& memory) {
  for (std::size_t i = 0; i < memory_kind_count; ++i)
    out.gauge("memory_held_bytes", "Bytes held for clients, by kind.",
              memory.held[i],
              {{"kind", std::string(name_of(static_cast<memory_kind>(i)))}});
  out.gauge("memory_limit_bytes", "Bytes that may be held; 0: no limit.",
            memory.limit);
  out.gauge("memory_level",
            "0 normal, 1 no new rooms, 2 no new connections, 3 slow clients "
            "are closed and histories do not grow.",
            static_cast<int>(memory.level));
}

void put_journal(families& out, const journal_report& journal) {
  out.counter("journal_commits_total", "Transactions of the journal.",
              journal.commits);
  out.counter("journal_changes_total",
              "Batches of publications, and clearings, in them.",
              journal.changes);
  out.counter("journal_busy_seconds_total", "Time that the journal took.",
              journal.busy);
  out.gauge("journal_mailbox_messages", "Messages that wait for the journal.",
            journal.mailbox);
}

void put_cluster(families& out, const cluster_report& cluster,
                 const traffic_record& all) {
  out.gauge("cluster_view", "The newest view of the cluster.", cluster.view);
  out.gauge("cluster_term", "The view that the node acts by; 0: none.",
            cluster.term);
  out.gauge("cluster_fenced", "1: the node may not act, its lease is over.",
            cluster.fenced ? 1 : 0);
  out.counter("cluster_packets_sent_total", "Packets sent to nodes.",
              cluster.packets);
  out.counter("cluster_packets_dropped_total",
              "Packets that NATS took too slowly.", cluster.dropped);
  out.gauge("cluster_connected", "1: the bus is connected to NATS.",
            cluster.connected ? 1 : 0);
  for (std::size_t i = 0; i < refused_packets.size(); ++i)
    out.counter("cluster_packets_refused_total",
                "Packets that came by NATS and were not believed.",
                cluster.refused[i],
                {{"reason", std::string(refused_packets[i])}});
  out.counter("cluster_relay_gaps_total",
              "Words of owners that relays have missed and asked for again.",
              all.relay_gaps);
  out.counter("cluster_relays_lost_total",
              "Relays that could not get all that they have missed.",
              all.relays_lost);
}

// Few names, whatever rooms there are: those that deliver most now.
void put_hot_rooms(families& out, const node_report& report,
                   const inspection_query& hottest) {
  for (const auto& row : report.rows(hottest)) {
    const auto* room = std::get_if<room_detail>(&row.detail);
    if (!room) continue;
    const families::labels by{{"room", room->name}};
    out.gauge("room_hot_deliveries_per_second",
              "Deliveries of the rooms with most, lately.", row.out, by);
    out.gauge("room_hot_mailbox_messages",
              "Messages that wait for the rooms that deliver most.",
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
  put_traffic(out, traffic);
  put_room_limits(out, traffic);
  put_refusals(out, traffic.refused);
  put_api(out, traffic);
  put_loops(out, report);
  const auto kinds = kinds_of(report);
  put_actors(out, kinds);
  put_rooms(out, kinds);
  put_memory(out, report.memory);
  if (report.journal) put_journal(out, *report.journal);
  if (report.cluster) put_cluster(out, *report.cluster, sum_of(report));
  put_hot_rooms(out, report, hottest);
  return out.text();
}

}  // namespace parley
