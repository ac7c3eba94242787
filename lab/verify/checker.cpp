// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/checker.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace parley::verify {

namespace {

class checker {
 public:
  explicit checker(const diary& run)
      : run_(run), places_(run.publications().size()) {}

  verdict check() {
    for (const auto& trouble : run_.troubles()) find(trouble);
    for (const auto& each : run_.accounts()) place(each);
    for (const auto& each : run_.accounts()) read(each);
    result_.publications = run_.publications().size();
    for (const auto& each : run_.publications())
      if (each.acknowledged) ++result_.acknowledged;
    return std::move(result_);
  }

 private:
  // What one client in one room has seen so far.
  struct reader {
    const account& of;
    place at{};
    bool in = false;
    std::vector<bool> seen;
    // The last of each connection that publishes.
    std::map<std::pair<std::size_t, std::uint32_t>, publication_id> last{};
    // The range of a loss that the server reported.
    std::vector<std::pair<place, place>> losses{};
    instant joined{};
    instant last_loss{};
  };

  void find(std::string sentence) {
    if (++result_.wrong <= findings_shown)
      result_.findings.push_back(std::move(sentence));
  }

  void find(const account& by, const std::string& what) {
    find("client " + std::to_string(by.member) + " in " +
         run_.rooms()[by.room] + ": " + what);
  }

  static std::string words(const verify::place& at) {
    return "offset " + std::to_string(at.offset) + " of epoch " +
           std::to_string(at.epoch);
  }

  static std::string words(publication_id id) {
    return "publication " + std::to_string(id);
  }

  const publication* made_for(const account& by, const note& what) const {
    if (!what.id || *what.id >= run_.publications().size()) return nullptr;
    const auto& made = run_.publications()[*what.id];
    return made.room == by.room ? &made : nullptr;
  }

  // One order for all: each offset has one publication, and vice versa.
  void place(const account& by) {
    for (const auto& each : by.notes) {
      if (each.what != note_kind::heard || !made_for(by, each)) continue;
      const auto [there, is_new] =
          taken_.try_emplace({by.room, each.at}, *each.id);
      if (there->second != *each.id)
        find(by, words(*each.id) + " has " + words(each.at) +
                     ", where another saw " + words(there->second));
      auto& known = places_[*each.id];
      if (known && *known != each.at)
        find(by, words(*each.id) + " has " + words(each.at) +
                     ", another saw it at " + words(*known));
      known = each.at;
    }
  }

  void read(const account& by) {
    reader own{by, {}, false, std::vector<bool>(run_.publications().size())};
    for (const auto& each : by.notes) read(own, each);
    if (!own.in) find(by, "is not in the room at the end");
    for (publication_id id = 0; id < run_.publications().size(); ++id)
      if (!own.seen[id]) require(own, id);
  }

  void read(reader& own, const note& what) {
    switch (what.what) {
      case note_kind::joined:
        own.at = what.at;
        own.in = true;
        own.joined = what.when;
        break;
      case note_kind::heard:
        hear(own, what);
        break;
      case note_kind::away:
        own.in = false;
        break;
      case note_kind::back:
        own.in = true;
        if (what.at.epoch != own.at.epoch)
          find(own.of, "is said to have missed nothing, but the epoch changed");
        break;
      case note_kind::lost:
        own.losses.emplace_back(own.at, what.at);
        own.at = what.at;
        own.in = true;
        own.last_loss = what.when;
        ++result_.losses_announced;
        break;
    }
  }

  void hear(reader& own, const note& what) {
    ++result_.deliveries;
    if (what.at != verify::place{own.at.epoch, own.at.offset + 1})
      find(own.of, words(what.at) + " follows " + words(own.at));
    own.at = what.at;
    const auto* made = made_for(own.of, what);
    if (!made)
      return find(own.of, "an unknown publication has " + words(what.at));
    if (own.seen[*what.id]) find(own.of, words(*what.id) + " came twice");
    own.seen[*what.id] = true;
    // The publications of one connection keep their order; one that was not
    // answered on an earlier connection may come late.
    auto& last = own.last[{made->member, made->connection}];
    if (last > *what.id + 1)
      find(own.of, words(*what.id) + " came after a later one of its client");
    last = *what.id + 1;
  }

  // A publication that `own` did not see.
  void require(const reader& own, publication_id id) {
    const auto& made = run_.publications()[id];
    if (made.room != own.of.room || !made.acknowledged) return;
    if (made.sent < own.joined || own.of.notes.empty()) return;
    if (is_in_a_loss(own, id)) {
      if (excused_.insert(id).second) ++result_.acknowledged_in_losses;
      return;
    }
    find(own.of, words(id) + " was acknowledged and never came");
  }

  bool is_in_a_loss(const reader& own, publication_id id) const {
    const auto& at = places_[id];
    // No client saw it: each client with a later loss may have lost this one.
    if (!at)
      return !own.losses.empty() &&
             own.last_loss >= run_.publications()[id].sent;
    return std::ranges::any_of(own.losses, [&](const auto& loss) {
      const auto& [from, to] = loss;
      if (at->epoch == from.epoch)
        return at->offset > from.offset &&
               (to.epoch != from.epoch || at->offset <= to.offset);
      if (at->epoch == to.epoch) return at->offset <= to.offset;
      return at->epoch > from.epoch && at->epoch < to.epoch;
    });
  }

  const diary& run_;
  verdict result_;
  std::vector<std::optional<verify::place>> places_;
  std::map<std::pair<std::size_t, verify::place>, publication_id> taken_;
  std::set<publication_id> excused_;
};

}  // namespace

verdict check(const diary& run) {
  return checker(run).check();
}

}  // namespace parley::verify
