// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/api_codec.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace parley::centrifuge {
namespace {

/// What a call is understood as; throws for one that is not.
api_request call(std::string method, std::string body) {
  return std::get<api_request>(*decode({std::move(method), std::move(body)}));
}

api::Command command(std::string method, std::string body) {
  return std::get<api::Command>(call(std::move(method), std::move(body)));
}

bool is_method(std::string name) {
  const auto read = decode({std::move(name), "{}"});
  return !std::holds_alternative<reply_error>(*read);
}

api::Reply failed(reply_error code) {
  api::Reply reply;
  set_error(*reply.mutable_error(), code);
  return reply;
}

TEST(ApiCodec, a_publication_is_read_as_a_back_end_sends_it) {
  const auto publish =
      command("publish", R"({"channel":"recovery:x","data":{"seq":1},)"
                         R"("skip_history":true,"tags":{"a":"b"},)"
                         R"("idempotency_key":"k","delta":true,"version":1,)"
                         R"("exclude_client":"c","exclude_user":"u"})")
          .publish();
  EXPECT_EQ(publish.channel(), "recovery:x");
  EXPECT_EQ(publish.data(), R"({"seq":1})");
  EXPECT_TRUE(publish.skip_history());
  EXPECT_EQ(publish.tags().at("a"), "b");
  EXPECT_EQ(publish.idempotency_key(), "k");
  EXPECT_EQ(publish.exclude_client(), "c");
  EXPECT_EQ(publish.exclude_user(), "u");
}

TEST(ApiCodec, every_method_is_known) {
  for (const auto* name :
       {"publish", "broadcast", "subscribe", "unsubscribe", "disconnect",
        "refresh", "presence", "presence_stats", "history", "history_remove",
        "channels", "info", "batch", "rpc"})
    EXPECT_TRUE(is_method(name)) << name;
  for (const auto* name : {"Publish", "error", "publish/", "map_publish", "x"})
    EXPECT_FALSE(is_method(name)) << name;
}

TEST(ApiCodec, an_unknown_method_is_an_error_whatever_the_body) {
  const auto read = decode({"nope", "not json"});
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<reply_error>(*read), reply_error::method_not_found);
}

