#include "server/guests.hpp"

#include "server/operator_keys.hpp"

#include <memory>

namespace parley {

settings with_guests(settings values) {
  if (!values.guests.enabled) return values;
  auto& secret = values.client.token.hmac_secret_key;
  if (secret.empty()) secret = make_secret();
  values.net.guests = std::make_shared<const guest_desk>(
      secret, values.guests.session, values.net.bounds.member_name);
  return values;
}

}  // namespace parley
