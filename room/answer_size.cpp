// SPDX-License-Identifier: Apache-2.0
#include "room/answer_size.hpp"

#include "room/connection.hpp"

#include <algorithm>
#include <string_view>

namespace parley {

namespace {

/// Keys, punctuation and numbers around the counted text: 101 bytes of a JSON
/// publication with all fields, 87 of a member.
constexpr std::size_t around = 112;

/// The same of a tag.
constexpr std::size_t around_tag = 8;

/// Size of a byte in a JSON string (RFC 8259 section 7).
constexpr std::size_t escaped_size(char c) {
  if (c == '"' || c == '\\') return 2;
  return static_cast<unsigned char>(c) < 0x20 ? 6 : 1;
}

std::size_t quoted_size(std::string_view text) {
  std::size_t size = 0;
  for (const char c : text) size += escaped_size(c);
  return size;
}

}  // namespace

std::size_t size_in_answer(const client_info& who) {
  // A member is listed by the id of its client, and has it once more.
  return around + quoted_size(who.user) + 2 * quoted_size(who.client) +
         who.conn_info.size() + who.chan_info.size();
}

std::size_t size_in_answer(const publication& said) {
  auto size =
      around + (said.kind == data_kind::text ? quoted_size(said.data) + 2
                                             : said.data.size());
  if (said.info) size += size_in_answer(*said.info);
  for (const auto& [key, value] : said.tags)
    size += around_tag + quoted_size(key) + quoted_size(value);
  return size;
}

std::size_t size_in_answer(const connection& member) {
  return size_in_answer(*info_of(member));
}

bool answer_room::takes(const publication& next) {
  const auto size = size_in_answer(next);
  if (!is_first_ && size > left_) return false;
  is_first_ = false;
  left_ -= std::min(size, left_);
  return true;
}

}  // namespace parley
