// SPDX-License-Identifier: Apache-2.0
#include "server/channel_keys.hpp"

namespace parley {

namespace {

choice format_choice(data_format* value) {
  return {value,
          {{"", data_format::any},
           {"json", data_format::json},
           {"json_object", data_format::json_object},
           {"binary", data_format::binary}}};
}

std::vector<setting> presence_rows(channel_options& o) {
  return {
      {"presence", &o.presence,
       "Clients with the right to presence may ask for a room's members. Off: "
       "error 108."},
      {"join_leave", &o.join_leave,
       "Send join and leave messages to subscribers that ask for them and have "
       "the right to presence."},
      {"force_push_join_leave", &o.force_push_join_leave,
       "Send join and leave messages to every subscriber, also to those that "
       "do "
       "not ask for them."},
  };
}

std::vector<setting> history_rows(channel_options& o) {
  return {
      {"history_size", &o.history_size,
       "Publications that a room keeps. 0 is none. Only together with "
       "`history_ttl` does it make a history.",
       unit{"publications"}},
      {"history_ttl", &o.history_ttl,
       "Time for which a room keeps a publication. `0s` is no history."},
      {"history_meta_ttl", &o.history_meta_ttl,
       "Time for which a room's offset and epoch outlive its last publication. "
       "`0s` is the value of `channel.history_meta_ttl`. It must not be "
       "shorter "
       "than `history_ttl`."},
      {"durability",
       choice(&o.durability, {{"memory", durability::memory},
                              {"journal", durability::journal}}),
       "What a history survives. `memory`: no end of the process. `journal`: a "
       "crash too; it needs a history and `data`. See docs/durability.md."},
  };
}

std::vector<setting> recovery_rows(channel_options& o) {
  return {
      {"force_positioning", &o.force_positioning,
       "Detect lost publications for every subscription: unsubscribe 2500, of "
       "a "
       "server-side subscription close 3010, and the client comes back."},
      {"allow_positioning", &o.allow_positioning,
       "Detect lost publications for subscriptions that ask for it."},
      {"force_recovery", &o.force_recovery,
       "Every client that reconnects gets the publications that it missed. "
       "This "
       "needs a history."},
      {"allow_recovery", &o.allow_recovery,
       "Clients that ask for it get the publications that they missed when "
       "they "
       "reconnect."},
      {"force_recovery_mode",
       choice(&o.force_recovery_mode, {{"stream", recovery_mode::stream},
                                       {"cache", recovery_mode::cache}}),
       "What recovery sends. `stream`: everything that was missed. `cache`: "
       "the "
       "latest publication."},
      {"auto_cache_recover", &o.auto_cache_recover,
       "Send the latest publication with every subscription. This needs "
       "`force_recovery_mode` `cache`."},
  };
}

std::vector<setting> content_rows(channel_options& o) {
  return {
      {"channel_regex", &o.channel_regex,
       "RE2 expression that the whole name after the namespace must match "
       "(Centrifugo searches it in the name). No match: error 107, for plain "
       "clients HTTP 400. Empty: printable ASCII, and any readable text for "
       "plain clients and the server API. Control characters and invisible "
       "characters are refused even where the expression matches them."},
      {"publication_data_format", format_choice(&o.publication_data_format),
       "What the data of a publication must be. Empty is the value of "
       "`channel.publication_data_format`. Other data: error 107."},
      {"slow",
       choice(&o.slow, {{"disconnect", slow_policy::disconnect},
                        {"drop_oldest", slow_policy::drop_oldest},
                        {"latest_only", slow_policy::latest_only}}),
       "What a client with a full queue loses. `disconnect`: its connection, "
       "close 3008. `drop_oldest`: the publications that wait longest. "
       "`latest_only`: all but the newest."},
      {"publish_rate", &o.publish_rate,
       "Publications per second of all clients together in one room. Over: "
       "error 111, a plain client is closed with 1008. The server API is not "
       "counted. 0 is no limit.",
       at_least(0)},
      {"publish_burst", &o.publish_burst,
       "Publications of all clients in one room that may come at once.",
       unit{"publications"}},
      {"publish_byte_rate", &o.publish_byte_rate,
       "Bytes of data per second that all clients together publish in one "
       "room. "
       "Over: error 111, a plain client is closed with 1008. The server API is "
       "not counted. 0 is no limit.",
       at_least(0)},
      {"publish_byte_burst", &o.publish_byte_burst,
       "Bytes of data that all clients may publish in one room at once.",
       unit{"bytes"}},
  };
}

std::vector<setting> entry_rows(channel_options& o) {
  return {
      {"allow_subscribe_for_client", &o.allow_subscribe_for_client,
       "Users may subscribe without a subscription token. Off: error 103."},
      {"allow_subscribe_for_anonymous", &o.allow_subscribe_for_anonymous,
       "Anonymous users too may subscribe without a subscription token."},
      {"allow_user_limited_channels", &o.allow_user_limited_channels,
       "`room#u1,u2` is open to these users and to nobody without an id."},
      {"allow_plain",
       choice(&o.allow_plain, {{"", plain_access::automatic},
                               {"false", plain_access::closed},
                               {"read", plain_access::read},
                               {"true", plain_access::open}}),
       "What clients at `/chat`, which show no token, may do. `true`: receive "
       "and publish. `read`: only receive; a message from them is close 3507. "
       "`false`: nothing. Empty: `true` while nothing is configured that tells "
       "clients or rooms apart (keys, guests, namespaces, trusted proxies), "
       "else `false`. They never enter `$` rooms and user-limited rooms. In a "
       "namespace the default is `false`."},
  };
}

std::vector<setting> right_rows(channel_options& o) {
  return {
      {"allow_publish_for_client", &o.allow_publish_for_client,
       "Users may publish. Off: error 103."},
      {"allow_publish_for_subscriber", &o.allow_publish_for_subscriber,
       "Users who are subscribed may publish."},
      {"allow_publish_for_anonymous", &o.allow_publish_for_anonymous,
       "Anonymous users too may publish, where users may."},
      {"allow_presence_for_client", &o.allow_presence_for_client,
       "Users may ask for a room's members. Off: error 103."},
      {"allow_presence_for_subscriber", &o.allow_presence_for_subscriber,
       "Users who are subscribed may ask for a room's members."},
      {"allow_presence_for_anonymous", &o.allow_presence_for_anonymous,
       "Anonymous users too may ask for a room's members, where users may."},
      {"allow_history_for_client", &o.allow_history_for_client,
       "Users may read a room's history. Off: error 103."},
      {"allow_history_for_subscriber", &o.allow_history_for_subscriber,
       "Users who are subscribed may read a room's history."},
      {"allow_history_for_anonymous", &o.allow_history_for_anonymous,
       "Anonymous users too may read a room's history, where users may."},
  };
}

std::vector<setting> option_rows(channel_options& o) {
  return joined(presence_rows(o), history_rows(o), recovery_rows(o),
                entry_rows(o), right_rows(o), content_rows(o));
}

}  // namespace

std::vector<setting> channel_keys(channel_settings& values) {
  const std::vector<setting> of_all{
      {"channel.history_meta_ttl", &values.history_meta_ttl,
       "Time for which a room's offset and epoch outlive its last publication. "
       "Then a new epoch begins.",
       above_zero},
      {"channel.publication_data_format",
       format_choice(&values.publication_data_format),
       "What the data of a publication must be. Empty: JSON of any type, and "
       "from the server API bytes too. `json`. `json_object`. `binary`: any "
       "bytes and nothing too, also from clients. Other data: error 107. "
       "Readers of JSON receive `null` for bytes that are not JSON."},
  };
  return joined(
      in_group("all rooms", of_all),
      in_group("options", under("channel.without_namespace.",
                                option_rows(values.without_namespace))));
}

std::vector<setting> namespace_keys(const std::string& name,
                                    channel_options& values) {
  return under("channel.namespaces." + name + '.', option_rows(values));
}

}  // namespace parley
