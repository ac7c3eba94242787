// SPDX-License-Identifier: Apache-2.0
// One client of a run, which behaves as an SDK does: connects, subscribes,
// publishes, reconnects after a lost connection and recovers. Records all of it
// in the diary. Pure: the caller has its connection and its clock.
#pragma once

#include "lab/script/room_wire.hpp"
#include "lab/verify/diary.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace parley::verify {

class member {
 public:
  struct setting {
    std::size_t number = 0;
    std::vector<std::size_t> rooms{};  ///< Indices into the diary's.
    std::string token{};
    /// The interval of its publications, which go to its rooms in turn.
    std::chrono::milliseconds every{};
    std::uint64_t seed = 0;
  };

  member(setting chosen, diary& run);

  // -- its connection

  /// Whether it has no connection and one is due.
  bool wants_connection(instant now) const;
  void connecting(instant now);
  void connected(instant now);
  void heard(std::string_view frame, instant now);
  /// `code`: of the close frame; 0 when there was none.
  void disconnected(std::uint16_t code, instant now);
  /// Whether an answer is overdue, so that the connection is useless.
  bool wants_to_drop(instant now) const;

  // -- its time

  /// To be called every few milliseconds: sends the commands that are due.
  void turn(instant now);
  /// Stops publishing.
  void fall_silent() { silent_ = true; }
  /// Takes the frames for the server, oldest first.
  std::deque<std::string> take_unsent() { return std::move(unsent_); }

  /// Asks who is in `room`; answered by present().
  void ask_presence(std::size_t room, instant now);
  /// The client ids of the last answer; nothing while there is none.
  const std::optional<std::vector<std::string>>& present() const {
    return present_;
  }

  // -- how it is

  bool is_in_all_rooms() const;
  bool is_connected() const { return at_ == phase::in; }
  /// Publications without an answer yet.
  std::size_t unanswered() const;
  /// Whether the server has refused it for good.
  bool is_refused() const { return refused_; }
  const std::string& client_id() const { return client_id_; }
  const std::string& node() const { return node_; }
  const std::vector<std::size_t>& rooms() const { return setting_.rooms; }
  const std::vector<std::size_t>& accounts() const { return account_numbers_; }

 private:
  enum class phase : std::uint8_t { out, connecting, greeting, in };

  // A room as this client knows it.
  struct seat {
    std::size_t room = 0;
    std::size_t account = 0;
    bool in = false;
    bool was_in = false;
    std::optional<instant> again{};  // when to subscribe again
    script::position at{};
  };

  // A command that was sent and not answered.
  struct question {
    enum class kind : std::uint8_t { connect, subscribe, publish, presence };
    kind what = kind::connect;
    std::size_t which = 0;  // seat or publication
    instant asked;
  };

  void ask(std::string frame);
  std::uint32_t note_question(question::kind what, std::size_t which,
                              instant now);
  void subscribe(std::size_t which, instant now);
  void publish(instant now);

  void take(std::string_view line, instant now);
  void answered(const script::reply& answer, const question& to, instant now);
  void on_connect(const script::reply& answer, instant now);
  void on_subscribe(const script::reply& answer, seat& in, instant now);
  void come_back(const script::reply& answer, seat& in, instant now);
  void on_push(const script::room_push& push, instant now);
  void on_unsubscribe(const script::room_push& push, seat& in, instant now);
  void hear(seat& in, std::uint64_t offset, std::string_view data, instant now);
  void refuse(const std::string& what);

  place place_of(const script::position& at);
  seat* seat_in(std::string_view room);
  std::chrono::milliseconds pause();

  setting setting_;
  diary& run_;
  std::minstd_rand dice_;
  phase at_ = phase::out;
  bool silent_ = false;
  bool refused_ = false;
  std::uint32_t connection_ = 0;
  std::uint32_t last_command_ = 0;
  std::size_t turns_ = 0;     // which room is next to be published in
  std::size_t attempts_ = 0;  // to connect, without success
  instant since_{};           // of the phase
  instant next_try_{};
  instant next_word_{};
  std::string client_id_;
  std::string node_;
  std::vector<seat> seats_;
  std::vector<std::size_t> account_numbers_;
  std::map<std::uint32_t, question> questions_;
  std::deque<std::string> unsent_;
  std::optional<std::vector<std::string>> present_;
};

}  // namespace parley::verify
