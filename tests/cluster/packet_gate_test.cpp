// SPDX-License-Identifier: Apache-2.0
#include "cluster/packet_gate.hpp"

#include "cluster/packet_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace parley::cluster {
namespace {

using std::chrono::milliseconds;
using enum packet_gate::refusal;

constexpr auto secret = "0123456789abcdef";

/// A node `b` (process 2) that hears of a (1) and of itself.
class Gate {
 public:
  explicit Gate(std::string_view own_secret)
      : seal_(own_secret, "parley"), gate_("b", 2, seal_, [this](auto packet) {
          passed.push_back(*packet);
        }) {
    know({{"a", 1}, {"b", 2}});
  }

  void know(std::map<node_name, std::uint64_t, std::less<>> processes) {
    standing now{"b", {}, {}, {}, std::move(processes)};
    gate_.on_standing(now, now_);
  }

  void bytes(const std::string& raw) { gate_.receive(raw, now_); }

  std::string sealed(const peer::Packet& one, const node_name& to = "b",
                     std::uint64_t process = 2) const {
    return seal_.close(packet_place(to, process), one.SerializeAsString());
  }
  void packet(const peer::Packet& one) { bytes(sealed(one)); }

  std::uint64_t refused(packet_gate::refusal why) const {
    return gate_.refused()[static_cast<std::size_t>(why)];
  }

  void pass(milliseconds time) { now_ += time; }
  std::size_t held() const { return gate_.held(); }

  std::vector<peer::Packet> passed;

