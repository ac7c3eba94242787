// Any sequence of joins, leaves and words leaves whole frames in every lane.
#include "protocol/websocket_frame.hpp"
#include "room/room.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void require_whole_frames(const parley::block& said) {
  for (std::size_t i = 0; i < parley::lane_count; ++i)
    if (const auto& bytes = said[i];
        bytes && parley::frame_end(*bytes, bytes->size()) != bytes->size())
      std::abort();
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
        if (const auto in = room.join(
                id,
                {std::string(argument % 3, 'a'),
                 static_cast<parley::lane>(argument % parley::lane_count)},
                {}))
          require_whole_frames(in->before);
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
        require_whole_frames(room.take());
    }
  }
  require_whole_frames(room.take());
  return 0;
}
