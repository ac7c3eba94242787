// SPDX-License-Identifier: Apache-2.0
// A store that loses everything at its end: for tests, and as the reference for
// the others.
#pragma once

#include "store/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace parley {

class memory_store : public store {
 public:
  std::vector<change_outcome> commit(std::span<const change> changes) override;
  std::optional<stored_room> load(const std::string& room,
                                  const load_wish& wish) override;
  std::vector<record> read(const std::string& room,
                           const range& wanted) override;
  bool trim(stored_time now, std::size_t limit) override;

 private:
  struct kept_room {
    stream_position end;
    stored_time used;
    data_version version;
    history::bounds keep;
    // By offset.
    std::map<std::uint64_t, record> records;
    std::map<std::uint64_t, stored_key> keys;
  };

  change_outcome make(const append_records& wish);
  change_outcome make(const clear_records& wish);
  static std::size_t trim(kept_room& from, stored_time now, std::size_t limit);

  std::map<std::string, kept_room> rooms_;
};

}  // namespace parley
