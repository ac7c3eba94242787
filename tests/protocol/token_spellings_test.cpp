// SPDX-License-Identifier: Apache-2.0
// Tokens that RFC 7519, 7515 and 8259 allow, in the spellings that libraries
// make; and those that they do not allow.
#include "protocol/token_check.hpp"
#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;

using reason = std::optional<token_problem>;
constexpr reason good;

using enum token_problem;

token_verdict judge(const std::string& token) {
  const auto settings = with({{&token_settings::hmac_secret_key, "secret"}});
  return token_check(settings).run(token, now);
}

std::string nested(std::size_t depth) {
  return R"({"sub":"a","deep":)" + std::string(depth, '[') +
         std::string(depth, ']') + "}";
}

struct spelling {
  std::string json;
  reason wanted;
};

void expect_claims(const std::vector<spelling>& table) {
  for (const auto& [json, wanted] : table)
    EXPECT_EQ(judge(hmac_token(json, "secret")).problem, wanted)
        << json.substr(0, 80);
}

// RFC 7519, section 2: NumericDate is a JSON number, of any spelling.
TEST(token_spellings, of_times_are_any_number) {
  expect_claims({
      {R"({"exp":1700000001})", good},
      {R"({"exp":1.8e9})", good},
      {R"({"exp":18E8})", good},
      {R"({"exp":1800000000.123456789012345678901234567890})", good},
      {R"({"exp":9223372036854775807})", good},
      {R"({"exp":9223372036854775808})", good},
      {R"({"exp":18446744073709551616})", good},
      {R"({"exp":100000000000000000000000000000})", good},
      {R"({"exp":1e308})", good},
      {R"({"exp":1e400})", good},
      {R"({"nbf":-1e400})", good},
      {R"({"exp":1.6e9})", expired},
      {R"({"exp":0})", expired},
      {R"({"exp":-1})", expired},
      {R"({"exp":-0})", expired},
      {R"({"exp":1e-400})", expired},
      {R"({"nbf":1.8e9})", early},
      {R"({"nbf":1e400})", early},
      {R"({"iat":1800000000})", good},
      {R"({"iat":1e400})", good},
      {R"({"exp":null,"nbf":null,"iat":null,"aud":null,"sub":null})", good},
      {R"({"exp":"1800000000"})", claims},
      {R"({"exp":true})", claims},
      {R"({"exp":[1800000000]})", claims},
      {R"({"nbf":"soon"})", claims},
  });
}

// RFC 7519, sections 4, 4.1.2 and 4.1.3; of two of one name the last counts.
TEST(token_spellings, of_other_claims_have_the_types_of_the_rfc) {
  expect_claims({
      {R"({"aud":"a"})", good},
      {R"({"aud":["a","b"]})", good},
      {R"({"aud":[]})", good},
      {R"({"aud":1})", claims},
      {R"({"aud":["a",1]})", claims},
      {R"({"sub":"-3639903027111337383"})", good},
      {R"({"sub":42})", claims},
      {R"({"sub":4.2})", claims},
      {R"({"sub":{}})", claims},
      {R"({"sub":1,"sub":"a"})", claims},
      {R"({"exp":1,"exp":1800000000})", good},
      {R"({"exp":1800000000,"exp":1})", expired},
  });
}

// RFC 8259: numbers, escapes, white space and depth have no bounds.
TEST(token_spellings, of_json_are_all_that_the_rfc_allows) {
  expect_claims({
      {R"({"info":{"n":18446744073709551616}})", good},
      {R"({"info":{"n":1e400}})", good},
      {R"({"x":123456789012345678901234567890,"sub":"a"})", good},
      {R"({"sub":"a\u0000b"})", good},
      {R"({"info":{"s":"a\u0000b"}})", good},
      {R"({"x\u0000y":1})", good},
      {R"({"sub":"\ud83d\ude00"})", good},
      {"\t\n {\r\n \"sub\" :\t\"a\" ,\n \"exp\" : 1800000000 } \n", good},
      {nested(900), good},
      {nested(2'000), good},
      {R"({"info":)" + nested(2'000) + "}", claims},
      {R"({"channel":"","client":"","meta":{}})", good},
      {R"({"sub":"a",})", claims},
      {R"({"sub":'a'})", claims},
      {R"({"exp":01})", claims},
      {R"({"exp":+1})", claims},
      {R"({"exp":.5})", claims},
      {R"({"exp":NaN})", claims},
      {R"({"exp":Infinity})", claims},
      {R"({"sub":"a"} x)", claims},
      {"\xef\xbb\xbf{}", claims},
      {"{\"sub\":\"\xff\"}", claims},
      {"", claims},
      {"[]", claims},
  });
}

TEST(token_spellings, of_headers_are_all_that_the_rfc_allows) {
  const std::vector<spelling> table{
      {R"({"alg":"HS256"})", good},
      {R"({"typ":"JWT","alg":"HS256"})", good},
      {R"({"alg":"HS256","typ":"jwt"})", good},
      {R"({"alg":"HS256","typ":"at+jwt"})", good},
      {R"({"alg":"HS256","cty":"JWT"})", good},
      {R"({"alg":"HS256","kid":"2026-11"})", good},
      {R"({"alg":"HS256","kid":7})", good},
      {R"({"kid":null,"alg":"HS256","x5t":"AA"})", good},
      {R"({"alg":"HS256","n":18446744073709551616})", good},
      {R"({"alg":"HS\u0032\u0035\u0036"})", good},
      {"{\n  \"alg\" : \"HS256\" ,\n  \"typ\" : \"JWT\"\n}\n", good},
      {R"({"alg":"HS256","typ":null})", good},
      {R"({"alg":"hs256"})", algorithm},
      {R"({"alg":"none"})", algorithm},
      {R"({"alg":"HS256","alg":"HS256"})", form},
      {R"({"alg":"HS256","crit":["exp"],"exp":1})", form},
      {R"({"alg":"HS256","crit":[]})", form},
      {R"({"ALG":"HS256"})", form},
      {R"({"alg":["HS256"]})", form},
      {R"({"typ":"JWT"})", form},
      {R"({"alg":"HS256"} {})", form},
      {R"({"alg":"HS256",})", form},
      {R"(["HS256"])", form},
  };
  for (const auto& [header, wanted] : table) {
    const auto token = token_with_header(header, R"({"sub":"a"})", "secret");
    EXPECT_EQ(judge(token).problem, wanted) << header;
  }
}

TEST(token_spellings, leave_texts_and_numbers_as_they_were_written) {
  const auto verdict = judge(hmac_token(
      R"({"sub":"a\u0000b","info":{"n":18446744073709551616,"x":1.10}})",
      "secret"));
  ASSERT_TRUE(verdict.claims);
  EXPECT_EQ(verdict.claims->user, std::string("a\0b", 3));
  EXPECT_EQ(verdict.claims->grant.info,
            R"({"n":18446744073709551616,"x":1.10})");
}

}  // namespace
}  // namespace parley
