// SPDX-License-Identifier: Apache-2.0
#include "net/door.hpp"

#include "net/endpoints.hpp"

#include <algorithm>

namespace parley {

bool has_path(door where, std::string_view encoded_path) {
  const auto row = std::ranges::find_if(endpoints(), [=](const endpoint& each) {
    return is_in(encoded_path, each.path);
  });
  const auto at = row == endpoints().end() ? door::clients : row->at;
  return where == door::all || at == door::all || at == where;
}

}  // namespace parley
