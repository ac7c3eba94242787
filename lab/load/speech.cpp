// SPDX-License-Identifier: Apache-2.0
#include "lab/load/speech.hpp"

#include <algorithm>

namespace parley::load {

std::vector<protocol> own_protocols() {
  return {{"plain", speak_plain},
          {"json", speak_json},
          {"protobuf", speak_protobuf}};
}

std::unique_ptr<speech> make_speech(std::string_view name,
                                    const std::vector<protocol>& known) {
  const auto at = std::ranges::find(known, name, &protocol::name);
  return at == known.end() ? nullptr : at->make();
}

std::size_t count_of(std::string_view text, std::string_view in) {
  std::size_t found = 0;
  for (auto at = in.find(text); at != std::string_view::npos;
       at = in.find(text, at + text.size()))
    ++found;
  return found;
}

}  // namespace parley::load
