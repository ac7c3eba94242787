// SPDX-License-Identifier: Apache-2.0
// Reports what an actor refuses: one count, and a log line when its reason is
// due (protocol/refusal.hpp). On the home's thread.
#pragma once

#include "protocol/link.hpp"
#include "protocol/refusal.hpp"
#include "protocol/token.hpp"
#include "protocol/traffic.hpp"

#include <optional>
#include <string_view>

namespace parley {

/// Why a token was refused; `otherwise` when it was not the token.
refusal refusal_of(const std::optional<token_problem>& problem,
                   refusal otherwise);

/// `from`: the link of the client that is refused; null when it is not known.
void refuse(traffic_record& counted, refusal why, std::string_view detail,
            const link* from);

}  // namespace parley
