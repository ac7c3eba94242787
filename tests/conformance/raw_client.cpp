// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/raw_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace parley::conformance {

namespace {

constexpr int closed = -1;
constexpr std::size_t read_size = 65'536;

[[noreturn]] void fail(const std::string& what) {
  throw wire_error(what + ": " + std::generic_category().message(errno));
}

void limit_receive_buffer(int fd, int bytes) {
  if (bytes == 0) return;
  if (::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) != 0)
    fail("setsockopt");
}

}  // namespace

raw_client::raw_client(std::uint16_t port, int receive_buffer)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (fd_ < 0) fail("socket");
  limit_receive_buffer(fd_, receive_buffer);
  sockaddr_in server{};
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&server),
                sizeof server) != 0) {
    close();
    fail("connect");
  }
  // Pieces shall leave as they are sent.
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval limit{.tv_sec = patience.count() / 1'000, .tv_usec = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

raw_client::~raw_client() {
  close();
}

raw_client::raw_client(raw_client&& other) noexcept
    : fd_(std::exchange(other.fd_, closed)),
      received_(std::move(other.received_)),
      taken_(other.taken_),
      how_(other.how_) {}

raw_client& raw_client::operator=(raw_client&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(received_, other.received_);
  std::swap(taken_, other.taken_);
  std::swap(how_, other.how_);
  return *this;
}

void raw_client::close() {
  if (fd_ != closed) ::close(std::exchange(fd_, closed));
}

// -- sending
// -------------------------------------------------------------------

bool raw_client::try_send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void raw_client::send(std::string_view bytes) {
  if (!try_send(bytes)) fail("send");
}

void raw_client::send_in_pieces(std::string_view bytes, std::size_t size) {
  for (std::size_t at = 0; at < bytes.size(); at += size)
    send(bytes.substr(at, size));
}

void raw_client::end_sending() {
  if (::shutdown(fd_, SHUT_WR) != 0) fail("shutdown");
}

void raw_client::reset() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

// -- receiving
// -----------------------------------------------------------------

bool raw_client::readable_within(duration wait) const {
  pollfd event{.fd = fd_, .events = POLLIN, .revents = 0};
  const auto ready = ::poll(&event, 1, static_cast<int>(wait.count()));
  if (ready < 0) fail("poll");
  return ready > 0;
}

bool raw_client::hears_within(duration wait) const {
  return taken_ < received_.size() || readable_within(wait);
}

// False at the connection's end.
bool raw_client::receive() {
  received_.erase(0, std::exchange(taken_, 0));
  if (!readable_within(patience))
    throw wire_error("nothing came, behind " +
                     std::to_string(received_.size()) + " bytes");
  const auto before = received_.size();
  received_.resize(before + read_size);
  const auto count = ::recv(fd_, received_.data() + before, read_size, 0);
  received_.resize(before +
                   static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  if (count < 0 && errno != ECONNRESET) fail("recv");
  how_ = count < 0 ? ending::reset : ending::eof;
  return count > 0;
}

void raw_client::await(std::size_t bytes) {
  while (received_.size() - taken_ < bytes)
    if (!receive())
      throw wire_error(how_ == ending::reset
                           ? "the connection was reset where more should come"
                           : "the connection ended where more should come");
}

std::string raw_client::take(std::size_t bytes) {
  await(bytes);
  auto out = received_.substr(taken_, bytes);
  taken_ += bytes;
  return out;
}

// With `end`.
std::string raw_client::take_up_to(std::string_view end) {
  auto at = received_.find(end, taken_);
  while (at == std::string::npos) {
    await(received_.size() - taken_ + 1);
    at = received_.find(end, taken_);
  }
  return take(at + end.size() - taken_);
}

http_reply raw_client::read_head() {
  return parse_head(take_up_to("\r\n\r\n"));
}

http_reply raw_client::read_reply(bool to_head) {
  auto reply = read_head();
  if (!to_head) reply.body = take(reply.content_length());
  return reply;
}

std::string raw_client::read_chunk() {
  const auto size = std::stoul(take_up_to("\r\n"), nullptr, 16);
  auto chunk = take(size);
  if (take(2) != "\r\n") throw wire_error("a chunk is not as long as it says");
  return chunk;
}

std::uint64_t raw_client::take_big_endian(std::size_t octets) {
  std::uint64_t value = 0;
  for (const char octet : take(octets))
    value = value << 8 | static_cast<std::uint8_t>(octet);
  return value;
}

std::uint64_t raw_client::take_length(std::uint8_t seven_bits) {
  if (seven_bits < 126) return seven_bits;
  const auto length = take_big_endian(seven_bits == 126 ? 2 : 8);
  if (length < (seven_bits == 126 ? 126u : 65'536u))
    throw wire_error("the server wrote the length " + std::to_string(length) +
                     " too long");
  return length;
}

server_frame raw_client::read_frame() {
  const auto head = take_big_endian(2);
  if (head & 0x80) throw wire_error("the server masked a frame");
  server_frame frame{.opcode = static_cast<std::uint8_t>(head >> 8 & 0xf),
                     .fin = (head & 0x8000) != 0,
                     .reserved = static_cast<std::uint8_t>(head >> 12 & 7),
                     .payload = {}};
  frame.payload = take(take_length(static_cast<std::uint8_t>(head & 0x7f)));
  return frame;
}

last_words raw_client::read_to_end() {
  std::string bytes = take(received_.size() - taken_);
  while (receive()) bytes += take(received_.size() - taken_);
  return {std::move(bytes), how_};
}

// -- requests
// ------------------------------------------------------------------

http_reply raw_client::request(std::string_view method, std::string_view target,
                               const header_list& headers) {
  send(request_text(method, target, headers));
  return read_reply(method == "HEAD");
}

http_reply raw_client::upgrade(std::string_view target,
                               const header_list& headers) {
  send(upgrade_text(target, headers));
  return read_reply();
}

std::string request_text(std::string_view method, std::string_view target,
                         const header_list& headers) {
  std::string text;
  text.append(method).append(" ").append(target).append(" HTTP/1.1\r\n");
  text += "Host: localhost\r\n";
  for (const auto& [name, value] : headers)
    text.append(name).append(": ").append(value).append("\r\n");
  return text + "\r\n";
}

header_list upgrade_headers() {
  return {{"Connection", "Upgrade"},
          {"Upgrade", "websocket"},
          {"Sec-WebSocket-Version", "13"},
          {"Sec-WebSocket-Key", std::string(sample_key)}};
}

std::string upgrade_text(std::string_view target, const header_list& headers) {
  auto all = upgrade_headers();
  all.insert(all.end(), headers.begin(), headers.end());
  return request_text("GET", target, all);
}

}  // namespace parley::conformance
