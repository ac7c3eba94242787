// SPDX-License-Identifier: Apache-2.0
#include "server/settings_warnings.hpp"

#include "protocol/namespaces.hpp"
#include "server/registry.hpp"
#include "server/settings_source.hpp"

#include <algorithm>
#include <re2/re2.h>
#include <utility>

namespace parley {

namespace {

constexpr std::string_view prefix = "PARLEY_";
constexpr std::string_view namespace_prefix = "PARLEY_CHANNEL_NAMESPACES_";

std::string sentence_for(const std::string& variable,
                         const std::vector<std::string>& known) {
  const auto said = "the variable " + variable + " sets nothing: ";
  if (variable.starts_with(namespace_prefix))
    return said +
           "no namespace has such a key; a variable can only change a "
           "namespace that the settings file or a flag names";
  const auto nearest = std::ranges::min_element(
      known, {},
      [&](const std::string& each) { return edit_distance(each, variable); });
  return said + "the nearest known one is " + *nearest;
}

void add_variables(std::vector<std::string>& out, const settings& values,
                   const std::vector<std::string>& variables) {
  auto copy = values;
  std::vector<std::string> known;
  for (const auto& each : all_settings(copy))
    known.push_back(environment_name(each.key));
  for (const auto& each : variables)
    if (each.starts_with(prefix) && !is_service_variable(each) &&
        std::ranges::find(known, each) == known.end())
      out.push_back(sentence_for(each, known));
}

}  // namespace

bool is_service_variable(std::string_view name) {
  static const re2::RE2 form(
      "PARLEY_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|"
      "PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");
  return re2::RE2::FullMatch({name.data(), name.size()}, form);
}

std::vector<std::string> warnings_of(
    const settings& values, const std::vector<std::string>& variables) {
  std::vector<std::string> out;
  add_variables(out, values, variables);
  const auto& cluster = values.cluster;
  if (!values.data.empty() && cluster.enabled())
    out.emplace_back(
        "data is not used: in a cluster NATS keeps what is "
        "durable");
  else if (!values.data.empty() && !has_durable_rooms(values.channel))
    out.emplace_back(
        "data is not used: no rooms have durability = \"journal\", so nothing "
        "outlives this process");
  if (!cluster.enabled())
    for (const auto& [key, value] :
         {std::pair("cluster.node", &cluster.node),
          std::pair("cluster.user", &cluster.user),
          std::pair("cluster.password", &cluster.password),
          std::pair("cluster.token", &cluster.token),
          std::pair("cluster.credentials", &cluster.credentials)})
      if (!value->empty())
        out.push_back(std::string(key) +
                      " is not used: cluster.servers names no NATS, so the "
                      "node is alone");
  return out;
}

}  // namespace parley
