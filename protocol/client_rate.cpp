// SPDX-License-Identifier: Apache-2.0
#include "protocol/client_rate.hpp"

namespace parley {

client_rate::client_rate(const bounds& given, time_point now)
    : commands_(given.commands.rate, given.commands.burst, now),
      joins_(given.joins.rate, given.joins.burst, now),
      bytes_(given.bytes.rate, given.bytes.burst, now) {}

bool client_rate::take(client_deed deed, std::size_t bytes, time_point now) {
  bytes_.spend(static_cast<double>(bytes), now);
  auto& deeds = deed == client_deed::join ? joins_ : commands_;
  return bytes_.has_any(now) && deeds.take(now);
}

client_rate::bounds twice(client_rate::bounds given) {
  for (auto* each : {&given.commands, &given.joins, &given.bytes})
    each->burst *= 2;
  return given;
}

}  // namespace parley
