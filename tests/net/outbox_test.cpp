// SPDX-License-Identifier: Apache-2.0
#include "net/outbox.hpp"

#include "protocol/websocket_frame.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace parley {
namespace {

frame text_frames(std::initializer_list<std::string> texts) {
  std::string bytes;
  for (const auto& text : texts)
    append_frame(bytes, opcode::text, payload_coding::identity, text);
  return make_frame(std::move(bytes));
}

std::string drain(outbox& box, std::size_t step) {
  std::string out, scratch;
  while (!box.empty()) {
    const auto chunk = box.next_chunk(scratch).substr(0, step);
    out += chunk;
    box.consume(chunk.size());
  }
  return out;
}

TEST(Outbox, bytes_leave_in_the_order_they_came) {
  for (const std::size_t step : {1u, 3u, 1000u}) {
    outbox box;
    const auto a = text_frames({"one"}), b = text_frames({"two", "three"});
    box.push(a);
    box.push_raw("raw");
    box.push(b);
    EXPECT_EQ(box.size(), a->size() + 3 + b->size());
    EXPECT_EQ(drain(box, step), *a + "raw" + *b);
    EXPECT_EQ(box.size(), 0u);
  }
}

TEST(Outbox, small_entries_leave_in_one_chunk) {
  outbox box;
  for (int i = 0; i < 10; ++i) box.push(text_frames({"hello"}));
  std::string scratch;
  EXPECT_EQ(box.next_chunk(scratch).size(), box.size());
}

TEST(Outbox, a_large_entry_is_not_copied) {
  outbox box;
  const auto large = text_frames({std::string(20'000, 'x')});
  box.push(large);
  box.push(text_frames({"small"}));
  std::string scratch;
  EXPECT_EQ(box.next_chunk(scratch).data(), large->data());
  EXPECT_TRUE(scratch.empty());
}

TEST(Outbox, a_chunk_is_never_larger_than_the_scratch) {
  outbox box;
  for (int i = 0; i < 100; ++i)
    box.push(text_frames({std::string(9'000, 'x')}));
  std::string scratch;
  EXPECT_LE(box.next_chunk(scratch).size(), outbox::scratch_size);
}

TEST(Outbox, dropping_completes_the_frame_that_was_begun) {
  outbox box;
  const auto first = text_frames({"one", "two", "three"});
  box.push(first);
  box.push(text_frames({"four"}));
  box.consume(2 + 3 + 1);  // all of "one" and a byte of "two"
  box.drop_unstarted();
  box.push_raw("close");
  EXPECT_EQ(drain(box, 100), first->substr(6, 4) + "close");
}

TEST(Outbox, dropping_between_frames_leaves_nothing_of_them) {
  outbox box;
  box.push(text_frames({"one", "two"}));
  box.consume(2 + 3);
  box.drop_unstarted();
  EXPECT_TRUE(box.empty());
}

TEST(Outbox, dropping_keeps_what_beast_wrote) {
  outbox box;
  box.push_raw("HTTP/1.1 101");
  box.push(text_frames({"one"}));
  box.push_raw("pong");
  box.drop_unstarted();
  EXPECT_EQ(drain(box, 100), "HTTP/1.1 101pong");
}

TEST(Outbox, what_has_one_seam_around_it_is_dropped_whole_or_not_at_all) {
  outbox box;
  box.push(make_frame("first chunk"), 0, seams::around);
  box.push(make_frame("second chunk"), 0, seams::around);
  box.consume(1);
  box.drop_unstarted();
  box.push_raw("end");
  EXPECT_EQ(drain(box, 100), "irst chunkend");
}

TEST(Outbox, what_is_being_written_is_not_dropped) {
  const auto first = text_frames({"one", "two"});
  for (const auto where : {seams::between_frames, seams::around}) {
    outbox box;
    box.push(first, 0, where);
    box.push(text_frames({"three"}), 0, where);
    box.lend(1);
    box.drop_unstarted();
    box.consume(1);
    const auto kept =
        where == seams::around ? first->substr(1) : first->substr(1, 4);
    EXPECT_EQ(drain(box, 100), kept);
  }
}

TEST(Outbox, what_was_lent_and_not_written_may_be_dropped) {
  outbox box;
  box.push(text_frames({"one"}));
  const auto second = text_frames({"two"});
  box.push(second);
  box.lend(box.size());
  box.consume(2 + 3);
  box.drop_unstarted();
  EXPECT_TRUE(box.empty());
}

TEST(Outbox, dropping_the_oldest_stops_when_enough_is_free) {
  constexpr std::uint64_t room = 7;
  outbox box;
  const auto frames = text_frames({"one"});
  for (int i = 0; i < 5; ++i) box.push(frames, room);
  box.drop_oldest(room, frames->size() + 1);
  EXPECT_EQ(box.size(), 3 * frames->size());
  box.drop_oldest(room, 0);
  EXPECT_EQ(box.size(), 3 * frames->size());
}

TEST(Outbox, dropping_the_oldest_spares_other_rooms) {
  constexpr std::uint64_t room = 7, other = 8;
  outbox box;
  box.push_raw("HTTP/1.1 101");
  box.push(text_frames({"a reply"}));
  box.push(text_frames({"one"}), room);
  box.push(text_frames({"elsewhere"}), other);
  box.push(text_frames({"two"}), room);
  box.drop_oldest(room, box.size());
  EXPECT_EQ(drain(box, 100), "HTTP/1.1 101" + *text_frames({"a reply"}) +
                                 *text_frames({"elsewhere"}));
}

TEST(Outbox, dropping_the_oldest_completes_the_frame_that_was_begun) {
  constexpr std::uint64_t room = 7;
  outbox box;
  const auto block = text_frames({"one", "two", "three"});
  box.push(block, room);
  box.push(text_frames({"four"}), room);
  box.consume(1);
  box.drop_oldest(room, box.size());
  EXPECT_EQ(drain(box, 100), block->substr(1, 4));
}

RC_GTEST_PROP(OutboxProperty, any_interleaving_keeps_every_byte_in_order, ()) {
  outbox box;
  std::string pushed, written, scratch;
  for (int i = 0; i < 100; ++i) {
    if (*rc::gen::arbitrary<bool>()) {
      const auto size = *rc::gen::element<std::size_t>(0, 5, 130, 17'000);
      const auto f =
          text_frames({std::string(size, static_cast<char>('a' + i % 26))});
      pushed += *f;
      box.push(f);
    } else if (!box.empty()) {
      const auto chunk = box.next_chunk(scratch);
      const auto n = *rc::gen::inRange<std::size_t>(1, chunk.size() + 1);
      written += chunk.substr(0, n);
      box.consume(n);
    }
    RC_ASSERT(box.size() == pushed.size() - written.size());
  }
  RC_ASSERT(written + drain(box, 100'000) == pushed);
}

}  // namespace
}  // namespace parley
