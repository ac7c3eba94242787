// SPDX-License-Identifier: Apache-2.0
// One WebSocket client of a running script: its connection, and what it got
// and the script has not asked for yet. Runs on the thread of its io_context.
#pragma once

#include "lab/script/destination.hpp"
#include "lab/script/step.hpp"

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parley::script {

/// How the handshake ended.
struct answer {
  unsigned status = 0;  ///< Of the HTTP response; 0 if there was none.
  std::string body;     ///< Of a response that refuses.
  std::string failure;  ///< Why there is no connection although not refused.
};

/// Starts connecting when made, then reads all the time, so that no script
/// makes a slow reader by accident.
class client {
 public:
  client() = default;
  client(const client&) = delete;
  client& operator=(const client&) = delete;

  /// Only when idle(): nothing of it may be under way.
  virtual ~client() = default;

  /// Starts sending one message, after those that are still on their way.
  virtual void send(message what) = 0;

  /// Starts the closing handshake; the reply is closed_properly().
  virtual void start_close(const close& how) = 0;

  /// Ends the connection at once: by a FIN, or with `reset` by a TCP reset.
  virtual void drop(bool reset) = 0;

  /// Present as soon as the handshake has ended.
  const std::optional<answer>& handshake() const { return handshake_; }

  bool sending() const { return !unsent_.empty(); }

  /// Takes each text before the inbox does and returns what goes there. To be
  /// set before anything can have come.
  using text_filter = std::function<std::vector<std::string>(std::string)>;
  void filter_texts(text_filter filter) { filter_ = std::move(filter); }

  /// Oldest first. The ending is the last of them, put in when the TCP
  /// connection is down.
  std::deque<event>& inbox() { return inbox_; }

  /// How the connection ended, if it did and the script has not seen it.
  const ending* unseen_ending() const;

  /// The peer's close frame, from its arrival on.
  const std::optional<ending>& close_frame() const { return close_frame_; }

  /// Nothing is under way any more, and nothing will be.
  bool idle() const { return running_ == 0; }

 protected:
  std::optional<answer> handshake_;
  std::deque<event> inbox_;
  std::optional<ending> close_frame_;
  std::deque<message> unsent_;  // The first is being sent.
  text_filter filter_;
  std::size_t running_ = 0;
};

/// A client that is connecting. `io` and `server` must outlive it.
std::unique_ptr<client> open_client(boost::asio::io_context& io,
                                    destination& server,
                                    const connect& request);

}  // namespace parley::script
