// SPDX-License-Identifier: Apache-2.0
// Keys as operators and applications keep them, in PEM, and what each of them
// may sign.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace parley {

struct pem_key {
  bool is_private = false;
  bool is_rsa = false;
  /// The algorithms of tokens that it can sign, the usual one first. For ECDSA
  /// the curve allows one (RFC 7518, 3.4), or none that we know.
  std::vector<std::string> algorithms;
  std::string public_pem;
};

/// Reads a key of RSA or ECDSA. Nothing when it is of another kind, encrypted,
/// or no key at all.
std::optional<pem_key> read_pem_key(const std::string& pem);

}  // namespace parley
