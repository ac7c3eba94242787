// SPDX-License-Identifier: Apache-2.0
// The record of a run for the checker: all publications, and for each client in
// each room the events it saw, in order. Pure. All times are of one clock: the
// clients are one process.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley::verify {

using instant = std::chrono::steady_clock::time_point;

/// Index into diary::publications, and the content of a payload.
using publication_id = std::uint64_t;

struct publication {
  std::size_t member = 0;
  std::uint32_t connection = 0;  ///< Number of the member's connection.
  std::size_t room = 0;
  instant sent;
  std::optional<instant> acknowledged{};
};

/// A place in a room; epochs are numbered as they are first seen.
struct place {
  std::size_t epoch = 0;
  std::uint64_t offset = 0;

  auto operator<=>(const place&) const = default;
};

enum class note_kind : std::uint8_t {
  joined,  ///< In the room for the first time, at `at`.
  heard,   ///< Received a publication.
  away,    ///< The connection or the subscription ended.
  back,    ///< In again, and the server recovers what was missed.
  lost,    ///< In again at `at`: the server reported a loss.
};

struct note {
  note_kind what = note_kind::heard;
  place at{};
  std::optional<publication_id> id{};  ///< Of a payload of ours.
  instant when;
};

/// One client in one room.
struct account {
  std::size_t member = 0;
  std::size_t room = 0;
  std::vector<note> notes;
};

struct disconnect {
  std::size_t member = 0;
  std::string node;  ///< Empty: not known.
  instant when;
};

class diary {
 public:
  explicit diary(std::vector<std::string> rooms) : rooms_(std::move(rooms)) {}

  /// The number of the account of `member` in `room`.
  std::size_t open_account(std::size_t member, std::size_t room);
  void write(std::size_t account, note what);

  publication_id published(publication what);
  void acknowledged(publication_id which, instant when);

  void disconnected(disconnect what) { disconnects_.push_back(what); }

  /// Faults that no other event excuses, such as a refused client.
  void trouble(std::string what) { troubles_.push_back(std::move(what)); }

  std::size_t epoch_number(const std::string& epoch);

  const std::vector<std::string>& rooms() const { return rooms_; }
  const std::vector<publication>& publications() const { return made_; }
  const std::vector<account>& accounts() const { return accounts_; }
  const std::vector<disconnect>& disconnects() const { return disconnects_; }
  const std::vector<std::string>& troubles() const { return troubles_; }

  /// The newest publication that an account received; nothing before the first.
  std::optional<publication_id> newest(std::size_t account) const {
    return newest_[account];
  }

 private:
  std::vector<std::string> rooms_;
  std::vector<std::string> epochs_;
  std::vector<publication> made_;
  std::vector<account> accounts_;
  std::vector<std::optional<publication_id>> newest_;
  std::vector<disconnect> disconnects_;
  std::vector<std::string> troubles_;
};

}  // namespace parley::verify
