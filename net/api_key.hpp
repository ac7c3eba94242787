// The secret of the server API.
#pragma once

#include <string_view>

namespace parley {

/// Whether `shown` is the key, in a time that says nothing about how much of it
/// is right, nor how long it is. An empty key is nobody's.
bool is_api_key(std::string_view shown, std::string_view key);

}  // namespace parley
