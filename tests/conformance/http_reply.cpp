// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/http_reply.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace parley::conformance {

namespace {

constexpr std::string_view line_end = "\r\n";

[[noreturn]] void refuse(std::string_view line) {
  throw std::runtime_error("not a line of HTTP/1.1: \"" + std::string(line) +
                           "\"");
}

std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find(line_end);
  if (end == std::string_view::npos) refuse(rest);
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end + line_end.size());
  return line;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return out;
}

}  // namespace

std::string http_reply::header(const std::string& name) const {
  const auto at = headers.find(name);
  return at == headers.end() ? std::string{} : at->second;
}

std::size_t http_reply::content_length() const {
  const auto text = header("content-length");
  return text.empty() ? 0 : std::stoul(text);
}

http_reply parse_head(std::string_view head) {
  constexpr std::string_view version = "HTTP/1.1 ";
  http_reply reply;
  const auto status_line = take_line(head);
  if (!status_line.starts_with(version)) refuse(status_line);
  reply.status = static_cast<unsigned>(
      std::stoul(std::string(status_line.substr(version.size(), 3))));
  for (auto line = take_line(head); !line.empty(); line = take_line(head)) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) refuse(line);
    auto value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    auto& joined = reply.headers[lower(line.substr(0, colon))];
    if (!joined.empty()) joined += ", ";
    joined += value;
  }
  return reply;
}

}  // namespace parley::conformance
