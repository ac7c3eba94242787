// SPDX-License-Identifier: Apache-2.0
// What a journal in JetStream believes, and what it lives through.
#include "store/jetstream_store.hpp"
#include "tests/store/jetstream_changes.hpp"
#include "tests/store/nats_server.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace parley {
namespace {

constexpr auto subject = "parley.parley.log.=.";

std::unique_ptr<jetstream_store> sealed_store(const nats_server& server,
                                              const std::string& secret) {
  auto options = server.options();
  options.secret = secret;
  return std::make_unique<jetstream_store>(options, one_namespace(), 300);
}

lines all_of(store& from, const std::string& room) {
  const auto found = from.load(room, {.newest = 100});
  return found ? data_of(found->newest) : lines{"nothing"};
}

/// All messages of a subject.
class Listener {
 public:
  Listener(nats_connection& nats, const std::string& subject_wanted) {
    nats.subscribe(subject_wanted, [to = heard_](std::string_view bytes) {
      const std::lock_guard lock(to->mutex);
      to->messages.emplace_back(bytes);
    });
    nats.flush();
  }

  /// When there are so many.
  lines messages(std::size_t count) const {
    for (;; std::this_thread::yield()) {
      const std::lock_guard lock(heard_->mutex);
      if (heard_->messages.size() >= count) return heard_->messages;
    }
  }

 private:
  struct all {
    std::mutex mutex;
    lines messages;
  };
  const std::shared_ptr<all> heard_ = std::make_shared<all>();
};

TEST(JetstreamSeal, only_entries_of_who_has_the_secret_count) {
  const nats_server server;
  const std::string place = std::string(subject) + "harbour";
  nats_connection liar(server.options(), "liar");
  const Listener heard(liar, place);
  const auto own = sealed_store(server, "0123456789abcdef");
  const auto begun = own->load("harbour", {});
  ASSERT_TRUE(begun);
  auto first = std::get<append_records>(append("harbour", 0, {"one", "two"}));
  first.behind.epoch = begun->end.epoch;
  EXPECT_EQ(own->commit(std::vector<change>{first}),
            outcomes{change_outcome::committed});

  // In clear text, by another secret, garbage, and a copy of what is there.
  const auto forged = sealed_store(server, "");
  (void)forged->load("harbour", {});
  auto lie = std::get<append_records>(append("harbour", 2, {"lie"}));
  (void)forged->commit(std::vector<change>{lie});
  const auto stranger = sealed_store(server, "fedcba9876543210");
  (void)stranger->load("harbour", {});
  liar.publish(place, "\x0a garbage");
  for (const auto& each : heard.messages(2)) liar.publish(place, each);
  liar.flush();

  const auto next = sealed_store(server, "0123456789abcdef");
  EXPECT_EQ(all_of(*next, "harbour"), (lines{"one", "two"}));
  auto more = std::get<append_records>(append("harbour", 2, {"three"}));
  more.behind.epoch = begun->end.epoch;
  EXPECT_EQ(next->commit(std::vector<change>{more}),
            outcomes{change_outcome::committed});
  const auto last = sealed_store(server, "0123456789abcdef");
  EXPECT_EQ(all_of(*last, "harbour"), (lines{"one", "two", "three"}));
}

// By a copy of its first entry a room would be told that it ends there.
TEST(JetstreamSeal, a_copy_of_an_older_entry_does_not_count) {
  const nats_server server;
  const std::string place = std::string(subject) + "harbour";
  nats_connection liar(server.options(), "liar");
  const Listener heard(liar, place);
  const auto own = sealed_store(server, "0123456789abcdef");
  const auto begun = own->load("harbour", {});
  ASSERT_TRUE(begun);
  for (const auto* data : {"one", "two"}) {
    const std::uint64_t behind = data == std::string("one") ? 0 : 1;
    auto next = std::get<append_records>(append("harbour", behind, {data}));
    next.behind.epoch = begun->end.epoch;
    ASSERT_EQ(own->commit(std::vector<change>{next}),
              outcomes{change_outcome::committed});
  }
  // The mark of who took the room over, and the entry of "one".
  const auto written = heard.messages(3);
  liar.publish(place, written[0]);
  liar.publish(place, written[1]);
  liar.flush();
  const auto next = sealed_store(server, "0123456789abcdef");
  const auto found = next->load("harbour", {.newest = 100});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->end.offset, 2u);
  EXPECT_EQ(data_of(found->newest), (lines{"one", "two"}));
}

TEST(JetstreamSeal, an_entry_does_not_count_in_another_room) {
  const nats_server server;
  nats_connection liar(server.options(), "liar");
  const Listener heard(liar, std::string(subject) + "harbour");
  const auto own = sealed_store(server, "0123456789abcdef");
  const auto begun = own->load("harbour", {});
  auto first = std::get<append_records>(append("harbour", 0, {"one"}));
  first.behind.epoch = begun->end.epoch;
  (void)own->commit(std::vector<change>{first});
  for (const auto& each : heard.messages(2))
    liar.publish(std::string(subject) + "quay", each);
  liar.flush();
  EXPECT_EQ(all_of(*own, "quay"), lines{});
}

// -- whatever ends the connection ---------------------------------------------

TEST(JetstreamSeal, a_journal_works_when_nats_takes_it_again) {
  constexpr auto right = "authorization { user: parley, password: \"right\" }";
  nats_server server(right);
  auto options = server.options();
  options.user = "parley";
  options.password = "right";
  jetstream_store own(options,
                      {{"",
                        {.size = 9,
                         .ttl = std::chrono::hours(1),
                         .meta_ttl = std::chrono::hours(2)}}},
                      300);
  const auto begun = own.load("harbour", {});
  ASSERT_TRUE(begun);
  server.reload("authorization { user: parley, password: \"other\" }");
  const auto fails = [&] {
    try {
      (void)own.load("harbour", {});
      return false;
    } catch (const store_error&) {
      return true;
    }
  };
  while (!fails()) std::this_thread::yield();
  server.reload(right);
  while (fails()) std::this_thread::yield();
  auto first = std::get<append_records>(append("harbour", 0, {"one"}));
  first.behind.epoch = begun->end.epoch;
  EXPECT_EQ(own.commit(std::vector<change>{first}),
            outcomes{change_outcome::committed});
}

}  // namespace
}  // namespace parley
