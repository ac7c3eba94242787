#include "room/connection.hpp"

#include "protocol/centrifuge/json.hpp"

#include <array>
#include <cstdio>

namespace parley {

client_info_ptr info_of(const connection& c) {
  if (c.info) return c.info;
  std::array<char, 32> client{};
  std::snprintf(client.data(), client.size(), "plain-%016llx",
                static_cast<unsigned long long>(c.id.value));
  return std::make_shared<client_info>(client_info{
      .user = {},
      .client = client.data(),
      .conn_info = "{\"name\":" + centrifuge::quoted(c.who.name) + "}",
      .chan_info = {}});
}

}  // namespace parley
