// SPDX-License-Identifier: Apache-2.0
// A stage with clients that speak the Centrifuge protocol in JSON. What a
// client was told is text: replies and pushes as they stand on the wire.
#pragma once

#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace parley {

using lines = std::vector<std::string>;

class sdk_client {
 public:
  sdk_client(stage& s, loop_index loop, dialect speaks = dialect::json);

  /// Sends one frame, newline-joined commands, and lets everything settle.
  void says(const std::string& commands);
  void connects() { says(R"({"id":1,"connect":{}})"); }

  /// What it was told since the last call, without the random parts of the
  /// connect reply.
  lines hears();

  /// The id that it was given.
  std::string id() const { return id_; }

  std::shared_ptr<fake_link> link;

 private:
  stage& stage_;
  std::size_t heard_ = 0;
  std::string id_;
};

/// Rooms with everything on, and clients that may everything.
class SdkStage : public ::testing::Test {
 protected:
  SdkStage();
  ~SdkStage() override;

  /// A connected client; what it was told of that is forgotten.
  sdk_client& client(loop_index loop = 0);
  /// One that has not said anything yet.
  sdk_client& stranger(loop_index loop = 0);

  stage s;

 private:
  std::vector<std::unique_ptr<sdk_client>> clients_;
};

/// A text with every UUID in it replaced by `<id>` and every epoch by
/// `<epoch>`.
std::string without_random(std::string text);

}  // namespace parley
