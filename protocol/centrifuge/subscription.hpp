// SPDX-License-Identifier: Apache-2.0
// The reply to a join, built in the room's own turn, where its position is
// known.
#pragma once

#include "protocol/arrival.hpp"
#include "protocol/centrifuge/format.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace parley::centrifuge {

/// Data that is not JSON is left out for JSON clients.
void put(const agreement& agreed, const arrival& found, format f,
         SubscribeResult& to);

/// The subscribe reply to command `id`.
std::string subscribe_reply(format f, std::uint32_t id, const agreement& agreed,
                            const arrival& found);

/// The push of a server-side subscription.
std::string subscribe_push(format f, std::string_view channel,
                           const agreement& agreed, const arrival& found);

}  // namespace parley::centrifuge
