// SPDX-License-Identifier: Apache-2.0
#include "server/readiness.hpp"

#include "net/listener.hpp"
#include "net/tls.hpp"
#include "server/access.hpp"
#include "server/rules.hpp"

namespace parley {

void check_readiness(const settings& chosen) {
  const auto values = with_plain_access(chosen);
  const rules readable(values);
  if (!values.tls_cert.empty()) load_tls(values.tls_cert, values.tls_key);
  for (const auto& address : values.listen)
    for (const auto& where : resolve(address)) {
      const auto refusal =
          refusal_to_listen(address, where.address().is_loopback(), values);
      if (!refusal.empty()) throw settings_error(refusal);
    }
  for (const auto& address : values.operators_listen)
    for (const auto& where : resolve(address)) {
      const auto refusal = refusal_to_serve_operators(
          address, where.address().is_loopback(), values);
      if (!refusal.empty()) throw settings_error(refusal);
    }
}

}  // namespace parley
