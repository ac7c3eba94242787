// SPDX-License-Identifier: Apache-2.0
// Asks a node over HTTP, with the operator's key. Blocks, with a time limit;
// for one thread.
#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace parley::inspect {

/// The node cannot be reached, or does not know the key. A sentence.
class unreachable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class node_client {
 public:
  /// Of https: those of authorities that this machine trusts, or any.
  enum class certificates { trusted, any };

  /// `url`: http://HOST:PORT or https://HOST:PORT. Throws `unreachable` for
  /// other texts.
  node_client(const std::string& url, std::string key,
              certificates taken = certificates::trusted);
  ~node_client();
  node_client(const node_client&) = delete;
  node_client& operator=(const node_client&) = delete;

  /// The body of the answer. Throws `unreachable` for a status other than 200.
  std::string get(std::string_view target);
  std::string post(std::string_view target);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace parley::inspect
