// SPDX-License-Identifier: Apache-2.0
#include "server/rules.hpp"

#include <stdexcept>

namespace parley {

namespace {

const token_settings& subscription_tokens(const client_options& client) {
  return client.subscription_token.has_key() ? client.subscription_token
                                             : client.token;
}

}  // namespace

rules::rules(const settings& values) try
    : spaces_(std::make_shared<const namespaces>(values.channel,
                                                 values.net.bounds.room_name)),
      connections_(values.client.token),
      subscriptions_(subscription_tokens(values.client)),
      policy_(values.client, *spaces_, connections_, subscriptions_) {
} catch (const std::invalid_argument& error) {
  throw settings_error(error.what());
}

}  // namespace parley
