#include "net/websocket_handshake.hpp"

#include "net/permessage_deflate.hpp"
#include "net/websocket_link.hpp"
#include "net/wire_stream.hpp"

#include <boost/beast/websocket.hpp>

#include <utility>

namespace parley {

namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

/// Lives until the response is in the outbox.
template <class Socket>
class handshake : public std::enable_shared_from_this<handshake<Socket>> {
 public:
  handshake(std::shared_ptr<wire<Socket>> under, std::string ahead,
            link_request wish)
      : wire_(std::move(under)),
        stream_(wire_),
        ahead_(std::move(ahead)),
        wish_(std::move(wish)) {}

  void begin(const http_request& request) {
    stream_.set_option(permessage_deflate_offer(
        wire_->where().options().compression &&
        can_negotiate_deflate(request[http::field::sec_websocket_extensions])));
    stream_.set_option(websocket::stream_base::decorator(
        [this](websocket::response_type& response) { complete(response); }));
    stream_.async_accept(request,
                         [self = this->shared_from_this()](error_code failed) {
                           self->on_accepted(failed);
                         });
  }

 private:
  void complete(websocket::response_type& response) {
    response.set(http::field::server, "parley");
    if (!wish_.subprotocol.empty())
      response.set(http::field::sec_websocket_protocol, wish_.subprotocol);
    const auto extensions = response[http::field::sec_websocket_extensions];
    agreed_ = {.inflates = !extensions.empty(),
               .deflates = negotiated_deflate(extensions)};
  }

  void on_accepted(error_code failed) {
    if (failed) return wire_->finish();
    open_websocket_link(std::move(wire_), agreed_, std::move(ahead_),
                        std::move(wish_));
  }

  std::shared_ptr<wire<Socket>> wire_;
  websocket::stream<wire_stream<Socket>> stream_;
  std::string ahead_;
  link_request wish_;
  websocket_agreement agreed_;
};

}  // namespace

template <class Socket>
void open_websocket(std::shared_ptr<wire<Socket>> under,
                    const http_request& request, std::string ahead,
                    link_request wish) {
  const auto begun = std::make_shared<handshake<Socket>>(
      std::move(under), std::move(ahead), std::move(wish));
  begun->begin(request);
}

template void open_websocket(std::shared_ptr<wire<tcp_socket>>,
                             const http_request&, std::string, link_request);
template void open_websocket(std::shared_ptr<wire<tls_socket>>,
                             const http_request&, std::string, link_request);

}  // namespace parley
