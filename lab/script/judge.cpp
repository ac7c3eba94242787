// SPDX-License-Identifier: Apache-2.0
#include "lab/script/judge.hpp"

#include "lab/script/wording.hpp"

#include <boost/regex.hpp>

#include <algorithm>

namespace parley::script {

namespace {

// Boost's and not the standard library's: std::regex recurses once a character
// and overflows the stack on messages of a few ten thousand bytes.
boost::regex compile(const std::string& regex) {
  return boost::regex(regex, boost::regex::ECMAScript);
}

// For two long messages that may look the same as far as they are shown.
std::string difference(const message& wanted, const message& got) {
  constexpr std::size_t visible = 100;
  const auto at = static_cast<std::size_t>(
      std::ranges::mismatch(wanted.data, got.data).in1 - wanted.data.begin());
  if (wanted.kind != got.kind || at < visible) return "";
  return ", different from byte " + std::to_string(at + 1) + " on";
}

struct judge_event {
  const event& got;

  complaint operator()(const message& wanted) const {
    const auto what = std::get_if<message>(&got);
    if (what && *what == wanted) return std::nullopt;
    return mismatch(wanted) + (what ? difference(wanted, *what) : "");
  }

  complaint operator()(const pattern& wanted) const {
    const auto what = std::get_if<message>(&got);
    if (!what || what->kind != payload::text) return mismatch(wanted);
    try {
      const auto flags =
          boost::match_not_dot_newline | boost::match_single_line;
      if (boost::regex_search(what->data, compile(wanted.regex), flags))
        return std::nullopt;
    } catch (const std::runtime_error& error) {
      return mismatch(wanted) + ", which could not be tried: " + error.what();
    }
    return mismatch(wanted);
  }

  complaint operator()(const closed& wanted) const {
    const auto how = std::get_if<ending>(&got);
    if (how && (!wanted.code || *wanted.code == how->code) &&
        (!wanted.reason || *wanted.reason == how->reason))
      return std::nullopt;
    return mismatch(wanted);
  }

  std::string mismatch(const expectation& wanted) const {
    return "expected " + describe(wanted) + ", got " + describe(got);
  }
};

}  // namespace

std::optional<std::string> regex_error(const std::string& regex) {
  try {
    compile(regex);
    return std::nullopt;
  } catch (const boost::regex_error& error) {
    return error.what();
  }
}

complaint judge(const expectation& wanted, const event& got) {
  return std::visit(judge_event{got}, wanted);
}

}  // namespace parley::script
