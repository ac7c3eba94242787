// SPDX-License-Identifier: Apache-2.0
// The part of a server's protocol that a broadcast needs. Pure; one object for
// all connections of a run.
#pragma once

#include "lab/load/frames.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::load {

class speech {
 public:
  virtual ~speech() = default;

  /// The default path to connect to; "{room}" stands for a
  /// room's name.
  virtual std::string_view default_path() const = 0;
  /// Empty: no subprotocol is requested.
  virtual std::string_view subprotocol() const { return {}; }
  /// The opcode of the frames that a client sends.
  virtual opcode sends() const { return opcode::text; }

  /// The first message of a client, which joins its room; empty: connecting
  /// joins.
  virtual std::string hello(std::string_view room) const = 0;
  virtual std::string publish(std::string_view room,
                              std::string_view payload) const = 0;

  /// The answer to a message without a mark, such as a ping of the protocol;
  /// empty: no answer.
  virtual std::string answer(std::string_view message,
                             std::string_view room) const = 0;

  /// The number of error replies to a publish in a message.
  virtual std::size_t refusals(std::string_view) const { return 0; }
};

/// The number of occurrences of `text`.
std::size_t count_of(std::string_view text, std::string_view in);

struct protocol {
  std::string_view name;
  std::unique_ptr<speech> (*make)();
};

/// Parley's protocols; bench/peers has those of other servers.
std::vector<protocol> own_protocols();

/// Null when none of `known` has the name.
std::unique_ptr<speech> make_speech(
    std::string_view name,
    const std::vector<protocol>& known = own_protocols());

// One file each.
std::unique_ptr<speech> speak_plain();
std::unique_ptr<speech> speak_json();
std::unique_ptr<speech> speak_protobuf();

}  // namespace parley::load
