// SPDX-License-Identifier: Apache-2.0
#include "lab/script/performer.hpp"

#include "lab/script/wording.hpp"

#include <algorithm>
#include <utility>

namespace parley::script {

namespace {

using clock = std::chrono::steady_clock;

// For the goodbyes after a script: a server that does not answer them must not
// cost the whole timeout.
constexpr std::chrono::milliseconds goodbye_max{1'000};

std::string http(unsigned status) {
  return "HTTP " + std::to_string(status);
}

std::string describe(const answer& got) {
  if (got.status == 0) return got.failure;
  return got.body.empty() ? http(got.status)
                          : http(got.status) + ' ' + in_quotes(got.body);
}

message times(message what, std::size_t count) {
  const auto once = what.data;
  what.data.reserve(once.size() * count);
  for (std::size_t i = 1; i < count; ++i) what.data += once;
  return what;
}

}  // namespace

performer::performer(destination& server, std::chrono::milliseconds timeout)
    : crowd_(server), timeout_(timeout) {}

complaint performer::perform(const command& line,
                             std::optional<std::size_t> round) {
  auto who = expand(line.who, round);
  const bool connecting = std::holds_alternative<connect>(line.what);
  for (const auto& one : who) {
    if (connecting && one.connection) return one.name + " is connected already";
    if (!connecting && !one.connection) return one.name + " is not connected";
  }
  return std::visit([&](const auto& what) { return act(who, what); },
                    line.what);
}

void performer::pause(std::chrono::milliseconds duration) {
  crowd_.pump(clock::now() + duration, [] { return false; });
}

void performer::finish() {
  crowd_.close_all(std::min(timeout_, goodbye_max));
}

performer::members performer::expand(const clients& who,
                                     std::optional<std::size_t> round) {
  members all;
  const auto add = [&](const std::string& name, const place& where) {
    const auto session = sessions_.find(name);
    all.push_back({name, where, crowd_.find(name),
                   session == sessions_.end() ? nullptr : &session->second});
  };
  if (!who.numbers) {
    add(who.name, {std::nullopt, round});
    return all;
  }
  for (auto i = who.numbers->first; i <= who.numbers->last; ++i)
    add(who.name + std::to_string(i), {i, round});
  return all;
}

// -- the verbs ----------------------------------------------------------------

complaint performer::act(members& who, const connect& what) {
  const auto deadline = clock::now() + timeout_;
  for (auto& one : who) {
    one.connection = &crowd_.open(one.name, fill(what, one.where));
    one.session = join_rooms(one, what);
  }
  for (const auto& one : who) {
    const auto& got = one.connection->handshake();
    crowd_.pump(deadline, [&] { return got.has_value(); });
    if (!got) return about(one, http(what.status), silence(one));
    if (got->status != what.status)
      return about(one, http(what.status), describe(*got));
    if (got->status != connect::switching_protocols) crowd_.remove(one.name);
  }
  const bool speaking =
      what.rooms && what.status == connect::switching_protocols;
  return speaking ? log_in(who, *what.rooms) : std::nullopt;
}

complaint performer::act(const members& who, const send& what) {
  if (auto wrong = ended_early(who, "to send")) return wrong;
  const auto deadline = clock::now() + timeout_;
  for (const auto& one : who)
    one.connection->send(times(fill(what.what, one.where), what.times));
  for (const auto& one : who) {
    const auto sent = [&] { return !one.connection->sending(); };
    if (!crowd_.pump(deadline, sent))
      return about(one, "to send within " + describe(timeout_),
                   "no room: the server does not read");
  }
  return std::nullopt;
}

complaint performer::act(const members& who, const expect& what) {
  const auto deadline = clock::now() + timeout_;
  for (const auto& one : who) {
    const auto wanted = fill(what.what, one.where);
    const auto got = next(one, deadline);
    if (!got) return about(one, describe(wanted), silence(one));
    if (const auto wrong = judge(wanted, *got)) return about(one, *wrong);
    if (std::holds_alternative<ending>(*got)) crowd_.remove(one.name);
  }
  return std::nullopt;
}

complaint performer::act(const members& who, const expect_none& what) {
  const auto has_event = [](const member& one) {
    return !one.connection->inbox().empty();
  };
  crowd_.pump(clock::now() + what.duration,
              [&] { return std::ranges::any_of(who, has_event); });
  const auto loud = std::ranges::find_if(who, has_event);
  if (loud == who.end()) return std::nullopt;
  return about(*loud, "nothing for " + describe(what.duration),
               describe(loud->connection->inbox().front()));
}

complaint performer::act(const members& who, const expect_same& what) {
  const auto deadline = clock::now() + timeout_;
  std::vector<message> model;
  for (const auto& one : who) {
    for (std::size_t i = 0; i < what.count; ++i) {
      const auto number = "message " + std::to_string(i + 1) + " of " +
                          std::to_string(what.count);
      const auto got = next(one, deadline);
      if (!got) return about(one, number, silence(one));
      const auto said = std::get_if<message>(&*got);
      if (!said) return about(one, number, describe(*got));
      if (&one == &who.front()) model.push_back(*said);
      if (*said != model[i])
        return about(one,
                     describe(model[i]) + " as " + number + ", as " +
                         who.front().name + " got it",
                     describe(*said));
    }
  }
  return std::nullopt;
}

complaint performer::act(const members& who, const close& what) {
  if (auto wrong = ended_early(who, "to close")) return wrong;
  const auto deadline = clock::now() + timeout_;
  for (const auto& one : who)
    one.connection->start_close(fill(what, one.where));
  for (const auto& one : who) {
    const auto over = [&] { return one.connection->idle(); };
    if (!crowd_.pump(deadline, over))
      return about(one, "a reply to close", silence(one));
    if (!one.connection->close_frame())
      return about(one, "a reply to close",
                   describe(one.connection->inbox().back()));
    crowd_.remove(one.name);
  }
  return std::nullopt;
}

complaint performer::act(const members& who, const abort&) {
  for (const auto& one : who) crowd_.remove(one.name, true);
  return std::nullopt;
}

complaint performer::act(const members& who, const drop&) {
  for (const auto& one : who) crowd_.remove(one.name);
  return std::nullopt;
}

// -- what they share ----------------------------------------------------------

std::optional<event> performer::next(const member& one,
                                     crowd::time_point deadline) {
  auto& inbox = one.connection->inbox();
  if (!crowd_.pump(deadline, [&] { return !inbox.empty(); }))
    return std::nullopt;
  auto first = std::move(inbox.front());
  inbox.pop_front();
  return first;
}

std::string performer::silence(const member& one) const {
  const auto& frame = one.connection->close_frame();
  if (!frame) return "nothing within " + describe(timeout_);
  return describe(*frame) + ", but the connection stays open for " +
         describe(timeout_);
}

complaint performer::ended_early(const members& who,
                                 const std::string& wanted) const {
  for (const auto& one : who)
    if (const auto how = one.connection->unseen_ending())
      return about(one, wanted, describe(*how));
  return std::nullopt;
}

complaint performer::about(const member& one, const std::string& wanted,
                           const std::string& got) {
  return about(one, "expected " + wanted + ", got " + got);
}

complaint performer::about(const member& one, const std::string& wrong) {
  return one.where.client ? one.name + ": " + wrong : wrong;
}

}  // namespace parley::script
