// SPDX-License-Identifier: Apache-2.0
#include "actors/room_voice.hpp"

#include "protocol/centrifuge/push.hpp"
#include "protocol/centrifuge/subscription.hpp"
#include "protocol/limits.hpp"
#include "protocol/websocket_frame.hpp"

#include <algorithm>

namespace parley {

namespace {

centrifuge::format format_of(lane reads) {
  return dialect_of(reads) == dialect::protobuf ? centrifuge::format::protobuf
                                                : centrifuge::format::json;
}

opcode opcode_of(lane reads) {
  return dialect_of(reads) == dialect::protobuf ? opcode::binary : opcode::text;
}

frame first_words(const op::join& request, const std::string& room, lane reads,
                  const arrival& found) {
  std::string message;
  switch (request.greets) {
    case greeting::none:
      return nullptr;
    case greeting::reply:
      message = centrifuge::subscribe_reply(format_of(reads), request.command,
                                            request.agreed, found);
      break;
    case greeting::push:
      message = centrifuge::subscribe_push(format_of(reads), room,
                                           request.agreed, found);
  }
  std::string out;
  append_frame(out, opcode_of(reads), payload_coding::identity, message);
  // A subscribe push has no field for missed publications.
  if (request.greets == greeting::push)
    for (const auto& each : found.publications)
      append_frame(out, opcode_of(reads), payload_coding::identity,
                   centrifuge::publication_push(format_of(reads), room, *each,
                                                found.top.epoch));
  return make_frame(std::move(out));
}

room_outcome outcome_of(const draft& accepted) {
  if (accepted.becomes == draft::fate::clear) return cleared{accepted.position};
  return published{accepted.position};
}

}  // namespace

room_voice::room_voice(pinned& self, const room_topology& actors, room_id id,
                       room& speaker, std::function<void()> sent)
    : self_(self),
      actors_(actors),
      id_(id),
      room_(speaker),
      sent_(std::move(sent)) {}

room_voice::~room_voice() {
  if (waiting_for_turn_end_) self_.where().publishing().withdraw(*this);
}

// -- members ------------------------------------------------------------------

void room_voice::admit_member(const op::join& request, const connection& record,
                              const arrival& found) {
  self_.send(
      actors_.couriers[record.id.loop()],
      msg::admit{id_, record.id, record.reads, room_.options().slow,
                 request.agreed.positioned,
                 first_words(request, room_.name(), record.reads, found)});
}

void room_voice::expel_member(connection_id id, frame farewell) {
  self_.send(actors_.couriers[id.loop()],
             msg::expel{id_, id, std::move(farewell)});
}

void room_voice::dismiss(connection_id id, close_code code) {
  self_.send(actors_.couriers[id.loop()], msg::dismiss{id, code, id_});
}

// -- publications -------------------------------------------------------------

// All readers of a lane get the same block: a publication that some members do
// not get is a block of its own.
void room_voice::show(draft&& accepted, const recipient& publisher) {
  connection_list except;
  if (!publisher.exclude_user.empty() || !publisher.exclude_client.empty())
    except = std::make_shared<const std::vector<connection_id>>(
        room_.find(publisher.exclude_user, publisher.exclude_client));
  show(std::move(accepted), publisher.answer_to, std::move(except));
}

void room_voice::show(draft&& accepted, const reply_address& answer_to,
                      connection_list except) {
  if (except) send_out_now();
  auto& record = self_.record();
  record.count_in(1);
  record.count_out(room_.members().size());
  if (answer_to.who) receipts_.emplace_back(answer_to, outcome_of(accepted));
  room_.show(std::move(accepted));
  if (except) send_out(room_.take(), except);
  if (room_.pending() >= room_block_size)
    send_out_now();
  else
    send_out_soon();
}

void room_voice::refuse(const reply_address& to, reply_error why) {
  if (to.who) self_.send(to.who, msg::room_answer{to.tag, why});
}

// -- turns --------------------------------------------------------------------

void room_voice::send_out_soon() {
  const bool idle = room_.pending() == 0 && receipts_.empty();
  if (waiting_for_turn_end_ || idle) return;
  waiting_for_turn_end_ = true;
  self_.where().publishing().add(*this);
}

void room_voice::at_turn_end() {
  waiting_for_turn_end_ = false;
  send_out_now();
  sent_();
}

void room_voice::send_out_now() {
  send_out(room_.take());
  for (auto& [to, found] : receipts_)
    self_.send(to.who, msg::room_answer{to.tag, std::move(found)});
  receipts_.clear();
}

void room_voice::send_out(block said, const connection_list& except) {
  if (said.empty()) return;
  const auto& loops = room_.members().loops();
  for (const auto loop : loops)
    self_.send(actors_.couriers[loop],
               msg::deliver{id_, loop == loops.back() ? std::move(said) : said,
                            except});
}

}  // namespace parley
