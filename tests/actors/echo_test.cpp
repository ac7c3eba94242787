// SPDX-License-Identifier: Apache-2.0
#include "actors/echo.hpp"

#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Echo, every_message_comes_back_to_its_sender_in_order) {
  stage s;
  link_request request;
  request.echo = true;
  const auto a = s.connect(0, request);
  s.settle();
  for (const auto* text : {"one", "two", "three"}) {
    a->says(text);
    s.settle();
  }
  EXPECT_EQ(a->echoed, (std::vector<std::string>{"one", "two", "three"}));
  a->vanishes();
  s.settle();
  EXPECT_EQ(s.running(), stage::standing);
}

}  // namespace
}  // namespace parley
