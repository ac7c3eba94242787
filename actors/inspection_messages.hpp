// SPDX-License-Identifier: Apache-2.0
// What the actors that inspect a node send each other.
#pragma once

#include "actors/actor_ref.hpp"
#include "protocol/inspection_call.hpp"

#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace parley::msg {

/// From the HTTP port; never leaves the loop.
struct inspection_work {
  inspection_call call;
  std::function<void(inspection_answer)> done;
};

struct surveyed {
  std::uint64_t tag = 0;
  loop_report report;
};
/// Inspector -> surveyor of each loop. Answered with `surveyed`.
struct survey {
  inspection_query query;
  ref_to<surveyed> answer_to{};
  std::uint64_t tag = 0;
};

/// A surveyor's own: the next slice of its walk.
struct next_slice {};

/// An inspector's own: the loops have had enough time.
struct survey_overdue {
  std::uint64_t tag = 0;
};

struct reached {
  std::uint64_t tag = 0;
  bool found = false;
};
/// Inspector -> courier of the session's loop: close its link. Answered with
/// `reached`.
struct kick {
  connection_id id;
  ref_to<reached> answer_to{};
  std::uint64_t tag = 0;
};
/// The same way and answer: log what the link reads and writes.
struct trace {
  connection_id id;
  bool on = true;
  ref_to<reached> answer_to{};
  std::uint64_t tag = 0;
};

}  // namespace parley::msg

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::inspection_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::survey)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::surveyed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::next_slice)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::survey_overdue)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::kick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::reached)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::msg::trace)
