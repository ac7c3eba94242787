// SPDX-License-Identifier: Apache-2.0
// The base of all our actors: what goes wrong is logged, where CAF's own
// handlers print to standard output, what it does is counted, and
// ThreadSanitizer is told what CAF's mailbox orders.
#pragma once

#include "actors/actor_ref.hpp"
#include "actors/work_record.hpp"

#include <caf/event_based_actor.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <utility>

namespace parley {

class quiet_actor : public caf::event_based_actor {
 public:
  explicit quiet_actor(caf::actor_config& config);

  using caf::event_based_actor::enqueue;
  void enqueue(caf::mailbox_element_ptr element,
               caf::execution_unit* unit) override;
  void launch(caf::execution_unit* spawner, bool lazy, bool hide) override;
  resume_result resume(caf::execution_unit* unit, std::size_t max) override;

  using caf::event_based_actor::consume;
  caf::invoke_message_result consume(caf::mailbox_element& element) override;
  bool cleanup(caf::error&& reason, caf::execution_unit* unit) override;
  void on_destroy() override;
  void intrusive_ptr_release_impl() override;

  // -- typed handles ----------------------------------------------------------

  using caf::event_based_actor::send;
  template <typed_handle Ref, class Message>
  requires accepts<typename Ref::port, Message>
  void send(const Ref& to, Message&& message) {
    caf::event_based_actor::send(to.untyped(), std::forward<Message>(message));
  }
  /// A message outside of the interface.
  template <typed_handle Ref, class Message>
  requires(!accepts<typename Ref::port, Message>) void send(
      const Ref& to, Message&& message) = delete;

  work_record& record() { return record_; }
  const work_record& record() const { return record_; }

 protected:
  /// A message has been handled; on the thread of the actor.
  void note_handled(std::chrono::nanoseconds took) {
    record_.count_handled(took);
    on_handled(took);
  }
  virtual void on_handled(std::chrono::nanoseconds) {}

  /// Logs what was thrown; why `self` ends.
  static caf::error report_exception(caf::scheduled_actor* self,
                                     std::exception_ptr& thrown);

 private:
  resume_result handle_messages(caf::execution_unit* unit, std::size_t max);
  caf::mailbox_element_ptr next_message();

  work_record record_;
};

}  // namespace parley
