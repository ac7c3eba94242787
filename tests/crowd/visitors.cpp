// SPDX-License-Identifier: Apache-2.0
#include "tests/crowd/visitors.hpp"

namespace parley::crowd_test {

visitors::visitors(const node& where, size bounds, unsigned seed)
    : bounds_(bounds),
      people_(where.port()),
      random_(seed),
      orders_(bounds.rooms) {
  people_.on_text([this](plain_clients::client who, std::string_view text) {
    hear(who, text);
  });
  people_.on_close([this](plain_clients::client who, std::uint16_t code) {
    ended(who, code);
  });
}

bool visitors::run() {
  for (std::size_t i = 0; i < bounds_.at_once; ++i) enter(below(bounds_.rooms));
  return people_.run_until(
      [this] { return admitted_ == bounds_.visits && present_ == 0; },
      patience);
}

std::string visitors::figures() const {
  return std::to_string(admitted_) + " of " + std::to_string(visits_.size()) +
         " admitted, " + std::to_string(present_) + " still there, " +
         std::to_string(rebirths_) + " rooms seen to begin again";
}

// Most wish for a name that nobody else has. Those without one show when a room
// begins again, for only a new room has another user0.
void visitors::enter(std::size_t room) {
  if (visits_.size() == bounds_.visits) return;
  visit next;
  next.room = room;
  next.to_say = below(4);
  next.how =
      static_cast<departure>(below(static_cast<std::size_t>(departure::count)));
  next.waits_to_hear = below(2) == 0;
  next.followed_at_once = below(2) == 0;
  if (below(8) != 0) next.name = "v" + std::to_string(visits_.size());
  people_.connect("/chat/" + std::to_string(room) + "?presence=1" +
                  (next.name.empty() ? "" : "&name=" + next.name));
  visits_.push_back(next);
  ++present_;
}

void visitors::hear(plain_clients::client who, std::string_view text) {
  const line heard(text);
  note_order(who, heard, text);
  if (!visits_[who].admitted) return admit(who, heard);
  auto& self = visits_[who];
  if (heard.what != line::kind::said || heard.name != self.name) return;
  if (++self.heard_own == self.to_say && self.waits_to_hear) depart(who);
}

/// The first line anybody gets says that it has joined.
void visitors::admit(plain_clients::client who, const line& heard) {
  auto& self = visits_[who];
  if (self.name.empty()) self.name = heard.name;
  if (heard.what != line::kind::joined || heard.name != self.name)
    fault_ = self.name + " was first told about " + std::string(heard.name);
  if (self.name == "user0" && !named_.insert(self.room).second) ++rebirths_;
  self.admitted = true;
  ++admitted_;
  const auto to_say = self.to_say;
  const bool leaves = to_say == 0 || !self.waits_to_hear;
  for (std::size_t i = 0; i < to_say; ++i)
    people_.say(who, std::to_string(who) + ':' + std::to_string(i));
  if (leaves) depart(who);
}

void visitors::note_order(plain_clients::client who, const line& heard,
                          std::string_view text) {
  const auto room = visits_[who].room;
  if (heard.what == line::kind::said) {
    const auto& sender =
        visits_.at(number(heard.words.substr(0, heard.words.find(':'))));
    if (sender.name != heard.name || sender.room != room)
      fault_ = "\"" + std::string(text) + "\" was said by " + sender.name;
  } else if (heard.name.starts_with("user")) {
    return;
  }
  orders_[room].saw(who, text);
}

void visitors::depart(plain_clients::client who) {
  const auto how = visits_[who].how;
  if (how == departure::close) people_.close(who);
  if (how == departure::hang_up) people_.hang_up(who);
  if (how == departure::reset) {
    people_.reset(who);
    --present_;
  }
  if (how == departure::reset || visits_[who].followed_at_once) follow(who);
}

void visitors::ended(plain_clients::client who, std::uint16_t code) {
  const auto& self = visits_[who];
  const auto expected =
      self.how == departure::close ? 1000 : plain_clients::no_close_frame;
  if (code != expected || !self.admitted)
    fault_ =
        "client " + std::to_string(who) + " ended with " + std::to_string(code);
  --present_;
  if (!self.followed_at_once) follow(who);
}

// Half of them go to the room that has just been left, which may be retiring.
void visitors::follow(plain_clients::client last) {
  enter(below(2) == 0 ? visits_[last].room : below(bounds_.rooms));
}

}  // namespace parley::crowd_test
