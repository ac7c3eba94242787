// SPDX-License-Identifier: Apache-2.0
#include "tests/lab/script/test_server.hpp"

#include "tests/lab/script/canned_rooms.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <sstream>
#include <string_view>
#include <utility>

namespace parley::script {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::use_awaitable;
using asio::ip::tcp;
using request = http::request<http::string_body>;

namespace {

constexpr auto as_result = asio::as_tuple(use_awaitable);

// Those in /room, each as the way to queue a line for it.
using room = std::list<std::function<void(std::string)>>;

asio::awaitable<void> hold(asio::any_io_executor executor) {
  asio::steady_timer forever(executor, std::chrono::hours(1));
  co_await forever.async_wait(use_awaitable);
}

std::string test_headers(const request& head) {
  std::string all;
  const auto [first, last] = head.equal_range("X-Test");
  for (auto field = first; field != last; ++field)
    all += (all.empty() ? "" : "|") + std::string(field->value());
  return all;
}

template <class Stream>
class session {
 public:
  session(Stream stream, room& members)
      : ws_(std::move(stream)),
        members_(members),
        all_sent_(ws_.get_executor(), std::chrono::hours(1)) {}

  // Its handlers and its place in the room refer to this object, so it returns
  // only when the last of them has gone.
  asio::awaitable<void> serve() {
    beast::flat_buffer buffer;
    request head;
    co_await http::async_read(ws_.next_layer(), buffer, head, use_awaitable);
    std::string path(head.target());
    if (path.starts_with("/base")) path.erase(0, 5);
    if (path == "/stall") co_await hold(ws_.get_executor());
    if (path == "/refuse")
      co_await answer(http::status::forbidden, "not you");
    else if (path != "/echo" && path != "/room" && path != "/headers" &&
             path != "/deaf" && path != "/connection/websocket")
      co_await answer(http::status::not_found, "");
    else
      co_await talk(path, head);
  }

 private:
  asio::awaitable<void> answer(http::status status, std::string body) {
    http::response<http::string_body> response(status, 11, std::move(body));
    response.prepare_payload();
    co_await http::async_write(ws_.next_layer(), response, use_awaitable);
  }

  asio::awaitable<void> talk(const std::string& path, const request& head) {
    co_await ws_.async_accept(head, use_awaitable);
    if (path == "/deaf") co_await hold(ws_.get_executor());
    if (path == "/headers") {
      const auto greeting = test_headers(head);
      co_await ws_.async_write(asio::buffer(greeting), use_awaitable);
    }
    if (path == "/room")
      co_await take_part();
    else if (path == "/connection/websocket")
      co_await read_all([this](const std::string& text) {
        if (auto reply = rooms_.answer(text); !reply.empty())
          queue(std::move(reply));
      });
    else
      co_await read_all([this](std::string text) { queue(std::move(text)); });
    if (!unsent_.empty()) co_await all_sent_.async_wait(as_result);
  }

  asio::awaitable<void> take_part() {
    const auto me = members_.insert(
        members_.end(), [this](std::string text) { queue(std::move(text)); });
    const auto tell_all = [this](const std::string& text) {
      for (const auto& tell : members_) tell(text);
    };
    const auto end = co_await read_all(tell_all);
    members_.erase(me);
    tell_all("gone: " + end);
  }

  // Returns how the connection ended.
  asio::awaitable<std::string> read_all(
      std::function<void(std::string)> handle) {
    try {
      for (;;) {
        beast::flat_buffer buffer;
        co_await ws_.async_read(buffer, use_awaitable);
        const auto text = beast::buffers_to_string(buffer.data());
        if (text.starts_with("!close")) {
          co_await close(text);
        } else if (text == "!reset") {
          reset();
        } else {
          ws_.text(ws_.got_text());
          handle(text);
        }
      }
    } catch (const boost::system::system_error& error) {
      if (error.code() == asio::error::connection_reset) co_return "reset";
      const auto& [code, reason] = ws_.reason();
      const std::string why(reason.data(), reason.size());
      co_return "close " + std::to_string(code) + (why.empty() ? "" : " ") +
          why;
    }
  }

  asio::awaitable<void> close(const std::string& order) {
    std::istringstream words(order);
    std::string verb;
    std::string reason;
    std::uint16_t code = websocket::close_code::none;
    words >> verb >> code >> reason;
    co_await ws_.async_close({static_cast<websocket::close_code>(code), reason},
                             use_awaitable);
  }

  void reset() {
    auto& socket = beast::get_lowest_layer(ws_);
    socket.set_option(asio::socket_base::linger(true, 0));
    socket.close();
  }

  void queue(std::string text) {
    unsent_.push_back(std::move(text));
    if (unsent_.size() == 1) send_first();
  }

  void send_first() {
    ws_.async_write(asio::buffer(unsent_.front()),
                    [this](boost::system::error_code error, std::size_t) {
                      unsent_.pop_front();
                      if (error) unsent_.clear();
                      if (unsent_.empty())
                        all_sent_.cancel();
                      else
                        send_first();
                    });
  }

  websocket::stream<Stream> ws_;
  room& members_;
  canned_rooms rooms_;
  std::list<std::string> unsent_;
  asio::steady_timer all_sent_;  // Cancelled when they are.
};

template <class Stream>
asio::awaitable<void> serve(Stream stream, room& members) {
  if constexpr (!std::is_same_v<Stream, tcp::socket>)
    co_await stream.async_handshake(Stream::server, use_awaitable);
  session<Stream> one(std::move(stream), members);
  co_await one.serve();
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor,
                                 std::optional<asio::ssl::context>& tls) {
  room members;
  // A connection that fails is the script's business, not the server's.
  const auto ignore = [](std::exception_ptr) {};
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    socket.set_option(tcp::no_delay(true));
    if (tls) {
      asio::ssl::stream<tcp::socket> stream(std::move(socket), *tls);
      co_spawn(acceptor.get_executor(), serve(std::move(stream), members),
               ignore);
    } else {
      co_spawn(acceptor.get_executor(), serve(std::move(socket), members),
               ignore);
    }
  }
}

}  // namespace

test_server::test_server(const std::optional<certificate>& identity)
    : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}),
      port_(acceptor_.local_endpoint().port()) {
  if (identity) {
    tls_.emplace(asio::ssl::context::tls_server);
    tls_->use_certificate(asio::buffer(identity->certificate_pem),
                          asio::ssl::context::pem);
    tls_->use_private_key(asio::buffer(identity->key_pem),
                          asio::ssl::context::pem);
  }
  co_spawn(io_, accept_all(acceptor_, tls_), [](std::exception_ptr) {});
  thread_ = std::thread([this] { io_.run(); });
}

test_server::~test_server() {
  io_.stop();
  thread_.join();
}

std::string test_server::url() const {
  return (tls_ ? "wss://127.0.0.1:" : "ws://127.0.0.1:") +
         std::to_string(port_);
}

}  // namespace parley::script
