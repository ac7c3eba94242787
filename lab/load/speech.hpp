// How a server is spoken to: the few words of its protocol that a broadcast
// takes. Pure; one for all connections of a run.
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

  /// The path to connect to when the user names none; "{room}" stands for a
  /// room's name.
  virtual std::string_view default_path() const = 0;
  /// Empty: none is asked for.
  virtual std::string_view subprotocol() const { return {}; }
  /// Of the frames a client sends.
  virtual opcode sends() const { return opcode::text; }

  /// What a client says first, to be in its room; empty: to be connected is to
  /// be in.
  virtual std::string hello(std::string_view room) const = 0;
  virtual std::string publish(std::string_view room,
                              std::string_view payload) const = 0;

  /// The answer to a message without a payload of ours, such as a keep-alive's;
  /// empty: none.
  virtual std::string answer(std::string_view message,
                             std::string_view room) const = 0;

  /// How many errors a message has for the one who published.
  virtual std::size_t refusals(std::string_view) const { return 0; }
};

/// How often `text` is found.
std::size_t count_of(std::string_view text, std::string_view in);

struct protocol {
  std::string_view name;
  std::unique_ptr<speech> (*make)();
};

/// Those that Parley speaks; bench/peers has those of other servers.
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
