// SPDX-License-Identifier: Apache-2.0
#include "lab/descriptors.hpp"

#include <stdexcept>
#include <string>
#include <sys/resource.h>

namespace parley::lab {

void raise_descriptor_limit(std::size_t clients) {
  constexpr rlim_t others = 64;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  if (clients > 0 && clients + others > limit.rlim_max)
    throw std::runtime_error(
        std::to_string(clients) + " connections need more descriptors than " +
        std::to_string(limit.rlim_max) + ": raise `ulimit -Hn`");
}

}  // namespace parley::lab
