// SPDX-License-Identifier: Apache-2.0
// A self-signed certificate for 127.0.0.1, made anew for each test.
#pragma once

#include <string>

namespace parley::script {

struct certificate {
  std::string certificate_pem;
  std::string key_pem;
};

/// Valid for an hour.
certificate make_certificate();

}  // namespace parley::script
