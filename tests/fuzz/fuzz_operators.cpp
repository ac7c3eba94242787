// SPDX-License-Identifier: Apache-2.0
// What operators, and those who would like to be taken for one, send: queries
// of inspections, names of sessions, keys and sessions in headers, origins. No
// input that does not have the key or a signature gets in, and what gets in is
// within its bounds.
#include "net/api_route.hpp"
#include "net/inspection_route.hpp"
#include "net/operator_key.hpp"
#include "net/origin.hpp"
#include "net/route.hpp"
#include "protocol/inspection.hpp"
#include "protocol/names.hpp"
#include "tests/fuzz/words.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>
#include <vector>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// One input is lines: method, target, key, authorization, host, origin.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  parley::request_head head;
  head.method = parley::next_word(rest, '\n');
  head.target = parley::next_word(rest, '\n');
  head.api_key = parley::next_word(rest, '\n');
  head.authorization = parley::next_word(rest, '\n');
  head.host = parley::next_word(rest, '\n');
  head.origin = parley::next_word(rest, '\n');

  static const parley::limits bounds;
  static const std::vector<std::string> allowed{"https://*.example"};
  static const parley::http_api_options api{.key = "the key of this target"};
  static const parley::operator_options operators{
      .password = "the password", .secret = "a secret of this target"};
  const parley::route_options options{.bounds = bounds,
                                      .allowed_origins = allowed,
                                      .echo_path = {},
                                      .api = &api,
                                      .operators = &operators};
  const auto result =
      parley::route(head, options, parley::connection_quota::verdict::admitted);
  const bool granted = parley::accepted_as<parley::inspection_route>(result) ||
                       parley::accepted_as<parley::api_route>(result);
  const bool shows_key =
      head.api_key == api.key ||
      head.authorization.find(api.key) != std::string_view::npos ||
      head.target.find("api_key=") != std::string_view::npos;
  require(!granted || shows_key);
  if (const auto* look = parley::accepted_as<parley::inspection_route>(result))
    if (const auto* order = std::get_if<parley::moderation_call>(&look->call))
      require(parley::is_room_name(order->room, bounds.room_name));

  require(!parley::is_operator_session(head.authorization, operators,
                                       std::chrono::system_clock::now()));
  if (const auto id = parley::parse_session_name(head.target))
    require(parley::parse_session_name(parley::session_name(*id)) == id);
  static_cast<void>(parley::fault_of_origin_pattern(head.origin));
  static_cast<void>(parley::is_origin_allowed(
      head.origin, head.host, {std::string(head.target)}, size % 2 == 0));
  static_cast<void>(parley::is_host_allowed(head.host, {"localhost"}));
  return 0;
}
