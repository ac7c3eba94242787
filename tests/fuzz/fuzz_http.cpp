// SPDX-License-Identifier: Apache-2.0
// Any bytes on an HTTP connection, in pieces of any size: the server answers or
// ends it, and what it holds for the client stays under the bound.
#include "net/http_session.hpp"
#include "net/request_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace parley;
using state = request_reader::state;

constexpr std::size_t head_limit = 2'048, body_limit = 512;

/// The first byte says how large the pieces are.
std::size_t piece_size(std::uint8_t chosen) {
  return std::size_t{1} + chosen * std::size_t{chosen};
}

void check_reader(std::string_view bytes, std::size_t piece) {
  request_reader reader(head_limit);
  const auto bound = request_reader::bound(head_limit, body_limit);
  while (!bytes.empty() && reader.now() != state::failed &&
         reader.now() != state::too_big) {
    const auto into = reader.prepare();
    const auto size = std::min({into.size(), bytes.size(), piece});
    std::memcpy(into.data(), bytes.data(), size);
    bytes.remove_prefix(size);
    reader.commit(size);
    while (reader.now() == state::routing || reader.now() == state::complete) {
      if (reader.held() > bound) std::abort();
      if (reader.now() == state::routing)
        reader.begin_body(body_limit, size % 2 == 0);
      else
        reader.next();
    }
    if (reader.held() > bound) std::abort();
    if (reader.body().size() > body_limit) std::abort();
  }
}

/// Sessions of links that say nothing.
class deaf final : public link_acceptor {
 public:
  std::unique_ptr<link_events> accept(std::shared_ptr<parley::link> made,
                                      link_request) override {
    struct events final : link_events {
      void on_message(message_kind, std::string) override {
        if (const auto alive = under.lock()) alive->read_next();
      }
      void on_wake() override {}
      void on_closed(close_code) override {}
      std::weak_ptr<parley::link> under;
    };
    auto out = std::make_unique<events>();
    out->under = made;
    made->read_next();
    return out;
  }
};

/// The options have no key, so no request reaches the node itself.
class closed_node final : public api_port, public inspection_port {
 public:
  void call(api_call, std::function<void(api_answer)>) override {
    std::abort();
  }
  void call(inspection_call, std::function<void(inspection_answer)>) override {
    std::abort();
  }
};

/// A client that sends all, reads all, and hangs up.
void check_session(std::string_view bytes, std::size_t piece) {
  asio::io_context io(1);
  net_options options;
  options.bounds.request_head = head_limit;
  options.transports = {
      .http_stream = true, .sse = true, .uni_sse = true, .uni_websocket = true};
  options.echo_path = "/echo";
  options.compression = true;
  connection_quota quota(options.bounds);
  emulation emulated;
  emulated.use("node");
  deaf sessions;
  closed_node node;
  traffic_record traffic;
  loop_peers peers;
  loop where(io, options, quota,
             {.acceptor = sessions,
              .api = node,
              .inspector = node,
              .emulated = emulated,
              .traffic = traffic,
              .peers = peers});
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) std::abort();
  tcp_socket socket(io.get_executor());
  socket.assign(asio::ip::tcp::v4(), ends[0]);
  auto under = std::make_shared<wire<tcp_socket>>(
      std::move(socket), where, quota.enter(asio::ip::address()));
  serve_http(under);
  std::array<char, 65'536> heard{};
  const auto turn = [&] {
    for (int i = 0; i < 4; ++i) {
      io.poll();
      where.flushing().run();
    }
    if (under->queued() > options.bounds.queue_size) std::abort();
    while (::recv(ends[1], heard.data(), heard.size(), MSG_DONTWAIT) > 0) {
    }
  };
  while (!bytes.empty()) {
    const auto sent =
        ::send(ends[1], bytes.data(), std::min(bytes.size(), piece),
               MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
    turn();
  }
  ::shutdown(ends[1], SHUT_WR);
  turn();
  ::close(ends[1]);
  turn();
  where.cut_all();
  under.reset();
  io.poll();
  emulated.close();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1,
                               size - 1);
  const auto piece = piece_size(data[0]);
  check_reader(bytes, piece);
  check_session(bytes, piece);
  return 0;
}
