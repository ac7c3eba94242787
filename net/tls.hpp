// SPDX-License-Identifier: Apache-2.0
// The certificate and key of the listeners, and their reload.
#pragma once

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace parley {

using tls_context = std::shared_ptr<boost::asio::ssl::context>;

/// Loads a PEM certificate chain and key: TLS 1.2 and 1.3 only. Throws
/// `std::runtime_error` with a sentence that names the file.
tls_context load_tls(const std::string& certificate_file,
                     const std::string& key_file);

}  // namespace parley
