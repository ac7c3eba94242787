// SPDX-License-Identifier: Apache-2.0
#include "net/admin_route.hpp"

#include "net/admission.hpp"
#include "net/api_key.hpp"
#include "net/loop.hpp"
#include "net/operator_key.hpp"
#include "net/page_answer.hpp"
#include "net/secret_check.hpp"

#include <chrono>
#include <cstdint>
#include <random>
#include <string>

namespace parley {

namespace {

std::uint64_t random_number() {
  thread_local std::random_device entropy;
  return std::uint64_t{entropy()} << 32 | entropy();
}

http_answer not_found() {
  return {.status = 404,
          .body = "There is no admin page: admin.password is not set.\n",
          .why = refusal::admin_password};
}

}  // namespace

std::optional<route_result> route_admin(const request_head& request,
                                        const boost::urls::url_view& url,
                                        const route_options& options) {
  const std::string_view path = url.encoded_path();
  if (path != "/admin" && !path.starts_with("/admin/")) return std::nullopt;
  if (!options.operators || options.operators->password.empty())
    return not_found();
  if (path == "/admin/auth") {
    if (request.method == "POST") {
      if (auto refusal = refuse_origin(request, options.allowed_origins))
        return *refusal;
      return std::make_shared<password_route>(*options.operators);
    }
    http_answer answer{.status = 405, .body = "Use POST.\n"};
    answer.headers.emplace_back("Allow", "POST");
    return answer;
  }
  if (path == "/admin") {
    // The page's own paths are relative.
    http_answer answer{.status = 308, .body = "It is at /admin/.\n"};
    answer.headers.emplace_back("Location", "/admin/");
    return answer;
  }
  const auto* file = find_page_file(path);
  if (!file) return http_answer{.status = 404, .body = "Nothing is here.\n"};
  return answer_page(request, *file);
}

void password_route::answer(answer_context by, std::string_view body,
                            std::function<void(http_answer)> done) {
  done(answer_password_attempt(body, options_, by.where.quota().secrets(),
                               by.client, std::chrono::steady_clock::now()));
}

http_answer answer_password(std::string_view shown,
                            const operator_options& options) {
  if (!is_api_key(shown, options.password))
    return {.status = 401,
            .body = "This is not the password.\n",
            .why = refusal::admin_password};
  const auto end = std::chrono::system_clock::now() + options.session;
  return {.status = 200,
          .content_type = "application/json",
          .body = R"({"token":")" +
                  make_operator_session(options, end, random_number()) + "\"}"};
}

}  // namespace parley
