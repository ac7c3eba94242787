// SPDX-License-Identifier: Apache-2.0
// Any text is a script or a list of problems with their lines.
#include "lab/script/parser.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = std::ranges::count(text, '\n') + 1;
  const auto read = parley::script::parse(text);
  for (const auto& problem : read.problems)
    if (problem.line < 1 || problem.line > static_cast<std::size_t>(lines))
      std::abort();
  return 0;
}
