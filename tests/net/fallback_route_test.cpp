// SPDX-License-Identifier: Apache-2.0
#include "net/fallback_route.hpp"

#include "protocol/centrifuge/client.pb.h"

#include <boost/url/parse.hpp>
#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace parley {
namespace {

using verdict = connection_quota::verdict;

constexpr transport_options all_on{.http_stream = true,
                                   .sse = true,
                                   .uni_sse = true,
                                   .uni_websocket = true,
                                   .http_stream_body_size = 1'000,
                                   .sse_body_size = 2'000,
                                   .emulation_body_size = 3'000};

std::optional<route_result> ask(request_head head,
                                const transport_options& options = all_on,
                                verdict quota = verdict::admitted) {
  head.host = "me.example";
  const auto url = boost::urls::parse_origin_form(head.target);
  return route_fallback(head, *url, options, {"https://friend.example"}, quota);
}

http_answer answered(const request_head& head,
                     verdict quota = verdict::admitted) {
  const auto result = ask(head, all_on, quota);
  const auto* answer = result ? std::get_if<http_answer>(&*result) : nullptr;
  return answer ? *answer : http_answer{.status = 0};
}

emulation_route emulation(const request_head& head) {
  const auto result = ask(head);
  const auto* route = result ? accepted_as<emulation_route>(*result) : nullptr;
  EXPECT_TRUE(route) << head.target;
  return route ? *route : emulation_route(false, 0, {});
}

template <class Route>
Route found(const request_head& head) {
  const auto result = ask(head);
  const auto* route = result ? std::get_if<Route>(&*result) : nullptr;
  EXPECT_TRUE(route) << head.target;
  return route ? *route : Route{};
}

std::string header(const http_answer& answer, std::string_view name) {
  for (const auto& [key, value] : answer.headers)
    if (key == name) return std::string(value);
  return {};
}

unsigned status_with(const stream_route& route, std::string_view body) {
  const auto result = take_body(route, body);
  const auto* answer = std::get_if<http_answer>(&result);
  return answer ? answer->status : 0;
}

unsigned status_with(const emulation_route& route, std::string_view body) {
  const auto result = route.read(body);
  const auto* answer = std::get_if<http_answer>(&result);
  return answer ? answer->status : 0;
}

TEST(FallbackRoute, no_path_is_there_unless_it_is_switched_on) {
  for (const auto* path : {"/connection/http_stream", "/connection/sse",
                           "/connection/uni_sse", "/emulation"})
    EXPECT_FALSE(ask({.method = "POST", .target = path}, {})) << path;
  EXPECT_FALSE(ask({.method = "POST", .target = "/connection/nothing"}));
}

TEST(FallbackRoute, either_stream_brings_emulation) {
  const request_head post{.method = "POST", .target = "/emulation"};
  transport_options only_sse, only_http_stream, only_uni_sse;
  only_sse.sse = true;
  only_http_stream.http_stream = true;
  only_uni_sse.uni_sse = true;
  EXPECT_TRUE(ask(post, only_sse));
  EXPECT_TRUE(ask(post, only_http_stream));
  EXPECT_FALSE(ask(post, only_uni_sse));
}

TEST(FallbackRoute, other_methods_are_told_the_right_ones) {
  for (const auto* method : {"GET", "PUT", "DELETE", "HEAD"}) {
    for (const auto* path : {"/connection/http_stream", "/emulation"}) {
      const auto answer = answered({.method = method, .target = path});
      EXPECT_EQ(answer.status, 405u) << method << ' ' << path;
      EXPECT_EQ(header(answer, "Allow"), "POST, OPTIONS");
    }
  }
  EXPECT_EQ(answered({.method = "PUT", .target = "/connection/sse"}).status,
            405u);
}

TEST(FallbackRoute, a_preflight_of_an_allowed_page_is_granted) {
  const auto answer = answered({.method = "OPTIONS",
                                .target = "/emulation",
                                .origin = "https://friend.example",
                                .asked_headers = "content-type"});
  EXPECT_EQ(answer.status, 204u);
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"),
            "https://friend.example");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Credentials"), "true");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Headers"), "content-type");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Methods"), "POST, OPTIONS");
  EXPECT_EQ(header(answer, "Vary"), "Origin");
}

