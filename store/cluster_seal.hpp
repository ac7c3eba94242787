// SPDX-License-Identifier: Apache-2.0
// Authenticates everything that the nodes of a cluster write to NATS:
// HMAC-SHA256 over the bytes and their place, with a key that only the nodes
// have. A publisher without `cluster.secret` cannot write anything that a node
// accepts. Pure; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// Bytes of the shortest `cluster.secret`.
inline constexpr std::size_t cluster_secret_min_size = 16;

class cluster_seal {
 public:
  /// An empty secret: nothing is sealed, and sealed bytes are refused, so that
  /// nodes with and without a secret never take each other for one cluster.
  cluster_seal(std::string_view secret, std::string_view cluster_name);

  bool has_secret() const { return has_secret_; }

  /// `bytes` with a seal before them. `place` names their kind and place: bytes
  /// copied to another place do not open there.
  std::string close(std::string_view place, std::string_view bytes) const;

  /// The bytes after the seal; they point into `sealed`. Nothing if the writer
  /// does not have our secret, or sealed them for another place.
  std::optional<std::string_view> open(std::string_view place,
                                       std::string_view sealed) const;

 private:
  static constexpr std::size_t tag_size = 32;
  using tag = std::array<unsigned char, tag_size>;

  tag tag_of(std::string_view place, std::string_view bytes) const;

  bool has_secret_ = false;
  tag key_{};
};

}  // namespace parley
