// SPDX-License-Identifier: Apache-2.0
// One member cannot hurt another: whatever one client says, no other link
// closes, and every other reader gets whole messages that it can read.
#include "protocol/centrifuge/format.hpp"
#include "protocol/json_text.hpp"
#include "protocol/utf8.hpp"
#include "tests/actors/sdk_stage.hpp"
#include "tests/protocol/json_texts.hpp"

#include <rapidcheck.h>

namespace parley {
namespace {

namespace wire = centrifuge;

std::string any_room() {
  return *rc::gen::element<std::string>("a", "a", "raw:a", "raw:a", "other",
                                        "");
}

std::string any_bytes() {
  if (*rc::gen::arbitrary<bool>()) return any_json_text();
  return *rc::gen::element<std::string>(
      "\xff\xfe", "\x01", "", "\xef\xbb\xbf{}", "{}\n{}", "\r",
      "\"\xed\xa0\x80\"", std::string(2'000, '['), "\n[1,\r\n2]\n");
}

wire::Command any_command(std::uint32_t id) {
  wire::Command out;
  out.set_id(id);
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      out.mutable_subscribe()->set_channel(any_room());
      break;
    case 1:
      out.mutable_unsubscribe()->set_channel(any_room());
      break;
    case 2:
      out.mutable_history()->set_channel(any_room());
      out.mutable_history()->set_limit(-1);
      break;
    case 3:
      out.mutable_presence()->set_channel(any_room());
      break;
    default:
      out.mutable_publish()->set_channel(any_room());
      out.mutable_publish()->set_data(any_bytes());
  }
  return out;
}

class OtherMembers : public SdkStage {
 protected:
  OtherMembers() {
    auto& binary = s.channels.namespaces["raw"];
    binary = s.channels.without_namespace;
    binary.publication_data_format = data_format::binary;
    s.options.command_rate = 0;  // the attack is not to end for its rate
    s.set_rules();
    for (const auto loop : {loop_index{0}, loop_index{1}}) enter(client(loop));
    for (const auto* room : {"a", "raw:a"}) {
      link_request wish;
      wish.room = room;
      wish.name = "ann";
      plain.push_back(s.connect(0, wish));
    }
    s.settle();
  }

  void enter(sdk_client& who) {
    who.says(R"({"id":2,"subscribe":{"channel":"a","recoverable":true}})"
             "\n"
             R"({"id":3,"subscribe":{"channel":"raw:a","join_leave":true}})");
    json.push_back(&who);
  }

  /// Says a few things, whatever they are, and is gone.
  void attack() {
    const auto speaks = *rc::gen::element(dialect::json, dialect::protobuf);
    const auto format =
        speaks == dialect::json ? wire::format::json : wire::format::protobuf;
    sdk_client attacker(s, 1, speaks);
    wire::Command connect;
    connect.set_id(1);
    connect.mutable_connect();
    std::string said = wire::encode(format, connect);
    const int size = *rc::gen::inRange(1, 12);
    for (int i = 0; i < size; ++i) {
      if (format == wire::format::json) said += '\n';
      said +=
          wire::encode(format, any_command(static_cast<std::uint32_t>(i + 2)));
    }
    attacker.link->says(said);
    s.settle();
    if (attacker.link->events) attacker.link->vanishes();
    s.settle();
  }

  void require_unharmed() {
    for (auto* each : json) {
      RC_ASSERT(!each->link->closed_with);
      for (const auto& line : each->link->told)
        if (!outline_of_json(line)) RC_FAIL("not JSON: " + line);
      each->hears();
      each->link->told.clear();
    }
    for (const auto& each : plain) {
      RC_ASSERT(!each->closed_with);
      for (const auto& text : each->heard) RC_ASSERT(is_utf8(text));
      each->heard.clear();
    }
  }

  std::vector<sdk_client*> json;
  std::vector<std::shared_ptr<fake_link>> plain;
};

TEST_F(OtherMembers, are_not_hurt_by_anything_that_one_says) {
  const auto held = rc::check([this] {
    attack();
    require_unharmed();
  });
  EXPECT_TRUE(held);
  for (const auto& each : plain)
    if (each->events) each->vanishes();
}

TEST_F(OtherMembers, see_null_for_bytes_where_the_namespace_says_binary) {
  sdk_client ann(s, 1, dialect::protobuf);
  wire::Command connect, publish;
  connect.set_id(1);
  connect.mutable_connect();
  publish.set_id(2);
  publish.mutable_publish()->set_channel("raw:a");
  publish.mutable_publish()->set_data("\xff\xfe");
  json[0]->hears();
  ann.link->says(wire::encode(wire::format::protobuf, connect) +
                 wire::encode(wire::format::protobuf, publish));
  s.settle();
  const auto heard = json[0]->hears();
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_NE(heard[0].find(R"("data":null)"), std::string::npos);
  json[0]->says(R"({"id":9,"history":{"channel":"raw:a","limit":5}})");
  EXPECT_NE(json[0]->hears().back().find(R"([{"data":null)"),
            std::string::npos);
  EXPECT_FALSE(json[0]->link->closed_with);
  ann.link->vanishes();
  for (const auto& each : plain) each->vanishes();
}

}  // namespace
}  // namespace parley
