// SPDX-License-Identifier: Apache-2.0
#include "tests/actors/api_stage.hpp"

#include <regex>
#include <utility>

namespace parley {

namespace {

// Behind the comma that keeps it from the message.
const std::regex error_detail(R"re(,"detail":"((?:[^"\\]|\\.)*)")re");

}  // namespace

ApiStage::ApiStage() : api_(spawn_pinned<api_actor>(s.where(0), s.actors)) {}

ApiStage::~ApiStage() {
  caf::anon_send_exit(api_, caf::exit_reason::user_shutdown);
}

api_answer ApiStage::ask(api_call what) {
  int answers = 0;
  api_answer got;
  api_gateway(api_).call(std::move(what), [&](api_answer answer) {
    ++answers;
    got = std::move(answer);
  });
  s.settle();
  EXPECT_EQ(answers, 1);
  return got;
}

std::string ApiStage::call(const std::string& method, const std::string& body) {
  return without_random(
      std::regex_replace(ask({method, body, false}).body, error_detail, ""));
}

std::string ApiStage::detail(const std::string& method,
                             const std::string& body) {
  std::smatch found;
  const auto answer = ask({method, body, false}).body;
  return std::regex_search(answer, found, error_detail) ? found[1].str() : "";
}

}  // namespace parley
