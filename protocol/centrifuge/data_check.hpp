// Which data a namespace takes, whoever publishes it.
#pragma once

#include "protocol/channel_options.hpp"
#include "protocol/publication.hpp"

#include <string_view>

namespace parley::centrifuge {

/// JSON, or bytes that only Protobuf clients can be shown. No data at all can
/// be shown to everybody.
data_kind kind_of(std::string_view data);

/// Whether a publication's data is what the namespace wants.
bool is_accepted(const publication& said, data_format wanted);

}  // namespace parley::centrifuge
