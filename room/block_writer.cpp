// SPDX-License-Identifier: Apache-2.0
#include "room/block_writer.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/centrifuge/push.hpp"
#include "protocol/limits.hpp"
#include "protocol/plain.hpp"
#include "protocol/websocket_frame.hpp"
#include "room/peer_events.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace parley {

namespace {

constexpr std::array sdk_dialects{dialect::json, dialect::protobuf};

centrifuge::format format_of(dialect d) {
  return d == dialect::json ? centrifuge::format::json
                            : centrifuge::format::protobuf;
}

/// What plain readers see of data that is not plain text.
std::string plain_text(const publication& said) {
  if (said.kind == data_kind::binary)
    return '(' + std::to_string(said.data.size()) + " bytes)";
  if (centrifuge::is_json_string(said.data))
    return centrifuge::unquoted(said.data);
  return centrifuge::one_line(said.data);
}

}  // namespace

block_writer::block_writer(std::string room, const roster& readers)
    : room_(std::move(room)), readers_(readers) {}

template <class Encode>
void block_writer::append(dialect d, audience who, Encode encode) {
  std::optional<parts> message;
  std::string_view deflated;
  for (const auto l : readers_.lanes()) {
    if (dialect_of(l) != d) continue;
    if (who == audience::presence && !has_presence(l)) continue;
    if (!message) message = encode();
    append(l, *message, deflated);
  }
}

void block_writer::publication(const parley::publication& said,
                               std::string_view name, std::string_view epoch) {
  append(dialect::plain, audience::everyone, [&] {
    parts message{plain::prefix(name), said.data};
    if (said.kind != data_kind::text) {
      message.head += plain_text(said);
      message.tail = {};
    }
    return message;
  });
  for (const auto d : sdk_dialects)
    append(d, audience::everyone, [&] {
      return parts{
          centrifuge::publication_push(format_of(d), room_, said, epoch), {}};
    });
}

template <class Line, class Push>
void block_writer::announce(const connection& who, Line line, Push push) {
  append(dialect::plain, audience::presence, [&] {
    return parts{line(who.who.name), {}};
  });
  for (const auto d : sdk_dialects)
    append(d, audience::presence, [&] {
      return parts{push(format_of(d), room_, *info_of(who)), {}};
    });
}

void block_writer::joined(const connection& who) {
  announce(who, plain::joined, centrifuge::join_push);
  append_for_peers([&] { return joined_event(who); });
}

void block_writer::left(const connection& who) {
  announce(who, plain::left, centrifuge::leave_push);
  append_for_peers([&] { return left_event(who); });
}

void block_writer::relayed(const draft& shown) {
  append_for_peers([&] { return said_event(shown); });
}

void block_writer::cleared() {
  append_for_peers(cleared_event);
}

// Relays have one lane: each relay determines the receivers itself.
template <class Encode>
void block_writer::append_for_peers(Encode encode) {
  if (!is_read(dialect::peer)) return;
  auto& out = said_in(lane::peer);
  out += encode();
  pending_ = std::max(pending_, out.size());
}

bool block_writer::is_read(dialect d) const {
  return std::ranges::find(readers_.lanes(), d, dialect_of) !=
         readers_.lanes().end();
}

void block_writer::append(lane l, const parts& message,
                          std::string_view& deflated) {
  const auto& [head, tail] = message;
  const auto op =
      dialect_of(l) == dialect::protobuf ? opcode::binary : opcode::text;
  auto& out = said_in(l);
  if (!is_deflated(l) || head.size() + tail.size() < compression_min_size) {
    append_frame(out, op, payload_coding::identity, head, tail);
  } else {
    if (!deflater_) deflater_.emplace();
    if (deflated.empty()) deflated = deflater_->compress(head, tail);
    append_frame(out, op, payload_coding::deflated, deflated);
  }
  pending_ = std::max(pending_, out.size());
}

std::string& block_writer::said_in(lane l) {
  const auto at = std::ranges::find(said_, l, &part::reads);
  return at == said_.end() ? said_.emplace_back(part{l, {}}).bytes : at->bytes;
}

block block_writer::take() {
  block result;
  for (auto& [reads, bytes] : said_)
    result.add(reads, make_frame(std::move(bytes)));
  said_.clear();
  pending_ = 0;
  return result;
}

}  // namespace parley
