// SPDX-License-Identifier: Apache-2.0
#include "protocol/namespaces.hpp"

#include "protocol/names.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <stdexcept>
#include <utility>

namespace parley {

namespace {

constexpr char private_prefix = '$';
constexpr char namespace_boundary = ':';
constexpr char user_boundary = '#';
constexpr char user_separator = ',';

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_namespace_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/// `prefix` is the name of the options in the operator's file.
std::unique_ptr<const re2::RE2> compile(const std::string& prefix,
                                        const std::string& regex) {
  if (regex.empty()) return nullptr;
  auto compiled = std::make_unique<const re2::RE2>(regex, re2::RE2::Quiet);
  if (!compiled->ok())
    throw std::invalid_argument(prefix + ".channel_regex: \"" + regex +
                                "\" is not a valid RE2 expression, " +
                                compiled->error());
  return compiled;
}

struct rules {
  channel_options options;
  std::unique_ptr<const re2::RE2> regex;  // null: none
};

rules rules_of(const std::string& prefix, channel_options options,
               const channel_settings& settings) {
  if (options.history_meta_ttl.count() == 0)
    options.history_meta_ttl = settings.history_meta_ttl;
  if (options.publication_data_format == data_format::any)
    options.publication_data_format = settings.publication_data_format;
  auto regex = compile(prefix, options.channel_regex);
  return {std::move(options), std::move(regex)};
}

}  // namespace

bool has_durable_rooms(const channel_settings& settings) {
  return settings.without_namespace.is_durable() ||
         std::ranges::any_of(settings.namespaces, [](const auto& each) {
           return each.second.is_durable();
         });
}

bool channel_name::allows(std::string_view user) const {
  if (!is_user_limited || user.empty()) return false;
  auto users = rest.substr(rest.rfind(user_boundary) + 1);
  for (;;) {
    const auto end = users.find(user_separator);
    if (users.substr(0, end) == user) return true;
    if (end == std::string_view::npos) return false;
    users.remove_prefix(end + 1);
  }
}

channel_name parse_channel_name(std::string_view name) {
  channel_name parts;
  parts.is_private = name.starts_with(private_prefix);
  if (parts.is_private) name.remove_prefix(1);
  const auto boundary = name.find(namespace_boundary);
  if (boundary != std::string_view::npos) {
    parts.space = name.substr(0, boundary);
    name.remove_prefix(boundary + 1);
  }
  parts.rest = name;
  parts.is_user_limited = name.find(user_boundary) != std::string_view::npos;
  return parts;
}

bool is_namespace_name(std::string_view name) {
  return name.size() >= 2 && std::ranges::all_of(name, is_namespace_character);
}

struct namespaces::state {
  std::size_t max_name_length;
  /// Null when there is no namespace of this name.
  const rules* find(std::string_view space) const {
    if (space.empty()) return &without_namespace;
    const auto at = named.find(space);
    return at == named.end() ? nullptr : &at->second;
  }

  rules without_namespace;
  std::map<std::string, rules, std::less<>> named;
};

namespaces::namespaces(channel_settings settings, std::size_t max_name_length) {
  auto built = std::make_unique<state>();
  built->max_name_length = max_name_length;
  built->without_namespace = rules_of("channel.without_namespace",
                                      settings.without_namespace, settings);
  for (const auto& [name, options] : settings.namespaces) {
    if (!is_namespace_name(name))
      throw std::invalid_argument("channel.namespaces: \"" + name +
                                  "\" is not a valid name, it takes " +
                                  std::string(namespace_name_rule));
    built->named.emplace(
        name, rules_of("channel.namespaces." + name, options, settings));
  }
  state_ = std::move(built);
}

namespaces::~namespaces() = default;

const channel_options* namespaces::find(std::string_view room) const {
  const auto* found = state_->find(parse_channel_name(room).space);
  return found ? &found->options : nullptr;
}

std::optional<reply_error> namespaces::refuses_name(std::string_view room,
                                                    name_rule rule) const {
  if (room.empty() || room.size() > state_->max_name_length)
    return reply_error::bad_request;
  const auto name = parse_channel_name(room);
  const auto* found = state_->find(name.space);
  if (!found) return reply_error::unknown_channel;
  const auto* regex = found->regex.get();
  const bool allowed = regex || rule == name_rule::text
                           ? is_room_name(room, state_->max_name_length)
                           : is_printable_ascii(room);
  if (!allowed || (regex && !re2::RE2::FullMatch(name.rest, *regex)))
    return reply_error::bad_request;
  return std::nullopt;
}

}  // namespace parley
