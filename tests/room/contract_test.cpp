// SPDX-License-Identifier: Apache-2.0
#include "room/contract.hpp"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <utility>

namespace parley {
namespace {

// -- the table ----------------------------------------------------------------

template <class Op, class Answer, bool by_member, bool by_directory>
constexpr bool row =
    std::is_same_v<typename Op::answer, Answer>&& member_operation<Op> ==
    by_member&& directory_operation<Op> == by_directory&& operation<Op>;

//                     operation     answer      member  directory
static_assert(row<op::say, no_answer, true, false>);
static_assert(row<op::join, admitted, false, true>);
static_assert(row<op::leave, no_answer, true, false>);
static_assert(row<op::publish, published, true, true>);
static_assert(row<op::presence, present, true, true>);
static_assert(row<op::count, head_count, true, true>);
static_assert(row<op::history, history_page, true, true>);
static_assert(row<op::clear, cleared, false, true>);
static_assert(row<op::attach, attached, false, true>);
static_assert(row<op::part, no_answer, false, true>);
static_assert(row<op::renew, no_answer, true, true>);

template <class... Ops>
constexpr std::size_t size_of(operation_list<Ops...>) {
  return sizeof...(Ops);
}
static_assert(size_of(operations()) == 11, "one row above for each");

template <class... Ops>
constexpr bool can_all_be_asked(operation_list<Ops...>) {
  return ((member_operation<Ops> || directory_operation<Ops>)&&...);
}
static_assert(can_all_be_asked(operations()));

template <class... Ops>
constexpr bool are_listed(operation_list<Ops...>) {
  return (operation<Ops> && ...);
}
static_assert(are_listed(member_operations()));
static_assert(are_listed(directory_operations()));

// -- answers ------------------------------------------------------------------

// Two operations with one answer type could not be told apart.
template <class Op, class... Ops>
constexpr std::size_t with_answer_of(operation_list<Ops...>) {
  return (std::size_t{0} + ... +
          std::is_same_v<typename Op::answer, typename Ops::answer>);
}
template <class... Ops>
constexpr bool are_answers_distinct(operation_list<Ops...> all) {
  return ((!answered_operation<Ops> || with_answer_of<Ops>(all) == 1) && ...);
}
static_assert(are_answers_distinct(operations()));

static_assert(std::variant_size_v<room_outcome> == 8,
              "an error, and the answers of seven operations");

// The reply to an operation cannot have another type.
static_assert(std::is_constructible_v<outcome<op::count>, head_count>);
static_assert(std::is_constructible_v<outcome<op::count>, reply_error>);
static_assert(!std::is_constructible_v<outcome<op::count>, present>);
static_assert(!std::is_constructible_v<outcome<op::clear>, history_page>);

template <class Op>
concept has_outcome = requires {
  typename outcome<Op>;
};
static_assert(has_outcome<op::join>);
static_assert(!has_outcome<op::leave>, "nobody may wait for it");
static_assert(!has_outcome<int>);

TEST(Contract, an_answer_reaches_the_one_who_asked) {
  const auto got = narrowed<op::count>(
      widened(outcome<op::count>(head_count{.connections = 3, .users = 2})));
  const auto* found = std::get_if<head_count>(&got);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->connections, 3u);
  EXPECT_EQ(found->users, 2u);
}

TEST(Contract, an_error_may_answer_everything) {
  const auto got = narrowed<op::presence>(reply_error::limit_exceeded);
  EXPECT_EQ(std::get<reply_error>(got), reply_error::limit_exceeded);
}

TEST(Contract, the_answer_to_another_operation_is_an_internal_error) {
  const auto got = narrowed<op::presence>(head_count{});
  EXPECT_EQ(std::get<reply_error>(got), reply_error::internal);
  EXPECT_EQ(std::get<reply_error>(narrowed<op::clear>(history_page{})),
            reply_error::internal);
}

}  // namespace
}  // namespace parley
