// SPDX-License-Identifier: Apache-2.0
// Messages of a session to its own Centrifuge client, in the client's format.
// Rooms reach the client through the couriers.
#pragma once

#include "protocol/centrifuge/format.hpp"
#include "protocol/centrifuge/reply_error.hpp"
#include "protocol/centrifuge/unsubscribe_code.hpp"
#include "protocol/link.hpp"
#include "protocol/refusal.hpp"
#include "protocol/traffic.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace parley {

class client_voice {
 public:
  /// `traffic`: where errors are counted; outlives it.
  client_voice(std::shared_ptr<link> to, centrifuge::format f,
               traffic_record& traffic);

  centrifuge::format format() const { return format_; }

  /// Encodes nothing for a link that is closed.
  void say(const centrifuge::Reply& reply);

  /// Both report the refusal: `why` when it is given, else the code's reason.
  void error(std::uint32_t command, reply_error code,
             std::optional<refusal> why = {});

  /// Ends the connection; nothing is sent after it.
  void close(close_code code, std::optional<refusal> why = {});

  /// The same with a reason of the application's.
  void close(close_code code, std::string_view reason);
  /// Also when the link has closed itself, as a slow one does.
  bool closed() const { return closed_ || link_->is_closing(); }

  /// Counts bytes that others have answered to this client.
  void count(std::size_t bytes) { answered_ += bytes; }
  /// Bytes that the client was answered since the last call.
  std::size_t take_answered() { return std::exchange(answered_, 0); }

  /// A reply as a frame that another actor pushes.
  frame as_frame(const centrifuge::Reply& reply) const;

  /// The last messages of a subscription.
  frame unsubscribed(std::uint32_t command) const;
  frame unsubscribed(std::string_view room, unsubscribe_code code) const;

 private:
  std::shared_ptr<link> link_;
  centrifuge::format format_;
  traffic_record& traffic_;
  std::size_t answered_ = 0;
  bool closed_ = false;
};

}  // namespace parley
