// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/stream.hpp"

#include <array>
#include <cctype>
#include <cstdio>
#include <utility>

namespace parley::conformance {

namespace {

constexpr std::string_view connect = R"({"connect":{},"id":1})";

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char each : text) {
    if (each == '"' || each == '\\') out += '\\';
    if (each == '\n')
      out += "\\n";
    else
      out += each;
  }
  return out + '"';
}

}  // namespace

void with_fallbacks(settings& values) {
  values.client.insecure = true;
  values.net.transports = {
      .http_stream = true, .sse = true, .uni_sse = true, .uni_websocket = true};
  values.net.allowed_origins = {"https://friend.example"};
  values.channel.without_namespace.presence = true;
}

std::string post_text(std::string_view target, std::string_view body,
                      const header_list& headers) {
  auto all = headers;
  all.emplace_back("Content-Length", std::to_string(body.size()));
  return request_text("POST", target, all) + std::string(body);
}

std::string query_value(std::string_view text) {
  std::string out;
  for (const char each : text) {
    std::array<char, 4> code{};
    std::snprintf(code.data(), code.size(), "%%%02X",
                  static_cast<unsigned>(static_cast<unsigned char>(each)));
    if (std::isalnum(static_cast<unsigned char>(each)) != 0)
      out += each;
    else
      out += code.data();
  }
  return out;
}

std::string string_in(std::string_view json, std::string_view name) {
  const auto key = '"' + std::string(name) + "\":\"";
  const auto at = json.find(key);
  if (at == std::string_view::npos) return {};
  const auto value = json.substr(at + key.size());
  return std::string(value.substr(0, value.find('"')));
}

stream::stream(raw_client client, std::string_view request)
    : client_(std::move(client)) {
  client_.send(request);
  head_ = client_.read_head();
}

stream stream::lines(const node& server) {
  return {server.connect(), post_text("/connection/http_stream", connect)};
}

stream stream::events(const node& server) {
  return {server.connect(), request_text("GET", "/connection/sse?cf_connect=" +
                                                    query_value(connect))};
}

void stream::read_more() {
  if (complete_) throw wire_error("the body ended behind: " + body_);
  const auto chunk = client_.read_chunk();
  complete_ = chunk.empty();
  body_ += chunk;
}

std::string stream::next() {
  const bool events = head_.header("content-type") == "text/event-stream";
  const std::string_view end = events ? "\n\n" : "\n";
  std::size_t at = 0;
  while ((at = body_.find(end)) == std::string::npos) read_more();
  auto object = body_.substr(0, at);
  body_.erase(0, at + end.size());
  if (events) {
    if (object.starts_with("\r\n")) object.erase(0, 2);
    if (!object.starts_with("data: ")) throw wire_error("no data: " + object);
    object.erase(0, 6);
  }
  if (session_.empty()) {
    session_ = string_in(object, "session");
    node_id_ = string_in(object, "node");
  }
  return object;
}

std::string stream::next_with(std::string_view part) {
  auto object = next();
  while (object.find(part) == std::string::npos) object = next();
  return object;
}

std::string stream::next_bytes(std::size_t count) {
  while (body_.size() < count) read_more();
  auto bytes = body_.substr(0, count);
  body_.erase(0, count);
  return bytes;
}

bool stream::ends() {
  if (!complete_) read_more();
  return complete_ && body_.empty() && client_.read_to_end().bytes.empty();
}

std::string stream::emulation(std::string_view commands) const {
  return R"({"session":")" + session_ + R"(","node":")" + node_id_ +
         R"(","data":)" + quoted(commands) + '}';
}

unsigned stream::say(const node& server, std::string_view commands) const {
  auto client = server.connect();
  client.send(post_text("/emulation", emulation(commands)));
  return client.read_reply().status;
}

}  // namespace parley::conformance
