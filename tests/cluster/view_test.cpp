// SPDX-License-Identifier: Apache-2.0
#include "cluster/view.hpp"

#include "protocol/limits.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley::cluster {
namespace {

TEST(view, comes_back_as_it_was_written) {
  for (const auto& each :
       {view{1, {}}, view{7, {"a"}}, view{1ull << 60, {"a", "b-2", "c_3"}},
        view{7, {"a", "b", "c"}, {"a", "c"}}})
    EXPECT_EQ(decode_view(encode(each)), each) << encode(each);
}

TEST(view, is_json_that_an_operator_reads) {
  EXPECT_EQ(encode({7, {"a", "b"}}), R"({"number":7,"nodes":["a","b"]})");
  EXPECT_EQ(encode({7, {"a", "b"}, {"b"}}),
            R"({"number":7,"nodes":["a","b"],"leaving":["b"]})");
}

TEST(view, what_is_none_is_refused) {
  for (const auto* text :
       {"", "[]", "7", R"({"number":7})", R"({"nodes":[]})",
        R"({"number":0,"nodes":[]})", R"({"number":-1,"nodes":[]})",
        R"({"number":1,"nodes":"a"})", R"({"number":1,"nodes":[1]})",
        R"({"number":1,"nodes":["b","a"]})",
        R"({"number":1,"nodes":["a","a"]})", R"({"number":1,"nodes":[""]})",
        R"({"number":1,"nodes":["a b"]})",
        R"({"number":1,"nodes":["a"],"leaving":["b"]})",
        R"({"number":1,"nodes":["a"],"leaving":7})"})
    EXPECT_FALSE(decode_view(text)) << text;
}

TEST(view, is_bounded) {
  const auto numbered = [](std::size_t count) {
    view out{1, {}};
    for (std::size_t i = 0; i < count; ++i)
      out.nodes.push_back("n" + std::to_string(10'000 + i));
    return out;
  };
  EXPECT_TRUE(decode_view(encode(numbered(nodes_of_view))));
  EXPECT_FALSE(decode_view(encode(numbered(nodes_of_view + 1))));
  EXPECT_TRUE(is_node_name(std::string(node_name_size, 'a')));
  EXPECT_FALSE(is_node_name(std::string(node_name_size + 1, 'a')));
}

TEST(view, knows_who_is_in_it) {
  const view two{1, {"a", "c"}};
  EXPECT_TRUE(two.has("a"));
  EXPECT_TRUE(two.has("c"));
  EXPECT_FALSE(two.has("b"));
  EXPECT_FALSE(two.has(""));
}

TEST(view, knows_who_is_leaving_it) {
  const view two{1, {"a", "c"}, {"c"}};
  EXPECT_TRUE(two.has("c"));
  EXPECT_TRUE(two.is_leaving("c"));
  EXPECT_FALSE(two.is_leaving("a"));
  EXPECT_FALSE(two.are_all_leaving());
  EXPECT_TRUE((view{1, {"a", "c"}, {"a", "c"}}).are_all_leaving());
}

}  // namespace
}  // namespace parley::cluster
