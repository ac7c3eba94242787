// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/plain_clients.hpp"

#include <stdexcept>
#include <string>
#include <utility>

namespace parley::crowd_test {

namespace {

[[noreturn]] void fail(load::clients::client who, const std::string& what) {
  throw std::runtime_error("client " + std::to_string(who) + " " + what);
}

}  // namespace

plain_clients::plain_clients(std::uint16_t port)
    : clients({.to = load::endpoint::resolve("ws://127.0.0.1:" +
                                             std::to_string(port)),
               .random_masks = true}) {
  on_end([this](client who, const ending& how) {
    if (!how.fault.empty()) fail(who, how.fault);
    if (how.code == load::no_code)
      fail(who, "got a close frame without a code");
    close_(who, how.code);
  });
}

void plain_clients::on_text(std::function<void(client, std::string_view)> act) {
  on_message(
      [act = std::move(act)](client who, const load::server_frame& frame) {
        if (frame.op != load::opcode::text) fail(who, "got a binary frame");
        act(who, frame.payload);
      });
}

void plain_clients::on_close(std::function<void(client, std::uint16_t)> act) {
  close_ = std::move(act);
}

}  // namespace parley::crowd_test
