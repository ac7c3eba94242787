// SPDX-License-Identifier: Apache-2.0
// A terminal that is drawn on as a whole. Hides ncurses. One at a time.
#pragma once

#include "cli/inspect/view.hpp"

#include <chrono>
#include <cstddef>
#include <optional>

namespace parley::inspect {

class screen {
 public:
  /// Throws `std::runtime_error` when standard output is not a terminal.
  screen();
  ~screen();
  screen(const screen&) = delete;
  screen& operator=(const screen&) = delete;

  std::size_t height() const;
  void draw(const view::picture& picture);

  /// The next key, or nothing when `patience` is over. Drawing anew is a key
  /// too, when the terminal has another size: 0.
  std::optional<int> read(std::chrono::milliseconds patience);
};

}  // namespace parley::inspect
