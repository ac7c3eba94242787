// SPDX-License-Identifier: Apache-2.0
// Any request line and headers get an answer or a valid wish.
#include "net/route.hpp"
#include "protocol/names.hpp"
#include "tests/fuzz/words.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

// One input is "METHOD target host origin", as far as it goes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  parley::request_head head;
  head.method = parley::next_word(rest, ' ');
  head.target = parley::next_word(rest, ' ');
  head.host = parley::next_word(rest, ' ');
  head.origin = parley::next_word(rest, ' ');
  head.upgrade = size % 2 == 0;
  head.websocket_key = "dGhlIHNhbXBsZSBub25jZQ==";

  static const parley::limits bounds;
  static const std::vector<std::string> allowed{"https://*.example"};
  const auto result =
      parley::route(head, {bounds, allowed, "/echo"},
                    parley::connection_quota::verdict::admitted);
  if (const auto* wish = std::get_if<parley::link_request>(&result)) {
    // SDK clients name their rooms later.
    const bool has_room = wish->speaks == parley::dialect::plain && !wish->echo;
    if (has_room ? !parley::is_room_name(wish->room, bounds.room_name)
                 : !wish->room.empty())
      std::abort();
    if (!wish->name.empty() &&
        parley::clean_member_name(wish->name, bounds.member_name) != wish->name)
      std::abort();
  }
  return 0;
}
