#include "server/settings.hpp"

#include "server/channel_keys.hpp"
#include "server/client_keys.hpp"
#include "server/cluster_keys.hpp"
#include "server/link_keys.hpp"
#include "server/operator_keys.hpp"

#include <iterator>

namespace parley {

namespace {

std::vector<setting> node_keys(settings& s) {
  return {
      {"listen", &s.listen, "addresses to listen on, HOST:PORT"},
      {"operators.listen", &s.operators_listen,
       "addresses of the API, inspection, metrics and the admin page alone"},
      {"threads", &s.threads, "loops; 0 is one per core"},
      {"insecure", &s.insecure,
       "allow addresses other than loopback without access control"},
      {"tls.cert", &s.tls_cert, "PEM file of the certificate chain"},
      {"tls.key", &s.tls_key, "PEM file of its key"},
      {"memory.limit", &s.memory_limit,
       "bytes that may be held for clients; 0 is half of the memory there is"},
      {"data", &s.data, "directory of the journal, for durable namespaces"},
      {"shutdown.timeout", &s.shutdown_timeout,
       "longest time a clean stop may take"},
      {"log.level",
       choice(&s.log_level, {{"trace", "trace"},
                             {"debug", "debug"},
                             {"info", "info"},
                             {"warning", "warning"},
                             {"error", "error"},
                             {"critical", "critical"},
                             {"off", "off"}}),
       "what is logged: this and what is worse"},
      {"log.format",
       choice(&s.format,
              {{"text", log_format::text}, {"json", log_format::json}}),
       "text, or an object of JSON a line"},
      {"caf", &s.caf, "options of CAF itself, NAME=VALUE"},
  };
}

}  // namespace

std::vector<setting> all_settings(settings& values) {
  auto all = node_keys(values);
  const auto add = [&all](std::vector<setting> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  };
  add(link_keys(values.net));
  add(client_keys(values.client));
  add(guest_keys(values.guests));
  add(http_api_keys(values.http_api));
  add(operator_keys(values.net.operators));
  add(channel_keys(values.channel));
  add(cluster_keys(values.cluster));
  for (auto& [name, options] : values.channel.namespaces)
    add(namespace_keys(name, options));
  return all;
}

}  // namespace parley
