// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/node.hpp"

#include "server/descriptors.hpp"
#include "tests/crowd/line.hpp"
#include "tests/crowd/plain_clients.hpp"

#include <optional>

namespace parley::crowd_test {

namespace {

settings test_settings() {
  raise_descriptor_limit();
  settings values;
  values.listen = {"127.0.0.1:0"};
  values.threads = 2;
  values.net.bounds.connections_per_address = 0;  // all of it is here
  // The crowd talks as fast as it can.
  values.net.bounds.message_rate = values.net.bounds.byte_rate = 0;
  auto& rooms = values.channel.without_namespace;
  rooms.publish_rate = rooms.publish_byte_rate = 0;
  // Whoever is cut is cut for what he does, not for a pong he owes.
  values.net.bounds.ping_interval = patience;
  return values;
}

std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoul(url.substr(url.rfind(':') + 1)));
}

}  // namespace

node::node() : server_(test_settings()), port_(port_of(server_.urls().at(0))) {
  server_.start();
}

node::~node() {
  server_.shutdown(patience);
}

// The last member may still be on his way out: then the one who comes gets
// another name, leaves, and tries again.
bool is_retired(const node& where, const std::string& room) {
  plain_clients probe(where.port());
  std::optional<std::string> name;
  bool gone = true;
  probe.on_text([&](plain_clients::client who, std::string_view text) {
    if (name) return;
    name = line(text).name;
    probe.close(who);
  });
  probe.on_close([&](plain_clients::client, std::uint16_t) { gone = true; });
  return probe.run_until(
      [&] {
        if (!gone) return false;
        if (name == "user0") return true;
        name.reset();
        gone = false;
        probe.connect("/chat/" + room + "?presence=1");
        return false;
      },
      patience);
}

}  // namespace parley::crowd_test