TEST(ApiCodec, overrides_and_positions_are_read) {
  const auto subscribe =
      command("subscribe", R"({"user":"u","channel":"c","info":[1],)"
                           R"("recover_since":{"offset":5,"epoch":"E"},)"
                           R"("override":{"presence":{"value":true},)"
                           R"("join_leave":{}},"expire_at":1700000000})")
          .subscribe();
  EXPECT_EQ(subscribe.info(), "[1]");
  EXPECT_EQ(subscribe.recover_since().offset(), 5u);
  EXPECT_TRUE(subscribe.override().presence().value());
  EXPECT_TRUE(subscribe.override().has_join_leave());
  EXPECT_FALSE(subscribe.override().has_force_recovery());
  EXPECT_EQ(subscribe.expire_at(), 1'700'000'000);
  const auto disconnect =
      command("disconnect", R"({"user":"u","whitelist":["a","b"],)"
                            R"("disconnect":{"code":4000,"reason":"r"}})")
          .disconnect();
  EXPECT_EQ(disconnect.whitelist(1), "b");
  EXPECT_EQ(disconnect.disconnect().code(), 4000u);
}

TEST(ApiCodec, a_batch_has_commands_in_order) {
  const auto read =
      call("batch", R"({"parallel":true,"commands":[)"
                    R"({"publish":{"channel":"a","data":1}},{"info":{}},{}]})");
  const auto& request = std::get<api_batch>(read).request;
  EXPECT_TRUE(request.parallel());
  ASSERT_EQ(request.commands_size(), 3);
  EXPECT_EQ(request.commands(0).publish().channel(), "a");
  EXPECT_TRUE(request.commands(1).has_info());
  EXPECT_EQ(request.commands(2).ByteSizeLong(), 0u);
}

TEST(ApiCodec, the_old_endpoint_has_the_method_in_its_body) {
  const auto publish =
      command("", R"({"method":"publish","params":{"channel":"c","data":[]}})");
  EXPECT_EQ(publish.publish().channel(), "c");
  EXPECT_TRUE(command("", R"({"method":"info"})").has_info());
  EXPECT_TRUE(command("", R"({"method":"info","params":null})").has_info());
  EXPECT_FALSE(decode({"", R"({"method":"publish","params":[]})"}));
  for (const auto* body : {"{}", R"({"method":"nope"})", R"({"method":""})"})
    EXPECT_EQ(std::get<reply_error>(*decode({"", body})),
              reply_error::method_not_found)
        << body;
}

TEST(ApiCodec, a_body_that_is_not_understood_is_no_call) {
  for (const auto* body : {"", "[]", "{", "null", R"({"channel":1})",
                           R"({"data":{}} x)", R"({"tags":{"a":1}})"})
    EXPECT_FALSE(decode({"publish", body})) << body;
  for (const auto* body : {"", "[]", "{", "null", R"({"method":1})"})
    EXPECT_FALSE(decode({"", body})) << body;
  EXPECT_FALSE(decode({"publish", std::string(1'000'000, '{')}));
  EXPECT_FALSE(decode({"batch", R"({"commands":[{"publish":1}]})"}));
  EXPECT_FALSE(decode({"batch", R"({"commands":{}})"}));
  const auto undecoded = undecodable("why");
  EXPECT_EQ(undecoded.status, 400u);
  EXPECT_EQ(undecoded.body,
            R"({"error":{"code":107,"message":"bad request","detail":"why"}})");
}

// -- answers ------------------------------------------------------------------

TEST(ApiCodec, a_result_is_always_an_object) {
  api::Reply reply;
  reply.mutable_publish();
  for (const bool transport_errors : {false, true}) {
    const auto answer = encode(reply, transport_errors);
    EXPECT_EQ(answer.status, 200u);
    EXPECT_EQ(answer.body, R"({"result":{}})");
  }
  reply.mutable_publish()->set_offset(5);
  reply.mutable_publish()->set_epoch("E");
  EXPECT_EQ(encode(reply, false).body,
            R"({"result":{"offset":5,"epoch":"E"}})");
  EXPECT_EQ(encode(api::Reply(), false).body, R"({"result":{}})");
}

TEST(ApiCodec, results_have_the_fields_that_libraries_read) {
  api::Reply reply;
  reply.mutable_history()->set_epoch("E");
  EXPECT_EQ(encode(reply, false).body,
            R"({"result":{"publications":[],"epoch":"E","offset":0}})");
  reply.Clear();
  reply.mutable_presence_stats()->set_num_clients(2);
  EXPECT_EQ(encode(reply, false).body,
            R"({"result":{"num_clients":2,"num_users":0}})");
  reply.Clear();
  (*reply.mutable_channels()->mutable_channels())["c"].set_num_clients(3);
  EXPECT_EQ(encode(reply, false).body,
            R"({"result":{"channels":{"c":{"num_clients":3}}}})");
}

TEST(ApiCodec, an_error_is_in_the_body) {
  const auto answer = encode(failed(reply_error::unknown_channel), false);
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.body,
            R"({"error":{"code":102,"message":"unknown channel"}})");
}

TEST(ApiCodec, an_error_is_the_status_in_transport_mode) {
  const std::pair<reply_error, unsigned> table[] = {
      {reply_error::internal, 500},
      {reply_error::unknown_channel, 404},
      {reply_error::method_not_found, 404},
      {reply_error::bad_request, 400},
      {reply_error::not_available, 400},
      {reply_error::unrecoverable_position, 416},
      {reply_error::too_many_requests, 500},
  };
  for (const auto& [code, status] : table)
    EXPECT_EQ(encode(failed(code), true).status, status) << message_of(code);
  EXPECT_EQ(encode(failed(reply_error::unknown_channel), true).body,
            R"({"code":102,"message":"unknown channel"})");
}

TEST(ApiCodec, a_batch_is_answered_in_order) {
  api::BatchReply replies;
  replies.add_replies()->mutable_publish()->set_offset(1);
  *replies.add_replies() = failed(reply_error::method_not_found);
  replies.add_replies()->mutable_unsubscribe();
  const auto answer = encode(replies);
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.body,
            R"({"replies":[{"publish":{"offset":1}},)"
            R"({"error":{"code":104,"message":"method not found"}},)"
            R"({"unsubscribe":{}}]})");
}

}  // namespace
}  // namespace parley::centrifuge