 private:
  packet_gate::time_point now_{std::chrono::hours(1)};
  cluster_seal seal_;
  packet_gate gate_;
};

peer::Packet from(const node_name& node, std::uint64_t process,
                  std::uint64_t number) {
  peer::Packet out;
  out.set_node(node);
  out.set_process(process);
  out.set_number(number);
  out.mutable_settled()->set_view(number);
  return out;
}

peer::Packet piece(std::uint64_t number, std::string bytes, bool first,
                   bool last) {
  auto out = from("a", 1, number);
  auto& one = *out.mutable_piece();
  one.set_bytes(std::move(bytes));
  one.set_first(first);
  one.set_last(last);
  return out;
}

class AnyGate : public testing::TestWithParam<std::string> {};

TEST_P(AnyGate, lets_in_who_has_a_lease) {
  Gate gate(GetParam());
  gate.packet(from("a", 1, 1));
  gate.packet(from("b", 2, 1));
  EXPECT_EQ(gate.passed.size(), 2u);
  // Another process of a node, and a node of no lease.
  gate.packet(from("a", 7, 1));
  gate.packet(from("z", 1, 1));
  gate.pass(early_time);
  gate.packet(from("a", 1, 2));
  EXPECT_EQ(gate.passed.size(), 3u);
  EXPECT_EQ(gate.refused(stranger), 2u);
}

TEST_P(AnyGate, malformed_packets_get_no_further) {
  Gate gate(GetParam());
  std::vector<peer::Packet> all(14, from("a", 1, 1));
  all[0].mutable_to_owner()->set_room("r");                   // no wishes
  all[1].mutable_to_owner()->add_wishes()->mutable_attach();  // no room
  all[2].mutable_to_owner()->set_room("r");
  all[2].mutable_to_owner()->add_wishes();  // for nothing
  all[3].mutable_to_owner()->set_room(
      std::string(peer_room_name_size + 1, 'r'));
  all[3].mutable_to_owner()->add_wishes()->mutable_attach();
  all[4].clear_settled();
  all[5].set_node("a b");
  all[6].set_process(0);
  all[7].mutable_api_call();
  all[8].mutable_api_call()->set_command("x");
  all[8].mutable_api_call()->mutable_order();
  all[9].mutable_legacy()->set_room("r");
  all[9].mutable_legacy()->mutable_state()->add_newest();  // behind the end
  all[10].mutable_legacy()->set_room("r");
  all[10].mutable_legacy()->mutable_state()->mutable_end()->set_offset(~0ull);
  all[11].mutable_echo()->set_view(1);      // only a node's own
  all[12].mutable_legacies()->add_rooms();  // no name
  for (int i = 0; i <= peer_legacies; ++i)
    all[13].mutable_legacies()->add_rooms()->set_room("r");
  for (const auto& each : all) gate.packet(each);
  EXPECT_EQ(gate.passed.size(), 0u);
  EXPECT_EQ(gate.refused(malformed) + gate.refused(copy), all.size());
}

TEST_P(AnyGate, positions_of_many_rooms_get_in) {
  Gate gate(GetParam());
  auto all = from("a", 1, 1);
  for (int i = 0; i < peer_legacies; ++i)
    all.mutable_legacies()->add_rooms()->set_room("r");
  gate.packet(all);
  EXPECT_EQ(gate.passed.size(), 1u);
}

TEST_P(AnyGate, pieces_become_one_packet) {
  Gate gate(GetParam());
  const auto whole = from("a", 1, 0).SerializeAsString();
  gate.packet(piece(1, whole.substr(0, 3), true, false));
  EXPECT_EQ(gate.held(), 3u);
  gate.packet(piece(2, whole.substr(3), false, true));
  ASSERT_EQ(gate.passed.size(), 1u);
  EXPECT_TRUE(gate.passed[0].has_settled());
  EXPECT_EQ(gate.held(), 0u);
}

TEST_P(AnyGate, there_is_no_piece_in_a_piece_and_no_other_sender) {
  Gate gate(GetParam());
  auto inner = piece(1, from("a", 1, 0).SerializeAsString(), true, true);
  for (std::uint64_t depth = 1; depth < 100; ++depth)
    inner = piece(depth, inner.SerializeAsString(), true, true);
  gate.packet(inner);
  gate.packet(piece(200, from("b", 2, 0).SerializeAsString(), true, true));
  EXPECT_EQ(gate.passed.size(), 0u);
  EXPECT_EQ(gate.refused(malformed), 2u);
}

TEST_P(AnyGate, pieces_without_an_end_are_bounded) {
  Gate gate(GetParam());
  const std::string some(512 * 1024, 'x');
  std::uint64_t number = 0;
  std::size_t most = 0;
  for (int i = 0; i < 400; ++i) {
    gate.packet(piece(++number, some, i == 0, false));
    most = std::max(most, gate.held());
  }
  EXPECT_LE(most, packet_whole_size);
  EXPECT_EQ(gate.held(), 0u);
  EXPECT_EQ(gate.refused(too_large), 1u);
  // Those of one sender that stands still go by time.
  gate.packet(piece(++number, some, true, false));
  EXPECT_EQ(gate.held(), some.size());
  gate.pass(packet_parts_time);
  gate.packet(from("b", 2, 1));
  EXPECT_EQ(gate.held(), 0u);
}

TEST_P(AnyGate, a_sender_that_is_no_more_holds_nothing) {
  Gate gate(GetParam());
  gate.packet(piece(1, "bytes", true, false));
  gate.know({{"b", 2}});
  EXPECT_EQ(gate.held(), 0u);
}

// The first packet of a process and its lease come by two ways.
TEST_P(AnyGate, what_is_early_waits_for_the_lease_in_order_and_not_for_long) {
  Gate gate(GetParam());
  gate.packet(from("c", 3, 1));
  gate.packet(from("c", 3, 2));
  EXPECT_GT(gate.held(), 0u);
  gate.know({{"a", 1}, {"b", 2}, {"c", 3}});
  ASSERT_EQ(gate.passed.size(), 2u);
  EXPECT_EQ(gate.passed[0].settled().view(), 1u);
  EXPECT_EQ(gate.held(), 0u);
  for (std::uint64_t i = 0; i < 2 * early_packets; ++i)
    gate.packet(from("d", 4, i + 1));
  EXPECT_EQ(gate.refused(stranger), early_packets);
  EXPECT_LE(gate.held(), early_size);
  gate.pass(early_time);
  gate.know({{"d", 4}});
  EXPECT_EQ(gate.passed.size(), 2u);
}

INSTANTIATE_TEST_SUITE_P(All, AnyGate, testing::Values("", secret),
                         [](const auto& tested) {
                           return tested.param.empty() ? "open" : "sealed";
                         });

TEST(PacketGate, sealed_packets_open_at_their_process_once) {
  Gate gate(secret);
  gate.packet(from("a", 1, 5));
  ASSERT_EQ(gate.passed.size(), 1u);
  gate.packet(from("a", 1, 5));
  gate.packet(from("a", 1, 4));
  EXPECT_EQ(gate.refused(copy), 2u);
  // For another node, or for the process before.
  gate.bytes(gate.sealed(from("a", 1, 6), "c"));
  gate.bytes(gate.sealed(from("a", 1, 6), "b", 1));
  gate.bytes(from("a", 1, 6).SerializeAsString());
  const Gate other("fedcba9876543210");
  gate.bytes(other.sealed(from("a", 1, 6)));
  EXPECT_EQ(gate.refused(unsealed), 4u);
  EXPECT_EQ(gate.passed.size(), 1u);
  gate.packet(from("a", 1, 7));
  EXPECT_EQ(gate.passed.size(), 2u);
}

// Somebody may write a lease again that a process once wrote.
TEST(PacketGate, a_process_that_has_ended_does_not_come_back) {
  Gate gate(secret);
  gate.packet(from("a", 1, 5));
  gate.know({{"a", 9}, {"b", 2}});
  gate.packet(from("a", 9, 1));
  EXPECT_EQ(gate.passed.size(), 2u);
  gate.know({{"a", 1}, {"b", 2}});
  gate.packet(from("a", 1, 6));
  EXPECT_EQ(gate.passed.size(), 2u);
  gate.packet(from("a", 9, 2));
  EXPECT_EQ(gate.passed.size(), 3u);
}

TEST(PacketGate, without_a_secret_sealed_packets_are_refused) {
  Gate gate("");
  const Gate other(secret);
  gate.bytes(other.sealed(from("a", 1, 1)));
  EXPECT_EQ(gate.refused(unsealed), 1u);
  EXPECT_EQ(gate.passed.size(), 0u);
}

}  // namespace
}  // namespace parley::cluster
