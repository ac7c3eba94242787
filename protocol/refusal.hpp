// SPDX-License-Identifier: Apache-2.0
// The closed list of reasons for which a node refuses a request of a client, a
// page or an operator; how often each reason occurred, and its log line.
// docs/metrics.md explains every reason.
#pragma once

#include "protocol/log_pace.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

enum class refusal : std::uint8_t {
  // -- connections and HTTP requests ------------------------------------------
  connection_limit,
  address_limit,
  flood,
  tls_handshake,
  malformed_request,
  bad_request,
  head_size,
  body_size,
  method,
  handshake,
  origin,
  foreign_host,
  transport_off,
  namespace_unknown,
  plain_client,
  forbidden,
  guest,
  too_many_requests,
  unavailable,

  // -- operators and back ends ------------------------------------------------
  api_key,
  api_key_in_query,
  operator_key,
  admin_password,
  admin_session,
  attempts,
  api_request,
  api_error,

  // -- tokens -----------------------------------------------------------------
  token_missing,
  token_malformed,
  token_algorithm,
  token_signature,
  token_claims,
  token_audience,
  token_issuer,
  token_not_before,
  token_expired,
  token_other_use,
  token_anonymous,

  // -- clients that are connected ---------------------------------------------
  command_malformed,
  command_error,
  command_rate,
  message_rate,
  message_size,
  message_deadline,
  protocol_error,
  user_connections,
};

inline constexpr std::size_t refusal_count =
    static_cast<std::size_t>(refusal::user_connections) + 1;

/// The label `reason` of `refused_total` and of the log.
std::string_view name_of(refusal why);

/// The setting that decides about it; "none" when there is no such setting.
std::string_view setting_of(refusal why);

/// Counts refusals and decides which of them the log mentions: of each reason
/// at most one a second (log_pace). Belongs to one loop.
class refusal_record {
 public:
  using time_point = log_pace::time_point;

  /// Counts one. When a line may be logged now: how many refusals of this
  /// reason were counted since the last line, without this one.
  std::optional<std::uint64_t> count(refusal why, time_point now);

  std::uint64_t of(refusal why) const { return counts_[index(why)]; }

  void add(const refusal_record& other);

 private:
  static std::size_t index(refusal why) {
    return static_cast<std::size_t>(why);
  }

  std::array<std::uint64_t, refusal_count> counts_{};
  std::array<log_pace, refusal_count> lines_{};
};

/// Bytes of a refusal's detail in the log; the rest is cut off.
inline constexpr std::size_t refusal_detail_size = 200;

/// One line for the log. `peer` and `detail` may come from strangers: they are
/// escaped as protocol/printable.hpp has it.
std::string refusal_line(refusal why, std::uint64_t unlogged,
                         std::string_view peer, std::string_view detail);

}  // namespace parley
