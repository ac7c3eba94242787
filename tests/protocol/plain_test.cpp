#include "protocol/plain.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Plain, a_publication_begins_with_its_senders_name) {
  EXPECT_EQ(plain::prefix("alice"), "[alice] ");
}

TEST(Plain, presence_lines_begin_with_a_star) {
  EXPECT_EQ(plain::joined("alice"), "* alice joined");
  EXPECT_EQ(plain::left("alice"), "* alice left");
}

}  // namespace
}  // namespace parley
