// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/json_publication.hpp"

#include "protocol/centrifuge/json.hpp"

namespace parley::centrifuge {

namespace {

void append_embedded(std::string& out, std::string_view json) {
  if (json.find_first_of("\r\n") == std::string_view::npos)
    out.append(json);
  else
    out.append(one_line(json));
}

/// JSON cannot carry what an application has put into a token as bytes.
void append_info(std::string& out, std::string_view key,
                 const std::string& json) {
  if (json.empty() || !is_json(json)) return;
  out.append(key);
  append_embedded(out, json);
}

void append(std::string& out, const client_info& who) {
  out.append(R"(,"info":{"user":)").append(centrifuge::quoted(who.user));
  out.append(R"(,"client":)").append(centrifuge::quoted(who.client));
  append_info(out, R"(,"conn_info":)", who.conn_info);
  append_info(out, R"(,"chan_info":)", who.chan_info);
  out.push_back('}');
}

void append_data(std::string& out, const publication& said) {
  switch (said.kind) {
    case data_kind::json:
      // Empty data is not JSON either.
      return append_embedded(
          out, said.data.empty() ? std::string_view("null") : said.data);
    case data_kind::text:
      out.append(centrifuge::quoted(said.data));
      return;
    case data_kind::binary:
      out.append("null");
  }
}

void append_tags(std::string& out, const publication& said) {
  char before = '{';
  out.append(R"(,"tags":)");
  for (const auto& [key, value] : said.tags) {
    out.push_back(before);
    out.append(centrifuge::quoted(key))
        .append(":")
        .append(centrifuge::quoted(value));
    before = ',';
  }
  out.push_back('}');
}

}  // namespace

std::string json_publication_push(std::string_view channel,
                                  const publication& said,
                                  std::string_view epoch) {
  constexpr std::size_t around = 256;  // all that is not data, usually
  std::string out;
  out.reserve(around + said.data.size());
  out.append(R"({"push":{"channel":)").append(centrifuge::quoted(channel));
  out.append(R"(,"pub":{"data":)");
  append_data(out, said);
  if (said.info) append(out, *said.info);
  if (said.offset > 0)
    out.append(R"(,"offset":)").append(std::to_string(said.offset));
  if (!said.tags.empty()) append_tags(out, said);
  if (!epoch.empty())
    out.append(R"(,"epoch":)").append(centrifuge::quoted(epoch));
  return out.append("}}}");
}

}  // namespace parley::centrifuge
