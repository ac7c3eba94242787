// SPDX-License-Identifier: Apache-2.0
// Any X-Forwarded-For behind any trusted proxies: whom it names is no proxy,
// and what stands before the last client changes nothing. The first line of an
// input is the value, each other line a proxy.
#include "net/trusted_proxies.hpp"
#include "tests/fuzz/words.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string value(parley::next_word(rest, '\n'));
  std::vector<std::string> networks{"10.0.0.0/8", "::1"};
  try {
    std::vector<std::string> all;
    while (!rest.empty()) all.emplace_back(parley::next_word(rest, '\n'));
    const parley::trusted_proxies parsed(all);
    networks.insert(networks.end(), all.begin(), all.end());
  } catch (const std::invalid_argument&) {
  }
  const parley::trusted_proxies proxies(networks);
  const auto client = proxies.client_of(value);
  if (client && proxies.trusts(*client)) std::abort();
  if (client && proxies.client_of("203.0.113.9, " + value) != client)
    std::abort();
  return 0;
}
