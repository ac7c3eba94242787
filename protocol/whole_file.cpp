// SPDX-License-Identifier: Apache-2.0
#include "protocol/whole_file.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace parley {

std::string read_whole_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::system_error(errno, std::generic_category(), path);
  // A directory opens well; the first read throws ios_failure, a system_error.
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace parley
