// SPDX-License-Identifier: Apache-2.0
#include "actors/quiet_actor.hpp"

#include "protocol/log_text.hpp"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#if defined(PARLEY_TSAN)
#include <sanitizer/tsan_interface.h>

// Of its runtime, without a header in GCC.
extern "C" {
void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);
}
#endif

namespace parley {

namespace {

// Debian's libcaf_core is not instrumented, so ThreadSanitizer cannot see that
// its mailbox orders the writer of a message before its reader, and its
// reference count every use of an actor before its end. These two annotations
// state it (docs/caf-notes.md, 1.4).
void used([[maybe_unused]] void* actor) {
#if defined(PARLEY_TSAN)
  __tsan_release(actor);
#endif
}

void taken_over([[maybe_unused]] void* actor) {
#if defined(PARLEY_TSAN)
  __tsan_acquire(actor);
#endif
}

// While CAF's mailbox sorts or drops messages, it reads them in its library;
// ThreadSanitizer does not see the order that the library has established with
// their writers.
class unseen_reads {
 public:
#if defined(PARLEY_TSAN)
  unseen_reads() {
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
  }
  ~unseen_reads() {
    AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
  }
#else
  unseen_reads() {}
#endif
  unseen_reads(const unseen_reads&) = delete;
  unseen_reads& operator=(const unseen_reads&) = delete;
};

// CAF's default handlers print to standard output. The contents of a message
// belong to users and stay out of the log.
caf::result<caf::message> report_unexpected(caf::scheduled_actor* self,
                                            caf::message_view&) {
  spdlog::error("actor.unexpected name={}", self->name());
  return caf::sec::unexpected_message;
}

}  // namespace

caf::error quiet_actor::report_exception(caf::scheduled_actor* self,
                                         std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& error) {
    spdlog::error("actor.exception name={} what={}", self->name(),
                  log_text(error.what()));
  } catch (...) {
    spdlog::error("actor.exception name={} what=unknown", self->name());
  }
  return caf::sec::runtime_error;
}

quiet_actor::quiet_actor(caf::actor_config& config)
    : caf::event_based_actor(config) {
  set_default_handler(report_unexpected);
  set_exception_handler(report_exception);
  set_down_handler([](caf::scheduled_actor*, caf::down_msg&) {});
}

void quiet_actor::enqueue(caf::mailbox_element_ptr element,
                          caf::execution_unit* unit) {
  record_.count_sent();
  used(this);
  caf::event_based_actor::enqueue(std::move(element), unit);
}

void quiet_actor::launch(caf::execution_unit* spawner, bool lazy, bool hide) {
  used(this);
  caf::event_based_actor::launch(spawner, lazy, hide);
}

quiet_actor::resume_result quiet_actor::resume(caf::execution_unit* unit,
                                               std::size_t max) {
  taken_over(this);
  const auto result = handle_messages(unit, max);
  used(this);
  return result;
}

// As CAF's own does, without the queues of its streams and the timeouts of its
// behaviors, which no actor of ours has: looking after them costs more than
// most messages do.
quiet_actor::resume_result quiet_actor::handle_messages(
    caf::execution_unit* unit, std::size_t max) {
  using clock = std::chrono::steady_clock;
  if (!activate(unit)) return caf::resumable::done;
  // The end of one message is the beginning of the next: the clock costs more
  // than counting does.
  auto began = clock::now();
  for (std::size_t handled = 0; handled < max;) {
    const auto message = next_message();
    if (message) {
      ++handled;
      // Never `skipped`: the default handler takes unexpected messages.
      const auto outcome = reactivate(*message);
      const auto ended = clock::now();
      note_handled(ended - std::exchange(began, ended));
      if (outcome == activation_result::terminated) return caf::resumable::done;
    } else if (!mailbox().queue().empty()) {
      return caf::event_based_actor::resume(unit, max - handled);
    } else if (mailbox().try_block()) {
      return caf::resumable::awaiting_message;
    }
  }
  return caf::resumable::resume_later;
}

caf::mailbox_element_ptr quiet_actor::next_message() {
  {
    const unseen_reads sorting;
    mailbox().fetch_more();
  }
  taken_over(this);
  if (auto urgent = get_urgent_queue().take_front()) return urgent;
  return get_normal_queue().take_front();
}

caf::invoke_message_result quiet_actor::consume(caf::mailbox_element& element) {
  taken_over(this);
  return caf::event_based_actor::consume(element);
}

// Messages that arrive while an actor ends are freed here unread: CAF's library
// takes them out of the mailbox and drops them together.
bool quiet_actor::cleanup(caf::error&& reason, caf::execution_unit* unit) {
  const unseen_reads dropping;
  return caf::event_based_actor::cleanup(std::move(reason), unit);
}

void quiet_actor::intrusive_ptr_release_impl() {
  used(this);
  caf::event_based_actor::intrusive_ptr_release_impl();
}

void quiet_actor::on_destroy() {
  taken_over(this);
  caf::event_based_actor::on_destroy();
}

}  // namespace parley
