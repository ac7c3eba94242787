// SPDX-License-Identifier: Apache-2.0
#include "tests/lab/script/canned_rooms.hpp"

#include <utility>

namespace parley::script {

namespace {

constexpr std::string_view say = "!say ";
constexpr std::string_view next = "!next ";

// `{"METHOD":{...},"id":1}` becomes `{"id":1,"METHOD":{}}`.
std::string all_well(std::string_view command) {
  const auto method = command.substr(2, command.find('"', 2) - 2);
  const auto id = command.substr(command.rfind(':') + 1);
  const std::string result = method == "connect" ? R"({"client":"c-1"})" : "{}";
  return R"({"id":)" + std::string(id.substr(0, id.size() - 1)) + ",\"" +
         std::string(method) + "\":" + result + '}';
}

}  // namespace

std::string canned_rooms::answer(std::string_view text) {
  if (text == "{}") return "pong";
  if (text.starts_with(say)) return std::string(text.substr(say.size()));
  if (text.starts_with(next)) {
    next_.emplace_back(text.substr(next.size()));
    return "";
  }
  if (next_.empty()) return all_well(text);
  auto reply = std::move(next_.front());
  next_.pop_front();
  return reply;
}

}  // namespace parley::script
