// SPDX-License-Identifier: Apache-2.0
// Runs a script given as text, for tests of what its lines do.
#pragma once

#include "lab/script/destination.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace parley::script {

/// How long a test's scripts wait for what must come. Long, because nothing
/// waits for it to pass unless the test fails.
inline constexpr std::chrono::milliseconds patient{60'000};

/// For tests that have to see the timeout, which counts for connecting too.
inline constexpr std::chrono::milliseconds brief{500};

/// Empty if the script passed, else "LINE: what". Lines count from 1; a line
/// break right after the opening quote of a raw string is not one of them.
std::string run_script(const std::string& url, std::string_view text,
                       std::chrono::milliseconds timeout = patient,
                       const tls_options& tls = {});

}  // namespace parley::script
