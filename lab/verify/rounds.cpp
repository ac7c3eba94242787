// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/rounds.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace parley::verify {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

namespace {

// After this a command of the user counts as failed.
constexpr auto fault_patience = 300s;
constexpr auto presence_pause = 50ms;

milliseconds since(instant when) {
  return std::chrono::duration_cast<milliseconds>(clock::now() - when);
}

}  // namespace

// One round: from just before a fault until full recovery.
struct rounds::window {
  instant from;
  std::size_t disconnects;
  std::vector<std::size_t> notes;  // of each account, before
  std::vector<std::string> nodes;  // of each member, before
};

rounds::rounds(const plan& chosen, diary& run, party& clients)
    : plan_(chosen), run_(run), party_(clients) {}

bool rounds::begin() {
  if (!party_.run_until([&] { return all_are_in(); }, plan_.patience))
    run_.trouble("not all clients came into their rooms");
  return run_.troubles().empty();
}

bool rounds::all_are_in() {
  return std::ranges::all_of(party_.members(), [](const member& each) {
    return each.is_in_all_rooms() || each.is_refused();
  });
}

// Random by the seed, different in each round.
void rounds::shuffle(std::size_t round) {
  std::vector<std::size_t> who(plan_.clients);
  std::iota(who.begin(), who.end(), std::size_t{0});
  std::minstd_rand dice(
      static_cast<std::uint_fast32_t>(plan_.seed + round + 1));
  std::ranges::shuffle(who, dice);
  who.resize(std::min(who.size(), plan_.reconnects));
  for (const auto each : who) party_.cut(each);
  party_.run_until([&] { return all_are_in(); }, plan_.patience);
}

void rounds::run(const std::function<void(const round_report&)>& told) {
  for (std::size_t number = 1; number <= plan_.rounds; ++number) {
    party_.run_for(plan_.calm);
    shuffle(number);
    round_report report{.number = number};
    window before{clock::now(), run_.disconnects().size(), {}, {}};
    for (const auto& each : run_.accounts())
      before.notes.push_back(each.notes.size());
    for (const member& each : party_.members())
      before.nodes.push_back(each.node());
    const bool is_broken = run_fault(report);
    const bool is_well = settle(report);
    count_disconnects(before, report);
    measure(before, report);
    if (is_well) check_presence(report);
    told(report);
    if (!is_broken || !is_well) return;
  }
}

bool rounds::run_fault(round_report& report) {
  if (plan_.fault.empty()) return true;
  fault broken(party_.io(), plan_.fault, report.number, plan_.seed);
  const auto began = clock::now();
  const bool ended =
      party_.run_until([&] { return broken.is_over(); }, fault_patience);
  party_.run_for(1ms);  // its last output
  report.fault_took = since(began);
  report.fault = broken.done();
  if (ended && broken.status() == 0) return true;
  run_.trouble("round " + std::to_string(report.number) +
               ": the command of the fault failed");
  return false;
}

// Each client has received a publication from after the fault. As all clients
// see one order, it has then received all publications from before.
bool rounds::settle(round_report& report) {
  const auto began = clock::now();
  const auto since_now = run_.publications().size();
  const bool is_well =
      party_.run_until([&] { return all_heard(since_now); }, plan_.patience);
  report.well_after = since(began);
  if (!is_well)
    run_.trouble("round " + std::to_string(report.number) +
                 ": some clients receive no messages");
  return is_well;
}

bool rounds::all_heard(publication_id since) const {
  for (std::size_t i = 0; i < run_.accounts().size(); ++i) {
    const auto newest = run_.newest(i);
    if (!newest || *newest < since) return false;
  }
  return true;
}

// -- measurements -------------------------------------------------------------

void rounds::count_disconnects(const window& since, round_report& report) {
  const auto& all = run_.disconnects();
  report.disconnects = all.size() - since.disconnects;
  const auto& hit = report.fault.nodes;
  if (!hit) return;
  for (auto i = since.disconnects; i < all.size(); ++i) {
    if (hit->contains(all[i].node)) continue;
    ++report.disturbed;
    run_.trouble("round " + std::to_string(report.number) + ": client " +
                 std::to_string(all[i].member) + " lost its connection to " +
                 all[i].node + ", which was not hit");
  }
}

