// SPDX-License-Identifier: Apache-2.0
// Any sequence of joins, leaves and words leaves whole frames in every lane of
// clients, and whole events in the one of nodes.
#include "protocol/peer/peer.pb.h"
#include "protocol/websocket_frame.hpp"
#include "room/room.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using parley::lane;

constexpr auto lanes_in_use = parley::index(lane::peer) + 1;

void require_whole(const parley::block& said) {
  for (std::size_t i = 0; i < parley::index(lane::peer); ++i)
    if (const auto& bytes = said[i];
        bytes && parley::frame_end(*bytes, bytes->size()) != bytes->size())
      std::abort();
  if (const auto& bytes = said[parley::index(lane::peer)])
    if (!parley::peer::Events().ParseFromString(*bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  parley::room room;
  for (std::size_t i = 0; i + 2 < size; i += 3) {
    const parley::connection_id id{data[i] % 8u};
    const auto argument = data[i + 1];
    switch (data[i + 2] % 4) {
      case 0:
        if (const auto in =
                room.join(id,
                          {std::string(argument % 3, 'a'),
                           static_cast<lane>(argument % lanes_in_use)},
                          {}))
          require_whole(in->before);
        break;
      case 1:
        room.leave(id);
        break;
      case 2:
        if (auto said = room.accept(
                id, std::string(argument * 300u, static_cast<char>(argument)),
                {}))
          room.show(std::move(*said));
        break;
      default:
        require_whole(room.take());
    }
  }
  require_whole(room.take());
  return 0;
}
