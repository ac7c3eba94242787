// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/member.hpp"

#include "lab/verify/payload.hpp"

#include <algorithm>
#include <utility>

namespace parley::verify {

using namespace std::chrono_literals;

namespace {

// The values of the SDKs.
constexpr auto answer_patience = 5s;
constexpr auto publish_patience = 15s;
constexpr auto pause_min = 50ms;
constexpr auto pause_max = 1'000ms;
constexpr std::size_t window = 16;  // publications without an answer

// Codes of the protocol after which a client does not reconnect.
bool is_terminal(std::uint16_t close_code) {
  return (close_code >= 3'500 && close_code < 4'000) ||
         (close_code >= 4'500 && close_code < 5'000);
}
constexpr std::uint32_t resubscribe_codes = 2'500;

}  // namespace

member::member(setting chosen, diary& run)
    : setting_(std::move(chosen)),
      run_(run),
      dice_(static_cast<std::minstd_rand::result_type>(setting_.seed + 1)) {
  for (const auto room : setting_.rooms) {
    const auto account = run_.open_account(setting_.number, room);
    account_numbers_.push_back(account);
    seats_.push_back({room, account});
  }
}

// -- its connection -----------------------------------------------------------

bool member::wants_connection(instant now) const {
  return at_ == phase::out && !refused_ && now >= next_try_;
}

void member::connecting(instant now) {
  at_ = phase::connecting;
  since_ = now;
}

void member::connected(instant now) {
  at_ = phase::greeting;
  since_ = now;
  ++connection_;
  last_command_ = 0;
  const auto id = note_question(question::kind::connect, 0, now);
  ask(script::connect_command(id, {.token = setting_.token, .end = {}}));
}

void member::disconnected(std::uint16_t code, instant now) {
  if (at_ == phase::in) run_.disconnected({setting_.number, node_, now});
  for (auto& each : seats_) {
    if (each.in) run_.write(each.account, {note_kind::away, {}, {}, now});
    each.in = false;
    each.again.reset();
  }
  questions_.clear();
  unsent_.clear();
  present_.reset();
  at_ = phase::out;
  next_try_ = now + pause();
  if (is_terminal(code)) refuse("was closed with " + std::to_string(code));
}

bool member::wants_to_drop(instant now) const {
  const bool waits = at_ == phase::connecting || at_ == phase::greeting;
  return waits && now - since_ > answer_patience;
}

std::chrono::milliseconds member::pause() {
  const auto most = std::min(
      pause_max, pause_min * (1 << std::min<std::size_t>(attempts_++, 6)));
  std::uniform_int_distribution<std::int64_t> some(most.count() / 2,
                                                   most.count());
  return std::chrono::milliseconds(some(dice_));
}

// -- its time -----------------------------------------------------------------

void member::turn(instant now) {
  if (at_ != phase::in) return;
  for (auto each = questions_.begin(); each != questions_.end();) {
    const auto& [what, which, asked] = each->second;
    const bool is_word = what == question::kind::publish;
    const bool is_late =
        now - asked > (is_word ? publish_patience : answer_patience);
    if (is_late && what == question::kind::subscribe) seats_[which].again = now;
    each = is_late ? questions_.erase(each) : std::next(each);
  }
  for (std::size_t i = 0; i < seats_.size(); ++i)
    if (seats_[i].again && now >= *seats_[i].again) subscribe(i, now);
  if (now >= next_word_ && !silent_) publish(now);
}

void member::ask(std::string frame) {
  unsent_.push_back(std::move(frame));
}

std::uint32_t member::note_question(question::kind what, std::size_t which,
                                    instant now) {
  questions_[++last_command_] = {what, which, now};
  return last_command_;
}

void member::subscribe(std::size_t which, instant now) {
  auto& in = seats_[which];
  in.again.reset();
  const auto id = note_question(question::kind::subscribe, which, now);
  script::subscribe wish;
  wish.room = run_.rooms()[in.room];
  wish.recoverable = wish.positioned = true;
  ask(script::subscribe_command(
      id, wish, in.was_in ? std::optional(in.at) : std::nullopt));
}

void member::publish(instant now) {
  next_word_ = now + setting_.every;
  if (seats_.empty() || unanswered() >= window) return;
  const auto& in = seats_[turns_++ % seats_.size()];
  if (!in.in) return;
  const auto made =
      run_.published({setting_.number, connection_, in.room, now});
  const auto id = note_question(question::kind::publish, made, now);
  ask(script::publish_command(
      id, {run_.rooms()[in.room], write_payload(made), {}}));
}

void member::ask_presence(std::size_t room, instant now) {
  present_.reset();
  if (at_ != phase::in) return;
  const auto id = note_question(question::kind::presence, room, now);
  ask(script::presence_command(id, run_.rooms()[room]));
}

// -- what comes ---------------------------------------------------------------

void member::heard(std::string_view frame, instant now) {
  while (!frame.empty()) {
    const auto size = std::min(frame.find('\n'), frame.size());
    take(frame.substr(0, size), now);
    frame.remove_prefix(std::min(size + 1, frame.size()));
  }
}

void member::take(std::string_view line, instant now) {
  if (script::is_ping(line)) return ask("{}");
  if (const auto push = script::read_push(line)) return on_push(*push, now);
  const auto answer = script::read_reply(line);
  if (!answer) return run_.trouble("the server said " + std::string(line));
  const auto found = questions_.find(answer->id);
  if (found == questions_.end()) return;
  const auto to = found->second;
  questions_.erase(found);
  answered(*answer, to, now);
}

void member::answered(const script::reply& answer, const question& to,
                      instant now) {
  switch (to.what) {
    case question::kind::connect:
      return on_connect(answer, now);
    case question::kind::subscribe:
      return on_subscribe(answer, seats_[to.which], now);
    case question::kind::publish:
      if (!answer.error) return run_.acknowledged(to.which, now);
      if (!answer.error->temporary && answer.error->code != 100)
        refuse("may not publish: " + answer.error->text);
      return;
    case question::kind::presence:
      if (!answer.error) present_ = answer.present;
      return;
  }
}

void member::on_connect(const script::reply& answer, instant now) {
  if (answer.error) return refuse("may not connect: " + answer.error->text);
  at_ = phase::in;
  attempts_ = 0;
  since_ = now;
  client_id_ = answer.client;
  node_ = answer.node;
  // Spreads the clients over time.
  next_word_ = now + pause();
  attempts_ = 0;
  for (std::size_t i = 0; i < seats_.size(); ++i) subscribe(i, now);
}

void member::on_subscribe(const script::reply& answer, seat& in, instant now) {
  if (answer.error) {
    if (!answer.error->temporary)
      return refuse("may not be in " + run_.rooms()[in.room] + ": " +
                    answer.error->text);
    in.again = now + pause();
    return;
  }
  if (!answer.recoverable)
    return refuse("finds no history to recover from in " +
                  run_.rooms()[in.room]);
  come_back(answer, in, now);
  in.in = in.was_in = true;
}

void member::come_back(const script::reply& answer, seat& in, instant now) {
  const auto known = in.at;
  in.at.epoch = answer.top.epoch;
  if (!in.was_in) {
    in.at = answer.top;
    run_.write(in.account, {note_kind::joined, place_of(in.at), {}, now});
  } else if (answer.recovered) {
    run_.write(in.account, {note_kind::back, place_of(in.at), {}, now});
  } else {
    // Publications that come nevertheless end at the current offset.
    in.at.offset = answer.top.offset -
                   std::min(answer.top.offset, answer.publications.size());
    run_.write(in.account, {note_kind::lost, place_of(in.at), {}, now});
  }
  for (const auto& each : answer.publications) {
    const auto line = script::publication_push("", each);
    if (const auto push = script::read_push(line))
      hear(in, push->offset, push->data, now);
  }
}

void member::on_push(const script::room_push& push, instant now) {
  auto* in = seat_in(push.room);
  if (!in) return;
  if (push.kind == script::push_kind::publication && in->in)
    hear(*in, push.offset, push.data, now);
  if (push.kind == script::push_kind::unsubscribe)
    on_unsubscribe(push, *in, now);
}

void member::on_unsubscribe(const script::room_push& push, seat& in,
                            instant now) {
  if (in.in) run_.write(in.account, {note_kind::away, {}, {}, now});
  in.in = false;
  if (push.code < resubscribe_codes)
    return refuse("was put out of " + push.room + ": " + push.reason);
  in.again = now;
}

void member::hear(seat& in, std::uint64_t offset, std::string_view data,
                  instant now) {
  in.at.offset = offset;
  run_.write(in.account,
             {note_kind::heard, place_of(in.at), read_payload(data), now});
}

void member::refuse(const std::string& what) {
  refused_ = true;
  run_.trouble("client " + std::to_string(setting_.number) + ' ' + what);
}

// -- how it is ----------------------------------------------------------------

place member::place_of(const script::position& at) {
  return {run_.epoch_number(at.epoch), at.offset};
}

member::seat* member::seat_in(std::string_view room) {
  const auto found = std::ranges::find_if(seats_, [&](const seat& each) {
    return run_.rooms()[each.room] == room;
  });
  return found == seats_.end() ? nullptr : &*found;
}

bool member::is_in_all_rooms() const {
  return at_ == phase::in && std::ranges::all_of(seats_, &seat::in);
}

std::size_t member::unanswered() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(questions_, [](const auto& each) {
        return each.second.what == question::kind::publish;
      }));
}

}  // namespace parley::verify
