// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/fault.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/process/args.hpp>
#include <boost/process/async_pipe.hpp>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/io.hpp>

#include <array>
#include <cerrno>
#include <linux/close_range.h>
#include <sstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace parley::verify {

namespace bp = boost::process;

namespace {

// Runs in the child before exec: closes our connections, which the command
// would otherwise keep open. (bp::limit_handles of Boost 1.81 also closes the
// pipe by which the child reports a failed exec.)
constexpr auto keep_ours = [](auto& child) {
  constexpr unsigned first = 3;
  if (::close_range(first, ~0u, CLOSE_RANGE_CLOEXEC) != 0)
    child.set_error({errno, std::system_category()}, "close_range");
};

}  // namespace

damage read_damage(const std::string& output) {
  damage read;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    if (line == "node" || line.starts_with("node ")) {
      if (!read.nodes) read.nodes.emplace();
      if (line.size() > 5) read.nodes->insert(line.substr(5));
    } else if (!line.empty()) {
      read.words += (read.words.empty() ? "" : ", ") + line;
    }
  }
  return read;
}

struct fault::process {
  process(boost::asio::io_context& io, const std::string& command,
          const bp::environment& around)
      : out(io),
        child("/bin/sh", bp::args({"-c", command}), around, bp::std_out > out,
              bp::extend::on_exec_setup = keep_ours) {
    read();
  }

  // A process that the command leaves running may keep the pipe open: so await
  // the end of the command, not of the pipe.
  void read() {
    out.async_read_some(
        boost::asio::buffer(buffer),
        [this](boost::system::error_code error, std::size_t size) {
          if (error) return;
          said.append(buffer.data(), size);
          read();
        });
  }

  bp::async_pipe out;
  bp::child child;
  std::array<char, 4'096> buffer{};
  std::string said;
};

fault::fault(boost::asio::io_context& io, const std::string& command,
             std::size_t round, std::uint64_t seed) {
  bp::environment around = boost::this_process::environment();
  around["PARLEY_VERIFY_ROUND"] = std::to_string(round);
  around["PARLEY_VERIFY_SEED"] = std::to_string(seed + round);
  process_ = std::make_unique<process>(io, command, around);
}

fault::~fault() = default;

bool fault::is_over() {
  std::error_code none;
  return !process_->child.running(none);
}

int fault::status() const {
  return process_->child.exit_code();
}

damage fault::done() const {
  return read_damage(process_->said);
}

}  // namespace parley::verify
