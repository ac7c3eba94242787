// SPDX-License-Identifier: Apache-2.0
// Any body of /emulation and of a request that opens a stream, in each format:
// an answer, or a message that is there.
#include "net/fallback_route.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace {

using namespace parley;

void check_stream(dialect speaks, bool unidirectional, std::string_view body) {
  stream_route opening;
  opening.wish.speaks = speaks;
  opening.wish.unidirectional = unidirectional;
  const auto result = take_body(std::move(opening), body);
  if (const auto* answer = std::get_if<http_answer>(&result)) {
    if (answer->status != 400) std::abort();
  } else if (std::get<stream_route>(result).wish.first_message != body) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  for (const bool protobuf : {false, true}) {
    const emulation_route post(protobuf, body.size(), {});
    const auto result = post.read(body);
    if (const auto* answer = std::get_if<http_answer>(&result)) {
      if (answer->status != 400) std::abort();
    } else {
      const auto& said = std::get<emulated_message>(result);
      if (said.session.empty() || said.data.empty()) std::abort();
    }
  }
  check_stream(dialect::json, false, body);
  check_stream(dialect::protobuf, false, body);
  check_stream(dialect::json, true, body);
  return 0;
}
