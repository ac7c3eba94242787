// SPDX-License-Identifier: Apache-2.0
#include "tests/actors/inspection_stage.hpp"

#include <utility>

namespace parley {

InspectionStage::InspectionStage() {
  for (loop_index i = 0; i < 2; ++i)
    s.actors.surveyors.push_back(spawn_pinned<surveyor>(s.where(i)));
  inspector_ = spawn_pinned<inspector>(s.where(0), s.actors, "parley");
}

InspectionStage::~InspectionStage() {
  constexpr auto reason = caf::exit_reason::user_shutdown;
  caf::anon_send_exit(inspector_, reason);
  for (const auto& each : s.actors.surveyors) anon_send_exit(each, reason);
}

void InspectionStage::begin(inspection_call what,
                            std::optional<inspection_answer>& into) {
  inspection_gateway(inspector_)
      .call(std::move(what), [&into](inspection_answer answer) {
        EXPECT_FALSE(into) << "answered twice";
        into = std::move(answer);
      });
  s.settle();
}

inspection_answer InspectionStage::ask(inspection_call what) {
  std::optional<inspection_answer> got;
  begin(std::move(what), got);
  EXPECT_TRUE(got);
  return got.value_or(inspection_answer{});
}

std::shared_ptr<fake_link> InspectionStage::joined(loop_index loop,
                                                   const std::string& room,
                                                   const std::string& name) {
  link_request wish;
  wish.room = room;
  wish.name = name;
  auto link = s.connect(loop, std::move(wish));
  s.settle();
  return link;
}

}  // namespace parley
