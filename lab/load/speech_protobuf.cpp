// SPDX-License-Identifier: Apache-2.0
// The Centrifuge protocol in Protobuf: commands with length prefixes.
#include "lab/load/speech.hpp"
#include "protocol/centrifuge/client.pb.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

namespace parley::load {

namespace {

void append(std::string& out, const centrifuge::Command& command) {
  google::protobuf::io::StringOutputStream stream(&out);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.WriteVarint32(static_cast<std::uint32_t>(command.ByteSizeLong()));
  command.SerializeToCodedStream(&coded);
}

class protobuf final : public speech {
 public:
  std::string_view default_path() const override {
    return "/connection/websocket";
  }
  std::string_view subprotocol() const override {
    return "centrifuge-protobuf";
  }
  opcode sends() const override { return opcode::binary; }

  std::string hello(std::string_view room) const override {
    centrifuge::Command connect, subscribe;
    connect.set_id(1);
    connect.mutable_connect();
    subscribe.set_id(2);
    subscribe.mutable_subscribe()->set_channel(std::string(room));
    std::string out;
    append(out, connect);
    append(out, subscribe);
    return out;
  }

  // A JSON string: namespaces take other bytes from clients only where they say
  // so.
  std::string publish(std::string_view room,
                      std::string_view payload) const override {
    centrifuge::Command command;
    command.set_id(3);
    command.mutable_publish()->set_channel(std::string(room));
    command.mutable_publish()->set_data('"' + std::string(payload) + '"');
    std::string out;
    append(out, command);
    return out;
  }

  // A ping is a reply of no bytes, and its answer a command of none.
  std::string answer(std::string_view message,
                     std::string_view) const override {
    return message == std::string_view("\0", 1) ? std::string(message) : "";
  }

  std::size_t refusals(std::string_view message) const override {
    google::protobuf::io::ArrayInputStream stream(
        message.data(), static_cast<int>(message.size()));
    google::protobuf::io::CodedInputStream coded(&stream);
    std::size_t refused = 0;
    std::uint32_t size = 0;
    while (coded.ReadVarint32(&size)) {
      const auto whole = coded.PushLimit(static_cast<int>(size));
      centrifuge::Reply reply;
      if (!reply.ParseFromCodedStream(&coded)) break;
      if (reply.has_error()) ++refused;
      coded.PopLimit(whole);
    }
    return refused;
  }
};

}  // namespace

std::unique_ptr<speech> speak_protobuf() {
  return std::make_unique<protobuf>();
}

}  // namespace parley::load
