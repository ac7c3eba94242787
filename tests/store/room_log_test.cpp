// SPDX-License-Identifier: Apache-2.0
#include "store/room_log.hpp"

#include "protocol/peer/peer_codec.hpp"
#include "room/recent_keys.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace parley {
namespace {

using std::chrono::seconds;

const stored_time start = peer::from_ms(1'700'000'000'000);

append_records append(std::uint64_t behind, std::size_t count,
                      const std::string& epoch = "E", std::size_t size = 1) {
  append_records out;
  out.behind = {behind, epoch};
  for (std::size_t i = 1; i <= count; ++i) {
    publication said;
    said.data = std::string(size, 'x');
    said.offset = behind + i;
    out.records.push_back({std::make_shared<const publication>(std::move(said)),
                           start + seconds(behind + i),
                           "key-" + std::to_string(behind + i)});
  }
  out.version = {behind + count, "v"};
  return out;
}

void add(room_log& log, const append_records& what) {
  for (const auto& each : entries_of(what, 1'000)) log.add(each);
}

std::vector<std::uint64_t> offsets(const std::vector<record>& of) {
  std::vector<std::uint64_t> out;
  for (const auto& each : of) out.push_back(each.said->offset);
  return out;
}

const store::load_wish all{
    .newest = 100, .since = start, .keys_since = start, .keys = 100};

TEST(RoomLog, an_append_that_is_large_becomes_several_entries) {
  const auto entries = entries_of(append(4, 5, "E", 400), 1'000);
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(end_of(entries[0]), (stream_position{6, "E"}));
  EXPECT_EQ(end_of(entries[2]), (stream_position{9, "E"}));
}

TEST(RoomLog, one_publication_is_never_parted) {
  EXPECT_EQ(entries_of(append(0, 2, "E", 5'000), 1'000).size(), 2u);
}

TEST(RoomLog, it_knows_what_was_appended) {
  room_log log;
  EXPECT_TRUE(log.empty());
  add(log, append(0, 3));
  add(log, append(3, 2));
  const auto known = log.known(all);
  EXPECT_EQ(known.end, (stream_position{5, "E"}));
  EXPECT_EQ(known.used, start + seconds(5));
  EXPECT_EQ(known.version, (data_version{5, "v"}));
  EXPECT_EQ(offsets(known.newest), (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
  ASSERT_EQ(known.keys.size(), 5u);
  EXPECT_EQ(known.keys[4].key, "key-5");
  EXPECT_EQ(known.keys[4].offset, 5u);
}

TEST(RoomLog, of_what_it_knows_it_gives_the_newest) {
  room_log log;
  add(log, append(0, 9));
  auto wish = all;
  wish.newest = 2;
  wish.keys = 3;
  const auto known = log.known(wish);
  EXPECT_EQ(offsets(known.newest), (std::vector<std::uint64_t>{8, 9}));
  ASSERT_EQ(known.keys.size(), 3u);
  EXPECT_EQ(known.keys[0].key, "key-7");
  wish.newest = 100;
  wish.since = start + seconds(6);
  EXPECT_EQ(offsets(log.known(wish).newest),
            (std::vector<std::uint64_t>{6, 7, 8, 9}));
}

TEST(RoomLog, what_was_cleared_is_gone_and_the_end_stays) {
  room_log log;
  add(log, append(0, 3));
  log.add(clearing_entry({3, "E"}, start + seconds(4)));
  add(log, append(3, 1));
  const auto known = log.known(all);
  EXPECT_EQ(offsets(known.newest), (std::vector<std::uint64_t>{4}));
  EXPECT_EQ(known.end, (stream_position{4, "E"}));
  EXPECT_EQ(known.keys.size(), 4u);
}

TEST(RoomLog, another_epoch_begins_anew) {
  room_log log;
  add(log, append(0, 3));
  add(log, append(0, 1, "F"));
  const auto known = log.known(all);
  EXPECT_EQ(known.end, (stream_position{1, "F"}));
  EXPECT_EQ(offsets(known.newest), (std::vector<std::uint64_t>{1}));
  EXPECT_EQ(known.keys.size(), 1u);
}

TEST(RoomLog, who_takes_it_over_changes_nothing) {
  room_log log;
  add(log, append(0, 3));
  const auto before = log.known(all);
  log.add(claiming_entry(before));
  const auto after = log.known(all);
  EXPECT_EQ(after.end, before.end);
  EXPECT_EQ(after.used, before.used);
  EXPECT_EQ(after.version, before.version);
  EXPECT_EQ(offsets(after.newest), offsets(before.newest));
}

TEST(RoomLog, pages_are_read_both_ways) {
  room_log log;
  add(log, append(0, 6));
  EXPECT_EQ(offsets(log.read({.limit = 2, .since = 3})),
            (std::vector<std::uint64_t>{4, 5}));
  EXPECT_EQ(offsets(log.read({.limit = 2, .reverse = true})),
            (std::vector<std::uint64_t>{6, 5}));
  EXPECT_EQ(offsets(log.read({.limit = 9, .first = 3, .last = 5})),
            (std::vector<std::uint64_t>{3, 4, 5}));
  EXPECT_EQ(offsets(log.read({.limit = 9, .said_since = start + seconds(5)})),
            (std::vector<std::uint64_t>{5, 6}));
}

// -- where to begin -----------------------------------------------------------

TEST(LogTail, it_begins_where_the_newest_are) {
  log_tail tail;
  EXPECT_EQ(tail.begin(), 0u);
  // One a minute: keys do not count for so long.
  std::uint64_t sequence = 100;
  for (std::uint64_t n = 0; n < 2'000; ++n) {
    auto entry = entries_of(append(n, 1), 1'000)[0];
    entry.set_time_ms(static_cast<std::int64_t>(n) * 60'000);
    tail.add(sequence++, entry, 300);
  }
  // Of 2,000 the newest 300, and not many more.
  EXPECT_LE(tail.begin(), 100 + 2'000 - 300);
  EXPECT_GE(tail.begin(), 100 + 2'000 - 300 - 2 * 64);
}

TEST(LogTail, keys_that_may_come_again_are_in_it) {
  log_tail tail;
  for (std::uint64_t n = 0; n < 2'000; ++n) {
    auto entry = entries_of(append(n, 1), 1'000)[0];
    entry.set_time_ms(static_cast<std::int64_t>(n));
    tail.add(n + 1, entry, 300);
  }
  EXPECT_EQ(tail.begin(), 1u) << "all were said within two seconds";
}

TEST(LogTail, another_epoch_has_its_own) {
  log_tail tail;
  tail.add(7, entries_of(append(0, 5), 1'000)[0], 300);
  tail.add(8, entries_of(append(0, 1, "F"), 1'000)[0], 300);
  EXPECT_EQ(tail.begin(), 8u);
}

}  // namespace
}  // namespace parley
