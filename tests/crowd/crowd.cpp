#include "tests/crowd/crowd.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace parley::crowd_test {

namespace {

// The nonce of RFC 6455 section 1.3, whose answer is known.
constexpr std::string_view nonce = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view accepted = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

constexpr std::size_t buffer_size = 262'144;
constexpr int deaf_receive_buffer = 4'096;  // bytes; the kernel doubles it

// What a test awaits may happen in the server, of which epoll tells nothing.
constexpr int longest_wait_ms = 5;

int require(int result, const char* what) {
  if (result >= 0) return result;
  throw std::system_error(errno, std::system_category(), what);
}

[[noreturn]] void fail(crowd::client who, const std::string& what) {
  throw std::runtime_error("client " + std::to_string(who) + " " + what);
}

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

std::string request_for(std::string_view target) {
  return std::string("GET ")
      .append(target)
      .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n")
      .append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
      .append("Sec-WebSocket-Key: ")
      .append(nonce)
      .append("\r\n\r\n");
}

}  // namespace

crowd::crowd(std::uint16_t port)
    : port_(port),
      epoll_(require(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      buffer_(buffer_size, '\0') {}

crowd::~crowd() {
  for (const auto& each : clients_)
    if (each.socket >= 0) ::close(each.socket);
  ::close(epoll_);
}

// -- connecting ---------------------------------------------------------------

crowd::client crowd::connect(std::string_view target) {
  const auto who = open_socket(target, false);
  watch(who, EPOLL_CTL_ADD);
  return who;
}

crowd::client crowd::connect_deaf(std::string_view target) {
  return open_socket(target, true);
}

void crowd::listen(client who) {
  watch(who, EPOLL_CTL_ADD);
}

crowd::client crowd::open_socket(std::string_view target, bool deaf) {
  const auto who = clients_.size();
  auto& self = clients_.emplace_back();
  self.socket =
      require(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  if (deaf)
    ::setsockopt(self.socket, SOL_SOCKET, SO_RCVBUF, &deaf_receive_buffer,
                 sizeof deaf_receive_buffer);
  const int on = 1;
  ::setsockopt(self.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port_);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // On loopback it takes no time, and spares a state.
  require(::connect(self.socket, reinterpret_cast<sockaddr*>(&server),
                    sizeof server),
          "connect");
  self.unsent = request_for(target);
  write(who);
  return who;
}

void crowd::watch(client who, int operation) {
  epoll_event wanted{};
  wanted.events = EPOLLIN;
  if (clients_[who].wants_out) wanted.events |= EPOLLOUT;
  wanted.data.u64 = who;
  require(::epoll_ctl(epoll_, operation, clients_[who].socket, &wanted),
          "epoll_ctl");
}

// -- time ---------------------------------------------------------------------

bool crowd::run_until(const std::function<bool()>& done,
                      std::chrono::milliseconds timeout) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  while (!done()) {
    if (std::chrono::steady_clock::now() >= until) return false;
    turn();
  }
  return true;
}

void crowd::turn() {
  std::array<epoll_event, 256> ready{};
  const int count =
      ::epoll_wait(epoll_, ready.data(), ready.size(), longest_wait_ms);
  for (int i = 0; i < count; ++i) {
    const auto& event = ready[static_cast<std::size_t>(i)];
    const client who = event.data.u64;
    if (event.events & EPOLLOUT) write(who);
    if (event.events & ~static_cast<std::uint32_t>(EPOLLOUT)) read(who);
  }
}

// -- reading ------------------------------------------------------------------

void crowd::read(client who) {
  auto& self = clients_[who];
  if (self.socket < 0) return;  // ended earlier in this turn
  const auto begun = self.partial.size();
  self.partial.copy(buffer_.data(), begun);
  const auto got = ::recv(self.socket, buffer_.data() + begun,
                          buffer_.size() - begun, MSG_DONTWAIT);
  if (got < 0 && would_block()) return;
  if (got <= 0) return end(who);
  std::string_view bytes(buffer_.data(), begun + static_cast<std::size_t>(got));
  try {
    if (!self.shaken) bytes = finish_handshake(who, bytes);
    if (self.shaken) bytes = take_frames(who, bytes);
  } catch (const std::runtime_error& error) {
    fail(who, error.what());
  }
  self.partial.assign(bytes);
  if (bytes.size() == buffer_.size()) fail(who, "got too large a frame");
}

/// Returns what follows the answer to the handshake, or all of it while the
/// answer is incomplete.
std::string_view crowd::finish_handshake(client who, std::string_view bytes) {
  const auto end_of_head = bytes.find("\r\n\r\n");
  if (end_of_head == std::string_view::npos) return bytes;
  const auto head = bytes.substr(0, end_of_head);
  if (!head.starts_with("HTTP/1.1 101 ") ||
      head.find(accepted) == std::string_view::npos)
    throw std::runtime_error("was answered: " + std::string(head));
  clients_[who].shaken = true;
  open_(who);
  return bytes.substr(end_of_head + 4);
}

std::string_view crowd::take_frames(client who, std::string_view bytes) {
  while (clients_[who].socket >= 0) {
    const auto frame = front_frame(bytes);
    if (!frame) return bytes;
    bytes.remove_prefix(frame->size);
    take(who, *frame);
  }
  return {};  // a callback has reset it
}

void crowd::take(client who, const server_frame& frame) {
  if (clients_[who].close_came)
    throw std::runtime_error("was spoken to after a close frame");
  switch (frame.kind) {
    case opcode::text:
      return text_(who, frame.payload);
    case opcode::ping:
      return send(who, opcode::pong, frame.payload);
    case opcode::pong:
      return;
    case opcode::close:
      return take_close(who, frame.payload);
    case opcode::binary:
      throw std::runtime_error("got a binary frame");
  }
}

void crowd::take_close(client who, std::string_view payload) {
  auto& self = clients_[who];
  self.close_came = true;
  if (payload.size() < 2)
    throw std::runtime_error("got a close frame without a code");
  self.code =
      static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8 |
                                 static_cast<unsigned char>(payload[1]));
  if (!self.close_sent) send(who, opcode::close, payload.substr(0, 2));
  self.close_sent = true;
}

// -- writing ------------------------------------------------------------------

void crowd::say(client who, std::string_view text) {
  send(who, opcode::text, text);
}

void crowd::close(client who, std::uint16_t code) {
  const std::array bytes{static_cast<char>(code >> 8),
                         static_cast<char>(code & 0xff)};
  send(who, opcode::close, {bytes.data(), bytes.size()});
  clients_[who].close_sent = true;
}

void crowd::hang_up(client who) {
  clients_[who].hanging_up = true;
  if (clients_[who].unsent.empty()) write(who);
}

void crowd::reset(client who) {
  auto& self = clients_[who];
  const linger at_once{1, 0};
  ::setsockopt(self.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(self.socket, -1));
}

void crowd::send(client who, opcode kind, std::string_view payload) {
  auto& self = clients_[who];
  if (self.socket < 0 || self.close_sent || self.hanging_up) return;
  const bool idle = self.unsent.empty();
  append_masked(self.unsent, kind, payload,
                static_cast<std::uint32_t>(masks_()));
  if (idle) write(who);
}

void crowd::write(client who) {
  auto& self = clients_[who];
  if (self.socket < 0) return;
  const auto sent = ::send(self.socket, self.unsent.data(), self.unsent.size(),
                           MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0)
    self.unsent.erase(0, static_cast<std::size_t>(sent));
  else if (!would_block())
    self.unsent.clear();  // gone; reading will tell
  if (self.unsent.empty() && self.hanging_up) ::shutdown(self.socket, SHUT_WR);
  if (self.wants_out == !self.unsent.empty()) return;
  self.wants_out = !self.unsent.empty();
  watch(who, EPOLL_CTL_MOD);
}

void crowd::end(client who) {
  auto& self = clients_[who];
  if (!self.shaken) fail(who, "was left in the handshake");
  ::close(std::exchange(self.socket, -1));
  close_(who, self.code);
}

}  // namespace parley::crowd_test
