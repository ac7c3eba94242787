// Any request line and headers get an answer or a valid wish.
#include "net/route.hpp"
#include "protocol/names.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

// One input is "METHOD target host origin", as far as it goes.
std::string_view next_word(std::string_view& rest) {
  const auto end = rest.find(' ');
  const auto word = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return word;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  parley::request_head head;
  head.method = next_word(rest);
  head.target = next_word(rest);
  head.host = next_word(rest);
  head.origin = next_word(rest);
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
