// Brings packets from node to node by NATS. What one node says to another comes
// in order, or not at all: whoever may not miss it counts. Sending may block,
// so it has a thread of its own; what arrives is handed to the loop that its
// room belongs to.
#pragma once

#include "actors/quiet_actor.hpp"
#include "cluster/cluster_messages.hpp"
#include "store/cluster_options.hpp"
#include "store/nats_connection.hpp"

#include <caf/behavior.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace parley::cluster {

class bus {
 public:
  static constexpr const char* name = "bus";

  /// `process`: random, so that no other of this node's name has it. Throws
  /// nats_error when the options cannot be used.
  bus(quiet_actor& self, cluster_options options, std::uint64_t process);
  ~bus();

  caf::behavior make_behavior();

 private:
  /// Hands on what other nodes send. Used by a thread of libnats only.
  class receiver {
   public:
    explicit receiver(bus_ends ends) : ends_(std::move(ends)) {}
    void receive(std::string_view bytes);

   private:
    void hand_on(std::shared_ptr<const peer::Packet> packet);

    const bus_ends ends_;
    /// What came of packets that are sent in pieces, by their sender.
    std::map<std::string, std::string> parts_;
  };

  void on_ends(const bus_ends& ends);
  void on_send(send_packet& request);
  void on_standing_changed(const standing_changed& notice);
  void on_loop_settled(const loop_settled& notice);
  void on_tell_settled();
  void tell_settled();
  void publish(const node_name& to, peer::Packet& packet);
  void publish_in_pieces(const std::string& subject, const std::string& bytes);
  std::string subject_of(const node_name& node) const;

  quiet_actor& self_;
  const cluster_options options_;
  const std::uint64_t process_;
  std::unique_ptr<receiver> receiver_;
  std::unique_ptr<nats_connection> nats_;
  standing_ptr standing_;
  std::size_t ends_ = 0;
  /// Of the newest view that one has settled by: how many have.
  view_number settling_ = 0;
  std::size_t settled_ends_ = 0;
  view_number settled_ = 0;
  std::string bytes_;
};

}  // namespace parley::cluster
