// SPDX-License-Identifier: Apache-2.0
// What may follow a client's name on a line.
#pragma once

#include "lab/script/step.hpp"
#include "lab/script/words.hpp"

namespace parley::script {

/// Reads a verb and its arguments, up to the end of the line. Throws
/// syntax_error for an unknown verb and for arguments it does not understand.
action parse_action(words& line);

}  // namespace parley::script
