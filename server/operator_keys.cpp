// SPDX-License-Identifier: Apache-2.0
#include "server/operator_keys.hpp"

#include "server/access_keys.hpp"
#include "server/secrets.hpp"

#include <random>

namespace parley {

std::string make_secret() {
  constexpr int words = 8;  // of 32 bits
  std::random_device entropy;
  std::string text;
  for (int i = 0; i < words; ++i) text += std::to_string(entropy()) + '-';
  return text;
}

std::vector<setting> operator_keys(operator_options& values) {
  return in_group(
      "operators",
      {
          {"admin.password", &values.password,
           "Password of the page at `/admin`, at least 8 characters. Empty: "
           "there is no page. Set it by its environment variable rather than "
           "in a file.",
           at_least(8, ", or none for no page"), privacy::secret},
          {"admin.secret", &values.secret,
           "Secret that signs the sessions of the page at `/admin`, at least "
           "16 characters. Empty: one is made at the start, and the sessions "
           "end with the process. A new `admin.password` ends the sessions in "
           "both cases.",
           range{.least = shortest_secret, .reason = secret_advice},
           privacy::secret},
          {"admin.session", &values.session,
           "Time for which a session of the page at `/admin` lasts.",
           above_zero},
          {"prometheus.enabled", &values.open_metrics,
           "Serve `/metrics` without a key."},
          {"prometheus.prefix", &values.metrics_prefix,
           "First part of the names of metrics: letters, digits and `_`, not a "
           "digit first. `centrifugo` suits dashboards made for Centrifugo."},
      });
}

}  // namespace parley
