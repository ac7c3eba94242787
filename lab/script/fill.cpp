// SPDX-License-Identifier: Apache-2.0
#include "lab/script/fill.hpp"

namespace parley::script {

namespace {

void replace_all(std::string& text, std::string_view mark,
                 std::optional<std::size_t> number) {
  if (!number) return;
  const auto digits = std::to_string(*number);
  for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at))
    text.replace(at, mark.size(), digits);
}

// Tells the alternatives of an expectation apart.
struct filler {
  const place& where;

  expectation operator()(message what) const {
    return fill(std::move(what), where);
  }
  expectation operator()(const pattern& what) const {
    return pattern{fill(what.regex, where)};
  }
  expectation operator()(closed what) const {
    if (what.reason) what.reason = fill(*what.reason, where);
    return what;
  }
};

}  // namespace

std::string fill(std::string_view text, const place& where) {
  std::string filled(text);
  replace_all(filled, "{i}", where.client);
  replace_all(filled, "{n}", where.round);
  return filled;
}

connect fill(connect request, const place& where) {
  request.path = fill(request.path, where);
  for (auto& header : request.headers) header.value = fill(header.value, where);
  return request;
}

message fill(message what, const place& where) {
  if (what.kind == payload::text) what.data = fill(what.data, where);
  return what;
}

expectation fill(expectation what, const place& where) {
  return std::visit(filler{where}, std::move(what));
}

close fill(close how, const place& where) {
  how.reason = fill(how.reason, where);
  return how;
}

login fill(login what, const place& where) {
  what.token = fill(what.token, where);
  return what;
}

subscribe fill(subscribe what, const place& where) {
  what.room = fill(what.room, where);
  what.token = fill(what.token, where);
  return what;
}

unsubscribe fill(unsubscribe what, const place& where) {
  what.room = fill(what.room, where);
  return what;
}

publish fill(publish what, const place& where) {
  what.room = fill(what.room, where);
  what.data = fill(what.data, where);
  return what;
}

expect_publication fill(expect_publication what, const place& where) {
  what.room = fill(what.room, where);
  what.data = fill(what.data, where);
  return what;
}

expect_presence fill(expect_presence what, const place& where) {
  what.room = fill(what.room, where);
  what.who = fill(what.who, where);
  return what;
}

expect_unsubscribed fill(expect_unsubscribed what, const place& where) {
  what.room = fill(what.room, where);
  return what;
}

}  // namespace parley::script
