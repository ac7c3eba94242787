// SPDX-License-Identifier: Apache-2.0
// A stage that can be looked into: questions and orders, answers as text.
#pragma once

#include "actors/inspection_gateway.hpp"
#include "actors/inspector.hpp"
#include "actors/surveyor.hpp"
#include "tests/actors/sdk_stage.hpp"

#include <optional>
#include <string>

namespace parley {

class InspectionStage : public SdkStage {
 protected:
  InspectionStage();
  ~InspectionStage() override;

  /// The answer, which has to come.
  inspection_answer ask(inspection_call what);
  /// What has been answered when nothing more happens by itself.
  void begin(inspection_call what, std::optional<inspection_answer>& into);

  /// A plain client in `room`, let in.
  std::shared_ptr<fake_link> joined(loop_index loop, const std::string& room,
                                    const std::string& name = "");

  caf::actor inspector_;
};

}  // namespace parley
