// SPDX-License-Identifier: Apache-2.0
// The limit that Parley is measured against: a bare epoll loop that does no
// more than a broadcast needs. Room by path, "[userN] " before what is said as
// Parley has it, and one write per member and turn: what a room says in a turn
// is one contiguous block for all its members. No limits, no timers, no pings,
// no checks, nothing kept for who does not read: not a server, only its floor.
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace {

constexpr int send_buffer = 131'072;  // as Parley's
constexpr std::size_t read_size = 65'536;

struct client;

struct room {
  std::vector<client*> members;
  std::string block;  // what is said in this turn
  std::size_t users = 0;
};

struct client {
  int fd = -1;
  room* in = nullptr;  // null before the upgrade
  std::string prefix;
  std::string unread;  // a frame that is not whole, or a request
};

std::unordered_map<std::string, std::unique_ptr<room>> rooms;
std::vector<room*> speaking;
std::array<char, read_size> buffer;
int epoll_fd;

std::string accept_key(std::string_view key) {
  const std::string text =
      std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       digest.data());
  std::array<unsigned char, 32> out{};
  EVP_EncodeBlock(out.data(), digest.data(), digest.size());
  return reinterpret_cast<const char*>(out.data());
}

void leave(client* c) {
  if (c->in) {
    std::erase(c->in->members, c);
  }
  ::close(c->fd);
  delete c;
}

// A header's value; empty when it is not there.
std::string_view header(std::string_view request, std::string_view name) {
  const auto at = request.find(name);
  if (at == std::string_view::npos) return {};
  const auto begin = at + name.size();
  return request.substr(begin, request.find("\r\n", begin) - begin);
}

void upgrade(client* c, std::string_view request) {
  const auto begin = request.find(' ') + 1;
  const std::string path(
      request.substr(begin, request.find(' ', begin) - begin));
  auto& place = rooms[path];
  if (!place) place = std::make_unique<room>();
  c->in = place.get();
  c->in->members.push_back(c);
  c->prefix = "[user" + std::to_string(c->in->users++) + "] ";
  const std::string answer =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
      "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
      accept_key(header(request, "Sec-WebSocket-Key: ")) + "\r\n\r\n";
  ::send(c->fd, answer.data(), answer.size(), MSG_NOSIGNAL);
}

void say(client* c, std::string_view text) {
  auto& block = c->in->block;
  if (block.empty()) speaking.push_back(c->in);
  const auto size = c->prefix.size() + text.size();
  block.push_back('\x81');
  if (size < 126) {
    block.push_back(static_cast<char>(size));
  } else {
    block.push_back(126);
    block.push_back(static_cast<char>(size >> 8));
    block.push_back(static_cast<char>(size & 0xff));
  }
  block.append(c->prefix).append(text);
}

// The frames of `bytes`, unmasked in place; what is not whole is left over.
std::string_view take_frames(client* c, char* bytes, std::size_t size) {
  std::size_t at = 0;
  while (size - at >= 6) {
    const auto* const p = reinterpret_cast<unsigned char*>(bytes + at);
    std::size_t length = p[1] & 0x7f, head = 2;
    if (length == 126) {
      length = static_cast<std::size_t>(p[2]) << 8 | p[3];
      head = 4;
    }
    if (size - at < head + 4 + length) break;
    char* const text = bytes + at + head + 4;
    std::uint32_t mask = 0;
    std::memcpy(&mask, p + head, 4);
    if (mask != 0)
      for (std::size_t i = 0; i < length; ++i)
        text[i] = static_cast<char>(text[i] ^ p[head + i % 4]);
    if ((p[0] & 0x0f) == 1) say(c, {text, length});
    at += head + 4 + length;
  }
  return {bytes + at, size - at};
}

void read(client* c) {
  const auto before = c->unread.copy(buffer.data(), buffer.size());
  const auto got =
      ::recv(c->fd, buffer.data() + before, buffer.size() - before, 0);
  if (got <= 0) {
    if (got < 0 && errno == EAGAIN) return;
    return leave(c);
  }
  const std::size_t size = before + static_cast<std::size_t>(got);
  std::string_view rest(buffer.data(), size);
  if (c->in) {
    rest = take_frames(c, buffer.data(), size);
  } else if (const auto end = rest.find("\r\n\r\n");
             end != std::string_view::npos) {
    upgrade(c, rest.substr(0, end + 2));
    rest = take_frames(c, buffer.data() + end + 4, size - end - 4);
  }
  if (!rest.empty() || !c->unread.empty()) c->unread.assign(rest);
}

void flush() {
  for (auto* each : speaking) {
    for (const auto* c : each->members)
      ::send(c->fd, each->block.data(), each->block.size(), MSG_NOSIGNAL);
    each->block.clear();
  }
  speaking.clear();
}

void watch(int fd, void* whom) {
  epoll_event event{.events = EPOLLIN, .data = {.ptr = whom}};
  ::epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

void accept_all(int listener) {
  for (;;) {
    const int fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
    if (fd < 0) return;
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer);
    auto* const c = new client;
    c->fd = fd;
    watch(fd, c);
  }
}

int listen_on(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(fd, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0 ||
      ::listen(fd, 4'096) != 0) {
    std::perror("floor");
    std::exit(1);
  }
  return fd;
}

}  // namespace

int main(int argc, char** argv) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  const auto port =
      static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 9'001);
  const int listener = listen_on(port);
  epoll_fd = ::epoll_create1(0);
  watch(listener, nullptr);
  std::array<epoll_event, 256> events;
  for (;;) {
    const int ready = ::epoll_wait(epoll_fd, events.data(),
                                   static_cast<int>(events.size()), -1);
    for (int i = 0; i < ready; ++i) {
      auto* const c =
          static_cast<client*>(events[static_cast<std::size_t>(i)].data.ptr);
      if (c)
        read(c);
      else
        accept_all(listener);
    }
    flush();
  }
}
