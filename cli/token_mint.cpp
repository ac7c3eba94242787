// SPDX-License-Identifier: Apache-2.0
#include "cli/token_mint.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/token_sign.hpp"
#include "protocol/utf8.hpp"

#include <algorithm>
#include <variant>

namespace parley {

namespace {

/// `text` as JSON.
std::string quoted(const std::string& text, const std::string& option) {
  if (!is_utf8(text)) throw token_usage_error(option + " is not UTF-8");
  return centrifuge::quoted(text);
}

std::string claims_of(const token_wish& wish, unix_seconds now) {
  auto json = R"({"iat":)" + std::to_string(now) + R"(,"sub":)" +
              quoted(wish.user, "--user");
  if (wish.lifetime)
    json += R"(,"exp":)" + std::to_string(now + wish.lifetime->count());
  if (!wish.channel.empty())
    json += R"(,"channel":)" + quoted(wish.channel, "--channel");
  if (!wish.info.empty()) {
    if (!centrifuge::is_json(wish.info))
      throw token_usage_error("--info is not JSON: " + wish.info);
    json += R"(,"info":)" + wish.info;
  }
  if (!wish.channels.empty()) {
    std::string list;
    for (const auto& channel : wish.channels)
      list += (list.empty() ? "" : ",") + quoted(channel, "--channels");
    json += R"(,"channels":[)" + list + ']';
  }
  return json + '}';
}

std::string algorithm_for(const token_wish& wish, const signing_key& key) {
  if (wish.algorithm.empty()) return key.algorithms.front();
  if (std::ranges::find(key.algorithms, wish.algorithm) != key.algorithms.end())
    return wish.algorithm;
  std::string able;
  for (const auto& algorithm : key.algorithms) able += ' ' + algorithm;
  throw token_usage_error("--alg " + wish.algorithm +
                          ": this key signs with:" + able);
}

}  // namespace

std::string mint(const token_wish& wish, const signing_key& key,
                 unix_seconds now) {
  const auto made =
      sign_token(claims_of(wish, now), algorithm_for(wish, key), key.text);
  if (const auto* token = std::get_if<std::string>(&made)) return *token;
  // libjwt keeps no whole numbers beyond 64 bits with a sign.
  throw token_usage_error(std::get<sign_fault>(made) == sign_fault::claims
                              ? "--info has a number that a token cannot have"
                              : "this key cannot sign");
}

}  // namespace parley
