// SPDX-License-Identifier: Apache-2.0
#include "net/answer_head.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <ctime>

namespace parley {

namespace {

namespace http = boost::beast::http;

/// Now, as HTTP writes it (RFC 9110 section 5.6.7).
std::string http_date() {
  const auto now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  const auto size = std::strftime(text.data(), text.size(),
                                  "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return {text.data(), size};
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

bool has(const header_views& headers, std::string_view name) {
  return std::ranges::any_of(headers, [name](const auto& each) {
    return boost::iequals(each.first, name);
  });
}

/// The value of Connection: whether the connection stays open (RFC 9112 section
/// 9.3).
std::string_view persistence(const answer_framing& how) {
  if (how.keep_alive) return how.version >= 11 ? "" : "keep-alive";
  return how.version >= 11 ? "close" : "";
}

}  // namespace

std::string head_text(const http_answer& answer, const header_views& more,
                      const answer_framing& how) {
  std::string out = how.version >= 11 ? "HTTP/1.1 " : "HTTP/1.0 ";
  const auto reason =
      http::obsolete_reason(static_cast<http::status>(answer.status));
  out.append(std::to_string(answer.status)).append(" ");
  out.append(reason.data(), reason.size()).append("\r\n");
  add(out, "Server", "parley");
  add(out, "Date", http_date());
  add(out, "Content-Type", answer.content_type);
  add(out, "X-Content-Type-Options", "nosniff");
  std::string connection(persistence(how));
  for (const auto& [name, value] : answer.headers) {
    if (!boost::iequals(name, "Connection")) {
      add(out, name, value);
      continue;
    }
    if (!connection.empty()) connection += ", ";
    connection += value;
  }
  for (const auto& [name, value] : more)
    if (!has(answer.headers, name)) add(out, name, value);
  if (!connection.empty()) add(out, "Connection", connection);
  if (how.chunked)
    add(out, "Transfer-Encoding", "chunked");
  else if (!how.is_stream && answer.status != 204)  // RFC 9110 section 8.6
    add(out, "Content-Length", std::to_string(answer.content().size()));
  return out += "\r\n";
}

}  // namespace parley
