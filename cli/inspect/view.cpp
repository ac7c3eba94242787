// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/view.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <sstream>
#include <utility>

namespace parley::inspect {

namespace {

std::string encoded(const std::string& text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

bool is(int pressed, key which) {
  return pressed == static_cast<int>(which);
}

}  // namespace

void view::show(table fresh) {
  // The same row stays chosen while others move about.
  const auto was = subject();
  table_ = std::move(fresh);
  trouble_.clear();
  const auto at = std::ranges::find(table_.subjects, was);
  if (!was.empty() && at != table_.subjects.end())
    chosen_ = static_cast<std::size_t>(at - table_.subjects.begin());
  chosen_ = std::min(chosen_, table_.rows.empty() ? 0 : table_.rows.size() - 1);
}

std::string view::subject() const {
  return chosen_ < table_.subjects.size() ? table_.subjects[chosen_] : "";
}

view::step view::press(int pressed) {
  notice_.clear();
  switch (mode_) {
    case mode::table:
      return press_in_table(pressed);
    case mode::details:
      if (pressed == 'q' || is(pressed, key::escape) || is(pressed, key::enter))
        mode_ = mode::table;
      else
        return press_in_table(pressed);
      return {};
    case mode::filter:
    case mode::mute:
      return press_in_line(pressed);
    case mode::order:
      mode_ = mode::table;
      if (pressed == 'y')
        return {.order = std::exchange(pending_, {}), .node = pending_node_};
      notice_ = "nothing done";
      return {};
  }
  return {};
}

view::step view::press_in_table(int pressed) {
  constexpr std::ptrdiff_t page = 20;
  const bool rooms = asked_.about == topic::rooms;
  if (is(pressed, key::up)) return move(-1), step{};
  if (is(pressed, key::down)) return move(1), step{};
  if (is(pressed, key::page_up)) return move(-page), step{};
  if (is(pressed, key::page_down)) return move(page), step{};
  if (is(pressed, key::enter)) {
    mode_ = table_.rows.empty() ? mode::table : mode::details;
    return {};
  }
  if (pressed >= '1' && pressed < '1' + static_cast<int>(topics.size()))
    return turn_to(topics[static_cast<std::size_t>(pressed - '1')]);
  switch (pressed) {
    case 'q':
      return {.quits = true};
    case 's':
      asked_.sort = order_of(asked_.about, ++order_).word;
      return {.asks = true};
    case '/':
      typed_ = asked_.filter;
      mode_ = mode::filter;
      return {};
    case 'k':
      if (asked_.about != topic::sessions) return {};
      return order("end session " + subject(),
                   "/debug/kick?session=" + encoded(subject()));
    case 'c':
    case 'o':
    case 'f':
    case 'u': {
      if (!rooms) return {};
      const bool sets = pressed == 'c' || pressed == 'f';
      const std::string what =
          pressed == 'c' || pressed == 'o' ? "closed" : "frozen";
      return order(
          "set room " + subject() + " to " + (sets ? "" : "not ") + what,
          "/debug/moderate?room=" + encoded(subject()) + '&' + what +
              (sets ? "=true" : "=false"));
    }
    case 'm':
      if (!rooms || subject().empty()) return {};
      typed_.clear();
      mode_ = mode::mute;
      return {};
    default:
      return {};
  }
}

view::step view::press_in_line(int pressed) {
  if (is(pressed, key::escape)) {
    mode_ = mode::table;
  } else if (is(pressed, key::erase)) {
    if (!typed_.empty()) typed_.pop_back();
  } else if (is(pressed, key::enter)) {
    const auto was = std::exchange(mode_, mode::table);
    if (was == mode::mute)
      return order("mute " + typed_ + " in room " + subject(),
                   "/debug/moderate?room=" + encoded(subject()) +
                       "&mute=" + encoded(typed_));
    asked_.filter = typed_;
    return {.asks = true};
  } else if (pressed >= ' ' && pressed < 0x7f) {
    typed_ += static_cast<char>(pressed);
  }
  return {};
}

view::step view::turn_to(topic about) {
  asked_.about = about;
  asked_.sort.clear();
  order_ = 0;
  chosen_ = first_ = 0;
  mode_ = mode::table;
  table_ = {};
  return {.asks = true};
}

view::step view::order(const std::string& verb, std::string target) {
  if (subject().empty()) return {};
  pending_ = std::move(target);
  pending_node_ = table_.nodes[chosen_];
  notice_ = verb + "? y: yes, any other key: no";
  mode_ = mode::order;
  return {};
}

void view::move(std::ptrdiff_t by) {
  const auto last = static_cast<std::ptrdiff_t>(table_.rows.size()) - 1;
  const auto to =
      std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(chosen_) + by, 0,
                                 std::max<std::ptrdiff_t>(last, 0));
  chosen_ = static_cast<std::size_t>(to);
}

std::string view::head() const {
  std::string line;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    const std::string title(name_of(topics[i]));
    const auto number = std::to_string(i + 1) + ' ';
    line += topics[i] == asked_.about ? number + '[' + title + "]  "
                                      : number + title + "  ";
  }
  line += "| by " + std::string(order_of(asked_.about, order_).title);
  if (!asked_.filter.empty()) line += " | only " + asked_.filter;
  return line;
}

std::string view::foot() const {
  if (mode_ == mode::filter) return "show only: " + typed_ + '_';
  if (mode_ == mode::mute) return "mute user: " + typed_ + '_';
  if (!notice_.empty()) return notice_;
  if (!trouble_.empty()) return trouble_;
  if (mode_ == mode::details) return "escape back";
  const std::string usual = "s sort  / filter  enter details  q quit";
  if (asked_.about == topic::rooms)
    return usual + "  c close  o open  f freeze  u unfreeze  m mute";
  if (asked_.about == topic::sessions) return usual + "  k kick";
  return usual;
}

view::picture view::draw(std::size_t height) {
  picture drawn;
  std::istringstream summary(table_.summary);
  for (std::string line; std::getline(summary, line);)
    drawn.lines.push_back(line);
  drawn.lines.push_back(head());
  const auto around = drawn.lines.size() + 2;  // the table's head, the foot
  drawn.bold = drawn.lines.size() - 1;
  const auto room = height > around ? height - around : 1;
  if (mode_ == mode::details && chosen_ < table_.details.size()) {
    drawn.lines.emplace_back();
    const auto& all = table_.details[chosen_];
    drawn.lines.insert(
        drawn.lines.end(), all.begin(),
        all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), room)));
  } else {
    const auto lines = lines_of(table_);
    if (chosen_ < first_) first_ = chosen_;
    if (chosen_ >= first_ + room) first_ = chosen_ - room + 1;
    drawn.lines.push_back(lines.front());
    for (auto i = first_; i + 1 < lines.size() && i < first_ + room; ++i) {
      if (i == chosen_) drawn.marked = drawn.lines.size();
      drawn.lines.push_back(lines[i + 1]);
    }
  }
  while (drawn.lines.size() + 1 < height) drawn.lines.emplace_back();
  drawn.lines.push_back(foot());
  return drawn;
}

}  // namespace parley::inspect
