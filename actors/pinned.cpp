// SPDX-License-Identifier: Apache-2.0
#include "actors/pinned.hpp"

#include <caf/logger.hpp>

#include <exception>
#include <utility>

namespace parley {

pinned::pinned(caf::actor_config& config, home& where)
    : quiet_actor(config), where_(where) {
  where_.actors().enter(*this);
}

void pinned::on_exit() {
  if (census_hook::is_linked()) where_.actors().leave(*this);
}

void pinned::enqueue(caf::mailbox_element_ptr element, caf::execution_unit*) {
  quiet_actor::enqueue(std::move(element), &where_);
}

void pinned::launch(caf::execution_unit*, bool lazy, bool hide) {
  quiet_actor::launch(&where_, lazy, hide);
}

pinned::resume_result pinned::resume(caf::execution_unit* unit,
                                     std::size_t max) {
  const home::work now(where_, *this);
  return quiet_actor::resume(unit, max);
}

void pinned::on_handled(std::chrono::nanoseconds took) {
  where_.note_longest(took, *this);
}

void pinned::forget_logger() {
#if CAF_LOG_LEVEL == CAF_LOG_LEVEL_QUIET
  caf::logger::set_current_actor_system(nullptr);
#endif
}

void pinned::guarded(const std::function<void()>& part) {
  try {
    part();
  } catch (...) {
    auto thrown = std::current_exception();
    quit(report_exception(this, thrown));
  }
  finalize();
}

pinned::subtype_t pinned::subtype() const {
  return io_actor;
}

}  // namespace parley
