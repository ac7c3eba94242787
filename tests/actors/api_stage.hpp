// SPDX-License-Identifier: Apache-2.0
// A stage with a server API: calls by name and body, answers as text.
#pragma once

#include "actors/api_actor.hpp"
#include "actors/api_gateway.hpp"
#include "tests/actors/sdk_stage.hpp"

#include <memory>
#include <string>

namespace parley {

class ApiStage : public SdkStage {
 protected:
  ApiStage();
  ~ApiStage() override;

  /// The answer's body, without its random parts and without what an error
  /// says for people.
  std::string call(const std::string& method, const std::string& body);

  /// The `detail` of an error; empty without one.
  std::string detail(const std::string& method, const std::string& body);
  api_answer ask(api_call what);

 private:
  caf::actor api_;
};

}  // namespace parley
