// SPDX-License-Identifier: Apache-2.0
#include "lab/script/address.hpp"

#include "lab/script/values.hpp"
#include "lab/script/words.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace parley::script {

address parse_address(std::string_view url) {
  const auto fail = [&](std::string_view why) {
    throw syntax_error('"' + std::string(url) + "\" " + std::string(why));
  };
  const auto parts = boost::urls::parse_uri(url);
  if (!parts || (parts->scheme() != "ws" && parts->scheme() != "wss"))
    fail("is not a URL such as ws://127.0.0.1:8080");
  if (parts->host().empty()) fail("names no host");
  if (parts->has_userinfo()) fail("must not hold a user or password");
  if (parts->has_query() || parts->has_fragment())
    fail("must end with its path: a query belongs to the script's lines");
  if (parts->has_port()) parse_number(parts->port(), "the port", 1, 65'535);

  address result;
  result.tls = parts->scheme() == "wss";
  result.host = parts->host_address();
  result.port = parts->has_port() ? std::string(parts->port())
                                  : std::string(result.tls ? "443" : "80");
  result.authority = std::string(parts->encoded_host_and_port());
  result.base_path = std::string(parts->encoded_path());
  while (result.base_path.ends_with('/')) result.base_path.pop_back();
  return result;
}

}  // namespace parley::script
