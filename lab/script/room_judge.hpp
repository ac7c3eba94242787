// SPDX-License-Identifier: Apache-2.0
// Decides whether what a Centrifuge server says is what the script expects.
// Pure.
#pragma once

#include "lab/script/judge.hpp"
#include "lab/script/room_wire.hpp"

#include <string>

namespace parley::script {

/// Nothing if `got` is what is wanted. A person is known by the user, the
/// client id, or as the script's own client: `own_id` is that one's id or "".
complaint judge(const expect_publication& wanted, const room_push& got);
complaint judge(const expect_presence& wanted, const room_push& got,
                const std::string& own_id);
complaint judge(const expect_unsubscribed& wanted, const room_push& got);

/// The same for the reply to a command of that name.
complaint judge(const std::string& command, const outcome& wanted,
                const reply& got);

/// Whether a reply without error brought back what was missed, or did not if
/// `what.unrecovered` says so.
complaint judge_recovery(const subscribe& what, const reply& got);

/// What a line waits for, as a failure says it.
std::string describe(const expect_publication& wanted);
std::string describe(const expect_presence& wanted);
std::string describe(const expect_unsubscribed& wanted);
std::string describe(const std::string& command, const outcome& wanted);

}  // namespace parley::script
