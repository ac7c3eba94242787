// SPDX-License-Identifier: Apache-2.0
// A store that counts what goes into each transaction of the one behind it.
#pragma once

#include "store/store.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace parley::bench {

/// Written on the store's thread; read when that has ended.
struct commit_tally {
  std::vector<std::size_t> publications;  // of each transaction
};

class counting_store final : public store {
 public:
  counting_store(std::unique_ptr<store> counted, commit_tally& tally);

  std::vector<change_outcome> commit(std::span<const change> changes) override;
  std::optional<stored_room> load(const std::string& room,
                                  const load_wish& wish) override;
  std::vector<record> read(const std::string& room,
                           const range& wanted) override;
  bool trim(stored_time now, std::size_t limit) override;

 private:
  std::unique_ptr<store> counted_;
  commit_tally& tally_;
};

}  // namespace parley::bench
