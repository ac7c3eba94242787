// SPDX-License-Identifier: Apache-2.0
// Socket.IO 5 on Engine.IO 4, WebSocket only. bench/peers/socketio.mjs joins
// who says "join" to a room and sends what is said in it to all who are in.
#include "bench/peers/speech.hpp"

namespace parley::bench {

namespace {

class socketio final : public load::speech {
 public:
  std::string_view default_path() const override {
    return "/socket.io/?EIO=4&transport=websocket";
  }
  std::string hello(std::string_view) const override { return "40"; }
  std::string publish(std::string_view,
                      std::string_view payload) const override {
    return R"(42["say",")" + std::string(payload) + R"("])";
  }
  // "2" is a ping; "40" with an id is the namespace that has been entered.
  std::string answer(std::string_view message,
                     std::string_view room) const override {
    if (message == "2") return "3";
    if (!message.starts_with("40")) return {};
    return R"(42["join",")" + std::string(room) + R"("])";
  }
};

}  // namespace

std::unique_ptr<load::speech> speak_socketio() {
  return std::make_unique<socketio>();
}

}  // namespace parley::bench
