// SPDX-License-Identifier: Apache-2.0
#include "lab/script/crowd.hpp"

namespace parley::script {

crowd::crowd(destination& server) : server_(server) {}

crowd::~crowd() {
  for (const auto& [name, one] : clients_) end(*one, false);
}

client* crowd::find(const std::string& name) {
  const auto found = clients_.find(name);
  return found == clients_.end() ? nullptr : found->second.get();
}

client& crowd::open(const std::string& name, const connect& request) {
  return *(clients_[name] = open_client(io_, server_, request));
}

void crowd::remove(const std::string& name, bool reset) {
  const auto found = clients_.find(name);
  end(*found->second, reset);
  clients_.erase(found);
}

void crowd::close_all(std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (const auto& [name, one] : clients_) one->start_close({});
  for (const auto& entry : clients_) {
    const client& one = *entry.second;
    if (one.handshake()) pump(deadline, [&] { return one.idle(); });
  }
  while (!clients_.empty()) remove(clients_.begin()->first);
}

bool crowd::pump(time_point deadline, const std::function<bool()>& done) {
  while (!done())
    if (io_.run_one_until(deadline) == 0) return done();
  return true;
}

// A closed socket fails all that was under way, so this takes no time.
void crowd::end(client& one, bool reset) {
  one.drop(reset);
  while (!one.idle()) io_.run_one();
}

}  // namespace parley::script
