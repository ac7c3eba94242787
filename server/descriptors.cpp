// SPDX-License-Identifier: Apache-2.0
#include "server/descriptors.hpp"

#include <sys/resource.h>

namespace parley {

descriptor_limit raise_descriptor_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const auto before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return {before, before};
  return {before, limit.rlim_cur};
}

}  // namespace parley
