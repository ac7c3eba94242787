// SPDX-License-Identifier: Apache-2.0
#include "net/refuse.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace parley {

void refuse(loop& where, refusal why, std::string_view detail,
            const peer_source& peer) {
  const auto unlogged =
      where.traffic().refused.count(why, std::chrono::steady_clock::now());
  if (unlogged)
    spdlog::info("{}", refusal_line(why, *unlogged, peer(), detail));
}

std::optional<refusal> reason_of(const http_answer& answer) {
  if (answer.why) return answer.why;
  switch (answer.status) {
    case 400:
    case 411:
    case 415:
    case 417:
      return refusal::bad_request;
    case 401:
      return refusal::operator_key;
    case 403:
      return refusal::forbidden;
    case 405:
      return refusal::method;
    case 408:
      return refusal::malformed_request;
    case 413:
      return refusal::body_size;
    case 421:
      return refusal::foreign_host;
    case 426:
      return refusal::handshake;
    case 429:
      return refusal::too_many_requests;
    case 431:
      return refusal::head_size;
    case 501:
      return refusal::malformed_request;
    case 503:
      return refusal::unavailable;
    default:
      return std::nullopt;
  }
}

void report(loop& where, const http_answer& answer, const peer_source& peer) {
  const auto why = reason_of(answer);
  if (!why) return;
  std::string_view detail = answer.body;
  while (detail.ends_with('\n')) detail.remove_suffix(1);
  refuse(where, *why, detail, peer);
}

}  // namespace parley
