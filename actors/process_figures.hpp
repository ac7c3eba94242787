// SPDX-License-Identifier: Apache-2.0
// The system's figures of this process, as Prometheus' own clients report them.
// Any thread; three cheap system calls.
#pragma once

#include <string>

namespace parley {

/// `process_*` in Prometheus' text format. Open descriptors are left out where
/// the kernel (before Linux 6.2) could only list them.
std::string process_metrics();

}  // namespace parley
