// SPDX-License-Identifier: Apache-2.0
// What the server API and the inspector of one node and those of the other
// nodes of its cluster send each other. All of it stays on the node: the actor
// behind `cluster_peers::neighbours` reaches the other nodes.
#pragma once

#include "actors/actor_ref.hpp"
#include "protocol/inspection_call.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace parley {

/// An encoded command for the server API, with an encoded reply; or an
/// operator's order, whose reply is why it was not carried out, or empty.
using node_question = std::variant<std::string, moderation_call>;

namespace msg {

struct neighbours_answered {
  std::uint64_t tag = 0;
  /// Of those who have answered in time.
  std::vector<std::string> replies;
  std::size_t asked = 0;
};
/// To the neighbours, for every other node. Answered with
/// `neighbours_answered`, after a bounded time.
struct ask_neighbours {
  node_question what;
  ref_to<neighbours_answered> who;
  std::uint64_t tag = 0;
};

struct node_answered {
  std::uint64_t tag = 0;
  std::string reply;
};
/// From another node. Answered with `node_answered`.
struct ask_node {
  node_question what;
  ref_to<node_answered> who;
  std::uint64_t tag = 0;
};

}  // namespace msg

/// For the asker: how many nodes have answered, this one among them; empty when
/// all did.
inline std::string who_is_missing(const msg::neighbours_answered& answer) {
  if (answer.replies.size() == answer.asked) return {};
  return std::to_string(answer.replies.size() + 1) + " of " +
         std::to_string(answer.asked + 1) + " nodes answered";
}

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::ask_neighbours)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::neighbours_answered)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::ask_node)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::node_answered)
