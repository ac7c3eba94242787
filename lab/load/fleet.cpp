#include "lab/load/fleet.hpp"

#include <array>
#include <cerrno>
#include <ctime>
#include <sys/epoll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace parley::load {

namespace {

constexpr std::size_t buffer_size = 262'144;
constexpr std::int64_t longest_wait = 100'000'000;  // ns
constexpr std::string_view room_place = "{room}";

std::string with_room(std::string path, std::string_view room) {
  const auto at = path.find(room_place);
  if (at != std::string::npos) path.replace(at, room_place.size(), room);
  return path;
}

}  // namespace

std::int64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

fleet::fleet(setting chosen)
    : setting_(std::move(chosen)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      buffer_(buffer_size, '\0') {
  if (epoll_ < 0)
    throw std::system_error(errno, std::generic_category(), "epoll");
}

fleet::~fleet() {
  ::close(epoll_);
}

std::string fleet::room_name(std::uint32_t room) {
  return "bench" + std::to_string(room);
}

std::size_t fleet::add(std::uint32_t room) {
  clients_.push_back(client{.link = {}, .room = room});
  return clients_.size() - 1;
}

// -- saying -------------------------------------------------------------------

void fleet::connect(std::size_t who) {
  auto& c = clients_[who];
  c.link = stream(setting_.to, setting_.to.tls ? &tls_ : nullptr);
  if (!c.link.is_open()) return lose(who);
  c.at = phase::upgrading;
  c.deaf = false;
  c.unread.clear();
  c.unsent = "GET " + with_room(setting_.path, room_name(c.room)) +
             " HTTP/1.1\r\nHost: " + setting_.to.authority +
             "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Version: 13\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  if (const auto asked = setting_.words.subprotocol(); !asked.empty())
    c.unsent.append("Sec-WebSocket-Protocol: ").append(asked).append("\r\n");
  c.unsent.append("\r\n");
  c.events = EPOLLIN | EPOLLOUT;
  epoll_event event{.events = c.events,
                    .data = {.u32 = static_cast<std::uint32_t>(who)}};
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, c.link.descriptor(), &event);
}

void fleet::publish(std::size_t who, std::string_view payload) {
  clients_[who].speaks = true;
  send(who, setting_.words.sends(),
       setting_.words.publish(room_name(clients_[who].room), payload));
}

void fleet::send(std::size_t who, opcode op, std::string_view payload) {
  auto& c = clients_[who];
  if (c.at != phase::open) return;
  append_frame(c.unsent, op, payload);
  flush(who);
}

void fleet::flush(std::size_t who) {
  auto& c = clients_[who];
  while (!c.unsent.empty()) {
    const auto sent = c.link.write(c.unsent);
    if (!sent) return lose(who);
    if (*sent == 0) break;
    c.unsent.erase(0, *sent);
  }
  interest(who);
}

// -- hearing ------------------------------------------------------------------

bool fleet::run_until(const std::function<bool()>& done,
                      std::chrono::milliseconds patience) {
  const auto end = now_ns() + std::chrono::nanoseconds(patience).count();
  for (;;) {
    const auto at = now_ns();
    const auto wait = watcher_->on_turn(at);
    if (done()) return true;
    if (at >= end) return false;
    turn(std::min({wait, end - at, longest_wait}));
  }
}

void fleet::turn(std::int64_t wait) {
  std::array<epoll_event, 512> events;
  wait = std::max<std::int64_t>(wait, 0);
  const timespec timeout{wait / 1'000'000'000, wait % 1'000'000'000};
  const int ready =
      ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()),
                     &timeout, nullptr);
  for (int i = 0; i < ready; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    handle(event.data.u32, event.events);
  }
}

// A client may be closed by what an earlier one of this turn has heard.
void fleet::handle(std::size_t who, std::uint32_t events) {
  auto& c = clients_[who];
  if (c.link.is_open() && (events & EPOLLOUT) != 0) flush(who);
  if (c.link.is_open() && (events & ~std::uint32_t{EPOLLOUT}) != 0) read(who);
}

void fleet::read(std::size_t who) {
  auto& c = clients_[who];
  // The rest of what was not whole goes before what comes now.
  const auto before = c.unread.copy(buffer_.data(), c.unread.size());
  const auto got = c.link.read(std::span(buffer_).subspan(before));
  if (!got) return lose(who);
  const auto all = std::string_view(buffer_).substr(0, before + *got);
  const auto rest = take_in(who, all);
  if (c.link.is_open() && !(rest.empty() && c.unread.empty()))
    c.unread.assign(rest);
  // TLS has taken more off the socket than one record, maybe.
  if (setting_.to.tls && *got > 0 && c.link.is_open()) read(who);
}

std::string_view fleet::take_in(std::size_t who, std::string_view bytes) {
  auto& c = clients_[who];
  if (c.at == phase::upgrading) bytes = finish_upgrade(who, bytes);
  while (c.at == phase::open) {
    const auto frame = take_frame(bytes);
    if (!frame) break;
    hear(who, *frame);
  }
  return bytes;
}

std::string_view fleet::finish_upgrade(std::size_t who,
                                       std::string_view bytes) {
  constexpr std::string_view head_end = "\r\n\r\n";
  const auto end = bytes.find(head_end);
  if (end == std::string_view::npos) return bytes;
  if (!bytes.starts_with("HTTP/1.1 101 ")) {
    lose(who);
    return {};
  }
  auto& c = clients_[who];
  c.at = phase::open;
  const auto hello = setting_.words.hello(room_name(c.room));
  if (!hello.empty()) send(who, setting_.words.sends(), hello);
  if (c.at == phase::open) watcher_->on_open(who);
  return bytes.substr(end + head_end.size());
}

void fleet::hear(std::size_t who, const server_frame& frame) {
  if (frame.op == opcode::ping) return send(who, opcode::pong, frame.payload);
  if (frame.op == opcode::close) return lose(who);
  if (frame.op == opcode::pong) return;
  const auto at = now_ns();
  if (clients_[who].speaks)
    if (const auto errors = setting_.words.refusals(frame.payload))
      watcher_->on_refused(errors);
  auto text = frame.payload;
  bool ours = false;
  while (const auto what = take_mark(text)) {
    ours = true;
    watcher_->on_heard(who, *what, at);
  }
  if (ours) return;
  const auto answer =
      setting_.words.answer(frame.payload, room_name(clients_[who].room));
  if (!answer.empty()) send(who, setting_.words.sends(), answer);
}

// -- life ---------------------------------------------------------------------

void fleet::set_reading(std::size_t who, bool reads) {
  clients_[who].deaf = !reads;
  interest(who);
}

void fleet::interest(std::size_t who) {
  auto& c = clients_[who];
  if (!c.link.is_open()) return;
  std::uint32_t wanted = c.unsent.empty() ? 0u : std::uint32_t{EPOLLOUT};
  if (!c.deaf) wanted |= EPOLLIN;
  if (c.events == wanted) return;
  epoll_event event{.events = wanted,
                    .data = {.u32 = static_cast<std::uint32_t>(who)}};
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, c.link.descriptor(), &event);
  c.events = wanted;
}

void fleet::close(std::size_t who) {
  auto& c = clients_[who];
  c.link.close();
  c.at = phase::closed;
  std::string().swap(c.unread);
  std::string().swap(c.unsent);
}

void fleet::lose(std::size_t who) {
  if (clients_[who].at == phase::closed) return;
  close(who);
  watcher_->on_lost(who);
}

}  // namespace parley::load
