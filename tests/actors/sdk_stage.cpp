// SPDX-License-Identifier: Apache-2.0
#include "tests/actors/sdk_stage.hpp"

#include <regex>

namespace parley {

std::string without_random(std::string text) {
  static const std::regex uuid(
      "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  static const std::regex epoch("\"epoch\":\"[A-Za-z]{8}\"");
  text = std::regex_replace(text, uuid, "<id>");
  return std::regex_replace(text, epoch, "\"epoch\":\"<epoch>\"");
}

sdk_client::sdk_client(stage& s, loop_index loop, dialect speaks) : stage_(s) {
  link_request request;
  request.speaks = speaks;
  link = s.connect(loop, request);
  s.settle();
}

void sdk_client::says(const std::string& commands) {
  link->says(commands);
  stage_.settle();
  constexpr std::string_view before = R"("connect":{"client":")";
  for (const auto& each : link->told)
    if (const auto at = each.find(before); at != std::string::npos)
      id_ = each.substr(at + before.size(), 36);
}

lines sdk_client::hears() {
  lines out;
  for (; heard_ < link->told.size(); ++heard_)
    out.push_back(without_random(link->told[heard_]));
  return out;
}

SdkStage::SdkStage() {
  s.options.insecure = true;
  s.options.rpc_ping = true;
  auto& rooms = s.channels.without_namespace;
  rooms.presence = rooms.join_leave = true;
  rooms.history_size = 10;
  rooms.history_ttl = std::chrono::minutes(10);
  rooms.allow_recovery = rooms.allow_positioning = true;
  s.set_rules();
}

SdkStage::~SdkStage() {
  for (const auto& each : clients_)
    if (each->link->events) each->link->vanishes();
  s.settle();
  // Rooms with a history outlive their members until their time is over.
  s.advance(std::chrono::hours(24 * 365));
}

sdk_client& SdkStage::stranger(loop_index loop) {
  return *clients_.emplace_back(std::make_unique<sdk_client>(s, loop));
}

sdk_client& SdkStage::client(loop_index loop) {
  auto& added = stranger(loop);
  added.connects();
  static_cast<void>(added.hears());
  return added;
}

}  // namespace parley
