// SPDX-License-Identifier: Apache-2.0
#include "cli/journal_lines.hpp"

#include "protocol/base64.hpp"
#include "protocol/centrifuge/json.hpp"

// Made from journal_line.proto; its warnings are not ours to fix.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"
#include "cli/journal_line.pb.h"
#pragma GCC diagnostic pop

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace parley {

namespace {

using std::chrono::milliseconds;

void put_info(std::string* json, std::string* base64,
              const std::string& bytes) {
  if (bytes.empty()) return;
  if (centrifuge::is_json(bytes))
    *json = bytes;
  else
    *base64 = encode_base64(bytes);
}

void put(lines::Info& to, const client_info& from) {
  to.set_user(from.user);
  to.set_client(from.client);
  put_info(to.mutable_conn_info(), to.mutable_b64conn_info(), from.conn_info);
  put_info(to.mutable_chan_info(), to.mutable_b64chan_info(), from.chan_info);
}

std::optional<std::string> bytes_of(const std::string& json,
                                    const std::string& base64) {
  return base64.empty() ? json : decode_base64(base64);
}

/// Null when it is broken.
client_info_ptr info_of(const lines::Info& from) {
  auto conn = bytes_of(from.conn_info(), from.b64conn_info());
  auto chan = bytes_of(from.chan_info(), from.b64chan_info());
  if (!conn || !chan) return nullptr;
  return std::make_shared<const client_info>(client_info{
      from.user(), from.client(), *std::move(conn), *std::move(chan)});
}

/// False when its data is invalid or of an unknown kind.
bool put_words(publication& to, const lines::Said& from) {
  if (from.kind() == "text") {
    to.kind = data_kind::text;
    to.data = from.text();
    return true;
  }
  if (from.kind() == "binary") {
    auto bytes = decode_base64(from.b64data());
    if (!bytes) return false;
    to.kind = data_kind::binary;
    to.data = *std::move(bytes);
    return true;
  }
  to.data = from.data();
  return from.kind().empty() && !to.data.empty();
}

std::string line_of(const google::protobuf::Message& message) {
  std::string out;
  centrifuge::append_json(out, message);
  return out + '\n';
}

}  // namespace

// -- out ----------------------------------------------------------------------

std::string room_line(const room_summary& room, const data_version& version) {
  lines::Room line;
  line.set_room(room.name);
  line.set_epoch(room.end.epoch);
  line.set_offset(room.end.offset);
  line.set_version(version.number);
  line.set_version_epoch(version.epoch);
  line.set_history_size(room.keep.size);
  line.set_history_ttl_ms(room.keep.ttl.count());
  line.set_history_meta_ttl_ms(room.keep.meta_ttl.count());
  return line_of(line);
}

std::string record_line(const record& kept) {
  const auto& said = *kept.said;
  lines::Said line;
  line.set_offset(said.offset);
  line.set_time_ms(
      std::chrono::floor<milliseconds>(kept.at.time_since_epoch()).count());
  switch (said.kind) {
    case data_kind::json:
      line.set_data(said.data);
      break;
    case data_kind::text:
      line.set_kind("text");
      line.set_text(said.data);
      break;
    case data_kind::binary:
      line.set_kind("binary");
      line.set_b64data(encode_base64(said.data));
  }
  if (said.info) put(*line.mutable_info(), *said.info);
  line.mutable_tags()->insert(said.tags.begin(), said.tags.end());
  return line_of(line);
}

// -- in -----------------------------------------------------------------------

void line_reader::read(std::string_view line) {
  ++line_;
  if (line.empty()) return;
  lines::Room room;
  if (!centrifuge::from_json(line, room)) fail("this is not a JSON object");
  if (room.room().empty())
    add_record(line);
  else
    begin_room(line);
}

void line_reader::begin_room(std::string_view line) {
  require_complete();
  lines::Room room;
  static_cast<void>(centrifuge::from_json(line, room));
  if (room.epoch().empty()) fail("a room without its epoch");
  if (std::ranges::find(rooms_, room.room(), &append_records::room) !=
      rooms_.end())
    fail("room \"" + room.room() + "\" is there twice");
  end_ = room.offset();
  rooms_.push_back({.room = room.room(),
                    .behind = {room.offset(), room.epoch()},
                    .records = {},
                    .version = {room.version(), room.version_epoch()},
                    .keep = {static_cast<std::size_t>(room.history_size()),
                             milliseconds(room.history_ttl_ms()),
                             milliseconds(room.history_meta_ttl_ms())}});
}

void line_reader::add_record(std::string_view line) {
  if (rooms_.empty()) fail("a publication before its room");
  lines::Said from;
  if (!centrifuge::from_json(line, from)) fail("this is not a publication");
  publication said;
  if (from.offset() == 0 || !put_words(said, from))
    fail("a publication without its offset or its words");
  said.offset = from.offset();
  said.tags.insert(from.tags().begin(), from.tags().end());
  if (from.has_info() && !(said.info = info_of(from.info())))
    fail("the base64 of an info is broken");
  auto& [room, behind, records, version, keep] = rooms_.back();
  if (records.empty())
    behind.offset = said.offset - 1;
  else if (said.offset != records.back().said->offset + 1)
    fail("offset " + std::to_string(said.offset) + " does not follow " +
         std::to_string(records.back().said->offset));
  records.push_back({std::make_shared<const publication>(std::move(said)),
                     stored_time(milliseconds(from.time_ms())),
                     {}});
}

void line_reader::require_complete() const {
  if (rooms_.empty() || rooms_.back().records.empty()) return;
  const auto last = rooms_.back().records.back().said->offset;
  if (last != end_)
    fail("room \"" + rooms_.back().room + "\" ends at " + std::to_string(last) +
         " and should at " + std::to_string(end_));
}

std::vector<append_records> line_reader::finish() {
  require_complete();
  return std::exchange(rooms_, {});
}

void line_reader::fail(const std::string& what) const {
  throw line_error("line " + std::to_string(line_) + ": " + what);
}

}  // namespace parley
