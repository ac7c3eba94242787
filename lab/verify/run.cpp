// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/run.hpp"

#include "lab/verify/diary.hpp"
#include "lab/verify/party.hpp"

namespace parley::verify {

namespace {

// Rooms are named by the seed, so that no history of an earlier run is in them.
std::vector<std::string> room_names(const plan& chosen) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < chosen.rooms; ++i) {
    const auto& space = chosen.namespaces[i % chosen.namespaces.size()];
    names.push_back(space + (space.empty() ? "" : ":") + "verify-" +
                    std::to_string(chosen.seed) + '-' + std::to_string(i));
  }
  return names;
}

}  // namespace

outcome run(const plan& chosen, const std::function<void(std::string)>& told) {
  diary written(room_names(chosen));
  std::vector<round_report> reports;
  {
    party clients(chosen, written);
    rounds course(chosen, written, clients);
    if (course.begin()) {
      course.run([&](const round_report& each) {
        reports.push_back(each);
        told(write_round(each));
      });
      course.end();
    }
  }
  return {check(written), std::move(reports)};
}

}  // namespace parley::verify
