// SPDX-License-Identifier: Apache-2.0
// Which options a room has: those of the namespace before the first `:` of its
// name. Built once at start and then only read, so any thread may.
#pragma once

#include "protocol/centrifuge/reply_error.hpp"
#include "protocol/channel_options.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// What an operator wrote down.
struct channel_settings {
  /// For rooms without a namespace. Whether plain clients may enter them is
  /// decided when the server knows what else is configured.
  channel_options without_namespace{.allow_plain = plain_access::automatic};
  std::map<std::string, channel_options, std::less<>> namespaces;
  /// For namespaces that name none of their own.
  std::chrono::milliseconds history_meta_ttl{std::chrono::hours(720)};
  data_format publication_data_format = data_format::any;
};

/// Whether a room of some namespace is to survive a crash.
bool has_durable_rooms(const channel_settings& settings);

/// The parts of a room's name: `$chat:room#u1,u2` is private, in namespace
/// `chat`, and for the users u1 and u2.
struct channel_name {
  std::string_view space;  // empty: none
  std::string_view rest;   // behind `$` and `chat:`; `#` and the users too
  bool is_private = false;
  bool is_user_limited = false;

  /// Whether the list after the last `#` has this user. The anonymous user,
  /// with the empty id, is on no list.
  bool allows(std::string_view user) const;
};

/// Splits a name into views of it. Any text is one.
channel_name parse_channel_name(std::string_view name);

/// The rule for names of namespaces, for the text of an error.
inline constexpr std::string_view namespace_name_rule =
    "two or more of A-Z, a-z, 0-9, -, _ and .";

bool is_namespace_name(std::string_view name);

/// Which characters a name may have where its namespace has no regex.
enum class name_rule : std::uint8_t {
  ascii,  // printable ASCII, as in Centrifugo: its clients
  text,   // any text that people can read: plain clients, the server API
};

class namespaces {
 public:
  /// Names have at most `max_name_length` bytes. Throws `std::invalid_argument`
  /// with a sentence for an invalid regex and for an invalid name of a
  /// namespace.
  explicit namespaces(channel_settings settings,
                      std::size_t max_name_length = 255);
  ~namespaces();
  namespaces(const namespaces&) = delete;
  namespaces& operator=(const namespaces&) = delete;

  /// Null when the room is in a namespace that does not exist.
  const channel_options* find(std::string_view room) const;

  /// Why a room cannot have this name; nothing if it can. The one check of
  /// every name from outside. Length and namespace are checked first; then the
  /// `rest` as a whole must match the namespace's `channel_regex`. Control and
  /// invisible characters are refused, whatever the regex.
  std::optional<reply_error> refuses_name(std::string_view room,
                                          name_rule rule) const;

 private:
  struct state;
  std::unique_ptr<const state> state_;
};

}  // namespace parley
