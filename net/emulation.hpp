// SPDX-License-Identifier: Apache-2.0
// How requests to /emulation find their streaming link: a table of the links
// that get their messages from such requests, loop by loop. One per node.
#pragma once

#include "protocol/name_hash.hpp"

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace parley {

/// A link that cannot receive messages on its own connection.
class emulated_link {
 public:
  /// One message of its client. On the thread of the link's loop.
  virtual void receive(std::string message) = 0;

 protected:
  ~emulated_link() = default;
};

class emulation {
 public:
  /// The links of one loop; used on its thread only.
  class desk {
   public:
    desk(std::size_t index, boost::asio::io_context& io)
        : index_(index), io_(io) {}

    /// A new key for `link`. It is a secret: it authorizes requests for the
    /// client. It begins with the loop's number.
    std::string enter(std::weak_ptr<emulated_link> link);
    void leave(const std::string& key) { links_.erase(key); }

   private:
    friend class emulation;
    void hand_over(const std::string& key, std::string message);

    std::size_t index_;
    boost::asio::io_context& io_;
    name_map<std::weak_ptr<emulated_link>> links_;
  };

  // -- before the loops run ---------------------------------------------------

  void use(std::string node_id) { node_id_ = std::move(node_id); }

  /// Sends a message to a link of another node; false: there is no such node.
  /// Without this function there are no other nodes.
  using passer = std::function<bool(std::string_view node, std::string key,
                                    std::string message)>;
  void pass_on_by(passer way) { pass_on_ = std::move(way); }

  /// The desk of the loop that runs `io`, which outlives the desk.
  desk& open_desk(boost::asio::io_context& io);

  // -- any thread -------------------------------------------------------------

  bool is_here(std::string_view node_id) const { return node_id == node_id_; }

  /// Delivers `message` to the link with this key at `node`. Without such a
  /// link it is dropped: the client sees the end of its stream. False: there is
  /// no such node.
  bool bring(std::string_view node, std::string key, std::string message);

  /// The same at this node, on the link's loop.
  void post(std::string key, std::string message);

  // -- after the loops have ended ---------------------------------------------

  /// Nothing is brought any more: a loop that still has handlers to run may be
  /// one of the last.
  void close() { closed_ = true; }

 private:
  std::string node_id_;
  passer pass_on_;
  std::deque<desk> desks_;
  bool closed_ = false;
};

}  // namespace parley
