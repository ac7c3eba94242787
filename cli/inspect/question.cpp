// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/question.hpp"

#include <boost/url/url.hpp>

#include <algorithm>
#include <span>

namespace parley::inspect {

namespace {

constexpr std::array room_orders{
    order{"out", "deliveries", "out_rate"},
    order{"in", "messages", "in_rate"},
    order{"members", "members", "members"},
    order{"mailbox", "mailbox", "mailbox"},
    order{"load", "load", "load"},
    order{"longest", "longest message", "longest_seconds"}};
constexpr std::array session_orders{order{"queued", "bytes queued", "queued"},
                                    order{"rate", "messages", "rate"},
                                    order{"mailbox", "mailbox", "mailbox"},
                                    order{"load", "load", "load"}};
constexpr std::array actor_orders{
    order{"mailbox", "mailbox", "mailbox"}, order{"load", "load", "load"},
    order{"rate", "messages", "rate"},
    order{"longest", "longest message", "longest_seconds"},
    order{"size", "size", "size"}};
constexpr std::array turn_orders{order{"", "loop", ""}};

std::span<const order> orders_of(topic about) {
  switch (about) {
    case topic::rooms:
      return room_orders;
    case topic::sessions:
      return session_orders;
    case topic::actors:
      return actor_orders;
    case topic::turns:
      break;
  }
  return turn_orders;
}

}  // namespace

std::string_view name_of(topic about) {
  switch (about) {
    case topic::rooms:
      return "rooms";
    case topic::sessions:
      return "sessions";
    case topic::actors:
      return "actors";
    case topic::turns:
      break;
  }
  return "turns";
}

std::size_t order_count(topic about) {
  return orders_of(about).size();
}

order order_of(topic about, std::size_t number) {
  const auto orders = orders_of(about);
  return orders[number % orders.size()];
}

order find_order(topic about, std::string_view word) {
  const auto orders = orders_of(about);
  const auto at = std::ranges::find(orders, word, &order::word);
  return at == orders.end() ? orders.front() : *at;
}

std::string target_of(const question& asked) {
  boost::urls::url target("/debug/" + std::string(name_of(asked.about)));
  auto parameters = target.params();
  if (!asked.sort.empty()) parameters.append({"sort", asked.sort});
  if (!asked.filter.empty()) parameters.append({"filter", asked.filter});
  if (asked.about != topic::turns)
    parameters.append({"limit", std::to_string(asked.limit)});
  return {target.buffer().data(), target.buffer().size()};
}

}  // namespace parley::inspect
