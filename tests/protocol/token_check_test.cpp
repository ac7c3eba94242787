// SPDX-License-Identifier: Apache-2.0
#include "protocol/token_check.hpp"

#include "tests/protocol/token_signing.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>
#include <string>

namespace parley {
namespace {

constexpr unix_seconds now = 1'700'000'000;

std::optional<token_problem> problem(const std::string& json,
                                     token_settings settings = {}) {
  settings.hmac_secret_key = "secret";
  settings.leeway = {};
  return token_check(settings).run(hmac_token(json, "secret"), now).problem;
}

/// What a check with a secret says of any text.
token_verdict judge(const std::string& token) {
  return token_check(with({{&token_settings::hmac_secret_key, "secret"}}))
      .run(token, now);
}

TEST(token_check, tells_what_a_good_token_says) {
  const auto verdict = judge(hmac_token(R"({"sub":"42"})", "secret"));
  EXPECT_FALSE(verdict.problem);
  ASSERT_TRUE(verdict.claims);
  EXPECT_EQ(verdict.claims->user, "42");
}

TEST(token_check, tells_nothing_of_what_nobody_of_ours_has_signed) {
  const auto verdict = judge(hmac_token(R"({"sub":"42","exp":1})", "other"));
  EXPECT_EQ(verdict.problem, token_problem::signature);
  EXPECT_FALSE(verdict.claims);
}

TEST(token_check, finds_every_changed_character) {
  const auto token = hmac_token(R"({"sub":"42","info":{"a":1}})", "secret");
  ASSERT_FALSE(judge(token).problem);
  for (std::size_t i = 0; i < token.size(); ++i) {
    for (const char other : {'A', 'B', '.', '=', '\0', '\xff'}) {
      auto changed = token;
      changed[i] = other;
      if (changed == token) continue;
      EXPECT_TRUE(judge(changed).problem) << i << ' ' << changed;
    }
    EXPECT_TRUE(judge(token.substr(0, i)).problem) << i;
  }
  EXPECT_TRUE(judge(token + 'A').problem);
  EXPECT_TRUE(judge(token + '=').problem);
  EXPECT_TRUE(judge(token + '\n').problem);
}

TEST(token_check, takes_one_spelling_of_a_signature) {
  const auto pair = key_pair::on_curve("P-256");
  const token_check check(
      with({{&token_settings::ecdsa_public_key, pair.public_pem()}}));
  auto token = pair.token("{}", "ES256");
  EXPECT_FALSE(check.run(token, now).problem);
  EXPECT_TRUE(check.run(token + "==", now).problem);
  EXPECT_TRUE(check.run(token + '\n', now).problem);
  ++token.back();  // one of four bits that say nothing
  EXPECT_TRUE(check.run(token, now).problem);
}

TEST(token_check, refuses_what_is_not_a_token) {
  const auto header = encode_base64url(R"({"alg":"HS256"})");
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("..."),
        std::string("a.b.c"), std::string("not a token"), header,
        header + ".e30", header + ".e30.sig.x", "!" + header + ".e30.AA",
        encode_base64url("[]") + ".e30.AA", encode_base64url("{}") + ".e30.AA",
        encode_base64url("nonsense") + ".e30.AA",
        encode_base64url(R"({"alg":256})") + ".e30.AA",
        encode_base64url(R"({"alg":null})") + ".e30.AA"})
    EXPECT_EQ(judge(text).problem, token_problem::form) << text;
}

TEST(token_check, refuses_an_algorithm_it_has_no_key_for) {
  for (const std::string name : {"none", "NONE", "hs256", "RS256", "ES256",
                                 "HS1", "PS256", "EdDSA", ""}) {
    const auto input = signing_input(R"({"alg":")" + name + "\"}", "{}");
    EXPECT_EQ(judge(input + '.').problem, token_problem::algorithm) << name;
    EXPECT_EQ(judge(input + ".AA").problem, token_problem::algorithm) << name;
  }
}

TEST(token_check, does_not_let_a_second_alg_change_the_first) {
  for (const auto* header :
       {R"({"alg":"HS256","alg":"none"})", R"({"alg":"none","alg":"HS256"})",
        R"({"alg":"HS256","alg":"HS256"})"}) {
    const auto input = signing_input(header, "{}");
    EXPECT_EQ(judge(input + '.').problem, token_problem::form);
    EXPECT_EQ(judge(input + ".AA").problem, token_problem::form);
  }
}

TEST(token_check, refuses_headers_that_must_be_understood) {
  const auto good = hmac_token("{}", "secret");
  const auto rest = good.substr(good.find('.'));
  const auto header = R"({"alg":"HS256","crit":["exp"],"exp":1})";
  EXPECT_EQ(judge(encode_base64url(header) + rest).problem,
            token_problem::form);
}

