// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_claims.hpp"

#include "protocol/base64.hpp"
#include "protocol/centrifuge/data_check.hpp"
#include "protocol/json_text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <simdjson.h>
#include <utility>

namespace parley {

namespace {

namespace ondemand = simdjson::ondemand;

/// Calls `visit(name, value)` for each member that is not null. False when
/// `source`, a value or a document, is not an object or a visit was false.
template <class Source, class Visit>
bool each_member(Source& source, Visit visit) {
  ondemand::object object;
  if (source.get_object().get(object)) return false;
  for (auto member : object) {
    std::string_view name;
    ondemand::value value;
    bool null = false;
    if (member.unescaped_key().get(name) || member.value().get(value) ||
        value.is_null().get(null))
      return false;
    if (!null && !visit(name, value)) return false;
  }
  return true;
}

bool read_text(ondemand::value value, std::string& out) {
  std::string_view text;
  if (value.get_string().get(text)) return false;
  out = text;
  return true;
}

bool read_base64(ondemand::value value, std::string& out) {
  std::string text;
  if (!read_text(value, text)) return false;
  auto bytes = decode_base64(text);
  if (!bytes) return false;
  out = std::move(*bytes);
  return true;
}

/// Any JSON, as it was written, and no deeper than a publication may be: other
/// clients are shown it. Raw newlines are only whitespace in valid JSON;
/// they would end a line of the protocol.
bool read_json(ondemand::value value, std::string& out) {
  std::string_view raw;
  if (simdjson::to_json_string(value).get(raw)) return false;
  out = raw;
  std::erase_if(out, [](char c) { return c == '\n' || c == '\r'; });
  const auto outline = outline_of_json(out);
  return outline && outline->depth <= centrifuge::json_depth_max;
}

bool read_json_object(ondemand::value value, std::string& out) {
  return read_json(value, out) && out.starts_with('{');
}

/// A time may be written as 1700000000, 1.7e9, 1700000000.5 or with more digits
/// than any type has (RFC 7519, section 2: NumericDate is any JSON number).
/// Times beyond 2^53 seconds mean never, and count as 2^53.
bool read_time(ondemand::value value, std::optional<unix_seconds>& out) {
  ondemand::json_type type{};
  if (value.type().get(type) || type != ondemand::json_type::number)
    return false;
  constexpr double limit = 9007199254740992.0;
  double seconds = 0;
  std::int64_t whole = 0;
  if (!value.get_int64().get(whole)) {
    seconds = static_cast<double>(whole);
  } else if (value.get_double().get(seconds)) {
    // A number that no double holds: its sign and size are all that counts.
    const std::string text(value.raw_json_token());
    seconds = std::strtod(text.c_str(), nullptr);
  }
  out = static_cast<unix_seconds>(std::clamp(seconds, -limit, limit));
  return true;
}

bool read_texts(ondemand::value value, std::vector<std::string>& out) {
  out.clear();
  ondemand::array array;
  if (value.get_array().get(array)) return false;
  for (auto element : array) {
    ondemand::value text;
    if (element.get(text) || !read_text(text, out.emplace_back())) return false;
  }
  return true;
}

/// `"one"` or `["one", "two"]`.
bool read_audience(ondemand::value value, std::vector<std::string>& out) {
  ondemand::json_type type{};
  if (value.type().get(type)) return false;
  if (type == ondemand::json_type::array) return read_texts(value, out);
  out.assign(1, {});
  return read_text(value, out.front());
}

/// `{"value": true}`
bool read_switch(ondemand::value value, std::optional<bool>& out) {
  return each_member(value, [&](auto name, ondemand::value member) {
    bool flag = false;
    if (name != "value") return true;
    if (member.get_bool().get(flag)) return false;
    out = flag;
    return true;
  });
}

bool read_override(ondemand::value value, channel_override& out) {
  return each_member(value, [&](auto name, ondemand::value member) {
    if (name == "presence") return read_switch(member, out.presence);
    if (name == "join_leave") return read_switch(member, out.join_leave);
    if (name == "force_push_join_leave")
      return read_switch(member, out.force_push_join_leave);
    if (name == "force_positioning")
      return read_switch(member, out.force_positioning);
    if (name == "force_recovery")
      return read_switch(member, out.force_recovery);
    return true;
  });
}

/// A grant while its members come in, in any order: bytes in base64 go before
/// JSON of the same name.
struct grant_reader {
  subscription_grant grant;
  std::string b64info;
  std::string b64data;

