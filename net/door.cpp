#include "net/door.hpp"

#include <algorithm>
#include <array>

namespace parley {

namespace {

/// True for `folder` and for what is in it, and not for "/apiary".
bool is_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

template <class Folders>
bool is_in_one_of(std::string_view path, const Folders& folders) {
  return std::ranges::any_of(
      folders, [path](std::string_view each) { return is_in(path, each); });
}

constexpr std::array<std::string_view, 4> of_operators{"/api", "/admin",
                                                       "/debug", "/metrics"};

/// The admin page uses two files of the chat page.
constexpr std::array<std::string_view, 3> of_both{"/health", "/favicon.svg",
                                                  "/theme.css"};

}  // namespace

bool has_path(door where, std::string_view encoded_path) {
  if (where == door::all || is_in_one_of(encoded_path, of_both)) return true;
  return is_in_one_of(encoded_path, of_operators) == (where == door::operators);
}

}  // namespace parley
