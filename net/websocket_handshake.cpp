// SPDX-License-Identifier: Apache-2.0
#include "net/websocket_handshake.hpp"

#include "net/permessage_deflate.hpp"
#include "net/refuse.hpp"
#include "net/websocket_link.hpp"
#include "net/wire_stream.hpp"

#include <boost/beast/websocket.hpp>

#include <utility>

namespace parley {

namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

websocket_agreement agreement_in(const websocket::response_type& response) {
  const auto extensions = response[http::field::sec_websocket_extensions];
  return {.inflates = !extensions.empty(),
          .deflates = negotiated_deflate(extensions)};
}

}  // namespace

// The response goes to the outbox, which takes it at once: nothing is waited
// for.
template <class Socket>
void open_websocket(std::shared_ptr<wire<Socket>> under,
                    const http_request& request, std::string ahead,
                    link_request wish) {
  websocket::stream<wire_stream<Socket>> stream(under);
  stream.set_option(permessage_deflate_offer(
      under->where().options().compression &&
      can_negotiate_deflate(request[http::field::sec_websocket_extensions])));
  websocket_agreement agreed;
  stream.set_option(websocket::stream_base::decorator(
      [&](websocket::response_type& response) {
        response.set(http::field::server, "parley");
        if (!wish.subprotocol.empty())
          response.set(http::field::sec_websocket_protocol, wish.subprotocol);
        agreed = agreement_in(response);
      }));
  error_code failed;
  stream.accept(request, failed);
  if (failed) {
    refuse(under->where(), refusal::handshake, failed.message(),
           [&under] { return under->peer(); });
    return under->finish();
  }
  open_websocket_link(std::move(under), agreed, std::move(ahead),
                      std::move(wish));
}

template void open_websocket(std::shared_ptr<wire<tcp_socket>>,
                             const http_request&, std::string, link_request);
template void open_websocket(std::shared_ptr<wire<tls_socket>>,
                             const http_request&, std::string, link_request);

}  // namespace parley
