// Which options a room has: those of the namespace before the first `:` of its
// name. Built once at start and then only read, so any thread may.
#pragma once

#include "protocol/channel_options.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace parley {

/// What an operator wrote down.
struct channel_settings {
  /// For rooms without a namespace. Everybody may come in by the plain protocol
  /// here, and only here, unless the operator says otherwise.
  channel_options without_namespace{.allow_plain = true};
  std::map<std::string, channel_options, std::less<>> namespaces;
  /// For namespaces that name none of their own.
  std::chrono::milliseconds history_meta_ttl{std::chrono::hours(720)};
  data_format publication_data_format = data_format::any;
};

/// Whether a room of some namespace is to survive a crash.
bool has_durable_rooms(const channel_settings& settings);

/// What the name of a room says: `$chat:room#u1,u2` is private, in namespace
/// `chat`, and for the users u1 and u2.
struct channel_name {
  std::string_view space;  // empty: none
  std::string_view rest;   // behind `$` and `chat:`; `#` and the users too
  bool is_private = false;
  bool is_user_limited = false;

  /// Whether the list behind the last `#` has this user. The anonymous one,
  /// with the empty id, is on no list.
  bool allows(std::string_view user) const;
};

/// Splits a name into views of it. Any text is one.
channel_name parse_channel_name(std::string_view name);

/// What a namespace may be called, for the text of an error.
inline constexpr std::string_view namespace_name_rule =
    "two or more of A-Z, a-z, 0-9, -, _ and .";

bool is_namespace_name(std::string_view name);

class namespaces {
 public:
  /// Throws `std::invalid_argument` with a sentence for a regex that is none
  /// and for a name that no namespace may have.
  explicit namespaces(channel_settings settings);
  ~namespaces();
  namespaces(const namespaces&) = delete;
  namespaces& operator=(const namespaces&) = delete;

  /// Null when the room is in a namespace that does not exist.
  const channel_options* find(std::string_view room) const;

  /// Whether the name is one that its namespace allows: its `rest` as a whole
  /// matches `channel_regex`, or without one all of it is printable ASCII.
  /// False when there is no such namespace.
  bool allows_name(std::string_view room) const;

 private:
  struct state;
  std::unique_ptr<const state> state_;
};

}  // namespace parley
