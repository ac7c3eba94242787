// SPDX-License-Identifier: Apache-2.0
// A Centrifuge server of strings: what it says is what a test tells it to.
//
//   !say LINE    sends LINE
//   !next LINE   LINE is the answer to the next command
//   {}           is a pong: "pong" comes back
//
// Any other text is a command, whose answer is that all went well; connect also
// gives the client id "c-1".
#pragma once

#include <deque>
#include <string>
#include <string_view>

namespace parley::script {

class canned_rooms {
 public:
  /// What to send for one text; empty: nothing.
  std::string answer(std::string_view text);

 private:
  std::deque<std::string> next_;
};

}  // namespace parley::script
