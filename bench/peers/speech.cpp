// SPDX-License-Identifier: Apache-2.0
#include "bench/peers/speech.hpp"

namespace parley::bench {

std::vector<load::protocol> all_protocols() {
  auto all = load::own_protocols();
  all.push_back({"mqtt", speak_mqtt});
  all.push_back({"nats", speak_nats});
  all.push_back({"socketio", speak_socketio});
  return all;
}

}  // namespace parley::bench
