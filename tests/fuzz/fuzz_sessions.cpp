// SPDX-License-Identifier: Apache-2.0
// Two clients say whatever they like, in any order and to a node of two loops.
// A third one, who listens, keeps its connection, can read all that it is told,
// and gets every publication of its room once and in order.
#include "protocol/json_text.hpp"
#include "tests/actors/stage.hpp"
#include "tests/fuzz/steps.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <rapidjson/document.h>
#include <string>
#include <string_view>

namespace parley {
namespace {

constexpr const char* room = "a";

void require(bool holds) {
  if (!holds) std::abort();
}

// As fuzz_commands has it: a client may say so much in one frame.
constexpr std::size_t frame_size = 4'096;

/// Everybody may do everything, and publications are kept.
void open(stage& node) {
  node.options.insecure = true;
  node.options.rpc_ping = true;
  auto& rooms = node.channels.without_namespace;
  rooms.presence = rooms.join_leave = rooms.force_push_join_leave = true;
  rooms.history_size = 10;
  rooms.history_ttl = std::chrono::minutes(10);
  rooms.allow_recovery = rooms.allow_positioning = true;
  node.set_rules();
}

class person {
 public:
  person(stage& node, loop_index loop, dialect speaks) : node_(node) {
    link_request request;
    request.speaks = speaks;
    link = node.connect(loop, request);
    node.settle();
  }

  void says(std::string_view frame, message_kind kind = message_kind::text) {
    if (!link->events || link->reads_wanted != 1) return;
    link->says(std::string(frame), kind);
    node_.settle();
  }

  std::shared_ptr<fake_link> link;

 private:
  stage& node_;
};

/// Reads what the listener is told.
class reading {
 public:
  void require_rest(const fake_link& link) {
    require(!link.closed_with);
    for (; seen_ < link.told.size(); ++seen_) require_lines(link.told[seen_]);
  }

 private:
  void require_lines(std::string_view told) {
    while (!told.empty()) {
      const auto end = told.find('\n');
      require_line(told.substr(0, end));
      told.remove_prefix(end == std::string_view::npos ? told.size() : end + 1);
    }
  }

  // RapidJSON is narrower than RFC 8259: half a surrogate pair is no text to
  // it. What it cannot read counts as one publication when it is one at all.
  void require_line(std::string_view line) {
    require(outline_of_json(line).has_value());
    rapidjson::Document read;
    read.Parse<rapidjson::kParseIterativeFlag |
               rapidjson::kParseNumbersAsStringsFlag>(line.data(), line.size());
    if (read.HasParseError()) {
      last_ = 0;
      return;
    }
    if (!read.HasMember("push") || !read["push"].HasMember("pub")) return;
    const auto& pub = read["push"]["pub"];
    require(std::string_view(read["push"]["channel"].GetString()) == room);
    const auto offset = std::stoull(pub["offset"].GetString());
    require(last_ == 0 || offset == last_ + 1);
    last_ = offset;
  }

  std::size_t seen_ = 0;
  std::uint64_t last_ = 0;  // 0: not known
};

void run(steps input) {
  stage node;
  open(node);
  const auto settings = input.byte();
  person listener(node, settings & 1, dialect::json);
  listener.says(R"({"id":1,"connect":{}})"
                "\n"
                R"({"id":2,"subscribe":{"channel":"a","positioned":true}})");
  const auto speaks = settings & 2 ? dialect::protobuf : dialect::json;
  std::array both{person(node, 0, dialect::json), person(node, 1, speaks)};
  reading heard;
  while (!input.empty()) {
    const auto action = input.byte();
    auto& who = both[action & 1];
    if (action == 0xff) {
      node.advance(std::chrono::seconds(input.byte()));
    } else if (action == 0xfe || action == 0xfd) {
      if (who.link->events) who.link->vanishes();
      node.settle();
    } else {
      const auto is_binary = &who == &both[1] && speaks == dialect::protobuf;
      who.says(input.bytes(input.size() % frame_size),
               is_binary ? message_kind::binary : message_kind::text);
    }
    heard.require_rest(*listener.link);
  }
  listener.says(R"({"id":3,"publish":{"channel":"a","data":"still here"}})");
  heard.require_rest(*listener.link);
  require(listener.link->told.back().find("\"id\":3") != std::string::npos ||
          listener.link->told.back().find("still here") != std::string::npos);
  for (const auto& each : {listener.link, both[0].link, both[1].link})
    if (each->events) each->vanishes();
  node.settle();
  // Rooms with a history outlive their members until their time is over.
  node.advance(std::chrono::hours(24 * 365));
}

}  // namespace
}  // namespace parley

// Each refusal would be a line of the log.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  spdlog::set_level(spdlog::level::off);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  parley::run({data, size});
  return 0;
}
