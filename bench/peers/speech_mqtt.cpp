// SPDX-License-Identifier: Apache-2.0
// MQTT 3.1.1 over WebSocket, with QoS 0: a room is a topic.
#include "bench/peers/speech.hpp"

namespace parley::bench {

namespace {

// Section 2.2.3: seven bits a byte, the lowest first.
void append_length(std::string& out, std::size_t length) {
  constexpr std::size_t more = 0x80;
  for (; length >= more; length /= more)
    out.push_back(static_cast<char>(length % more | more));
  out.push_back(static_cast<char>(length));
}

void append_text(std::string& out, std::string_view text) {
  out.push_back(static_cast<char>(text.size() >> 8 & 0xff));
  out.push_back(static_cast<char>(text.size() & 0xff));
  out.append(text);
}

std::string packet(char type, std::string_view body) {
  std::string out(1, type);
  append_length(out, body.size());
  return out.append(body);
}

class mqtt final : public load::speech {
 public:
  std::string_view default_path() const override { return "/"; }
  std::string_view subprotocol() const override { return "mqtt"; }
  load::opcode sends() const override { return load::opcode::binary; }

  std::string hello(std::string_view room) const override {
    std::string connect, subscribe("\0\1", 2);  // its packet identifier
    append_text(connect, "MQTT");
    connect.append("\4\2\0\0", 4);  // level 4, a clean session, no keep-alive
    append_text(connect, "");       // the server gives it a name
    append_text(subscribe, room);
    subscribe.push_back('\0');  // QoS 0
    return packet('\x10', connect) + packet('\x82', subscribe);
  }

  std::string publish(std::string_view room,
                      std::string_view payload) const override {
    std::string body;
    append_text(body, room);
    return packet('\x30', body.append(payload));
  }

  std::string answer(std::string_view, std::string_view) const override {
    return {};
  }
};

}  // namespace

std::unique_ptr<load::speech> speak_mqtt() {
  return std::make_unique<mqtt>();
}

}  // namespace parley::bench
