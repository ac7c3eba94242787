// SPDX-License-Identifier: Apache-2.0
// A certificate and its key in files, made for this process.
#pragma once

#include <string>

namespace parley::conformance {

struct tls_files {
  std::string certificate;
  std::string key;
};

/// A self-signed certificate for localhost. With a `pass_phrase` the key is
/// encrypted. Throws `std::runtime_error`.
tls_files make_tls_files(const std::string& name,
                         const std::string& pass_phrase = {});

}  // namespace parley::conformance