TEST(FallbackRoute, a_refused_page_gets_403_and_no_grant) {
  for (const auto* method : {"OPTIONS", "POST", "GET"}) {
    const auto answer = answered({.method = method,
                                  .target = "/connection/sse",
                                  .origin = "https://stranger.example"});
    EXPECT_EQ(answer.status, 403u) << method;
    EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "");
  }
}

TEST(FallbackRoute, who_is_no_page_gets_no_cors_headers) {
  const auto route = found<stream_route>(
      {.method = "POST", .target = "/connection/http_stream"});
  EXPECT_TRUE(route.headers.empty());
}

TEST(FallbackRoute, a_client_too_many_gets_no_stream_but_may_still_speak) {
  const request_head stream{.method = "POST",
                            .target = "/connection/http_stream"};
  EXPECT_EQ(answered(stream, verdict::process_full).status, 503u);
  EXPECT_EQ(answered(stream, verdict::address_full).status, 429u);
  const auto post = ask({.method = "POST", .target = "/emulation"}, all_on,
                        verdict::process_full);
  ASSERT_TRUE(post);
  EXPECT_TRUE(accepted_as<emulation_route>(*post));
}

TEST(FallbackRoute, every_path_has_its_own_bound_of_the_body) {
  EXPECT_EQ(found<stream_route>(
                {.method = "POST", .target = "/connection/http_stream"})
                .body_limit,
            1'000u);
  EXPECT_EQ(found<stream_route>({.method = "POST", .target = "/connection/sse"})
                .body_limit,
            2'000u);
  EXPECT_EQ(emulation({.method = "POST", .target = "/emulation"}).body_limit(),
            3'000u);
}

TEST(FallbackRoute, octets_mean_protobuf_on_an_http_stream) {
  const auto json =
      found<stream_route>({.method = "POST",
                           .target = "/connection/http_stream",
                           .content_type = "application/json; charset=utf-8"});
  EXPECT_EQ(json.wish.speaks, dialect::json);
  EXPECT_EQ(json.framing.format, stream_format::lines);
  EXPECT_EQ(stream_answer(json).content_type, "application/json");
  const auto protobuf =
      found<stream_route>({.method = "POST",
                           .target = "/connection/http_stream",
                           .content_type = "Application/Octet-Stream"});
  EXPECT_EQ(protobuf.wish.speaks, dialect::protobuf);
  EXPECT_EQ(protobuf.framing.format, stream_format::lengths);
  EXPECT_EQ(stream_answer(protobuf).content_type, "application/octet-stream");
}

TEST(FallbackRoute, an_old_client_gets_no_chunks) {
  EXPECT_TRUE(found<stream_route>(
                  {.method = "POST", .target = "/connection/http_stream"})
                  .framing.chunked);
  EXPECT_FALSE(found<stream_route>({.method = "POST",
                                    .target = "/connection/http_stream",
                                    .version = 10})
                   .framing.chunked);
}

TEST(FallbackRoute, an_event_stream_is_json_and_begins_with_its_query) {
  const auto route = found<stream_route>(
      {.method = "GET",
       .target = "/connection/sse?cf_connect=%7B%22id%22%3A1%7D",
       .content_type = "application/octet-stream"});
  EXPECT_EQ(route.wish.speaks, dialect::json);
  EXPECT_FALSE(route.wish.unidirectional);
  EXPECT_EQ(route.wish.first_message, "{\"id\":1}");
  EXPECT_EQ(route.framing.format, stream_format::events);
  const auto answer = stream_answer(route);
  EXPECT_EQ(answer.content_type, "text/event-stream");
  EXPECT_EQ(header(answer, "X-Accel-Buffering"), "no");
  EXPECT_EQ(header(answer, "Pragma"), "no-cache");
  EXPECT_NE(header(answer, "Cache-Control"), "");
}

TEST(FallbackRoute, a_listener_is_told_bare_pushes) {
  const auto route = found<stream_route>(
      {.method = "GET", .target = "/connection/uni_sse?cf_connect=%7B%7D"});
  EXPECT_TRUE(route.wish.unidirectional);
  EXPECT_TRUE(route.framing.bare);
  EXPECT_EQ(route.wish.first_message, "{}");
}

// A bare EventSource: anonymous, or identified by the proxy's header.
TEST(FallbackRoute, a_listener_need_not_say_anything) {
  for (const auto* target :
       {"/connection/uni_sse", "/connection/uni_sse?cf_connect="}) {
    auto route = found<stream_route>({.method = "GET", .target = target});
    EXPECT_EQ(route.wish.first_message, "{}");
    EXPECT_TRUE(
        std::holds_alternative<stream_route>(take_body(std::move(route), "")));
  }
}

TEST(TakeBody, the_body_of_a_stream_is_its_first_message) {
  const auto stream = found<stream_route>(
      {.method = "POST", .target = "/connection/http_stream"});
  const auto result = take_body(stream, "{\"id\":1}");
  EXPECT_EQ(std::get<stream_route>(result).wish.first_message, "{\"id\":1}");
  EXPECT_EQ(status_with(stream, ""), 400u);
}

TEST(TakeBody, what_the_query_said_is_not_replaced) {
  const auto stream = found<stream_route>(
      {.method = "GET", .target = "/connection/sse?cf_connect=query"});
  const auto result = take_body(stream, "body");
  EXPECT_EQ(std::get<stream_route>(result).wish.first_message, "query");
}

TEST(TakeBody, a_listener_has_to_say_an_object) {
  const auto stream =
      found<stream_route>({.method = "POST", .target = "/connection/uni_sse"});
  EXPECT_EQ(status_with(stream, "{}"), 0u);
  EXPECT_EQ(status_with(stream, "[]"), 400u);
  EXPECT_EQ(status_with(stream, "{\"token\":"), 400u);
}

TEST(TakeBody, an_emulation_request_is_read_in_json) {
  const auto post = emulation({.method = "POST", .target = "/emulation"});
  const auto result =
      post.read(R"({"session":"s","node":"n","data":"{}\n{\"id\":2}"})");
  const auto& read = std::get<emulated_message>(result);
  EXPECT_EQ(read.session, "s");
  EXPECT_EQ(read.node, "n");
  EXPECT_EQ(read.data, "{}\n{\"id\":2}");
}

TEST(TakeBody, an_emulation_request_is_read_in_protobuf) {
  const auto post = emulation({.method = "POST",
                               .target = "/emulation",
                               .content_type = "application/octet-stream"});
  centrifuge::EmulationRequest request;
  request.set_session("s");
  request.set_node("n");
  request.set_data(std::string("\0\x01", 2));
  const auto result = post.read(request.SerializeAsString());
  const auto& read = std::get<emulated_message>(result);
  EXPECT_EQ(read.session, "s");
  EXPECT_EQ(read.data, std::string("\0\x01", 2));
}

TEST(TakeBody, an_emulation_request_without_sense_gets_400) {
  const auto json = emulation({.method = "POST", .target = "/emulation"});
  for (const auto* body : {"", "nonsense", "[]", "{}", R"({"session":"s"})",
                           R"({"session":"s","node":"n","data":""})",
                           R"({"session":1,"node":"n","data":"{}"})",
                           R"({"node":"n","data":"{}"})"})
    EXPECT_EQ(status_with(json, body), 400u) << body;
  const auto protobuf = emulation({.method = "POST",
                                   .target = "/emulation",
                                   .content_type = "application/octet-stream"});
  EXPECT_EQ(status_with(protobuf, "\x0a\x7fshort"), 400u);
}

TEST(EmulationAnswer, another_node_is_not_found) {
  const emulation_route request(false, 0, {{"Vary", "Origin"}});
  EXPECT_EQ(request.answer_to(true).status, 204u);
  EXPECT_EQ(request.answer_to(false).status, 404u);
  EXPECT_EQ(header(request.answer_to(false), "Vary"), "Origin");
}

}  // namespace
}  // namespace parley
