// What the actors that look into a node say to each other.
#pragma once

#include "protocol/inspection_call.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace parley {

/// From the port; never leaves the loop.
struct inspection_work {
  inspection_call call;
  std::function<void(inspection_answer)> done;
};

/// Inspector -> surveyor of each loop. Answered with `surveyed`.
struct survey {
  inspection_query query;
  caf::actor answer_to{};
  std::uint64_t tag = 0;
};
struct surveyed {
  std::uint64_t tag = 0;
  loop_report report;
};

/// A surveyor's own: the next slice of its walk.
struct next_slice {};

/// An inspector's own: the loops have had time enough.
struct survey_overdue {
  std::uint64_t tag = 0;
};

/// Inspector -> courier of the session's loop. Answered with `reached`.
struct kick {
  connection_id id;
  caf::actor answer_to{};
  std::uint64_t tag = 0;
};
/// The same way, answered the same.
struct trace {
  connection_id id;
  bool on = true;
  caf::actor answer_to{};
  std::uint64_t tag = 0;
};
struct reached {
  std::uint64_t tag = 0;
  bool found = false;
};

}  // namespace parley

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::inspection_work)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::survey)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::surveyed)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::next_slice)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::survey_overdue)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::kick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::reached)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(parley::trace)
