#include "net/origin.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>

namespace parley {

namespace {

// Iterative, so that a pattern of many stars stays cheap.
bool matches(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0;
  std::size_t star = std::string_view::npos, retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p, ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

bool is_origin_allowed(std::string_view origin, std::string_view host,
                       const std::vector<std::string>& allowed) {
  if (origin.empty()) return true;
  const auto scheme_end = origin.find("://");
  if (scheme_end != std::string_view::npos &&
      boost::iequals(origin.substr(scheme_end + 3), host))
    return true;
  return std::ranges::any_of(allowed, [&](const std::string& pattern) {
    return matches(origin, pattern);
  });
}

}  // namespace parley
