// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/push.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/centrifuge/json_publication.hpp"

namespace parley::centrifuge {

namespace {

Push& push_of(Reply& reply, std::string_view channel) {
  auto& push = *reply.mutable_push();
  push.set_channel(std::string(channel));
  return push;
}

}  // namespace

bool fits(const std::string& bytes, format f) {
  return f == format::protobuf || bytes.empty() || is_json(bytes);
}

void put(const client_info& from, format f, ClientInfo& to) {
  to.set_user(from.user);
  to.set_client(from.client);
  if (fits(from.conn_info, f)) to.set_conn_info(from.conn_info);
  if (fits(from.chan_info, f)) to.set_chan_info(from.chan_info);
}

void put(const publication& from, format f, Publication& to) {
  const bool is_json = from.kind != data_kind::binary &&
                       !(from.kind == data_kind::json && from.data.empty());
  if (f == format::json && !is_json)
    to.set_data("null");
  else
    to.set_data(wire_data(from));
  if (from.info) put(*from.info, f, *to.mutable_info());
  to.set_offset(from.offset);
  for (const auto& [key, value] : from.tags) (*to.mutable_tags())[key] = value;
}

std::string wire_data(const publication& said) {
  return said.kind == data_kind::text ? centrifuge::quoted(said.data)
                                      : said.data;
}

std::string publication_push(format f, std::string_view channel,
                             const publication& said, std::string_view epoch) {
  if (f == format::json)
    return json_publication_push(channel, said, said.offset == 1 ? epoch : "");
  Reply reply;
  auto& pub = *push_of(reply, channel).mutable_pub();
  put(said, f, pub);
  if (said.offset == 1) pub.set_epoch(std::string(epoch));
  return encode(f, reply);
}

std::string join_push(format f, std::string_view channel,
                      const client_info& who) {
  Reply reply;
  put(who, f, *push_of(reply, channel).mutable_join()->mutable_info());
  return encode(f, reply);
}

std::string leave_push(format f, std::string_view channel,
                       const client_info& who) {
  Reply reply;
  put(who, f, *push_of(reply, channel).mutable_leave()->mutable_info());
  return encode(f, reply);
}

}  // namespace parley::centrifuge
