// SPDX-License-Identifier: Apache-2.0
// Any text for any key is a value or a settings_error.
#include "server/settings.hpp"
#include "server/settings_check.hpp"
#include "server/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  parley::settings values;
  const auto known = parley::all_settings(values);
  const auto& key = known[data[0] % known.size()];
  const std::string_view text(reinterpret_cast<const char*>(data + 1),
                              size - 1);
  try {
    parley::assign(key, text);
    parley::check(values);
  } catch (const parley::settings_error&) {
  }
  return 0;
}
