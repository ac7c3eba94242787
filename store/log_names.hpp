// SPDX-License-Identifier: Apache-2.0
// How JetStream knows the rooms of a cluster: a stream for each namespace, a
// subject for each room. Pure.
#pragma once

#include <string>
#include <string_view>

namespace parley {

std::string log_stream_of(std::string_view cluster, std::string_view space);

/// All of a namespace begin with it, and have one token more.
std::string log_subjects_of(std::string_view cluster, std::string_view space);

std::string log_subject_of(std::string_view cluster, std::string_view room);

/// The namespace that a room is in; empty: none.
std::string_view log_space_of(std::string_view room);

}  // namespace parley