void rounds::measure(const window& since, round_report& report) {
  std::set<std::size_t> gone;
  const auto& lost = run_.disconnects();
  for (auto i = since.disconnects; i < lost.size(); ++i)
    gone.insert(lost[i].member);
  const auto stayed = [&](std::size_t who) {
    return !gone.contains(who) &&
           !(report.fault.nodes &&
             report.fault.nodes->contains(since.nodes[who]));
  };
  std::vector<milliseconds> silences(run_.rooms().size());
  std::vector<milliseconds> waits(run_.rooms().size());
  const auto longest = [](milliseconds& most, auto time) {
    most = std::max(most, std::chrono::duration_cast<milliseconds>(time));
  };
  for (std::size_t i = 0; i < run_.accounts().size(); ++i) {
    const auto& by = run_.accounts()[i];
    if (!stayed(by.member)) continue;
    auto last = since.from;
    for (auto at = since.notes[i]; at < by.notes.size(); ++at) {
      const auto& each = by.notes[at];
      if (each.what != note_kind::heard) continue;
      longest(silences[by.room], each.when - last);
      last = each.when;
      if (!each.id || *each.id >= run_.publications().size()) continue;
      const auto& made = run_.publications()[*each.id];
      if (stayed(made.member)) longest(waits[by.room], each.when - made.sent);
    }
  }
  const auto most = std::ranges::max_element(silences);
  if (most != silences.end())
    report.most_silent =
        run_.rooms()[static_cast<std::size_t>(most - silences.begin())];
  report.silences = std::move(silences);
  report.waits = std::move(waits);
}

// -- presence -----------------------------------------------------------------

void rounds::check_presence(round_report& report) {
  const auto began = clock::now();
  for (std::size_t room = 0; room < run_.rooms().size(); ++room) {
    std::string difference;
    const auto is_true = [&] {
      difference = presence_difference(room);
      return difference.empty();
    };
    const auto end = clock::now() + plan_.patience;
    while (!is_true() && clock::now() < end) party_.run_for(presence_pause);
    if (!difference.empty())
      run_.trouble("round " + std::to_string(report.number) + ": presence of " +
                   run_.rooms()[room] + difference);
  }
  report.presence_after = since(began);
}

// The differences of a presence answer from the truth; empty: none.
std::string rounds::presence_difference(std::size_t room) {
  std::vector<std::reference_wrapper<member>> inside;
  for (const auto& each : party_.members())
    if (std::ranges::count(each.get().rooms(), room) > 0)
      inside.push_back(each);
  if (inside.empty()) return "";
  auto& asks = inside.front().get();
  asks.ask_presence(room, clock::now());
  if (!party_.run_until([&] { return asks.present().has_value(); }, 1s))
    return " was not answered";
  std::set<std::string> there(asks.present()->begin(), asks.present()->end());
  std::string text;
  for (const member& each : inside)
    if (each.is_connected() && there.erase(each.client_id()) == 0)
      text += " lacks " + each.client_id();
  for (const auto& each : there) text += " has " + each;
  return text;
}

// -- the end ------------------------------------------------------------------

void rounds::end() {
  for (member& each : party_.members()) each.fall_silent();
  const auto is_quiet = [&] {
    return std::ranges::all_of(party_.members(),
                               [](const member& each) {
                                 return each.is_refused() ||
                                        each.unanswered() == 0;
                               }) &&
           all_agree();
  };
  if (!party_.run_until(is_quiet, plan_.patience))
    run_.trouble("not all clients of a room came to the same place in it");
}

bool rounds::all_agree() const {
  std::vector<std::optional<publication_id>> newest(run_.rooms().size());
  std::vector<bool> known(run_.rooms().size());
  for (std::size_t i = 0; i < run_.accounts().size(); ++i) {
    const auto room = run_.accounts()[i].room;
    if (known[room] && newest[room] != run_.newest(i)) return false;
    known[room] = true;
    newest[room] = run_.newest(i);
  }
  return true;
}

}  // namespace parley::verify
