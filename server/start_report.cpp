#include "server/start_report.hpp"

#include "protocol/log_text.hpp"
#include "protocol/version.hpp"

#include <boost/algorithm/string/join.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <thread>

namespace parley {

std::size_t loop_count(const settings& values) {
  if (values.threads > 0) return values.threads;
  return std::max(1u, std::thread::hardware_concurrency());
}

std::string url_of(const endpoint& where, bool tls) {
  const auto address = where.address().to_string();
  return std::string(tls ? "https://" : "http://") +
         (where.address().is_v6() ? '[' + address + ']' : address) + ':' +
         std::to_string(where.port());
}

std::vector<std::string> open_doors(const settings& values) {
  std::vector<std::string> open;
  const auto add = [&open](bool is_on, const char* key) {
    if (is_on) open.emplace_back(key);
  };
  add(values.insecure, "insecure");
  add(values.client.insecure, "client.insecure");
  add(values.client.allow_anonymous_connect_without_token,
      "client.allow_anonymous_connect_without_token");
  add(values.http_api.insecure, "http_api.insecure");
  add(values.guests.enabled, "guests.enabled");
  add(values.net.operators.open_metrics, "prometheus.enabled");
  add(values.channel.without_namespace.allow_plain,
      "channel.without_namespace.allow_plain");
  for (const auto& [name, options] : values.channel.namespaces)
    add(options.allow_plain,
        ("channel.namespaces." + name + ".allow_plain").c_str());
  return open;
}

void report_start(const settings& values, const std::vector<std::string>& urls,
                  std::size_t loops) {
  spdlog::info("serve.start version={} config={} loops={} listen={} tls={}",
               version, log_text(values.file), loops,
               log_text(boost::algorithm::join(urls, " ")),
               !values.tls_cert.empty());
  const auto open = open_doors(values);
  if (!open.empty())
    spdlog::warn("serve.open settings={}",
                 log_text(boost::algorithm::join(open, " ")));
}

}  // namespace parley
