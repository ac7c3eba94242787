// SPDX-License-Identifier: Apache-2.0
#include "lab/script/destination.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/verify_mode.hpp>

#include <stdexcept>

namespace parley::script {

namespace asio = boost::asio;

namespace {

std::vector<asio::ip::tcp::endpoint> look_up(const address& where) {
  asio::io_context io;
  asio::ip::tcp::resolver resolver(io);
  boost::system::error_code error;
  const auto found = resolver.resolve(where.host, where.port, error);
  if (error)
    throw std::runtime_error("cannot find the host \"" + where.host +
                             "\": " + error.message());
  return {found.begin(), found.end()};
}

asio::ssl::context trust(const tls_options& options, bool needed) {
  asio::ssl::context tls(asio::ssl::context::tls_client);
  tls.set_verify_mode(options.verify ? asio::ssl::verify_peer
                                     : asio::ssl::verify_none);
  boost::system::error_code error;
  if (!options.ca_file.empty())
    tls.load_verify_file(options.ca_file, error);
  else if (needed)  // Reading the system's list takes tens of milliseconds.
    tls.set_default_verify_paths(error);
  if (error)
    throw std::runtime_error("cannot read the certificates " + options.ca_file +
                             ": " + error.message());
  return tls;
}

}  // namespace

destination resolve(const address& where, const tls_options& options) {
  return {where, look_up(where), trust(options, where.tls)};
}

}  // namespace parley::script
