// SPDX-License-Identifier: Apache-2.0
// The state of the terminal's view and the effect of keys. Pure: the screen
// draws it and the client makes its requests.
#pragma once

#include "cli/inspect/table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parley::inspect {

/// Keys that are not characters.
enum class key : int {
  up = 0x110000,
  down,
  page_up,
  page_down,
  enter,
  escape,
  erase
};

class view {
 public:
  view() = default;
  explicit view(question first) : asked_(std::move(first)) {}

  struct step {
    bool quits = false;
    bool asks = false;  // the question has changed
    /// To be posted to the node whose row it is; then all are asked again.
    std::string order{};
    std::size_t node = 0;
  };

  /// A code point or a `key`.
  step press(int pressed);

  const question& asked() const { return asked_; }

  void show(table fresh);
  void complain(std::string what) { trouble_ = std::move(what); }
  void confirm(std::string what) { notice_ = std::move(what); }

  /// `height` lines at most, with the index of the one to stand out.
  struct picture {
    std::vector<std::string> lines;
    std::optional<std::size_t> marked;
    std::size_t bold = 0;  // the line of topics; the table's head follows
  };
  picture draw(std::size_t height);

 private:
  enum class mode : std::uint8_t { table, details, filter, mute, order };

  step press_in_table(int pressed);
  step press_in_line(int pressed);
  step turn_to(topic about);
  step order(const std::string& verb, std::string target);
  void move(std::ptrdiff_t by);
  std::string subject() const;
  std::string head() const;
  std::string foot() const;

  question asked_;
  std::size_t order_ = 0;
  mode mode_ = mode::table;
  table table_;
  std::size_t chosen_ = 0;
  std::size_t first_ = 0;
  std::string typed_;
  std::string pending_;  // an order that waits for a yes
  std::size_t pending_node_ = 0;
  std::string trouble_, notice_;
};

}  // namespace parley::inspect
