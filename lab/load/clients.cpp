// SPDX-License-Identifier: Apache-2.0
#include "lab/load/clients.hpp"

#include "lab/load/handshake.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <span>
#include <stdexcept>
#include <sys/epoll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace parley::load {

namespace {

constexpr std::size_t buffer_size = 262'144;
constexpr int deaf_receive_buffer = 4'096;  // bytes; the kernel doubles it

// `done` of run_until may become true without an event of epoll.
constexpr std::int64_t poll_interval = 5'000'000;  // ns

}  // namespace

clients::clients(setting chosen)
    : setting_(std::move(chosen)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      buffer_(buffer_size, '\0') {
  if (epoll_ < 0)
    throw std::system_error(errno, std::generic_category(), "epoll");
}

clients::~clients() {
  ::close(epoll_);
}

// -- connecting ---------------------------------------------------------------

clients::client clients::add() {
  clients_.push_back(std::make_unique<connection>());
  return clients_.size() - 1;
}

clients::client clients::connect(std::string_view target) {
  const auto who = add();
  connect(who, target);
  return who;
}

clients::client clients::connect_deaf(std::string_view target) {
  const auto who = add();
  connect(who, target, true);
  return who;
}

void clients::connect(client who, std::string_view target, bool deaf) {
  auto& self = at(who);
  self = connection{};
  self.deaf = deaf;
  self.link = stream(setting_.to, setting_.to.tls ? &tls_ : nullptr,
                     deaf ? deaf_receive_buffer : 0);
  if (!self.link.is_open()) return end(who, "could not connect");
  self.stage = phase::upgrading;
  self.unsent =
      upgrade_request(target, setting_.to.authority, setting_.subprotocol);
  flush(who);
}

void clients::set_reading(client who, bool reads) {
  at(who).deaf = !reads;
  watch(who);
}

// A deaf client is not watched at all when it has nothing to send: epoll would
// report the end of its connection again and again.
void clients::watch(client who) {
  auto& self = at(who);
  if (!self.link.is_open()) return;
  std::uint32_t wanted = self.unsent.empty() ? 0u : std::uint32_t{EPOLLOUT};
  if (!self.deaf) wanted |= EPOLLIN;
  if (self.events == wanted) return;
  const int operation = self.events == 0 ? EPOLL_CTL_ADD
                        : wanted == 0    ? EPOLL_CTL_DEL
                                         : EPOLL_CTL_MOD;
  epoll_event event{.events = wanted, .data = {.u64 = who}};
  if (::epoll_ctl(epoll_, operation, self.link.descriptor(), &event) != 0)
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
  self.events = wanted;
}

// -- time ---------------------------------------------------------------------

bool clients::run_until(const std::function<bool()>& done,
                        std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!done()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    turn(poll_interval);
  }
  return true;
}

void clients::turn(std::int64_t wait) {
  std::array<epoll_event, 512> events;
  wait = std::max<std::int64_t>(wait, 0);
  const timespec timeout{wait / 1'000'000'000, wait % 1'000'000'000};
  const int ready =
      ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()),
                     &timeout, nullptr);
  for (int i = 0; i < ready; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    handle(event.data.u64, event.events);
  }
}

// A callback for an earlier client of this turn may have ended this one.
void clients::handle(client who, std::uint32_t events) {
  auto& self = at(who);
  if (self.link.is_open() && (events & EPOLLOUT) != 0) flush(who);
  if ((events & ~std::uint32_t{EPOLLOUT}) == 0 || self.deaf) return;
  // TLS may have taken more off the socket than one record.
  while (self.link.is_open() && read(who) && setting_.to.tls) {
  }
}

// -- reading ------------------------------------------------------------------

/// False when nothing came.
bool clients::read(client who) {
  auto& self = at(who);
  // The rest of what was not whole goes before what comes now.
  const auto before = self.unread.copy(buffer_.data(), self.unread.size());
  const auto got = self.link.read(std::span(buffer_).subspan(before));
  if (!got) {
    end(who, self.stage == phase::upgrading ? "was left in the handshake" : "");
    return false;
  }
  const auto all = std::string_view(buffer_).substr(0, before + *got);
  std::string_view rest;
  try {
    rest = take_in(who, all);
  } catch (const std::runtime_error& error) {
    end(who, error.what());
    return false;
  }
  if (!self.link.is_open()) return false;
  if (rest.size() == buffer_.size()) {
    end(who, "got too large a frame");
    return false;
  }
  if (!(rest.empty() && self.unread.empty())) self.unread.assign(rest);
  return *got > 0;
}

std::string_view clients::take_in(client who, std::string_view bytes) {
  auto& self = at(who);
  if (self.stage == phase::upgrading) bytes = finish_upgrade(who, bytes);
  while (self.stage == phase::open) {
    const auto frame = take_frame(bytes);
    if (!frame) break;
    take(who, *frame);
  }
  return bytes;
}

/// Returns what follows the answer to the handshake, or all of it while the
/// answer is not whole.
std::string_view clients::finish_upgrade(client who, std::string_view bytes) {
  const auto size = upgrade_answer(bytes);
  if (!size) return bytes;
  at(who).stage = phase::open;
  open_(who);
  return bytes.substr(*size);
}

void clients::take(client who, const server_frame& frame) {
  if (at(who).close_came)
    throw std::runtime_error("got a frame after a close frame");
  switch (frame.op) {
    case opcode::text:
    case opcode::binary:
      return message_(who, frame);
    case opcode::ping:
      return send(who, opcode::pong, frame.payload);
    case opcode::pong:
      return;
    case opcode::close:
      at(who).close_came = true;
      at(who).code = close_code_of(frame.payload);
      send(who, opcode::close, frame.payload.substr(0, 2));
      at(who).close_sent = true;
  }
}

// -- writing ------------------------------------------------------------------

void clients::send(client who, opcode op, std::string_view payload) {
  auto& self = at(who);
  if (self.stage != phase::open || self.close_sent || self.hanging_up) return;
  const bool idle = self.unsent.empty();
  const auto key = setting_.random_masks ? static_cast<std::uint32_t>(masks_())
                                         : std::uint32_t{0};
  append_frame(self.unsent, op, payload, key);
  if (idle) flush(who);
}

void clients::close(client who, std::uint16_t code) {
  send(who, opcode::close, close_payload(code));
  at(who).close_sent = true;
}

void clients::hang_up(client who) {
  at(who).hanging_up = true;
  if (at(who).unsent.empty()) flush(who);
}

void clients::flush(client who) {
  auto& self = at(who);
  while (!self.unsent.empty()) {
    const auto sent = self.link.write(self.unsent);
    if (sent && *sent == 0) break;
    // When the connection is over, reading finds out how it ended.
    self.unsent.erase(0, sent.value_or(self.unsent.size()));
  }
  if (self.unsent.empty() && self.hanging_up) self.link.end_output();
  watch(who);
}

// -- the end ------------------------------------------------------------------

void clients::reset(client who) {
  at(who).link.reset();
  drop(who);
}

void clients::drop(client who) {
  auto& self = at(who);
  self.link.close();
  self.stage = phase::closed;
  self.events = 0;
  std::string().swap(self.unread);
  std::string().swap(self.unsent);
}

void clients::end(client who, std::string fault) {
  const ending how{at(who).code, std::move(fault)};
  drop(who);
  end_(who, how);
}

}  // namespace parley::load
