// SPDX-License-Identifier: Apache-2.0
#include "protocol/refusal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace parley {
namespace {

using std::chrono::milliseconds;

const refusal_record::time_point start{};

TEST(Refusal, each_has_a_name_of_its_own_and_a_setting) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < refusal_count; ++i) {
    const auto why = static_cast<refusal>(i);
    EXPECT_FALSE(setting_of(why).empty()) << i;
    const std::string name(name_of(why));
    EXPECT_TRUE(std::ranges::all_of(name, [](char c) {
      return (c >= 'a' && c <= 'z') || c == '_';
    })) << name;
    EXPECT_TRUE(!name.empty() && names.insert(name).second) << i;
  }
}

TEST(Refusal, is_logged_once_a_second_and_says_how_many_were_not) {
  refusal_record record;
  EXPECT_EQ(record.count(refusal::origin, start), 0u);
  for (int i = 0; i < 7; ++i)
    EXPECT_FALSE(record.count(refusal::origin, start + milliseconds(999)));
  EXPECT_EQ(record.count(refusal::api_key, start), 0u) << "each on its own";
  EXPECT_EQ(record.count(refusal::origin, start + milliseconds(1'000)), 7u);
  EXPECT_EQ(record.count(refusal::origin, start + milliseconds(2'000)), 0u);
  EXPECT_EQ(record.of(refusal::origin), 10u);
  EXPECT_EQ(record.of(refusal::api_key), 1u);
}

TEST(Refusal, counts_of_loops_add_up) {
  refusal_record one, other;
  one.count(refusal::origin, start);
  other.count(refusal::origin, start);
  other.count(refusal::flood, start);
  one.add(other);
  EXPECT_EQ(one.of(refusal::origin), 2u);
  EXPECT_EQ(one.of(refusal::flood), 1u);
}

TEST(RefusalLine, says_why_who_and_what_decides) {
  EXPECT_EQ(refusal_line(refusal::origin, 3, "10.0.0.1:5", "GET /chat"),
            "refused reason=origin setting=client.allowed_origins "
            "peer=\"10.0.0.1:5\" detail=\"GET /chat\" unlogged=3");
}

// Strangers choose a part of the text: it stays one line and one value.
TEST(RefusalLine, of_any_bytes_is_one_line_of_bounded_length) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (std::size_t from = 0; from < all.size(); from += 32) {
    const auto line = refusal_line(refusal::origin, 0, all.substr(from, 32),
                                   all.substr(from, 32));
    EXPECT_TRUE(std::ranges::all_of(line, [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte >= 0x20 && byte != 0x7f;
    })) << from;
    EXPECT_TRUE(line.ends_with("\" unlogged=0")) << line;
  }
  EXPECT_LT(
      refusal_line(refusal::origin, 0, "", std::string(1 << 20, 'a')).size(),
      400u);
}

}  // namespace
}  // namespace parley
