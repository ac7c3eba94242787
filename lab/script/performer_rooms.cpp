// SPDX-License-Identifier: Apache-2.0
// What performer does in the rooms of a Centrifuge server.
#include "lab/script/performer.hpp"
#include "lab/script/room_judge.hpp"
#include "lab/script/wording.hpp"

#include <algorithm>
#include <utility>

namespace parley::script {

namespace {

using clock = std::chrono::steady_clock;

std::optional<room_push> push_in(const event& what) {
  const auto said = std::get_if<message>(&what);
  return said ? read_push(said->data) : std::nullopt;
}

// Publications that were not taken come again with the recovery.
void forget_publications(client& one, const std::string& room) {
  std::erase_if(one.inbox(), [&](const event& what) {
    const auto push = push_in(what);
    return push && push->room == room && push->kind == push_kind::publication;
  });
}

}  // namespace

// -- the verbs ----------------------------------------------------------------

room_session* performer::join_rooms(const member& one, const connect& what) {
  if (!what.rooms) {
    sessions_.erase(one.name);
    return nullptr;
  }
  auto& session = sessions_[one.name];
  session.begin();
  one.connection->filter_texts(
      [&session, connection = one.connection](const std::string& frame) {
        auto [pings, lines] = session.take(frame);
        for (; pings > 0; --pings) connection->send({payload::text, "{}"});
        return lines;
      });
  return &session;
}

complaint performer::log_in(const members& who, const login& what) {
  return command_all(who, "connect", what.end, [&](const member& one) {
    return one.session->ask(fill(what, one.where));
  });
}

complaint performer::act(const members& who, const subscribe& what) {
  const auto ask = [&](const member& one) {
    const auto wanted = fill(what, one.where);
    if (what.recover) forget_publications(*one.connection, wanted.room);
    return one.session->ask(wanted);
  };
  const auto check = [&](const member& one, const reply& got) {
    return judge_recovery(fill(what, one.where), got);
  };
  if (auto wrong = speaks_no_centrifuge(who)) return wrong;
  for (const auto& one : who) {
    const auto room = fill(what.room, one.where);
    if (what.recover && !what.offset && !one.session->last_seen(room))
      return about(one, "no position in " + room +
                            " to recover from: subscribe with recoverable "
                            "or positioned first, or give an offset");
  }
  return command_all(who, what.recover ? "recover" : "subscribe", what.end, ask,
                     check);
}

complaint performer::act(const members& who, const unsubscribe& what) {
  return command_all(who, "unsubscribe", what.end, [&](const member& one) {
    return one.session->ask(fill(what, one.where));
  });
}

complaint performer::act(const members& who, const publish& what) {
  return command_all(who, "publish", what.end, [&](const member& one) {
    return one.session->ask(fill(what, one.where));
  });
}

complaint performer::act(const members& who, const expect_publication& what) {
  return expect_push(who, what, [](const auto& wanted, const auto& got) {
    return judge(wanted, got);
  });
}

complaint performer::act(const members& who, const expect_presence& what) {
  return expect_push(who, what, [this](const auto& wanted, const auto& got) {
    const auto own = sessions_.find(wanted.who);
    return judge(wanted, got,
                 own == sessions_.end() ? "" : own->second.client_id());
  });
}

complaint performer::act(const members& who, const expect_unsubscribed& what) {
  return expect_push(who, what, [](const auto& wanted, const auto& got) {
    return judge(wanted, got);
  });
}

// -- what they share ----------------------------------------------------------

complaint performer::command_all(
    const members& who, const std::string& name, const outcome& wanted,
    const std::function<std::string(const member&)>& ask,
    const std::function<complaint(const member&, const reply&)>& check) {
  if (auto wrong = speaks_no_centrifuge(who)) return wrong;
  const auto deadline = clock::now() + timeout_;
  for (const auto& one : who) one.connection->send({payload::text, ask(one)});
  for (const auto& one : who) {
    if (auto wrong = await_reply(one, name, wanted, deadline)) return wrong;
    const auto& got = one.session->answer();
    if (!check || !got || got->error) continue;
    if (const auto wrong = check(one, *got)) return about(one, *wrong);
  }
  return std::nullopt;
}

complaint performer::await_reply(const member& one, const std::string& name,
                                 const outcome& wanted,
                                 crowd::time_point deadline) {
  const auto& got = one.session->answer();
  const auto over = [&] { return got || one.connection->unseen_ending(); };
  if (!crowd_.pump(deadline, over))
    return about(one, describe(name, wanted), silence(one));
  if (got) {
    const auto wrong = judge(name, wanted, *got);
    return wrong ? about(one, *wrong) : std::nullopt;
  }
  const auto& how = *one.connection->unseen_ending();
  if (wanted.closed != how.code)
    return about(one, describe(name, wanted), describe(how));
  crowd_.remove(one.name);
  return std::nullopt;
}

template <class Wanted, class Judge>
complaint performer::expect_push(const members& who, const Wanted& what,
                                 Judge right) {
  if (auto wrong = speaks_no_centrifuge(who)) return wrong;
  const auto deadline = clock::now() + timeout_;
  for (const auto& one : who) {
    const auto wanted = fill(what, one.where);
    const auto got = next_push(one, wanted.room, deadline);
    const auto in_room = describe(wanted) + " in " + wanted.room;
    if (got) {
      one.session->seen(*got);
      if (const auto wrong = right(wanted, *got))
        return about(one, *wrong + " in " + wanted.room);
    } else if (const auto how = one.connection->unseen_ending()) {
      return about(one, in_room, describe(*how));
    } else {
      return about(one, in_room, silence(one));
    }
  }
  return std::nullopt;
}

std::optional<room_push> performer::next_push(const member& one,
                                              const std::string& room,
                                              crowd::time_point deadline) {
  auto& inbox = one.connection->inbox();
  std::optional<room_push> found;
  std::size_t looked_at = 0;
  crowd_.pump(deadline, [&] {
    for (; looked_at < inbox.size(); ++looked_at) {
      found = push_in(inbox[looked_at]);
      if (found && found->room == room) return true;
      found.reset();
    }
    return one.connection->unseen_ending() != nullptr;
  });
  if (found)
    inbox.erase(inbox.begin() + static_cast<std::ptrdiff_t>(looked_at));
  return found;
}

complaint performer::speaks_no_centrifuge(const members& who) {
  const auto mute = std::ranges::find(who, nullptr, &member::session);
  if (mute == who.end()) return std::nullopt;
  return mute->name + " speaks no Centrifuge: it needs " + mute->name +
         " connect centrifuge";
}

}  // namespace parley::script
