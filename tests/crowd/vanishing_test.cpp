// SPDX-License-Identifier: Apache-2.0
// Clients that end without a word, by a reset or by half a goodbye.
#include "tests/crowd/line.hpp"
#include "tests/crowd/node.hpp"
#include "tests/crowd/own_process.hpp"
#include "tests/crowd/plain_clients.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace parley::crowd_test {
namespace {

constexpr std::size_t guests = 500;

const std::vector<std::string> nobody;

bool resets(plain_clients::client who) {
  return who % 2 == 0;
}

/// What the observer saw of one guest.
struct stay {
  int joined = 0;
  int said = 0;
  int left = 0;
  bool in_order = true;
  plain_clients::client who = 0;  // known from what he said
};

/// An observer in a room, and guests that come, say one thing and vanish.
class vanishing : public ::testing::Test {
 protected:
  void SetUp() override {
    people_.on_text([this](plain_clients::client who, std::string_view text) {
      if (who == observer_)
        observe(line(text));
      else
        guest_heard(who, line(text));
    });
    observer_ = people_.connect("/chat/inn?presence=1&name=observer");
    ASSERT_TRUE(
        people_.run_until([this] { return observed_.size() == 1; }, patience));
    descriptors_ = open_descriptors();
  }

  void let_them_come() {
    for (std::size_t i = 0; i < guests; ++i) people_.connect("/chat/inn");
    EXPECT_TRUE(people_.run_until([this] { return left_ == guests; }, patience))
        << left_ << " left";
  }

  void vanish(plain_clients::client who) {
    if (resets(who))
      people_.reset(who);
    else
      people_.hang_up(who);
  }

  /// The guests whose stay was not as `expected`; the observer does not leave.
  std::vector<std::string> others_than(bool (*expected)(const stay&)) const {
    std::vector<std::string> names;
    for (const auto& [name, seen] : observed_)
      if (name != "observer" && !(seen.in_order && expected(seen)))
        names.push_back(name);
    return names;
  }

  /// Nothing of the guests is left, and then nothing of the room.
  void expect_nothing_left_behind() {
    EXPECT_TRUE(people_.run_until([this] { return where_.connections() == 1; },
                                  patience))
        << where_.connections();
    EXPECT_TRUE(people_.run_until(
        [this] { return open_descriptors() <= descriptors_; }, patience))
        << open_descriptors() << " rather than " << descriptors_;
    people_.close(observer_);
    EXPECT_TRUE(people_.run_until([this] { return where_.connections() == 0; },
                                  patience));
    EXPECT_TRUE(is_retired(where_, "inn"));
  }

  std::map<std::string, stay, std::less<>> observed_;
  node where_;
  plain_clients people_{where_.port()};

 private:
  void observe(const line& seen) {
    auto& guest = observed_[std::string(seen.name)];
    if (seen.what == line::kind::joined) {
      guest.in_order = guest.in_order && guest.said == 0 && guest.left == 0;
      ++guest.joined;
    } else if (seen.what == line::kind::said) {
      guest.in_order = guest.in_order && guest.joined == 1 && guest.left == 0;
      guest.who = number(seen.words);
      ++guest.said;
    } else {
      ++guest.left;
      ++left_;
    }
  }

  virtual void guest_heard(plain_clients::client who, const line& heard) = 0;

  plain_clients::client observer_ = 0;
  std::size_t descriptors_ = 0;
  std::size_t left_ = 0;
};

class heard_first : public vanishing {
  void guest_heard(plain_clients::client who, const line& heard) override {
    if (number(heard.words) == who) vanish(who);
  }
};

TEST_F(heard_first,
       five_hundred_that_say_one_thing_and_vanish_leave_nothing_behind) {
  people_.on_open([this](plain_clients::client who) {
    people_.say(who, std::to_string(who));
  });
  let_them_come();
  EXPECT_EQ(observed_.size(), guests + 1);
  EXPECT_EQ(others_than([](const stay& seen) {
              return seen.joined == 1 && seen.said == 1 && seen.left == 1;
            }),
            nobody);
  expect_nothing_left_behind();
}

class unheard : public vanishing {
  void guest_heard(plain_clients::client, const line&) override {}
};

// A reset takes with it what the server has not read yet; the end of a stream
// comes behind what was said.
TEST_F(unheard,
       five_hundred_that_vanish_while_they_speak_leave_nothing_behind) {
  people_.on_open([this](plain_clients::client who) {
    people_.say(who, std::to_string(who));
    vanish(who);
  });
  let_them_come();
  EXPECT_EQ(observed_.size(), guests + 1);
  EXPECT_EQ(others_than([](const stay& seen) {
              return seen.joined == 1 && seen.said <= 1 && seen.left == 1;
            }),
            nobody);
  const auto heard_of_polite =
      std::ranges::count_if(observed_, [](const auto& each) {
        return each.second.said == 1 && !resets(each.second.who);
      });
  EXPECT_EQ(heard_of_polite, static_cast<std::ptrdiff_t>(guests / 2));
  expect_nothing_left_behind();
}

}  // namespace
}  // namespace parley::crowd_test
