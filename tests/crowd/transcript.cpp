// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/transcript.hpp"

#include "tests/crowd/line.hpp"

#include <stdexcept>
#include <string>

namespace parley::crowd_test {

void transcript::add(std::size_t sender, std::uint64_t sequence) {
  if (sender >= senders_)
    throw std::out_of_range("there is no sender " + std::to_string(sender));
  // Odd multipliers, so that no part of what came before is lost.
  constexpr std::uint64_t of_order = 0x9e3779b97f4a7c15;
  constexpr std::uint64_t of_sender = 0xd6e8feb86659fd93;
  order_ = (order_ ^ (order_ >> 29) ^ (sender * of_sender + sequence + 1)) *
           of_order;
  sequences_.hear(sender, static_cast<std::uint32_t>(sequence));
}

void transcript::add(std::string_view text) {
  const line said(text);
  const auto digits = said.words.substr(0, said.words.find(' '));
  add(number(said.name.substr(1)), number(digits));
}

}  // namespace parley::crowd_test
