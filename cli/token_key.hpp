// SPDX-License-Identifier: Apache-2.0
// Where `parley token` finds its keys: none of them is ever an argument,
// because every user of the machine can read arguments in the process list.
#pragma once

#include "protocol/token.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace parley {

/// The user's input is invalid. A sentence, without a key in it.
class token_usage_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One of these is not empty.
struct key_source {
  std::string environment;  // a variable with a secret or a PEM
  std::string file;         // a file with a secret or a PEM
  std::string config;       // a settings file of `parley serve`
};

struct signing_key {
  /// A secret or a private key in PEM.
  std::string text;
  /// The algorithms that it can sign, the usual one first.
  std::vector<std::string> algorithms;
};

/// What tokens are checked with, as a server with these settings would.
struct checking_keys {
  token_settings connection;
  token_settings subscription;
};

/// Both throw `token_usage_error`. A final newline is not part of a secret.
signing_key read_signing_key(const key_source& source, bool for_subscription);
checking_keys read_checking_keys(const key_source& source);

}  // namespace parley
