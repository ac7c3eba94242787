// SPDX-License-Identifier: Apache-2.0
#include "net/inspection_route.hpp"

#include "net/admission.hpp"
#include "net/loop.hpp"
#include "net/operator_key.hpp"
#include "protocol/names.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace parley {

namespace {

using boost::urls::url_view;

constexpr std::string_view debug_folder = "/debug/";

/// HEAD is answered wherever GET is (RFC 9110 section 9.1).
bool is_right(std::string_view method, std::string_view right) {
  return method == right || (method == "HEAD" && right == "GET");
}

http_answer wrong_method(std::string_view right) {
  if (right == "GET") right = "GET, HEAD";
  auto answer =
      text_answer(405, "This path answers " + std::string(right) + '.');
  answer.headers.emplace_back("Allow", right);
  return answer;
}

std::string parameter(const url_view& url, std::string_view key) {
  const auto parameters = url.params();
  const auto at = parameters.find(key);
  return at == parameters.end() ? std::string() : std::string((*at).value);
}

/// The value of a word of a closed list.
template <class Value, std::size_t Size>
std::optional<Value> meaning(
    const std::array<std::pair<std::string_view, Value>, Size>& words,
    std::string_view word) {
  for (const auto& [text, value] : words)
    if (text == word) return value;
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, inspected>, 4> topics{{
    {"actors", inspected::actors},
    {"rooms", inspected::rooms},
    {"sessions", inspected::sessions},
    {"turns", inspected::turns},
}};

constexpr std::array<std::pair<std::string_view, sort_key>, 9> sort_words{{
    {"mailbox", sort_key::mailbox},
    {"load", sort_key::busy},
    {"longest", sort_key::longest},
    {"rate", sort_key::rate},
    {"in", sort_key::in},
    {"out", sort_key::out},
    {"size", sort_key::size},
    {"members", sort_key::size},
    {"queued", sort_key::size},
}};

sort_key usual_order(inspected about) {
  return about == inspected::rooms      ? sort_key::out
         : about == inspected::sessions ? sort_key::size
                                        : sort_key::mailbox;
}

route_result question(inspected about, const url_view& url) {
  inspection_query query{.about = about, .by = usual_order(about)};
  if (const auto word = parameter(url, "sort"); !word.empty()) {
    const auto by = meaning(sort_words, word);
    if (!by)
      return text_answer(
          400,
          "sort is one of mailbox, load, longest, rate, in, out, size, "
          "members and queued.");
    query.by = *by;
  }
  if (const auto number = parameter(url, "limit"); !number.empty()) {
    const auto* end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, query.limit);
    if (read.ec != std::errc() || read.ptr != end || query.limit == 0)
      return text_answer(400, "limit is a number from 1.");
  }
  query.filter = parameter(url, "filter");
  return std::make_shared<inspection_route>(std::move(query));
}

route_result kick(const url_view& url) {
  const auto session = parse_session_name(parameter(url, "session"));
  if (!session)
    return text_answer(400,
                       "\"session\" must be an id listed by /debug/sessions.");
  return std::make_shared<inspection_route>(kick_call{*session});
}

constexpr std::array<std::pair<std::string_view, std::optional<bool>>, 3>
    switches{{{"", std::nullopt}, {"true", true}, {"false", false}}};

route_result moderate(const url_view& url, const route_options& options) {
  moderation_call order{.room = parameter(url, "room"),
                        .mute = parameter(url, "mute"),
                        .unmute = parameter(url, "unmute")};
  const bool is_name =
      options.spaces
          ? !options.spaces->refuses_name(order.room, name_rule::text)
          : is_room_name(order.room, options.bounds.room_name);
  if (!is_name)
    return text_answer(400, "room is missing, or not a room's name.");
  const auto closed = meaning(switches, parameter(url, "closed"));
  const auto frozen = meaning(switches, parameter(url, "frozen"));
  if (!closed || !frozen)
    return text_answer(400, "closed and frozen are true or false.");
  order.closed = *closed;
  order.frozen = *frozen;
  if (!order.closed && !order.frozen && order.mute.empty() &&
      order.unmute.empty())
    return text_answer(400,
                       "Give at least one of closed, frozen, mute and unmute.");
  return std::make_shared<inspection_route>(std::move(order));
}

route_result log(const url_view& url) {
  constexpr std::array levels{"trace", "debug",    "info", "warning",
                              "error", "critical", "off"};
  auto level = parameter(url, "level");
  if (std::ranges::find(levels, level) == levels.end())
    return text_answer(
        400,
        "level is trace, debug, info, warning, error, critical or "
        "off.");
  return std::make_shared<inspection_route>(log_call{std::move(level)});
}

route_result trace(const url_view& url) {
  const auto session = parse_session_name(parameter(url, "session"));
  const auto on = meaning(switches, parameter(url, "on"));
  if (!session)
    return text_answer(400,
                       "\"session\" must be an id listed by /debug/sessions.");
  if (!on) return text_answer(400, "on is true or false.");
  return std::make_shared<inspection_route>(
      trace_call{*session, on->value_or(true)});
}

using order_reader = route_result (*)(const url_view&, const route_options&);

constexpr std::array<std::pair<std::string_view, order_reader>, 4> orders{{
    {"/debug/kick",
     [](const url_view& url, const route_options&) { return kick(url); }},
    {"/debug/log",
     [](const url_view& url, const route_options&) { return log(url); }},
    {"/debug/moderate", moderate},
    {"/debug/trace",
     [](const url_view& url, const route_options&) { return trace(url); }},
}};

/// The inspection behind a path under /debug; nothing for other paths.
std::optional<route_result> route_debug(const request_head& request,
                                        const url_view& url,
                                        const route_options& options) {
  const std::string_view path = url.encoded_path();
  const auto order = meaning(orders, path);
  const auto about = meaning(topics, path.substr(debug_folder.size()));
  if (!order && !about) return std::nullopt;
  // An order changes something: no link and no image may give it.
  const std::string_view right = order ? "POST" : "GET";
  if (!is_right(request.method, right)) return wrong_method(right);
  return order ? (*order)(url, options) : question(*about, url);
}

http_answer unknown_asker(const request_head& request) {
  auto answer = text_answer(401,
                            "Show the key of http_api.key: X-API-Key, or "
                            "Authorization: apikey KEY.");
  const bool session = !credentials_of(request.authorization, "token").empty();
  answer.why = session ? refusal::admin_session : refusal::operator_key;
  return answer;
}

}  // namespace

void inspection_route::answer(answer_context by, std::string_view,
                              std::function<void(http_answer)> done) {
  by.where.inspector().call(
      std::move(call), [done = std::move(done)](inspection_answer found) {
        http_answer answer{.status = found.status,
                           .content_type = found.content_type,
                           .body = std::move(found.body)};
        answer.headers.emplace_back("Cache-Control", "no-store");
        done(std::move(answer));
      });
}

std::optional<route_result> route_inspection(const request_head& request,
                                             const url_view& url,
                                             const route_options& options) {
  const std::string_view path = url.encoded_path();
  if (path == "/metrics") {
    const bool is_open = options.operators && options.operators->open_metrics;
    if (!is_open && !is_operator(request, options))
      return unknown_asker(request);
    if (!is_right(request.method, "GET")) return wrong_method("GET");
    return std::make_shared<inspection_route>(metrics_call{});
  }
  if (!path.starts_with(debug_folder)) return std::nullopt;
  if (!is_operator(request, options)) return unknown_asker(request);
  if (request.method != "GET")
    if (auto refusal = refuse_origin(request, options.allowed_origins))
      return *refusal;
  return route_debug(request, url, options);
}

}  // namespace parley
