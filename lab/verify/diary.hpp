// What the clients of a run did and saw, for the checker: everything that was
// published, and for each client in each room what it heard, in its order.
// Pure. One clock for all: they are one process.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley::verify {

using instant = std::chrono::steady_clock::time_point;

/// Index into diary::publications; what a payload carries.
using publication_id = std::uint64_t;

struct publication {
  std::size_t member = 0;
  std::uint32_t connection = 0;  ///< Which of the member's.
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
  heard,   ///< A publication.
  away,    ///< The connection or the subscription ended.
  back,    ///< In again, and what was missed is said to follow.
  lost,    ///< In again at `at`: the server said that something is missing.
};

struct note {
  note_kind what = note_kind::heard;
  place at{};
  std::optional<publication_id> id{};  ///< Heard, and readable.
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
  std::string node;  ///< Empty: the server did not say.
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

  /// What is wrong whatever else happened, such as a client that was refused.
  void trouble(std::string what) { troubles_.push_back(std::move(what)); }

  std::size_t epoch_number(const std::string& epoch);

  const std::vector<std::string>& rooms() const { return rooms_; }
  const std::vector<publication>& publications() const { return made_; }
  const std::vector<account>& accounts() const { return accounts_; }
  const std::vector<disconnect>& disconnects() const { return disconnects_; }
  const std::vector<std::string>& troubles() const { return troubles_; }

  /// The newest publication an account has heard of; nothing before the first.
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
