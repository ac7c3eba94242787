#include "tests/crowd/tally.hpp"

#include "tests/crowd/line.hpp"

#include <charconv>
#include <stdexcept>
#include <string>

namespace parley::crowd_test {

std::uint64_t number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stop, failed] = std::from_chars(digits.data(), end, value);
  if (failed != std::errc{} || stop != end)
    throw std::runtime_error("got no number: " + std::string(digits));
  return value;
}

void tally::add(std::size_t sender, std::uint64_t sequence) {
  ++count_;
  // Odd multipliers, so that no part of what came before is lost.
  constexpr std::uint64_t of_order = 0x9e3779b97f4a7c15;
  constexpr std::uint64_t of_sender = 0xd6e8feb86659fd93;
  order_ = (order_ ^ (order_ >> 29) ^ (sender * of_sender + sequence + 1)) *
           of_order;
  gapless_ = gapless_ && sequence == next_.at(sender);
  next_[sender] = sequence + 1;
}

void tally::add(std::string_view text) {
  const line said(text);
  const auto digits = said.words.substr(0, said.words.find(' '));
  add(number(said.name.substr(1)), number(digits));
}

}  // namespace parley::crowd_test
