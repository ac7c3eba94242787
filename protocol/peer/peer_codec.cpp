// SPDX-License-Identifier: Apache-2.0
#include "protocol/peer/peer_codec.hpp"

#include "protocol/centrifuge/data_check.hpp"

#include <algorithm>

namespace parley::peer {

std::int64_t to_ms(time_point at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             at.time_since_epoch())
      .count();
}

// Times that others wrote are added to and subtracted from, in nanoseconds of
// 64 bits: they are to be far from where that overflows.
time_point from_ms(std::int64_t ms) {
  constexpr std::int64_t year_2200 = 7'258'118'400'000;
  return time_point(
      std::chrono::milliseconds(std::clamp<std::int64_t>(ms, 0, year_2200)));
}

void put(Position& to, const stream_position& from) {
  to.set_offset(from.offset);
  to.set_epoch(from.epoch);
}

stream_position position_of(const Position& from) {
  return {from.offset(), from.epoch()};
}

void put(Client& to, const client_info& from) {
  to.set_user(from.user);
  to.set_client(from.client);
  to.set_conn_info(from.conn_info);
  to.set_chan_info(from.chan_info);
}

client_info_ptr client_of(const Client& from) {
  return std::make_shared<client_info>(
      client_info{.user = from.user(),
                  .client = from.client(),
                  .conn_info = from.conn_info(),
                  .chan_info = from.chan_info()});
}

void put(Said& to, const publication& from) {
  to.set_data(from.data);
  to.set_kind(static_cast<std::uint32_t>(from.kind));
  if (from.info) put(*to.mutable_by(), *from.info);
  for (const auto& [name, value] : from.tags) {
    auto& tag = *to.add_tags();
    tag.set_name(name);
    tag.set_value(value);
  }
  to.mutable_at()->set_offset(from.offset);
}

publication publication_of(const Said& from) {
  constexpr auto last = static_cast<std::uint32_t>(data_kind::binary);
  publication out{
      .data = from.data(),
      .kind = centrifuge::checked_kind(
          static_cast<data_kind>(std::min(from.kind(), last)), from.data()),
      .offset = from.at().offset()};
  if (from.has_by()) out.info = client_of(from.by());
  for (const auto& tag : from.tags()) out.tags.emplace(tag.name(), tag.value());
  return out;
}

}  // namespace parley::peer
