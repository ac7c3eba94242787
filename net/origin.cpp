// SPDX-License-Identifier: Apache-2.0
#include "net/origin.hpp"

#include <boost/algorithm/string/case_conv.hpp>

#include <algorithm>
#include <cctype>
#include <locale>
#include <optional>
#include <utility>

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

std::string lower(std::string_view text) {
  return boost::algorithm::to_lower_copy(std::string(text),
                                         std::locale::classic());
}

std::string_view default_port(std::string_view scheme) {
  return scheme == "http" || scheme == "ws"     ? ":80"
         : scheme == "https" || scheme == "wss" ? ":443"
                                                : "";
}

/// HOST or HOST:PORT in lower case, without the port that `scheme` has anyway.
std::string normal_authority(std::string_view authority,
                             std::string_view scheme) {
  auto text = lower(authority);
  const auto port = default_port(scheme);
  if (port.empty() || !text.ends_with(port)) return text;
  text.resize(text.size() - port.size());
  // After a wildcard the port is significant: "https://*:443".
  return text.ends_with('*') ? text.append(port) : text;
}

struct origin_parts {
  std::string scheme;
  std::string authority;  // normal
};

std::optional<origin_parts> parts_of(std::string_view origin) {
  const auto end = origin.find("://");
  if (end == std::string_view::npos) return std::nullopt;
  auto scheme = lower(origin.substr(0, end));
  auto authority = normal_authority(origin.substr(end + 3), scheme);
  return origin_parts{std::move(scheme), std::move(authority)};
}

std::string normal_origin(std::string_view origin) {
  const auto parts = parts_of(origin);
  return parts ? parts->scheme + "://" + parts->authority : lower(origin);
}

}  // namespace

bool is_origin_allowed(std::string_view origin, std::string_view host,
                       const std::vector<std::string>& allowed, bool tls) {
  if (origin.empty()) return true;
  const auto parts = parts_of(origin);
  if (parts && (!tls || parts->scheme == "https") &&
      parts->authority == normal_authority(host, parts->scheme))
    return true;
  const auto normal = normal_origin(origin);
  return std::ranges::any_of(allowed, [&](const std::string& pattern) {
    return matches(normal, normal_origin(pattern));
  });
}

std::string_view fault_of_origin_pattern(std::string_view pattern) {
  constexpr std::string_view never = "\"'`,;<>{}()\\^|%@ \t\r\n";
  if (pattern.empty()) return "it is empty";
  if (pattern.find_first_of(never) != std::string_view::npos)
    return "it has a character that no origin has; write one origin per "
           "element, without quotes inside";
  if (pattern == "null") return {};  // RFC 6454 section 7.1
  const auto end = pattern.find("://");
  if (end == std::string_view::npos)
    return pattern.starts_with('*') && pattern.find('/') == pattern.npos
               ? std::string_view()
               : "the scheme is missing, an origin is like "
                 "https://app.example.com";
  const auto scheme = pattern.substr(0, end);
  const auto authority = pattern.substr(end + 3);
  const bool is_scheme =
      !scheme.empty() && std::ranges::all_of(scheme, [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.' ||
               c == '*';
      });
  if (!is_scheme) return "the text before :// is not a scheme";
  if (authority.empty() && scheme != "file")
    return "the host is missing after ://";
  if (authority.find_first_of("/?#") != std::string_view::npos)
    return "an origin ends with its host or port, without a slash or a path";
  return {};
}

bool is_host_allowed(std::string_view host,
                     const std::vector<std::string>& names) {
  if (names.empty()) return true;
  // The port: after the last colon, unless that is part of an IPv6 address.
  const auto colon = host.rfind(':');
  if (colon != std::string_view::npos &&
      host.find(']', colon) == std::string_view::npos)
    host = host.substr(0, colon);
  auto name = lower(host);
  if (name.ends_with('.')) name.pop_back();
  return std::ranges::any_of(names, [&name](const std::string& each) {
    return each == "*" || lower(each) == name;
  });
}

}  // namespace parley
