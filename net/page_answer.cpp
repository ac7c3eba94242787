// SPDX-License-Identifier: Apache-2.0
#include "net/page_answer.hpp"

#include <string>
#include <utility>

namespace parley {

http_answer answer_read(const request_head& request, http_answer answer) {
  if (request.method == "GET" || request.method == "HEAD") return answer;
  http_answer refusal{.status = 405,
                      .body = "This path answers GET and HEAD.\n"};
  refusal.headers.emplace_back("Allow", "GET, HEAD");
  return refusal;
}

http_answer answer_page(const request_head& request, const page_file& file) {
  http_answer answer{.status = 200,
                     .content_type = media_type(file.name),
                     .shared = shared_content(file)};
  answer.headers.emplace_back("Cache-Control", "no-cache");
  // The page is ours alone: no inline code, no other host, no framing.
  answer.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; "
      "frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
  answer.headers.emplace_back("Referrer-Policy", "no-referrer");
  return answer_read(request, std::move(answer));
}

}  // namespace parley
