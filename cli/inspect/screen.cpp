// SPDX-License-Identifier: Apache-2.0
#include "cli/inspect/screen.hpp"

#include "protocol/printable.hpp"

// ncurses' macros would replace names of ours.
#define NCURSES_NOMACROS
#include <clocale>
#include <curses.h>
#include <stdexcept>
#include <unistd.h>

namespace parley::inspect {

screen::screen() {
  if (isatty(STDOUT_FILENO) == 0 || isatty(STDIN_FILENO) == 0)
    throw std::runtime_error("this is not a terminal: use --once or --json");
  std::setlocale(LC_ALL, "");
  initscr();
  cbreak();
  noecho();
  curs_set(0);
  keypad(stdscr, true);
  set_escdelay(25);
}

screen::~screen() {
  endwin();
}

std::size_t screen::height() const {
  return static_cast<std::size_t>(getmaxy(stdscr));
}

void screen::draw(const view::picture& picture) {
  erase();
  const int columns = getmaxx(stdscr);
  for (std::size_t i = 0; i < picture.lines.size(); ++i) {
    const bool stands_out = i == picture.marked;
    if (stands_out) attron(A_REVERSE);
    if (i == picture.bold || i == picture.bold + 1) attron(A_BOLD);
    mvaddnstr(static_cast<int>(i), 0, printable(picture.lines[i]).c_str(),
              columns);
    if (stands_out) attroff(A_REVERSE);
    attroff(A_BOLD);
  }
  refresh();
}

std::optional<int> screen::read(std::chrono::milliseconds patience) {
  timeout(static_cast<int>(patience.count()));
  const int pressed = getch();
  const auto code = [](key which) { return static_cast<int>(which); };
  switch (pressed) {
    case ERR:
      return std::nullopt;
    case KEY_RESIZE:
      return 0;
    case KEY_UP:
      return code(key::up);
    case KEY_DOWN:
      return code(key::down);
    case KEY_PPAGE:
      return code(key::page_up);
    case KEY_NPAGE:
      return code(key::page_down);
    case KEY_ENTER:
    case '\n':
    case '\r':
      return code(key::enter);
    case 27:
      return code(key::escape);
    case KEY_BACKSPACE:
    case 127:
    case 8:
      return code(key::erase);
    default:
      return pressed;
  }
}

}  // namespace parley::inspect
