// SPDX-License-Identifier: Apache-2.0
#include "store/acknowledgements.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <vector>

namespace parley {
namespace {

using namespace std::chrono_literals;

natsMsg* message() {
  natsMsg* made = nullptr;
  EXPECT_EQ(natsMsg_Create(&made, "subject", nullptr, "x", 1), NATS_OK);
  return made;
}

class Acknowledgements : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_EQ(nats_Open(-1), NATS_OK); }

  natsMsg* publish() {
    auto* made = message();
    all.expect(made);
    return made;
  }

  // As libnats does; 0: it was refused.
  void answer(natsMsg* to, std::uint64_t sequence) {
    jsPubAck ack{};
    ack.Sequence = sequence;
    acknowledgements::on_answer(nullptr, to, sequence ? &ack : nullptr, nullptr,
                                &all);
  }

  acknowledgements all;
};

TEST_F(Acknowledgements, say_where_each_message_is) {
  auto* const one = publish();
  auto* const other = publish();
  answer(other, 8);
  answer(one, 7);
  EXPECT_EQ(all.await(0ms),
            (acknowledgements::sequences{{one, 7}, {other, 8}}));
}

TEST_F(Acknowledgements, say_which_was_refused_or_not_answered) {
  auto* const refused = publish();
  auto* const silent = publish();
  answer(refused, 0);
  EXPECT_EQ(all.await(0ms),
            (acknowledgements::sequences{{refused, 0}, {silent, 0}}));
  answer(silent, 9);  // late: nobody waits for it, and it is freed
}

// An address that is freed is soon another message's.
TEST_F(Acknowledgements, of_a_round_have_an_address_each) {
  std::vector<natsMsg*> sent;
  for (std::uint64_t i = 1; i <= 20; ++i) {
    sent.push_back(publish());
    answer(sent.back(), i);
  }
  const auto found = all.await(0ms);
  ASSERT_EQ(found.size(), 20u);
  for (std::uint64_t i = 1; i <= 20; ++i) EXPECT_EQ(found.at(sent[i - 1]), i);
}

}  // namespace
}  // namespace parley
