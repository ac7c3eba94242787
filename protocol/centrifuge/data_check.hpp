// SPDX-License-Identifier: Apache-2.0
// Which data a namespace takes, and which of its readers can be shown it.
#pragma once

#include "protocol/channel_options.hpp"
#include "protocol/publication.hpp"

#include <cstddef>
#include <string_view>

namespace parley::centrifuge {

/// Levels of arrays and objects inside each other in the data of one
/// publication. More is error 107: parsers of readers give up on it, in some
/// languages by ending the connection.
inline constexpr std::size_t json_depth_max = 1'024;

/// JSON, or bytes that only Protobuf clients can receive. Empty data suits all
/// clients.
data_kind kind_of(std::string_view data);

/// The kind of stored or relayed data that claims to be `claimed`: `binary` if
/// the claim is wrong.
data_kind checked_kind(data_kind claimed, std::string_view data);

/// Whether the application may publish this data in such a namespace.
bool is_accepted(const publication& said, data_format wanted);

/// Whether a client may publish it. Data that JSON clients cannot receive is
/// allowed only in namespaces with `binary`.
bool is_accepted_from_client(const publication& said, data_format wanted);

}  // namespace parley::centrifuge
