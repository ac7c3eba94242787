// SPDX-License-Identifier: Apache-2.0
#include "tests/lab/script/run_script.hpp"

#include "lab/script/parser.hpp"
#include "lab/script/runner.hpp"

namespace parley::script {

std::string run_script(const std::string& url, std::string_view text,
                       std::chrono::milliseconds timeout,
                       const tls_options& tls) {
  if (text.starts_with('\n')) text.remove_prefix(1);
  const auto script = parse(text);
  if (!script.problems.empty())
    return "not understood: " + script.problems.front().what;
  auto server = resolve(parse_address(url), tls);
  runner one(server, timeout);
  const auto failed = one.run(script.steps);
  if (!failed) return "";
  return std::to_string(failed->line) + ": " + failed->what;
}

}  // namespace parley::script
