// SPDX-License-Identifier: Apache-2.0
// Any bytes are read alike in whatever parts they come, and no message is
// larger than it may be or text that is not UTF-8.
#include "protocol/inflate.hpp"
#include "protocol/utf8.hpp"
#include "protocol/websocket_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using parley::websocket_reader;
using kind = websocket_reader::kind;

constexpr std::size_t message_size = 1'000;

void check(const websocket_reader::item& said) {
  const bool message = said.what == kind::text || said.what == kind::binary;
  if (message && said.payload.size() > message_size) std::abort();
  if (said.what == kind::text && !parley::is_utf8(said.payload)) std::abort();
}

/// What was read of bytes that come `step` at a time.
std::string read(std::string bytes, std::size_t step, bool compressed) {
  static parley::inflater inflates;
  const websocket_reader::rules rules{message_size,
                                      compressed ? &inflates : nullptr};
  websocket_reader reader;
  std::string heard;
  std::span<char> all(bytes);
  while (!all.empty()) {
    auto part = all.first(std::min(step, all.size()));
    all = all.subspan(part.size());
    while (const auto said = reader.next(part, rules)) {
      check(*said);
      heard += std::to_string(static_cast<int>(said->what)) + ' ' +
               std::to_string(static_cast<int>(said->code)) + ' ' +
               std::string(said->payload) + '\n';
      if (said->what == kind::broken || said->what == kind::close) return heard;
    }
    if (!part.empty()) std::abort();
  }
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size < 2) return 0;
  const bool compressed = (data[0] & 1) != 0;
  const auto step = std::size_t{1} + data[1] % 16;
  const std::string bytes(reinterpret_cast<const char*>(data + 2), size - 2);
  if (read(bytes, step, compressed) !=
      read(bytes, bytes.size() + 1, compressed))
    std::abort();
  return 0;
}
