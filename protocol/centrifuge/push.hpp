// SPDX-License-Identifier: Apache-2.0
// Pushes of rooms and sessions, encoded in one of the two formats, and the
// wire's form of a room's data.
#pragma once

#include "protocol/centrifuge/format.hpp"
#include "protocol/publication.hpp"

#include <string>
#include <string_view>

namespace parley::centrifuge {

/// Whether `bytes` have a place in `f`: none in JSON when they are not JSON.
bool fits(const std::string& bytes, format f);

/// The wire's form. JSON has no place for bytes that are not JSON, nor for none
/// at all: such info is left out there, and such data becomes null.
void put(const client_info& from, format f, ClientInfo& to);
void put(const publication& from, format f, Publication& to);

/// Data as others see it: a plain client's text is a JSON string.
std::string wire_data(const publication& said);

/// A publication's push. The first one of a history has the epoch, so that a
/// subscriber without an epoch adopts it.
std::string publication_push(format f, std::string_view channel,
                             const publication& said, std::string_view epoch);
std::string join_push(format f, std::string_view channel,
                      const client_info& who);
std::string leave_push(format f, std::string_view channel,
                       const client_info& who);

}  // namespace parley::centrifuge
