// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/node_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/url/parse.hpp>

#include <optional>
#include <utility>

namespace parley::inspect {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

constexpr std::chrono::seconds patience{5};
constexpr std::uint64_t body_limit = 64 * 1'048'576;

// Bytes that wait to be parsed. Beast counts neither chunk extensions nor
// trailers, so that a node that sends them without an end is not believed.
constexpr std::size_t input_limit = 262'144;

}  // namespace

// Asynchronous operations, one at a time, because only those have a time limit.
struct node_client::state {
  std::string host, port, key;
  bool secure = false;
  asio::io_context io;
  asio::ssl::context tls{asio::ssl::context::tls_client};
  std::optional<beast::ssl_stream<beast::tcp_stream>> stream;

  beast::tcp_stream& tcp() { return beast::get_lowest_layer(*stream); }

  void run(std::string_view what, const error_code& failed) {
    io.restart();
    io.run();
    if (!failed) return;
    stream.reset();
    throw unreachable(std::string(what) + ' ' + host + ':' + port + ": " +
                      failed.message());
  }

  void connect() {
    error_code failed;
    asio::ip::tcp::resolver resolver(io);
    const auto found = resolver.resolve(host, port, failed);
    if (failed)
      throw unreachable("cannot find " + host + ": " + failed.message());
    stream.emplace(io, tls);
    tcp().expires_after(patience);
    tcp().async_connect(found,
                        [&](error_code code, const auto&) { failed = code; });
    run("cannot connect to", failed);
    if (!secure) return;
    SSL_ctrl(stream->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME,
             TLSEXT_NAMETYPE_host_name, host.data());
    stream->async_handshake(asio::ssl::stream_base::client,
                            [&](error_code code) { failed = code; });
    run("cannot make TLS with", failed);
  }

  template <class Stream>
  http::response<http::string_body> exchange(
      Stream& with, const http::request<http::empty_body>& request) {
    error_code failed;
    beast::flat_buffer buffer(input_limit);
    http::response_parser<http::string_body> answer;
    answer.body_limit(body_limit);
    tcp().expires_after(patience);
    http::async_write(with, request,
                      [&](error_code code, std::size_t) { failed = code; });
    run("cannot ask", failed);
    http::async_read(with, buffer, answer,
                     [&](error_code code, std::size_t) { failed = code; });
    run("no answer from", failed);
    return answer.release();
  }

  http::response<http::string_body> ask_once(
      const http::request<http::empty_body>& request) {
    if (!stream) connect();
    auto answer =
        secure ? exchange(*stream, request) : exchange(tcp(), request);
    if (!answer.keep_alive()) stream.reset();
    return answer;
  }

  // A kept connection may have been closed in the meantime.
  std::string ask(http::verb method, std::string_view target) {
    http::request<http::empty_body> request(method, target, 11);
    request.set(http::field::host, host + ':' + port);
    if (!key.empty()) request.set("X-API-Key", key);
    request.prepare_payload();
    const bool kept = stream.has_value();
    http::response<http::string_body> answer;
    try {
      answer = ask_once(request);
    } catch (const unreachable&) {
      if (!kept || method != http::verb::get) throw;
      answer = ask_once(request);
    }
    if (answer.result() == http::status::ok) return std::move(answer.body());
    auto said = std::move(answer.body());
    while (said.ends_with('\n')) said.pop_back();
    throw unreachable(host + ':' + port + " answers " +
                      std::to_string(answer.result_int()) + ": " + said);
  }
};

node_client::node_client(const std::string& url, std::string key,
                         certificates taken)
    : state_(std::make_unique<state>()) {
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || !parsed->has_authority() ||
      (parsed->scheme() != "http" && parsed->scheme() != "https"))
    throw unreachable("--url " + url + ": expected http://HOST:PORT");
  state_->secure = parsed->scheme() == "https";
  state_->host = parsed->host_address();
  state_->port = parsed->has_port() ? std::string(parsed->port())
                 : state_->secure   ? "443"
                                    : "80";
  state_->key = std::move(key);
  if (taken == certificates::any) return;
  state_->tls.set_default_verify_paths();
  state_->tls.set_verify_mode(asio::ssl::verify_peer);
  state_->tls.set_verify_callback(
      asio::ssl::host_name_verification(state_->host));
}

node_client::~node_client() = default;

std::string node_client::get(std::string_view target) {
  return state_->ask(http::verb::get, target);
}

std::string node_client::post(std::string_view target) {
  return state_->ask(http::verb::post, target);
}

}  // namespace parley::inspect
