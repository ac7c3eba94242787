// SPDX-License-Identifier: Apache-2.0
#include "server/host_names.hpp"

#include "server/access.hpp"

#include <algorithm>
#include <string_view>

namespace parley {

namespace {

/// The host of HOST:PORT, with the brackets of an IPv6 address.
std::string_view host_of(std::string_view address) {
  return address.substr(0, address.rfind(':'));
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

}  // namespace

std::vector<std::string> host_names(const settings& values) {
  const auto& given = values.net.hosts;
  if (!given.empty()) return given;
  const bool is_private = std::ranges::all_of(
      values.listen,
      [](const std::string& each) { return is_loopback(host_of(each)); });
  if (!is_private || !values.net.proxies.empty() ||
      missing_access_control(values).empty())
    return {};
  std::vector<std::string> names{"localhost", "127.0.0.1", "[::1]"};
  for (const auto* addresses : {&values.listen, &values.operators_listen})
    for (const auto& each : *addresses) names.emplace_back(host_of(each));
  return names;
}

}  // namespace parley
