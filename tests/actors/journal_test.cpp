// SPDX-License-Identifier: Apache-2.0
#include "actors/journal.hpp"

#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {
namespace {

using namespace std::chrono_literals;

/// What the store under the journal was asked, and how it shall answer.
struct script {
  std::vector<std::size_t> commits;  // changes in each
  bool fails = false;
  std::string_view conflicting_room;
  std::size_t trims = 0, trims_left = 0;
};

class scripted_store final : public store {
 public:
  explicit scripted_store(script& s) : script_(s) {}

  std::vector<change_outcome> commit(std::span<const change> changes) override {
    require_disk();
    script_.commits.push_back(changes.size());
    std::vector<change_outcome> outcomes;
    for (const auto& each : changes) {
      const auto* append = std::get_if<append_records>(&each);
      outcomes.push_back(append && append->room == script_.conflicting_room
                             ? change_outcome::conflict
                             : change_outcome::committed);
    }
    return outcomes;
  }
  std::optional<stored_room> load(const std::string& room,
                                  const load_wish&) override {
    require_disk();
    if (room != "known") return std::nullopt;
    return stored_room{
        .end = {5, "E"}, .used = {}, .version = {}, .newest = {}, .keys = {}};
  }
  std::vector<record> read(const std::string&, const range&) override {
    require_disk();
    return {{std::make_shared<const publication>(
                 publication{.data = {}, .offset = 4}),
             {}}};
  }
  bool trim(stored_time, std::size_t) override {
    require_disk();
    ++script_.trims;
    return script_.trims_left > 0 && script_.trims_left-- > 0;
  }

 private:
  void require_disk() const {
    if (script_.fails) throw store_error("the disk is full");
  }
  script& script_;
};

/// A room and whoever asks it.
struct asker {
  static constexpr const char* name = "asker";
  struct notes {
    std::vector<save_outcome> saved;
    std::vector<msg::loaded> rooms;
    std::vector<msg::room_answer> answers;
  };

  asker(pinned&, notes& all) : notes_(all) {}

  caf::behavior make_behavior() {
    return {
        [this](const msg::saved& m) { notes_.saved.push_back(m.outcome); },
        [this](const msg::loaded& m) { notes_.rooms.push_back(m); },
        [this](const msg::room_answer& m) { notes_.answers.push_back(m); },
    };
  }

  notes& notes_;
};

class Journal : public ::testing::Test {
 protected:
  Journal() {
    subject = spawn_pinned<journal>(
        s.where(0), std::make_unique<scripted_store>(disk), s.actors.now);
    room = spawn_pinned<asker>(s.where(1), notes);
    s.settle();
  }
  ~Journal() override {
    caf::anon_send_exit(subject, caf::exit_reason::user_shutdown);
    caf::anon_send_exit(room, caf::exit_reason::user_shutdown);
    subject = room = nullptr;
    s.settle();
  }

  void ask_to_save(std::string name, std::size_t changes = 1) {
    msg::save order{{}, room};
    for (std::size_t i = 0; i < changes; ++i)
      order.changes.emplace_back(append_records{.room = name,
                                                .behind = {},
                                                .records = {},
                                                .version = {},
                                                .keep = {}});
    caf::anon_send(subject, std::move(order));
  }

  stage s;
  script disk;
  asker::notes notes;
  caf::actor subject, room;
};

TEST_F(Journal, what_many_rooms_ask_for_is_one_transaction) {
  for (const auto* name : {"a", "b", "c"}) ask_to_save(name, 2);
  s.settle();
  EXPECT_EQ(disk.commits, std::vector<std::size_t>{6});
  EXPECT_EQ(notes.saved, std::vector(3, save_outcome::committed));
  ask_to_save("d");
  s.settle();
  EXPECT_EQ(disk.commits, (std::vector<std::size_t>{6, 1}));
}

TEST_F(Journal, a_conflict_is_told_only_to_the_room_that_has_it) {
  disk.conflicting_room = "b";
  for (const auto* name : {"a", "b", "c"}) ask_to_save(name);
  s.settle();
  EXPECT_EQ(notes.saved,
            (std::vector{save_outcome::committed, save_outcome::conflict,
                         save_outcome::committed}));
}

TEST_F(Journal, a_disk_that_refuses_refuses_all_and_may_recover) {
  disk.fails = true;
  ask_to_save("a");
  ask_to_save("b");
  s.settle();
  EXPECT_EQ(notes.saved, std::vector(2, save_outcome::refused));
  disk.fails = false;
  ask_to_save("a");
  s.settle();
  EXPECT_EQ(notes.saved.back(), save_outcome::committed);
}

TEST_F(Journal, it_tells_what_is_known_of_a_room) {
  for (const auto* name : {"known", "new"})
    caf::anon_send(subject, msg::load_room{name, {}, room});
  s.settle();
  ASSERT_EQ(notes.rooms.size(), 2u);
  EXPECT_EQ(notes.rooms[0].found->end.offset, 5u);
  EXPECT_FALSE(notes.rooms[1].found);
  EXPECT_FALSE(notes.rooms[1].failed);
  disk.fails = true;
  caf::anon_send(subject, msg::load_room{"known", {}, room});
  s.settle();
  EXPECT_TRUE(notes.rooms[2].failed);
}

TEST_F(Journal, a_page_goes_to_the_one_who_asked_the_room) {
  const auto ask = [this] {
    caf::anon_send(subject,
                   msg::read_stored{"known", {}, {5, "E"}, {{room, 3}}});
    s.settle();
  };
  ask();
  ASSERT_EQ(notes.answers.size(), 1u);
  EXPECT_EQ(notes.answers[0].tag, 3u);
  const auto& page = std::get<history_page>(notes.answers[0].outcome);
  EXPECT_EQ(page.top, (stream_position{5, "E"}));
  EXPECT_EQ(page.publications.at(0)->offset, 4u);
  disk.fails = true;
  ask();
  EXPECT_EQ(std::get<reply_error>(notes.answers[1].outcome),
            reply_error::internal);
}

TEST_F(Journal, it_forgets_in_slices_until_nothing_is_over_its_time) {
  disk.trims_left = 3;
  s.advance(journal::trim_interval);
  EXPECT_EQ(disk.trims, 4u);
  s.advance(journal::trim_interval);
  EXPECT_EQ(disk.trims, 5u);
  disk.fails = true;
  s.advance(journal::trim_interval);
  disk.fails = false;
  s.advance(journal::trim_interval);
  EXPECT_EQ(disk.trims, 6u);
}

}  // namespace
}  // namespace parley
