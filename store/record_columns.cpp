// SPDX-License-Identifier: Apache-2.0
#include "store/record_columns.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/utf8.hpp"
#include "store/sqlite_error.hpp"
#include "store/stored_ms.hpp"

#include <map>
#include <memory>
#include <optional>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <utility>

namespace parley {

namespace {

using tag_map = std::map<std::string, std::string>;
using size_type = rapidjson::SizeType;

/// What stands in the file: these numbers never change.
int number_of(data_kind kind) {
  switch (kind) {
    case data_kind::json:
      return 0;
    case data_kind::text:
      return 1;
    case data_kind::binary:
      break;
  }
  return 2;
}

std::optional<data_kind> kind_of(std::int64_t number) {
  switch (number) {
    case 0:
      return data_kind::json;
    case 1:
      return data_kind::text;
    case 2:
      return data_kind::binary;
    default:
      return std::nullopt;
  }
}

std::string write_tags(const tag_map& tags) {
  rapidjson::StringBuffer out;
  rapidjson::Writer writer(out);
  writer.StartObject();
  for (const auto& [key, value] : tags) {
    writer.Key(key.data(), static_cast<size_type>(key.size()));
    writer.String(value.data(), static_cast<size_type>(value.size()));
  }
  writer.EndObject();
  return {out.GetString(), out.GetSize()};
}

std::optional<tag_map> read_tags(std::string_view json) {
  rapidjson::Document read;
  // Iterative: a foreign file may have any number of levels.
  constexpr auto flags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  read.Parse<flags>(json.data(), json.size());
  if (read.HasParseError() || !read.IsObject()) return std::nullopt;
  tag_map tags;
  for (size_type at = 0; at < read.MemberCount(); ++at) {
    const auto& [key, value] = read.MemberBegin()[at];
    if (!value.IsString()) return std::nullopt;
    tags.emplace(std::string(key.GetString(), key.GetStringLength()),
                 std::string(value.GetString(), value.GetStringLength()));
  }
  return tags;
}

/// Null means "empty" in fewer bytes.
std::optional<maybe_text> unless_empty(std::string_view bytes) {
  return bytes.empty() ? std::nullopt : std::optional(maybe_text{bytes});
}

client_info_ptr read_info(const sqlite_statement::rows& row) {
  if (row.is_null(4)) return nullptr;
  return std::make_shared<client_info>(
      client_info{row.text(4), row.text(5), row.text(6), row.text(7)});
}

/// Whether data is still valid for its kind. Clients get it unchanged.
bool is_of_kind(std::string_view data, data_kind kind) {
  switch (kind) {
    case data_kind::json:
      return data.empty() || centrifuge::is_json(data);
    case data_kind::text:
      return is_utf8(data);
    case data_kind::binary:
      break;
  }
  return true;
}

bool is_readable(const client_info_ptr& who) {
  return !who || (is_utf8(who->user) && is_utf8(who->client));
}

}  // namespace

record read_record(const sqlite_statement::rows& row, const std::string& path) {
  const auto kind = kind_of(row.integer(2));
  auto tags = row.is_null(8) ? tag_map{} : read_tags(row.bytes(8));
  if (!kind || !tags)
    throw damaged_file(path, "a publication has no such kind or no tags");
  publication said{row.text(3), *kind, read_info(row), row.offset(0),
                   *std::move(tags)};
  if (!is_of_kind(said.data, said.kind) || !is_readable(said.info))
    throw damaged_file(path, "a publication's data does not match its kind");
  return {std::make_shared<publication>(std::move(said)),
          from_ms(row.integer(1))};
}

record_insertion::record_insertion(const sqlite_file& file)
    : insert_(file,
              "INSERT INTO publications(room, offset, said_ms, kind, data, "
              "user, client, conn_info, chan_info, tags) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)") {}

void record_insertion::insert(std::int64_t room, const record& kept) {
  const auto& said = *kept.said;
  std::optional<maybe_text> user;
  std::optional<maybe_text> client;
  std::optional<maybe_text> conn_info;
  std::optional<maybe_text> chan_info;
  if (said.info) {
    user = maybe_text{said.info->user};
    client = unless_empty(said.info->client);
    conn_info = unless_empty(said.info->conn_info);
    chan_info = unless_empty(said.info->chan_info);
  }
  std::optional<std::string> tags;
  if (!said.tags.empty()) tags = write_tags(said.tags);
  insert_.run(room, said.offset, to_ms(kept.at), number_of(said.kind),
              maybe_text{said.data}, user, client, conn_info, chan_info, tags);
}

}  // namespace parley