TEST(token_check, looks_at_16_KiB_and_no_more) {
  const auto padded = [](std::size_t size) {
    return hmac_token(R"({"x":")" + std::string(size, 'x') + R"("})", "secret");
  };
  auto size = token_size_max * 3 / 4 - 200;
  while (padded(size + 1).size() <= token_size_max) ++size;
  EXPECT_FALSE(judge(padded(size)).problem);
  EXPECT_EQ(judge(padded(size + 2)).problem, token_problem::form);
  EXPECT_EQ(judge(std::string(500'000, 'a')).problem, token_problem::form);
}

TEST(token_check, refuses_claims_it_cannot_read) {
  EXPECT_EQ(problem(R"({"sub":42})"), token_problem::claims);
  EXPECT_TRUE(problem("[]"));
  EXPECT_TRUE(problem("nonsense"));
  EXPECT_TRUE(problem(""));
}

TEST(token_check, ends_a_token_at_its_exp) {
  const auto at = [](unix_seconds time) {
    return problem(R"({"exp":)" + std::to_string(time) + "}");
  };
  EXPECT_FALSE(at(now + 1));
  EXPECT_EQ(at(now), token_problem::expired);
  EXPECT_EQ(at(0), token_problem::expired);
  EXPECT_EQ(at(-5), token_problem::expired);
  EXPECT_FALSE(problem(R"({"exp":1.8e9})"));
}

TEST(token_check, still_tells_what_an_expired_token_says) {
  const auto verdict = judge(hmac_token(R"({"sub":"42","exp":5})", "secret"));
  EXPECT_EQ(verdict.problem, token_problem::expired);
  ASSERT_TRUE(verdict.claims);
  EXPECT_EQ(verdict.claims->expires, 5);
}

TEST(token_check, begins_a_token_at_its_nbf) {
  EXPECT_FALSE(problem(R"({"nbf":1700000000})"));
  EXPECT_EQ(problem(R"({"nbf":1700000001})"), token_problem::early);
  EXPECT_EQ(problem(R"({"nbf":1700000001,"exp":1})"), token_problem::expired);
}

TEST(token_check, wants_the_audience) {
  const token_settings chat = with({{&token_settings::audience, "chat"}});
  EXPECT_FALSE(problem(R"({"aud":"chat"})", chat));
  EXPECT_FALSE(problem(R"({"aud":["shop","chat"]})", chat));
  for (const auto* json :
       {"{}", R"({"aud":"Chat"})", R"({"aud":"chats"})", R"({"aud":[]})",
        R"({"aud":["shop"]})", R"({"aud":["shop"],"exp":1})"})
    EXPECT_EQ(problem(json, chat), token_problem::audience) << json;
  EXPECT_FALSE(problem(R"({"aud":"anything"})"));
}

TEST(token_check, finds_a_regex_anywhere_in_the_audience) {
  const token_settings open =
      with({{&token_settings::audience_regex, "chat[0-9]"}});
  EXPECT_FALSE(problem(R"({"aud":"my-chat7-eu"})", open));
  EXPECT_FALSE(problem(R"({"aud":["x","chat7"]})", open));
  EXPECT_EQ(problem(R"({"aud":["x","chat"]})", open), token_problem::audience);
  EXPECT_EQ(problem("{}", open), token_problem::audience);
  const token_settings whole =
      with({{&token_settings::audience_regex, "^chat[0-9]$"}});
  EXPECT_EQ(problem(R"({"aud":"my-chat7"})", whole), token_problem::audience);
}

TEST(token_check, wants_the_issuer) {
  const token_settings exact =
      with({{&token_settings::issuer, "https://id.example"}});
  EXPECT_FALSE(problem(R"({"iss":"https://id.example"})", exact));
  EXPECT_EQ(problem(R"({"iss":"https://id.example/"})", exact),
            token_problem::issuer);
  EXPECT_EQ(problem("{}", exact), token_problem::issuer);
  const token_settings regex =
      with({{&token_settings::issuer_regex, "^https://[a-z]+\\.example$"}});
  EXPECT_FALSE(problem(R"({"iss":"https://id.example"})", regex));
  EXPECT_EQ(problem(R"({"iss":"https://id.example.org"})", regex),
            token_problem::issuer);
  EXPECT_EQ(problem("{}", regex), token_problem::issuer);
}

TEST(token_check, says_which_setting_it_cannot_use) {
  const auto complaint = [](const token_settings& settings) -> std::string {
    try {
      const token_check check(settings);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return {};
  };
  EXPECT_EQ(complaint(with({{&token_settings::audience, "a"},
                            {&token_settings::audience_regex, "b"}})),
            "audience and audience_regex are both set: choose one");
  EXPECT_EQ(complaint(with({{&token_settings::issuer, "a"},
                            {&token_settings::issuer_regex, "b"}})),
            "issuer and issuer_regex are both set: choose one");
  EXPECT_EQ(complaint(with({{&token_settings::issuer_regex, "("}})),
            "issuer_regex is not a regex (RE2): missing ): (");
}

TEST(token_check, has_a_sentence_of_its_own_for_each_problem) {
  std::set<std::string_view> sentences;
  std::set<std::string_view> words;
  using enum token_problem;
  for (const auto each :
       {form, algorithm, signature, claims, kind, audience, issuer, other_user,
        other_channel, other_client, early, expired}) {
    sentences.insert(explain(each));
    words.insert(word_for(each));
  }
  EXPECT_EQ(sentences.size(), 12U);
  EXPECT_EQ(words.size(), 12U);
}

}  // namespace
}  // namespace parley
