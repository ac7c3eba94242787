// SPDX-License-Identifier: Apache-2.0
// Whatever a room, a user or a peer is called: the text log has one line, the
// JSON log one object with the members of its format string, and the command
// line prints text that steers no terminal.
#include "protocol/log_text.hpp"
#include "protocol/printable.hpp"
#include "protocol/utf8.hpp"
#include "server/log_format.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <rapidjson/document.h>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// UTF-8 without C0, DEL, C1, separators of lines and bidirectional controls;
/// apart from the code that is tested.
void require_fit(std::string_view line) {
  require(parley::is_utf8(line));
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto at = [&](std::size_t k) {
      return k < line.size() ? static_cast<unsigned char>(line[k]) : 0u;
    };
    require(at(i) >= 0x20 && at(i) != 0x7f);
    require(at(i) != 0xc2 || at(i + 1) >= 0xa0);
    if (at(i) != 0xe2) continue;
    require(at(i + 1) != 0x80 || at(i + 2) < 0xa8 || at(i + 2) > 0xae);
    require(at(i + 1) != 0x81 || at(i + 2) < 0xa6 || at(i + 2) > 0xa9);
  }
}

std::size_t members_of(const std::string& line) {
  require_fit(line);
  rapidjson::Document read;
  read.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  require(!read.HasParseError() && read.IsObject());
  return read.MemberCount();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto room = text.substr(0, size / 2), user = text.substr(size / 2);
  const auto event =
      fmt::format("room.join room={} user={} members={}",
                  parley::log_text(room), parley::log_text(user), 3);
  require_fit(parley::log_line(event));
  require(parley::log_line(event) == event);
  require(members_of('{' + parley::json_members(event) + '}') == 4);
  // What no format string of ours has made.
  require_fit(parley::log_line(text));
  members_of('{' + parley::json_members(text) + '}');
  members_of('{' + parley::json_members("a.b " + std::string(text)) + '}');
  require_fit(parley::printable(text));
  return 0;
}
