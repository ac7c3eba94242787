#include "actors/refuse.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <string>

namespace parley {

void refuse(traffic_record& counted, refusal why, std::string_view detail,
            const link* from) {
  const auto unlogged =
      counted.refused.count(why, std::chrono::steady_clock::now());
  if (unlogged)
    spdlog::info(
        "{}", refusal_line(why, *unlogged, from ? from->peer() : std::string(),
                           detail));
}

}  // namespace parley
