#include "net/gathering.hpp"

#include "protocol/limits.hpp"

#include <functional>

namespace parley {

gathering::seat gathering::enter(std::string_view room) {
  // Not the low bits: those say which loop the room lives on.
  const auto place = std::hash<std::string_view>{}(room) / 1'021 % places;
  auto& taken = taken_[place];
  const auto before = taken.fetch_add(1, std::memory_order_relaxed);
  return {taken, before < gathered_members};
}

}  // namespace parley
