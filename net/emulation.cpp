// SPDX-License-Identifier: Apache-2.0
#include "net/emulation.hpp"

#include "protocol/uuid.hpp"

#include <boost/asio/post.hpp>

#include <charconv>
#include <cstdint>
#include <random>
#include <utility>

namespace parley {

namespace {

// From the system's own source, so that clients cannot predict the next key.
std::uint64_t secret_number() {
  thread_local std::random_device entropy;
  return std::uint64_t{entropy()} << 32 | entropy();
}

}  // namespace

std::string emulation::desk::enter(std::weak_ptr<emulated_link> link) {
  auto key = std::to_string(index_) + '-' +
             make_uuid(secret_number(), secret_number());
  links_.emplace(key, std::move(link));
  return key;
}

void emulation::desk::hand_over(const std::string& key, std::string message) {
  const auto at = links_.find(key);
  if (at == links_.end()) return;
  if (const auto link = at->second.lock()) link->receive(std::move(message));
}

emulation::desk& emulation::open_desk(boost::asio::io_context& io) {
  return desks_.emplace_back(desks_.size(), io);
}

bool emulation::bring(std::string_view node, std::string key,
                      std::string message) {
  if (!is_here(node))
    return pass_on_ && pass_on_(node, std::move(key), std::move(message));
  post(std::move(key), std::move(message));
  return true;
}

void emulation::post(std::string key, std::string message) {
  std::size_t index = 0;
  const auto* end = key.data() + key.size();
  const auto read = std::from_chars(key.data(), end, index);
  if (read.ec != std::errc{} || index >= desks_.size() || closed_) return;
  auto& where = desks_[index];
  boost::asio::post(where.io_, [&where, key = std::move(key),
                                message = std::move(message)]() mutable {
    where.hand_over(key, std::move(message));
  });
}

}  // namespace parley