  /// False for a wrong type; names of other things are no concern of it.
  bool read(std::string_view name, ondemand::value value) {
    if (name == "info") return read_json(value, grant.info);
    if (name == "b64info") return read_base64(value, b64info);
    if (name == "data") return read_json(value, grant.data);
    if (name == "b64data") return read_base64(value, b64data);
    if (name == "override") return read_override(value, grant.override);
    return true;
  }

  subscription_grant finished() && {
    if (!b64info.empty()) grant.info = std::move(b64info);
    if (!b64data.empty()) grant.data = std::move(b64data);
    return std::move(grant);
  }
};

bool read_subscriptions(
    ondemand::value value,
    std::map<std::string, subscription_grant, std::less<>>& out) {
  out.clear();
  return each_member(value, [&](auto name, ondemand::value member) {
    grant_reader reader;
    const auto read = [&](auto part, ondemand::value inner) {
      return reader.read(part, inner);
    };
    if (!each_member(member, read)) return false;
    out.insert_or_assign(std::string(name), std::move(reader).finished());
    return true;
  });
}

/// Someone else's claim may have a number for the user.
bool read_user(ondemand::value value, std::string& out) {
  std::int64_t number = 0;
  if (value.get_int64().get(number)) return read_text(value, out);
  out = std::to_string(number);
  return true;
}

using claim_reader = bool (*)(ondemand::value, token_claims&);

template <auto Member, auto Read>
bool into(ondemand::value value, token_claims& out) {
  return Read(value, out.*Member);
}

using named_reader = std::pair<std::string_view, claim_reader>;

constexpr auto claim_readers = std::to_array<named_reader>({
    {"aud", into<&token_claims::audience, read_audience>},
    {"iss", into<&token_claims::issuer, read_text>},
    {"exp", into<&token_claims::expires, read_time>},
    {"nbf", into<&token_claims::not_before, read_time>},
    {"iat", into<&token_claims::issued, read_time>},
    {"expire_at", into<&token_claims::expire_at, read_time>},
    {"guest_since", into<&token_claims::guest_since, read_time>},
    {"channel", into<&token_claims::channel, read_text>},
    {"client", into<&token_claims::client, read_text>},
    {"meta", into<&token_claims::meta, read_json_object>},
    {"subs", into<&token_claims::subscriptions, read_subscriptions>},
});

}  // namespace

unix_seconds token_claims::expires_at() const {
  return std::max(expire_at.value_or(expires.value_or(0)), unix_seconds{0});
}

std::optional<token_claims> read_claims(std::string_view json,
                                        std::string_view user_claim) {
  // The on-demand parser validates only the parts it visits, so the whole text
  // is validated first: embedded JSON goes to other clients unchanged.
  if (!outline_of_json(json)) return std::nullopt;
  const simdjson::padded_string padded(json);
  ondemand::parser parser;
  ondemand::document document;
  if (parser.iterate(padded).get(document)) return std::nullopt;
  token_claims out;
  grant_reader grant;
  std::vector<std::string> channels;
  const auto read = [&](auto name, ondemand::value value) {
    if (name == user_claim)
      return name == "sub" ? read_text(value, out.user)
                           : read_user(value, out.user);
    if (name == "channels") return read_texts(value, channels);
    const auto* found =
        std::ranges::find(claim_readers, name, &named_reader::first);
    return found != std::end(claim_readers) ? found->second(value, out)
                                            : grant.read(name, value);
  };
  if (!each_member(document, read)) return std::nullopt;
  out.grant = std::move(grant).finished();
  if (out.subscriptions.empty())
    for (auto& channel : channels)
      out.subscriptions.try_emplace(std::move(channel));
  return out;
}

}  // namespace parley
