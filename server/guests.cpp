// SPDX-License-Identifier: Apache-2.0
#include "server/guests.hpp"

#include "server/operator_keys.hpp"

#include <memory>

namespace parley {

settings with_guests(settings values) {
  if (!values.guests.enabled) return values;
  auto& secret = values.client.token.hmac_secret_key;
  if (secret.empty()) secret = make_secret();
  values.net.guests = std::make_shared<const guest_desk>(
      secret, values.guests, values.net.bounds.member_name);
  values.net.guest_rates =
      std::make_shared<address_rates>(values.guests.rate, values.guests.burst);
  return values;
}

}  // namespace parley
