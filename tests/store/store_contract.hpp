// SPDX-License-Identifier: Apache-2.0
// What every store does, see store/store.hpp: the tests of its parts run
// against all that there are.
#pragma once

#include "store/memory_store.hpp"
#include "store/sqlite_store.hpp"
#include "tests/store/saying.hpp"
#include "tests/store/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace parley {

using offsets = std::vector<std::uint64_t>;
using texts = std::vector<std::string>;

struct in_memory {
  memory_store kept;
};

struct in_sqlite {
  temporary_directory directory;
  sqlite_store kept{directory / "journal.db"};
};

template <class Home>
class StoreContract : public testing::Test {
 protected:
  change_outcome commit(change wish) {
    return parley::commit(kept, std::move(wish));
  }

  offsets read(const store::range& wanted, const std::string& room = "lobby") {
    return offsets_of(kept.read(room, wanted));
  }
  offsets read_all(const std::string& room = "lobby") {
    return read({.limit = 1000}, room);
  }
  std::optional<stored_room> load(const std::string& room = "lobby") {
    return kept.load(
        room, {.newest = 100, .since = {}, .keys_since = {}, .keys = 100});
  }
  void trim(stored_time now) {
    int rounds = 0;
    while (kept.trim(now, 10)) ASSERT_LT(++rounds, 100);
  }

  Home home;
  store& kept = home.kept;
};

using homes = testing::Types<in_memory, in_sqlite>;

}  // namespace parley
