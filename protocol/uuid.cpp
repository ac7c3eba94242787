// SPDX-License-Identifier: Apache-2.0
#include "protocol/uuid.hpp"

#include <array>
#include <cstdio>

namespace parley {

std::string make_uuid(std::uint64_t high, std::uint64_t low) {
  constexpr std::uint64_t version_4 = 0x4000, variant_1 = 0x8000'0000'0000'0000;
  high = (high & ~std::uint64_t{0xf000}) | version_4;
  low = (low & ~std::uint64_t{0xc000'0000'0000'0000}) | variant_1;
  std::array<char, 37> text{};
  std::snprintf(text.data(), text.size(), "%08llx-%04llx-%04llx-%04llx-%012llx",
                static_cast<unsigned long long>(high >> 32),
                static_cast<unsigned long long>(high >> 16 & 0xffff),
                static_cast<unsigned long long>(high & 0xffff),
                static_cast<unsigned long long>(low >> 48),
                static_cast<unsigned long long>(low & 0xffff'ffff'ffff));
  return text.data();
}

}  // namespace parley
