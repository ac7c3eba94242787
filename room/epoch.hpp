// The names of epochs: a new one says that offsets begin anew.
#pragma once

#include <string>

namespace parley {

/// Eight random letters, as SDKs know them. Any thread.
std::string new_epoch();

}  // namespace parley
