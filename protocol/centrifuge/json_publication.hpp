// SPDX-License-Identifier: Apache-2.0
// The one message that a server writes more often than all others together, in
// JSON, without the codec for all messages. Pure.
#pragma once

#include "protocol/publication.hpp"

#include <string>
#include <string_view>

namespace parley::centrifuge {

/// The same as the codec makes of a Reply with this push. `epoch` is left out
/// when it is empty.
std::string json_publication_push(std::string_view channel,
                                  const publication& said,
                                  std::string_view epoch);

}  // namespace parley::centrifuge
