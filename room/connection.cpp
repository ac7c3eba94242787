// SPDX-License-Identifier: Apache-2.0
#include "room/connection.hpp"

#include "protocol/centrifuge/json.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace parley {

namespace {

// The public info of a plain client: see info_of.
constexpr std::string_view plain_client = "plain-";
constexpr std::string_view name_begin = "{\"name\":";

}  // namespace

client_info_ptr info_of(const connection& c) {
  if (c.info) return c.info;
  std::array<char, 32> client{};
  std::snprintf(client.data(), client.size(), "plain-%016llx",
                static_cast<unsigned long long>(c.id.value));
  return std::make_shared<client_info>(client_info{
      .user = {},
      .client = client.data(),
      .conn_info =
          std::string(name_begin) + centrifuge::quoted(c.who.name) + "}",
      .chan_info = {}});
}

std::string spoken_name(const client_info* publisher) {
  if (!publisher) return "server";
  const auto& [user, client, info, unused] = *publisher;
  if (!user.empty()) return user;
  const bool is_plain = client.starts_with(plain_client) &&
                        info.starts_with(name_begin) && info.ends_with('}');
  if (!is_plain) return client;
  return centrifuge::unquoted(std::string_view(info).substr(
      name_begin.size(), info.size() - name_begin.size() - 1));
}

}  // namespace parley
