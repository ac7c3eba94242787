#include "server/operator_keys.hpp"

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
  constexpr bool secret = true;
  return {
      {"admin.password", &values.password,
       "opens the page at /admin; empty: there is none", secret},
      {"admin.secret", &values.secret,
       "signs the page's sessions; empty: they end with the process", secret},
      {"admin.session", &values.session, "how long such a session lasts"},
      {"prometheus.enabled", &values.open_metrics, "/metrics asks for no key"},
      {"prometheus.prefix", &values.metrics_prefix,
       "what the names of metrics begin with"},
  };
}

}  // namespace parley
