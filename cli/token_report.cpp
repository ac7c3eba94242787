// SPDX-License-Identifier: Apache-2.0
#include "cli/token_report.hpp"

#include "protocol/centrifuge/json.hpp"

#include <array>
#include <ctime>
#include <optional>
#include <utility>

namespace parley {

namespace {

std::string date_of(unix_seconds time) {
  const std::time_t seconds = time;
  std::tm parts{};
  std::array<char, 64> text{};
  constexpr int last_year = 9'999 - 1'900;  // tm_year counts from 1900
  if (!gmtime_r(&seconds, &parts) || parts.tm_year > last_year ||
      std::strftime(text.data(), text.size(), "%F %T UTC", &parts) == 0)
    return std::to_string(time);  // years beyond any calendar
  return text.data();
}

std::string line(std::string name, const std::string& value) {
  name.resize(11, ' ');
  return "  " + name + value + '\n';
}

/// Embedded JSON; or bytes, which are not for a terminal.
std::string shown(const std::string& info) {
  if (centrifuge::is_json(info)) return info;
  return std::to_string(info.size()) + " bytes";
}

std::string names_of(const token_claims& claims) {
  std::string out;
  for (const auto& [name, grant] : claims.subscriptions)
    out += (out.empty() ? "" : ", ") + centrifuge::quoted(name);
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts)
    out += (out.empty() ? "" : ", ") + centrifuge::quoted(text);
  return out;
}

}  // namespace

token_verdict judge(std::string_view token, const checking_keys& keys,
                    unix_seconds now) {
  auto verdict = token_check(keys.connection).run(token, now);
  if (verdict.claims && verdict.claims->channel.empty()) return verdict;
  auto as_subscription = token_check(keys.subscription).run(token, now);
  const bool is_subscription =
      as_subscription.claims && !as_subscription.claims->channel.empty();
  return verdict.claims || is_subscription ? as_subscription : verdict;
}

std::string describe(const token_claims& claims) {
  const bool connection = claims.channel.empty();
  auto out = std::string(connection ? "connection" : "subscription") +
             " token\n" + line("user", centrifuge::quoted(claims.user));
  if (!connection) out += line("channel", centrifuge::quoted(claims.channel));
  if (!claims.client.empty())
    out += line("client", centrifuge::quoted(claims.client));
  if (connection && !claims.subscriptions.empty())
    out += line("channels", names_of(claims));
  if (!claims.grant.info.empty()) out += line("info", shown(claims.grant.info));
  if (!claims.grant.data.empty()) out += line("data", shown(claims.grant.data));
  if (!claims.meta.empty()) out += line("meta", claims.meta);
  if (!claims.audience.empty())
    out += line("audience", joined(claims.audience));
  if (!claims.issuer.empty())
    out += line("issuer", centrifuge::quoted(claims.issuer));
  if (claims.issued) out += line("issued", date_of(*claims.issued));
  out += line("expires", claims.expires ? date_of(*claims.expires) : "never");
  if (claims.expire_at)
    out += line(connection ? "connected" : "subscribed",
                claims.expires_at() == 0
                    ? "without end"
                    : "until " + date_of(claims.expires_at()));
  return out;
}

}  // namespace parley
