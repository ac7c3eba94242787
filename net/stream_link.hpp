// SPDX-License-Identifier: Apache-2.0
// One session over a streaming HTTP response: its output is the body, and its
// input arrives in requests to /emulation.
#pragma once

#include "net/reframe.hpp"
#include "net/wire.hpp"
#include "protocol/link.hpp"

#include <memory>
#include <string>

namespace parley {

/// Answers with `head`, a whole response head, and hands a link that writes the
/// body to the loop's acceptor.
template <class Socket>
void open_stream(std::shared_ptr<wire<Socket>> under, std::string head,
                 stream_framing framing, link_request wish);

extern template void open_stream(std::shared_ptr<wire<tcp_socket>>, std::string,
                                 stream_framing, link_request);
extern template void open_stream(std::shared_ptr<wire<tls_socket>>, std::string,
                                 stream_framing, link_request);

}  // namespace parley
