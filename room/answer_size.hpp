// SPDX-License-Identifier: Apache-2.0
// How large one answer of a room may be, and what publications and members cost
// in it. Pure.
#pragma once

#include "protocol/publication.hpp"

#include <cstddef>

namespace parley {

struct connection;

/// Bytes of publications or members in one answer: to `history`, `presence` and
/// a subscription that recovers, and all recovered publications of one connect
/// reply together. Over: a page of the history is truncated and the client
/// continues with `since`; a subscription does not recover; `presence` is error
/// 106.
inline constexpr std::size_t answer_size = 1'048'576;

/// Bytes that it takes at most in an answer, in each of the formats.
std::size_t size_in_answer(const publication& said);
std::size_t size_in_answer(const client_info& who);
std::size_t size_in_answer(const connection& member);

/// The remaining space of an answer while it is filled.
class answer_room {
 public:
  explicit answer_room(std::size_t bytes) : left_(bytes) {}

  /// False when the next publication does not fit. The first one always does,
  /// so that a client that reads page by page makes progress.
  bool takes(const publication& next);

 private:
  std::size_t left_;
  bool is_first_ = true;
};

}  // namespace parley
