// SPDX-License-Identifier: Apache-2.0
#include "server/settings_check.hpp"

#include <gtest/gtest.h>

#include <string>

namespace parley {
namespace {

using namespace std::chrono_literals;

TEST(SettingsCheck, the_defaults_are_valid) {
  EXPECT_NO_THROW(check(settings{}));
}

/// The error of the defaults after `change`.
template <class Change>
std::string refusal(Change change) {
  settings values;
  change(values);
  try {
    check(values);
    return "accepted";
  } catch (const settings_error& error) {
    return error.what();
  }
}

/// The refusal begins with the key.
template <class Change>
void expect_refused(const std::string& key, Change change) {
  EXPECT_EQ(refusal(change).find(key + ": "), 0u)
      << key << " and not: " << refusal(change);
}

TEST(SettingsCheck, a_node_that_cannot_work_is_refused) {
  expect_refused("listen", [](settings& s) { s.listen.clear(); });
  expect_refused("operators.listen",
                 [](settings& s) { s.operators_listen = s.listen; });
  expect_refused("threads", [](settings& s) { s.threads = 1'000; });
  expect_refused("tls", [](settings& s) { s.tls_cert = "cert.pem"; });
  expect_refused("tls", [](settings& s) { s.tls_key = "key.pem"; });
  expect_refused("shutdown.timeout",
                 [](settings& s) { s.shutdown_timeout = {}; });
  expect_refused("echo_path", [](settings& s) { s.net.echo_path = "echo"; });
}

TEST(SettingsCheck, links_that_cannot_work_are_refused) {
  const auto with = [](const std::string& key, auto limits::*member,
                       auto value) {
    expect_refused(key, [=](settings& s) { s.net.bounds.*member = value; });
  };
  with("client.ping_interval", &limits::ping_interval, 0ms);
  with("client.pong_timeout", &limits::pong_timeout, 0ms);
  with("client.queue_max_size", &limits::queue_size, 0u);
  with("client.message_rate", &limits::message_rate, -1.0);
  with("client.message_burst", &limits::message_burst, 0.5);
  with("client.byte_rate", &limits::byte_rate, -1.0);
  with("client.byte_burst", &limits::byte_burst, 0.5);
  with("channel.max_length", &limits::room_name, 0u);
  with("websocket.message_size_limit", &limits::message_size, 0u);
  with("http_server.handshake_timeout", &limits::handshake_timeout, 0ms);
  with("http_server.request_timeout", &limits::request_timeout, 0ms);
  with("http_server.idle_timeout", &limits::idle_timeout, 0ms);
  with("http_server.head_size_limit", &limits::request_head, 10u);
}

TEST(SettingsCheck, names_fit_into_the_subjects_of_a_cluster) {
  const auto with = [](std::size_t size) {
    return [=](settings& s) {
      s.cluster.servers = {"nats://127.0.0.1:4222"};
      s.cluster.node = "a";
      s.net.bounds.room_name = size;
    };
  };
  EXPECT_EQ(refusal(with(1'000)), "accepted");
  expect_refused("channel.max_length", with(1'001));
}

TEST(SettingsCheck, guests_have_bounds_that_can_hold) {
  expect_refused("guests.lifetime", [](settings& s) {
    s.guests.lifetime = s.guests.session - 1ms;
  });
  expect_refused("guests.request_rate",
                 [](settings& s) { s.guests.rate = -1; });
  expect_refused("guests.request_burst",
                 [](settings& s) { s.guests.burst = 0; });
  expect_refused("client.token.leeway",
                 [](settings& s) { s.client.token.leeway = 601s; });
  expect_refused("client.subscription_token.leeway", [](settings& s) {
    s.client.subscription_token.leeway = 601s;
  });
}

TEST(SettingsCheck, a_proxy_has_an_address) {
  expect_refused("http_server.trusted_proxies",
                 [](settings& s) { s.net.proxies = {"proxy.example"}; });
}

TEST(SettingsCheck, a_ping_is_answered_before_the_next_one) {
  expect_refused("client.ping_interval", [](settings& s) {
    s.net.bounds.ping_interval = s.net.bounds.pong_timeout;
  });
  EXPECT_EQ(refusal([](settings& s) {
              s.net.bounds.ping_interval = s.net.bounds.pong_timeout + 1ms;
            }),
            "accepted");
}

TEST(SettingsCheck, guests_need_tokens_that_a_name_is_enough_for) {
  expect_refused("guests.session", [](settings& s) { s.guests.session = {}; });
  for (auto claim : {&token_settings::audience, &token_settings::issuer_regex,
                     &token_settings::user_id_claim}) {
    const auto asks = [claim](settings& s) {
      s.client.token.hmac_secret_key = "a secret of this test";
      s.client.token.*claim = "x";
    };
    EXPECT_EQ(refusal(asks), "accepted");
    expect_refused("guests.enabled", [&](settings& s) {
      asks(s);
      s.guests.enabled = true;
    });
  }
}

TEST(SettingsCheck, transports_that_cannot_work_are_refused) {
  expect_refused("http_stream.max_request_body_size", [](settings& s) {
    s.net.transports.http_stream_body_size = 0;
  });
  expect_refused("sse.max_request_body_size",
                 [](settings& s) { s.net.transports.sse_body_size = 0; });
  expect_refused("emulation.max_request_body_size", [](settings& s) {
    s.net.transports.emulation_body_size = 2'000'000'000;
  });
  expect_refused("http_api.max_request_body_size",
                 [](settings& s) { s.http_api.body_size = 0; });
}

TEST(SettingsCheck, clients_that_cannot_work_are_refused) {
  const auto with = [](const std::string& key, auto client_options::*member,
                       auto value) {
    expect_refused(key, [=](settings& s) { s.client.*member = value; });
  };
  with("client.stale_close_delay", &client_options::stale_close_delay, 0ms);
  with("client.channel_limit", &client_options::channel_limit, 0u);
  with("client.history_max_publication_limit",
       &client_options::history_max_publication_limit, 0u);
  with("client.recovery_max_publication_limit",
       &client_options::recovery_max_publication_limit, 0u);
  with("client.command_rate", &client_options::command_rate, -1.0);
  with("client.command_burst", &client_options::command_burst, 0.0);
  with("client.user_command_rate", &client_options::user_command_rate, -1.0);
  with("client.user_command_burst", &client_options::user_command_burst, 0.0);
  with("rooms.limit", &client_options::room_limit, 0u);
  with("rooms.remembered", &client_options::remembered_rooms, 100'000'001u);
  with("client.new_room_rate", &client_options::new_room_rate, -1.0);
  with("client.new_room_burst", &client_options::new_room_burst, 0.0);
  with("client.user_new_room_rate", &client_options::user_new_room_rate, -1.0);
  with("client.user_new_room_burst", &client_options::user_new_room_burst, 0.0);
  with("client.address_new_room_rate", &client_options::address_new_room_rate,
       -1.0);
  with("client.address_new_room_burst", &client_options::address_new_room_burst,
       0.0);
  with("client.presence_max_members", &client_options::presence_max_members,
       0u);
  with("client.join_rate", &client_options::join_rate, -1.0);
  with("client.join_burst", &client_options::join_burst, 0.5);
  with("client.user_join_rate", &client_options::user_join_rate, -1.0);
  with("client.user_join_burst", &client_options::user_join_burst, 0.5);
  with("client.user_byte_rate", &client_options::user_byte_rate, -1.0);
  with("client.user_byte_burst", &client_options::user_byte_burst, 0.5);
}

TEST(SettingsCheck, without_a_rate_there_is_no_burst) {
  EXPECT_EQ(refusal([](settings& s) {
              s.client.command_rate = s.client.command_burst = 0;
            }),
            "accepted");
}

TEST(SettingsCheck, keys_that_cannot_be_read_are_refused) {
  expect_refused("client.token", [](settings& s) {
    s.client.token.rsa_public_key = "-----BEGIN NOTHING";
  });
  expect_refused("client.token", [](settings& s) {
    s.client.token.ecdsa_public_key = "/nonexistent.pem";
  });
}

TEST(SettingsCheck, origins_that_no_browser_can_send_are_refused) {
  for (const auto* pattern :
       {"a.example", "https://a.example/", "[\"https://a.example\"]"})
    expect_refused("client.allowed_origins", [pattern](settings& s) {
      s.net.allowed_origins = {"https://good.example", pattern};
    });
  EXPECT_EQ(refusal([](settings& s) {
              s.net.allowed_origins = {"https://A.Example:443", "*", "null"};
            }),
            "accepted");
}

TEST(SettingsCheck, hosts_are_names_only) {
  for (const auto* name : {"", "https://a.example", "a.example/x"})
    expect_refused("http_server.hosts",
                   [name](settings& s) { s.net.hosts = {name}; });
}

TEST(SettingsCheck, short_secrets_are_refused) {
  expect_refused("http_api.key",
                 [](settings& s) { s.http_api.key = "my-api-key"; });
  expect_refused("websocket.message_timeout",
                 [](settings& s) { s.net.message_timeout = {}; });
}

TEST(SettingsCheck, a_previous_key_goes_with_the_one_that_follows_it) {
  EXPECT_EQ(refusal([](settings& s) {
              s.client.subscription_token.hmac_previous_secret_key = "hunter2";
            }),
            "client.subscription_token: hmac_previous_secret_key is set, and "
            "hmac_secret_key is not");
  expect_refused("client.token.hmac_previous_secret_key_valid_until",
                 [](settings& s) {
                   s.client.token.hmac_previous_secret_key_valid_until = -1;
                 });
}

/// Without a namespace and in one.
template <class Change>
void expect_options_refused(const std::string& option, Change change) {
  expect_refused("channel.without_namespace." + option,
                 [&](settings& s) { change(s.channel.without_namespace); });
  expect_refused("channel.namespaces.chat." + option,
                 [&](settings& s) { change(s.channel.namespaces["chat"]); });
}

TEST(SettingsCheck, options_of_rooms_that_contradict_are_refused) {
  expect_options_refused("history_size, history_ttl",
                         [](channel_options& o) { o.history_size = 10; });
  expect_options_refused("history_size, history_ttl",
                         [](channel_options& o) { o.history_ttl = 1min; });
  expect_options_refused("force_recovery",
                         [](channel_options& o) { o.force_recovery = true; });
  expect_options_refused("auto_cache_recover", [](channel_options& o) {
    o.auto_cache_recover = true;
  });
  expect_options_refused("history_ttl", [](channel_options& o) {
    o.history_size = 1;
    o.history_ttl = 721h;
  });
  expect_options_refused("history_ttl", [](channel_options& o) {
    o.history_size = 1;
    o.history_ttl = 2min;
    o.history_meta_ttl = 1min;
  });
  expect_refused("channel.history_meta_ttl",
                 [](settings& s) { s.channel.history_meta_ttl = 0ms; });
}

TEST(SettingsCheck, options_of_rooms_that_agree_are_accepted) {
  EXPECT_EQ(refusal([](settings& s) {
              auto& chat = s.channel.namespaces["chat"];
              chat.history_size = 1;
              chat.history_ttl = 1min;
              chat.force_recovery = true;
              chat.force_recovery_mode = recovery_mode::cache;
              chat.auto_cache_recover = true;
            }),
            "accepted");
}

TEST(SettingsCheck, only_a_history_can_be_durable_and_it_needs_a_place) {
  expect_options_refused("durability", [](channel_options& o) {
    o.durability = durability::journal;
  });
  const auto durable = [](settings& s) {
    auto& chat = s.channel.namespaces["chat"];
    chat.history_size = 1;
    chat.history_ttl = 1min;
    chat.durability = durability::journal;
  };
  expect_refused("data", durable);
  EXPECT_EQ(refusal([&](settings& s) {
              durable(s);
              s.data = "/var/lib/parley";
            }),
            "accepted");
}

TEST(SettingsCheck, a_regex_that_is_none_is_refused) {
  expect_options_refused("channel_regex",
                         [](channel_options& o) { o.channel_regex = "("; });
}

}  // namespace
}  // namespace parley
