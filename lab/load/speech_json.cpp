// SPDX-License-Identifier: Apache-2.0
// The Centrifuge protocol in JSON (docs/wire-facts.md, 1).
#include "lab/load/speech.hpp"

namespace parley::load {

namespace {

class json final : public speech {
 public:
  std::string_view default_path() const override {
    return "/connection/websocket";
  }
  std::string hello(std::string_view room) const override {
    return R"({"id":1,"connect":{}})"
           "\n"
           R"({"id":2,"subscribe":{"channel":")" +
           std::string(room) + R"("}})";
  }
  std::string publish(std::string_view room,
                      std::string_view payload) const override {
    return R"({"id":3,"publish":{"channel":")" + std::string(room) +
           R"(","data":")" + std::string(payload) + R"("}})";
  }
  // A ping is an empty object, and so is its answer.
  std::string answer(std::string_view message,
                     std::string_view) const override {
    return message == "{}" ? "{}" : "";
  }
  std::size_t refusals(std::string_view message) const override {
    return count_of(R"("error":{)", message);
  }
};

}  // namespace

std::unique_ptr<speech> speak_json() {
  return std::make_unique<json>();
}

}  // namespace parley::load
