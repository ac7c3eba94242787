// SPDX-License-Identifier: Apache-2.0
// Ports of a loop in tests that open no session and call no actor.
#pragma once

#include "net/loop.hpp"

#include <gtest/gtest.h>

namespace parley {

/// It outlives the loop.
class closed_ports final : link_acceptor, api_port, inspection_port {
 public:
  loop_ports all() {
    return {.acceptor = *this,
            .api = *this,
            .inspector = *this,
            .emulated = emulated_,
            .traffic = traffic_,
            .peers = peers_};
  }

 private:
  std::unique_ptr<link_events> accept(std::shared_ptr<link>,
                                      link_request) override {
    ADD_FAILURE() << "a session was opened";
    return nullptr;
  }
  void call(api_call, std::function<void(api_answer)>) override {
    ADD_FAILURE() << "the server API was called";
  }
  void call(inspection_call, std::function<void(inspection_answer)>) override {
    ADD_FAILURE() << "the node was inspected";
  }

  emulation emulated_;
  traffic_record traffic_;
  loop_peers peers_;
};

}  // namespace parley
