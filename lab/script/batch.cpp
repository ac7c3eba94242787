// SPDX-License-Identifier: Apache-2.0
#include "lab/script/batch.hpp"

#include "lab/script/parser.hpp"
#include "lab/script/runner.hpp"
#include "protocol/whole_file.hpp"

#include <optional>
#include <ostream>
#include <stdexcept>
#include <system_error>

namespace parley::script {

namespace {

struct file {
  std::string path;
  std::vector<step> steps;
};

// Nothing if the file cannot be run; `err` then says why.
std::optional<file> understand(const std::string& path, std::ostream& err) {
  try {
    auto script = parse(read_whole_file(path));
    for (const auto& [line, what] : script.problems)
      err << path << ':' << line << ": " << what << '\n';
    if (!script.problems.empty()) return std::nullopt;
    return file{path, std::move(script.steps)};
  } catch (const std::system_error& error) {
    err << path << ": cannot be read: " << error.code().message() << '\n';
    return std::nullopt;
  }
}

bool run_file(const file& script, destination& server,
              std::chrono::milliseconds timeout, std::ostream& out,
              std::ostream& err) {
  using std::chrono::steady_clock;
  const auto begin = steady_clock::now();
  runner one(server, timeout);
  if (const auto failed = one.run(script.steps)) {
    err << script.path << ':' << failed->line << ": " << failed->what
        << std::endl;
    return false;
  }
  const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(
      steady_clock::now() - begin);
  out << "ok " << script.path << " (" << one.steps_done() << " steps, "
      << time.count() << " ms)" << std::endl;
  return true;
}

}  // namespace

exit_status run_files(const options& wanted, std::ostream& out,
                      std::ostream& err) {
  std::vector<file> scripts;
  for (const auto& path : wanted.files)
    if (auto script = understand(path, err))
      scripts.push_back(*std::move(script));
  if (scripts.size() < wanted.files.size()) return not_understood;
  try {
    auto server = resolve(wanted.server, wanted.tls);
    bool passed = true;
    for (const auto& script : scripts)
      passed &= run_file(script, server, wanted.timeout, out, err);
    return passed ? all_passed : some_failed;
  } catch (const std::runtime_error& error) {
    err << error.what() << '\n';
    return some_failed;
  }
}

}  // namespace parley::script
