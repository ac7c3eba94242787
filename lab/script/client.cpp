// SPDX-License-Identifier: Apache-2.0
#include "lab/script/client.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <exception>
#include <utility>

namespace parley::script {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;

namespace {

using tcp_socket = asio::ip::tcp::socket;
using tls_socket = asio::ssl::stream<tcp_socket>;

// Errors come back as values: they are what scripts are about.
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

asio::awaitable<error_code> secure(tcp_socket&, const destination&) {
  co_return error_code();
}

asio::awaitable<error_code> secure(tls_socket& socket,
                                   const destination& server) {
  auto host = server.where.host;
  error_code is_a_name;
  asio::ip::make_address(host, is_a_name);
  // No address in the server name indication: RFC 6066, section 3. (OpenSSL's
  // macro for this call casts in a way our warnings refuse.)
  if (is_a_name)
    SSL_ctrl(socket.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
             TLSEXT_NAMETYPE_host_name, host.data());
  socket.set_verify_callback(asio::ssl::host_name_verification(host));
  auto [error] = co_await socket.async_handshake(tls_socket::client, as_result);
  co_return error;
}

template <class Socket>
class websocket_client final : public client {
 public:
  template <class... Arguments>
  websocket_client(destination& server, const connect& request,
                   Arguments&&... arguments)
      : server_(server), ws_(std::forward<Arguments>(arguments)...) {
    spawn(live(request));
  }

  void send(message what) override {
    unsent_.push_back(std::move(what));
    if (unsent_.size() == 1) spawn(write_all());
  }

  void start_close(const close& how) override {
    // The peer may have begun to close; Beast is then answering it.
    if (ws_.is_open()) spawn(shake_hands(how));
  }

  void drop(bool reset) override {
    dropped_ = true;
    auto& socket = beast::get_lowest_layer(ws_);
    error_code ignored;  // It may be closed already.
    if (reset) socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
  }

 private:
  void spawn(asio::awaitable<void> part) {
    ++running_;
    asio::co_spawn(ws_.get_executor(), std::move(part),
                   [this](std::exception_ptr failure) {
                     --running_;
                     if (failure) std::rethrow_exception(failure);
                   });
  }

  // From connecting to the end of the connection.
  asio::awaitable<void> live(connect request) {
    // A socket that was closed before it was opened would just be opened.
    if (dropped_) co_return;
    handshake_ = co_await establish(request);
    if (handshake_->status == connect::switching_protocols) co_await receive();
  }

  asio::awaitable<answer> establish(const connect& request) {
    auto& socket = beast::get_lowest_layer(ws_);
    auto [no_tcp, endpoint] =
        co_await asio::async_connect(socket, server_.endpoints, as_result);
    if (no_tcp) co_return refused("no connection to ", no_tcp);
    // A script's messages are small and each waits for the one before.
    error_code ignored;  // A slow script is no failure.
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (const auto no_tls = co_await secure(ws_.next_layer(), server_))
      co_return refused("no TLS with ", no_tls);
    prepare(request);
    websocket::response_type response;
    auto [error] = co_await ws_.async_handshake(
        response, server_.where.authority,
        server_.where.base_path + request.path, as_result);
    if (error == websocket::error::upgrade_declined)
      co_return answer{response.result_int(), response.body(), ""};
    if (error) co_return refused("no WebSocket with ", error);
    co_return answer{connect::switching_protocols, "", ""};
  }

  answer refused(std::string_view what, error_code why) const {
    return {0, "",
            std::string(what) + server_.where.authority + ": " + why.message()};
  }

  void prepare(const connect& request) {
    ws_.read_message_max(message_size_max);
    ws_.auto_fragment(false);
    ws_.set_option(websocket::stream_base::decorator(
        [headers = request.headers](websocket::request_type& head) {
          // A script's header replaces ours; given twice it is sent twice.
          for (const auto& [name, value] : headers) head.erase(name);
          for (const auto& [name, value] : headers) head.insert(name, value);
        }));
    ws_.control_callback([this](websocket::frame_type kind, std::string_view) {
      if (kind == websocket::frame_type::close) close_frame_ = peer_reason();
    });
  }

  asio::awaitable<void> receive() {
    beast::flat_buffer buffer;
    for (;;) {
      auto [error, size] = co_await ws_.async_read(buffer, as_result);
      if (error) {
        inbox_.push_back(close_frame_.value_or(
            ending{websocket::close_code::abnormal, "", error.message()}));
        co_return;
      }
      const auto kind = ws_.got_text() ? payload::text : payload::binary;
      keep({kind, beast::buffers_to_string(buffer.data())});
      buffer.consume(size);
    }
  }

  void keep(message what) {
    if (!filter_ || what.kind != payload::text) {
      inbox_.push_back(std::move(what));
      return;
    }
    for (auto& text : filter_(std::move(what.data)))
      inbox_.push_back(message{payload::text, std::move(text)});
  }

  asio::awaitable<void> write_all() {
    while (!unsent_.empty()) {
      const auto& what = unsent_.front();
      ws_.text(what.kind == payload::text);
      // An error here is the connection's end, which receive() gets to know.
      co_await ws_.async_write(asio::buffer(what.data), as_result);
      unsent_.pop_front();
    }
  }

  asio::awaitable<void> shake_hands(close how) {
    const websocket::close_reason reason(
        static_cast<websocket::close_code>(how.code), how.reason);
    auto [error] = co_await ws_.async_close(reason, as_result);
    // Whichever of this and receive() was reading has seen the reply. An error
    // may still come after it, from ending TLS or TCP.
    if (!error || ws_.reason().code != websocket::close_code::none)
      close_frame_ = peer_reason();
  }

  ending peer_reason() const {
    auto [code, reason] = ws_.reason();
    // Beast has 0 for a close frame without a code.
    if (code == websocket::close_code::none)
      code = websocket::close_code::no_status;
    return {code, {reason.data(), reason.size()}, ""};
  }

  destination& server_;
  websocket::stream<Socket> ws_;
  bool dropped_ = false;
};

}  // namespace

const ending* client::unseen_ending() const {
  return inbox_.empty() ? nullptr : std::get_if<ending>(&inbox_.back());
}

std::unique_ptr<client> open_client(asio::io_context& io, destination& server,
                                    const connect& request) {
  if (server.where.tls)
    return std::make_unique<websocket_client<tls_socket>>(server, request, io,
                                                          server.tls);
  return std::make_unique<websocket_client<tcp_socket>>(server, request, io);
}

}  // namespace parley::script
