// SPDX-License-Identifier: Apache-2.0
#include "server/settings.hpp"

#include "server/access_keys.hpp"
#include "server/channel_keys.hpp"
#include "server/client_keys.hpp"
#include "server/cluster_keys.hpp"
#include "server/link_keys.hpp"
#include "server/operator_keys.hpp"

namespace parley {

namespace {

std::vector<setting> access_rows(settings& s) {
  return {
      {"listen", &s.listen,
       "Addresses to listen on, HOST:PORT. Port 0 takes a free one. A host "
       "name "
       "stands for all its addresses; `:PORT` and `[::]:PORT` take IPv4 and "
       "IPv6. An address that other hosts reach needs access control, or "
       "`insecure`.",
       command_flag{"--listen", "HOST:PORT"}},
      {"operators.listen", &s.operators_listen,
       "Addresses for operators and back ends alone. If there are any, `/api`, "
       "`/admin`, `/debug` and `/metrics` exist there and nowhere else, and no "
       "other path but `/health` exists there: other requests get 404."},
      {"insecure", &s.insecure,
       "Allow addresses other than loopback without access control.",
       command_flag{"--insecure"}},
      {"tls.cert", &s.tls_cert,
       "PEM file of the certificate chain. SIGHUP reads it again and closes no "
       "connection. Set `tls.key` too.",
       command_flag{"--tls-cert", "FILE.pem"}},
      {"tls.key", &s.tls_key,
       "PEM file of the private key of `tls.cert`. SIGHUP reads it again.",
       command_flag{"--tls-key", "FILE.pem"}},
  };
}

choice level_choice(std::string* value) {
  return {value,
          {{"trace", "trace"},
           {"debug", "debug"},
           {"info", "info"},
           {"warning", "warning"},
           {"error", "error"},
           {"critical", "critical"},
           {"off", "off"}}};
}

std::vector<setting> process_rows(settings& s) {
  return {
      {"threads", &s.threads, "Event loops. 0 is one per core.", at_most(256),
       command_flag{"--threads", "N"}},
      {"memory.limit", &s.memory_limit,
       "Memory that the process may hold for clients: frames in outboxes, kept "
       "publications, unfinished messages. 0 is half of what the machine or "
       "its "
       "control group has. Over 70%: rooms that do not run are refused (error "
       "106). Over 85%: new connections get 503. Over 95%: publications for a "
       "history are refused (error 111, a plain sender is closed with 1011), "
       "and the clients with the largest outboxes are closed with 3008.",
       unit{"bytes"}},
      {"data", &s.data,
       "Directory of the journal, which durable namespaces need. It is made if "
       "it does not exist. Only one server at a time can use it.",
       command_flag{"--data", "DIR"}},
      {"shutdown.timeout", &s.shutdown_timeout,
       "Longest time that a clean stop may take. Connections that are still "
       "open then are cut.",
       above_zero, command_flag{"--shutdown-timeout", "DURATION"}},
      {"log.level", level_choice(&s.log_level),
       "Lowest severity that is logged. `/debug/log` changes it while the "
       "server runs.",
       command_flag{"--log-level", "LEVEL"}},
      {"log.format",
       choice(&s.format,
              {{"text", log_format::text}, {"json", log_format::json}}),
       "Form of a log line: text, or one JSON object that has the event's "
       "fields as members.",
       command_flag{"--log-format", "FORMAT"}},
      {"caf", &s.caf,
       "Options of the actor framework CAF, NAME=VALUE, like "
       "`scheduler.max-threads=2`.",
       command_flag{"--caf", "NAME=VALUE"}},
  };
}

}  // namespace

std::vector<setting> all_settings(settings& values) {
  auto all = joined(
      in_group("node", joined(access_rows(values), process_rows(values))),
      link_keys(values.net), client_keys(values.client),
      guest_keys(values.guests), http_api_keys(values.http_api),
      operator_keys(values.net.operators), channel_keys(values.channel),
      cluster_keys(values.cluster));
  for (auto& [name, options] : values.channel.namespaces)
    all = joined(std::move(all), namespace_keys(name, options));
  return all;
}

}  // namespace parley
