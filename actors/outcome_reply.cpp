// SPDX-License-Identifier: Apache-2.0
#include "actors/outcome_reply.hpp"

#include "protocol/centrifuge/api_codec.hpp"

namespace parley {

namespace api = centrifuge::api;

void put(reply_error code, centrifuge::Reply& to) {
  centrifuge::set_error(*to.mutable_error(), code);
  to.mutable_error()->set_temporary(is_temporary(code));
}

void put(reply_error code, api::Reply& to) {
  centrifuge::set_error(*to.mutable_error(), code);
}

api::Reply failure(reply_error code) {
  api::Reply out;
  put(code, out);
  return out;
}

void put(const published&, centrifuge::format, centrifuge::Reply& to) {
  to.mutable_publish();
}

void put(const published& found, centrifuge::format, api::Reply& to) {
  to.mutable_publish()->set_offset(found.position.offset);
  to.mutable_publish()->set_epoch(found.position.epoch);
}

void put(const cleared&, centrifuge::format, api::Reply& to) {
  to.mutable_history_remove();
}

}  // namespace parley
