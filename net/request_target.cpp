// SPDX-License-Identifier: Apache-2.0
#include "net/request_target.hpp"

#include <boost/url/parse.hpp>

#include <cctype>

namespace parley {

namespace {

namespace urls = boost::urls;

bool is_hex(char c) {
  return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

/// A character that may stand in a path or query as it is (RFC 3986 sections
/// 3.3 and 3.4).
bool may_stand(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0
             ? static_cast<unsigned char>(c) < 0x80
             : std::string_view("-._~!$&'()*+,;=:@/?").find(c) !=
                   std::string_view::npos;
}

void encode(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto octet = static_cast<unsigned char>(c);
  out += '%';
  out += digits[octet >> 4];
  out += digits[octet & 15];
}

/// `text` from `from` on with what may not stand there encoded. A fragment is
/// no part of a target, so `#` stays for the parser to refuse.
std::string encoded(std::string_view text, std::size_t from) {
  std::string out(text.substr(0, from));
  for (auto i = from; i < text.size(); ++i) {
    const char c = text[i];
    const bool begins_code = c == '%' && i + 2 < text.size() &&
                             is_hex(text[i + 1]) && is_hex(text[i + 2]);
    if (begins_code || may_stand(c) || c == '#')
      out += c;
    else
      encode(out, c);
  }
  return out;
}

/// Where path and query begin.
std::size_t path_of(std::string_view text) {
  const auto scheme = text.find("://");
  if (text.starts_with('/') || scheme == std::string_view::npos) return 0;
  const auto path = text.find_first_of("/?", scheme + 3);
  return path == std::string_view::npos ? text.size() : path;
}

}  // namespace

request_target::request_target(std::string_view text) {
  const auto parse = [this](std::string_view from) {
    if (const auto origin_form = urls::parse_origin_form(from)) {
      url_ = *origin_form;
      return true;
    }
    const auto absolute = urls::parse_absolute_uri(from);
    if (!absolute || !absolute->has_authority()) return false;
    if (absolute->scheme_id() != urls::scheme::http &&
        absolute->scheme_id() != urls::scheme::https)
      return false;
    url_ = *absolute;
    return true;
  };
  valid_ = parse(text);
  if (valid_) return;
  encoded_ = encoded(text, path_of(text));
  valid_ = parse(encoded_);
}

}  // namespace parley
