// SPDX-License-Identifier: Apache-2.0
// A room is a path, and a message is its payload: Parley's plain protocol, and
// that of servers that only broadcast.
#include "lab/load/speech.hpp"

namespace parley::load {

namespace {

class plain final : public speech {
 public:
  std::string_view default_path() const override { return "/chat/{room}"; }
  std::string hello(std::string_view) const override { return {}; }
  std::string publish(std::string_view,
                      std::string_view payload) const override {
    return std::string(payload);
  }
  std::string answer(std::string_view, std::string_view) const override {
    return {};
  }
};

}  // namespace

std::unique_ptr<speech> speak_plain() {
  return std::make_unique<plain>();
}

}  // namespace parley::load
