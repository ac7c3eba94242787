// SPDX-License-Identifier: Apache-2.0
#include "store/append_rule.hpp"

#include "store/stored_ms.hpp"

namespace parley {

footing judge(const known_end* known, const append_records& wish) {
  if (!known) return footing::new_room;
  if (known->at == wish.behind) return footing::follows;
  if (known->at.epoch == wish.behind.epoch || wish.behind.offset != 0 ||
      wish.records.empty())
    return footing::conflict;
  const auto over = end_ms(to_ms(known->used), known->meta_ttl);
  return to_ms(wish.records.front().at) >= over ? footing::anew
                                                : footing::conflict;
}

}  // namespace parley
