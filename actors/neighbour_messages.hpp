// What the server API and the inspector of one node and those of the others of
// its cluster say to each other. All of it stays on the node: the actor behind
// `topology::neighbours` knows the way to the others.
#pragma once

#include "protocol/inspection_call.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace parley {

/// An encoded command for the server API, whose reply is encoded too; or an
/// operator's order, whose reply is why it was not carried out, or empty.
using node_question = std::variant<std::string, moderation_call>;

/// To the neighbours, for every other node. Answered with
/// `neighbours_answered`, after a bounded time.
struct ask_neighbours {
  node_question what;
  caf::actor who;
  std::uint64_t tag = 0;
};
struct neighbours_answered {
  std::uint64_t tag = 0;
  /// Of those who have answered in time.
  std::vector<std::string> replies;
  std::size_t asked = 0;
};

/// For whoever asked: how many have answered, this node among them; empty when
/// all did.
inline std::string who_is_missing(const neighbours_answered& answer) {
  if (answer.replies.size() == answer.asked) return {};
  return std::to_string(answer.replies.size() + 1) + " of " +
         std::to_string(answer.asked + 1) + " nodes answered";
}

/// From another node. Answered with `node_answered`.
struct ask_node {
  node_question what;
  caf::actor who;
  std::uint64_t tag = 0;
};
struct node_answered {
  std::uint64_t tag = 0;
  std::string reply;
};

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::ask_neighbours)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::neighbours_answered)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::ask_node)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::node_answered)
