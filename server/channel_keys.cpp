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

std::vector<setting> content_keys(channel_options& o) {
  return {
      {"presence", &o.presence, "clients may ask who is here"},
      {"join_leave", &o.join_leave, "tell subscribers who comes and goes"},
      {"force_push_join_leave", &o.force_push_join_leave,
       "even those that did not ask"},
      {"history_size", &o.history_size, "publications kept; 0 is none"},
      {"history_ttl", &o.history_ttl, "how long they are kept; 0s is not"},
      {"history_meta_ttl", &o.history_meta_ttl,
       "how long offset and epoch outlive the last one; 0s is as for all"},
      {"durability",
       choice(&o.durability, {{"memory", durability::memory},
                              {"journal", durability::journal}}),
       "what a history survives; journal: a crash, under --data"},
      {"force_positioning", &o.force_positioning,
       "track the position of every subscription"},
      {"allow_positioning", &o.allow_positioning, "of those that ask for it"},
      {"force_recovery", &o.force_recovery,
       "every subscription may be resumed where it broke off"},
      {"allow_recovery", &o.allow_recovery, "those that ask for it may"},
      {"force_recovery_mode",
       choice(&o.force_recovery_mode, {{"stream", recovery_mode::stream},
                                       {"cache", recovery_mode::cache}}),
       "stream: all that was missed; cache: the latest publication"},
      {"auto_cache_recover", &o.auto_cache_recover,
       "the latest publication comes with every subscription"},
      {"channel_regex", &o.channel_regex,
       "RE2 that names behind the namespace match; empty is printable ASCII"},
      {"publication_data_format", format_choice(&o.publication_data_format),
       "what data has to be; empty is as for all"},
      {"slow",
       choice(&o.slow, {{"disconnect", slow_policy::disconnect},
                        {"drop_oldest", slow_policy::drop_oldest},
                        {"latest_only", slow_policy::latest_only}}),
       "what becomes of a client whose queue is full"},
      {"publish_rate", &o.publish_rate,
       "publications of clients per second in one room; 0 is no limit"},
      {"publish_burst", &o.publish_burst,
       "publications of clients that may come at once"},
      {"publish_byte_rate", &o.publish_byte_rate,
       "bytes of clients' publications per second; 0 is no limit"},
      {"publish_byte_burst", &o.publish_byte_burst,
       "bytes of clients' publications that may come at once"},
  };
}

std::vector<setting> rights_keys(channel_options& o) {
  return {
      {"allow_subscribe_for_client", &o.allow_subscribe_for_client,
       "users may subscribe without a token for it"},
      {"allow_subscribe_for_anonymous", &o.allow_subscribe_for_anonymous,
       "the empty user may too"},
      {"allow_publish_for_client", &o.allow_publish_for_client,
       "users may publish"},
      {"allow_publish_for_subscriber", &o.allow_publish_for_subscriber,
       "those may who are subscribed"},
      {"allow_publish_for_anonymous", &o.allow_publish_for_anonymous,
       "the empty user may too"},
      {"allow_presence_for_client", &o.allow_presence_for_client,
       "users may ask who is here"},
      {"allow_presence_for_subscriber", &o.allow_presence_for_subscriber,
       "those may who are subscribed"},
      {"allow_presence_for_anonymous", &o.allow_presence_for_anonymous,
       "the empty user may too"},
      {"allow_history_for_client", &o.allow_history_for_client,
       "users may read what was published"},
      {"allow_history_for_subscriber", &o.allow_history_for_subscriber,
       "those may who are subscribed"},
      {"allow_history_for_anonymous", &o.allow_history_for_anonymous,
       "the empty user may too"},
      {"allow_user_limited_channels", &o.allow_user_limited_channels,
       "room#u1,u2 is open to these users"},
      {"allow_plain",
       choice(&o.allow_plain, {{"", plain_access::automatic},
                               {"false", plain_access::closed},
                               {"read", plain_access::read},
                               {"true", plain_access::open}}),
       "clients at /chat may join; they show no token; read: and not publish"},
  };
}

std::vector<setting> option_keys(channel_options& o) {
  auto all = content_keys(o);
  const auto rights = rights_keys(o);
  all.insert(all.end(), rights.begin(), rights.end());
  return all;
}

}  // namespace

std::vector<setting> channel_keys(channel_settings& values) {
  std::vector<setting> all{
      {"channel.history_meta_ttl", &values.history_meta_ttl,
       "how long a room's offset and epoch outlive its last publication"},
      {"channel.publication_data_format",
       format_choice(&values.publication_data_format),
       "what data has to be; empty is anything but nothing"},
  };
  const auto options = under("channel.without_namespace.",
                             option_keys(values.without_namespace));
  all.insert(all.end(), options.begin(), options.end());
  return all;
}

std::vector<setting> namespace_keys(const std::string& name,
                                    channel_options& values) {
  return under("channel.namespaces." + name + '.', option_keys(values));
}

}  // namespace parley
