// SPDX-License-Identifier: Apache-2.0
#include "room/unsaved.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace parley {
namespace {

using names = std::vector<std::string>;

draft named(std::string name, draft::fate becomes = draft::fate::keep) {
  return {.becomes = becomes,
          .said = std::make_shared<const publication>(
              publication{.data = "some words"}),
          .name = std::move(name)};
}

template <class Drafts>
names names_of(const Drafts& drafts) {
  names out;
  for (const auto& each : drafts) out.push_back(each.name);
  return out;
}

TEST(Unsaved, what_is_not_kept_waits_only_for_what_is) {
  unsaved drafts;
  drafts.add(named("shown", draft::fate::show));
  drafts.add(named("answered", draft::fate::answer));
  drafts.add(named("kept"));
  drafts.add(named("behind", draft::fate::show));
  EXPECT_EQ(names_of(drafts.take_ready()), (names{"shown", "answered"}));
  EXPECT_EQ(names_of(drafts.begin_batch()), (names{"kept", "behind"}));
  drafts.add(named("later", draft::fate::show));
  EXPECT_TRUE(drafts.take_ready().empty()) << "what is in front is not saved";
  EXPECT_EQ(names_of(drafts.saved()), (names{"kept", "behind"}));
  EXPECT_EQ(names_of(drafts.take_ready()), names{"later"});
  EXPECT_TRUE(drafts.empty());
}

TEST(Unsaved, what_comes_while_a_batch_is_saved_makes_the_next_one) {
  unsaved drafts;
  drafts.add(named("1"));
  EXPECT_EQ(names_of(drafts.begin_batch()), names{"1"});
  for (const auto* each : {"2", "3", "4"}) drafts.add(named(each));
  EXPECT_TRUE(drafts.begin_batch().empty()) << "one at a time";
  EXPECT_EQ(names_of(drafts.saved()), names{"1"});
  EXPECT_EQ(names_of(drafts.begin_batch()), (names{"2", "3", "4"}));
}

TEST(Unsaved, a_clearing_is_saved_as_publications_are) {
  unsaved drafts;
  drafts.add({.becomes = draft::fate::clear, .name = "clearing"});
  EXPECT_TRUE(drafts.take_ready().empty());
  EXPECT_EQ(names_of(drafts.begin_batch()), names{"clearing"});
}

TEST(Unsaved, a_batch_has_a_bound) {
  unsaved drafts;
  for (std::size_t i = 0; i <= draft_batch; ++i) drafts.add(named("x"));
  EXPECT_EQ(drafts.begin_batch().size(), draft_batch);
  EXPECT_EQ(drafts.saved().size(), draft_batch);
  EXPECT_EQ(drafts.begin_batch().size(), 1u);
}

TEST(Unsaved, a_refusal_gives_up_all_that_was_accepted) {
  unsaved drafts;
  drafts.add(named("1"));
  ASSERT_FALSE(drafts.begin_batch().empty());
  drafts.add(named("2"));
  drafts.add(named("3", draft::fate::show));
  EXPECT_EQ(drafts.refused(), 3u);
  EXPECT_TRUE(drafts.empty());
  EXPECT_EQ(drafts.size(), 0u);
  drafts.add(named("4"));
  EXPECT_EQ(names_of(drafts.begin_batch()), names{"4"});
}

TEST(Unsaved, its_size_counts_words_and_is_given_back) {
  unsaved drafts;
  auto large = named("1");
  large.said = std::make_shared<const publication>(
      publication{.data = std::string(10'000, 'x')});
  drafts.add(std::move(large));
  drafts.add(named("2", draft::fate::show));
  EXPECT_GT(drafts.size(), 10'000u);
  ASSERT_FALSE(drafts.begin_batch().empty());
  EXPECT_GT(drafts.size(), 10'000u) << "what is being saved is still here";
  static_cast<void>(drafts.saved());
  EXPECT_EQ(drafts.size(), 0u);
}

// Whatever is added and however long saving takes: all are shown in the order
// they came in, none twice, and none that is kept before it was saved.
RC_GTEST_PROP(Unsaved, order_is_kept_and_nothing_lost_or_repeated, ()) {
  unsaved drafts;
  int added = 0, shown = 0;
  const auto show = [&](const std::vector<draft>& ready) {
    for (const auto& each : ready)
      RC_ASSERT(each.name == std::to_string(shown++));
  };
  bool saving = false;
  for (const auto step :
       *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 5))) {
    if (step < 3) {
      const auto fate = step == 0   ? draft::fate::keep
                        : step == 1 ? draft::fate::show
                                    : draft::fate::answer;
      drafts.add(named(std::to_string(added++), fate));
    } else if (saving) {
      show(drafts.saved());
      saving = false;
    }
    const auto ready = drafts.take_ready();
    RC_ASSERT(std::ranges::none_of(
        ready, [](const draft& each) { return each.is_saved(); }));
    show(ready);
    if (!drafts.begin_batch().empty()) saving = true;
  }
  if (saving) show(drafts.saved());
  show(drafts.take_ready());
  if (!drafts.begin_batch().empty()) show(drafts.saved());
  RC_ASSERT(shown == added);
  RC_ASSERT(drafts.size() == 0u);
}

}  // namespace
}  // namespace parley
