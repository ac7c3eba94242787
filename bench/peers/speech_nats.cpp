// SPDX-License-Identifier: Apache-2.0
// The client protocol of NATS, whose server speaks it over WebSocket too.
#include "bench/peers/speech.hpp"

namespace parley::bench {

namespace {

class nats final : public load::speech {
 public:
  std::string_view default_path() const override { return "/"; }
  load::opcode sends() const override { return load::opcode::binary; }
  std::string hello(std::string_view room) const override {
    return "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":true}\r\n"
           "SUB " +
           std::string(room) + " 1\r\n";
  }
  std::string publish(std::string_view room,
                      std::string_view payload) const override {
    return "PUB " + std::string(room) + ' ' + std::to_string(payload.size()) +
           "\r\n" + std::string(payload) + "\r\n";
  }
  std::string answer(std::string_view message,
                     std::string_view) const override {
    return message.find("PING\r\n") != std::string_view::npos ? "PONG\r\n" : "";
  }
  std::size_t refusals(std::string_view message) const override {
    return load::count_of("-ERR ", message);
  }
};

}  // namespace

std::unique_ptr<load::speech> speak_nats() {
  return std::make_unique<nats>();
}

}  // namespace parley::bench
