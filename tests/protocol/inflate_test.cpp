// SPDX-License-Identifier: Apache-2.0
#include "protocol/inflate.hpp"

#include "protocol/deflate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace parley {
namespace {

using outcome = inflater::outcome;

constexpr std::size_t plenty = 1'000'000;

RC_GTEST_PROP(Inflater, gives_back_what_was_compressed, ()) {
  inflater inflates;
  deflater deflates;
  for (const auto& text : *rc::gen::container<std::vector<std::string>>(
           rc::gen::string<std::string>())) {
    const auto [how, message] =
        inflates.decompress(deflates.compress(text), plenty);
    RC_ASSERT(how == outcome::good);
    RC_ASSERT(message == text);
  }
}

TEST(Inflater, a_message_of_just_the_limit_is_good_and_one_more_is_too_big) {
  inflater inflates;
  deflater deflates;
  for (const std::size_t size : {1u, 100u, 65'535u, 65'536u, 200'000u}) {
    const std::string payload(deflates.compress(std::string(size, 'x')));
    const auto good = inflates.decompress(payload, size);
    EXPECT_EQ(good.how, outcome::good) << size;
    EXPECT_EQ(good.message, std::string(size, 'x'));
    EXPECT_EQ(inflates.decompress(payload, size - 1).how, outcome::too_big);
  }
}

TEST(Inflater, a_bomb_is_not_unpacked) {
  inflater inflates;
  deflater deflates;
  const std::string bomb(deflates.compress(std::string(50'000'000, 'x')));
  EXPECT_EQ(inflates.decompress(bomb, 1'000).how, outcome::too_big);
}

TEST(Inflater, noise_is_broken_and_the_next_message_is_not) {
  inflater inflates;
  EXPECT_EQ(inflates.decompress("\xff\xff\xff\xff", plenty).how,
            outcome::broken);
  deflater deflates;
  EXPECT_EQ(inflates.decompress(deflates.compress("hello"), plenty).message,
            "hello");
}

// RFC 7692 section 7.2.3.4.
TEST(Inflater, a_message_may_end_with_a_final_block) {
  inflater inflates;
  const std::string payload("\xf3\x48\xcd\xc9\xc9\x07\x00\x00", 8);
  EXPECT_EQ(inflates.decompress(payload, plenty).message, "Hello");
}

TEST(Inflater, nothing_is_an_empty_message) {
  inflater inflates;
  const auto empty = inflates.decompress(std::string("\0", 1), plenty);
  EXPECT_EQ(empty.how, outcome::good);
  EXPECT_EQ(empty.message, "");
}

}  // namespace
}  // namespace parley
