// SPDX-License-Identifier: Apache-2.0
#include "cluster/membership.hpp"

#include "protocol/limits.hpp"

#include <algorithm>
#include <utility>

namespace parley::cluster {

membership::membership(node_name self, std::uint64_t process, lease_times times)
    : self_(std::move(self)), process_(process), times_(times) {}

// -- events of the store ------------------------------------------------------

void membership::on_lease(const node_name& node, const lease& value,
                          revision at, time_point now) {
  if (!may_learn_of(node)) return;
  auto& known = leases_[node];
  if (at <= known.at) return;
  known = {value, at, now};
  if (node == self_) {
    if (!holds(value)) granted_until_ = {};
    if (value.evicted) {
      tenure_.forget(value.goes_by);
      tenure_.on_view(latest_);
    }
  }
  settle();
}

// nats-server 2.9 was seen to accept two writes over one revision, sent in the
// same millisecond. No node acts under a number that two views have.
void membership::on_view(const view& value, revision at) {
  if (at <= latest_at_) return;
  if (value.number == latest_.number && value != latest_)
    tenure_.forget(value.number);
  latest_ = value;
  latest_at_ = at;
  view_is_foreign_ = false;
  for (auto& [node, known] : leases_) known.tried = {};
  tenure_.on_view(value);
  settle();
}

// A lease that was renewed without our hearing of it has as long as ever:
// renewals are alike in everything but their revision.
void membership::on_lease_revision(const node_name& node, const lease& value,
                                   revision at, time_point now) {
  const auto known = leases_.find(node);
  if (known == leases_.end() || known->second.value != value) return;
  if (std::exchange(known->second.at, at) == at) return;
  known->second.tried = {};
  if (node == self_)
    asked_ = {};
  else
    known->second.changed = now;
}

void membership::on_view_revision(const view& value, revision at) {
  if (value == latest_) latest_at_ = at;
}

bool membership::may_learn_of(const node_name& node) const {
  return node == self_ || latest_.has(node) || leases_.contains(node) ||
         leases_.size() < leases_known;
}

// A foreign write says nothing about the node, and does not extend its lease:
// it counts from the node's last own write. Of an unknown node there is nothing
// to keep, except for ourselves, because we have to know the revision to write
// over.
void membership::on_foreign_lease(const node_name& node, revision at) {
  const auto known = leases_.find(node);
  if (known != leases_.end()) {
    if (at <= known->second.at) return;
    known->second.at = at;
    known->second.tried = {};
    if (node == self_) asked_ = {};
  } else if (node == self_) {
    leases_[node] = {{0, true, 0, false}, at, {}};
  }
}

// A node without any view does not create the first one: there is one already,
// which nodes that know it write again.
void membership::on_foreign_view(revision at) {
  if (at <= latest_at_) return;
  latest_at_ = at;
  view_is_foreign_ = true;
  proposed_number_ = 0;
}

std::map<node_name, std::uint64_t, std::less<>> membership::processes() const {
  std::map<node_name, std::uint64_t, std::less<>> all;
  for (const auto& [node, seen] : leases_)
    if (seen.value.process != 0) all.emplace(node, seen.value.process);
  return all;
}

void membership::on_store_back(time_point now) {
  for (auto& [node, known] : leases_)
    if (node != self_) known.changed = std::max(known.changed, now);
}

void membership::settle() {
  tenure_.settle([this](const node_name& node, view_number number) {
    return confirms(node, number);
  });
}

void membership::on_renewed(time_point asked, revision at) {
  is_writing_ = false;
  auto& own = leases_[self_];
  if (at <= own.at && !holds(own.value)) return;
  granted_until_ =
      std::max(granted_until_, asked + times_.length - times_.margin);
  if (at <= own.at) return;
  own = {{said_, false, process_, said_retires_}, at, asked};
}

bool membership::holds(const lease& own) const {
  return !own.evicted && own.process == process_;
}

void membership::on_write_failed() {
  is_writing_ = false;
}

// An evicted node acts under no view up to the one of its eviction.
bool membership::confirms(const node_name& node, view_number number) const {
  if (node == self_) return own_word() >= number;
  const auto at = leases_.find(node);
  if (at == leases_.end()) return false;
  const auto& said = at->second.value;
  return said.evicted ? said.goes_by + 1 >= number : said.goes_by >= number;
}

// Never less than the node has acknowledged: the next process of its name keeps
// to it.
lease membership::put_out_of(const neighbour& seen) const {
  return {std::max(latest_.number, seen.value.goes_by), true,
          seen.value.process, false};
}

view_number membership::own_word() const {
  return std::max(tenure_.number(), tenure_.barrier());
}

// -- what to write ------------------------------------------------------------

std::vector<store_write> membership::act(time_point now) {
  std::vector<store_write> out;
  renew(now, out);
  if (is_fenced(now)) return out;
  evict(now, out);
  propose(now, out);
  return out;
}

std::vector<store_write> membership::give_back() {
  granted_until_ = {};
  const auto own = leases_.find(self_);
  if (own == leases_.end() || !holds(own->second.value)) return {};
  return {write_lease{self_, put_out_of(own->second), own->second.at}};
}

// At once when there is a new view: nodes that get rooms by it wait for our
// acknowledgement.
void membership::renew(time_point now, std::vector<store_write>& out) {
  if (is_writing_ || !is_due(now)) return;
  const auto own = leases_.find(self_);
  const auto expected = own == leases_.end() ? 0 : own->second.at;
  // A process of our name was here, and may still be: it is evicted like any
  // other. No process acts under an evicted lease, so it may be taken over.
  if (expected != 0 && !holds(own->second.value) &&
      !own->second.value.evicted) {
    if (is_stale(own->second, now)) put_out(self_, own->second, now, out);
    return;
  }
  is_writing_ = true;
  asked_ = now;
  said_ = own_word();
  said_retires_ = retires_;
  out.emplace_back(
      write_lease{self_, {said_, false, process_, said_retires_}, expected});
}

bool membership::is_due(time_point now) const {
  return now - asked_ >= times_.renewal || asked_ == time_point{} ||
         said_ != own_word() || said_retires_ != retires_;
}

void membership::evict(time_point now, std::vector<store_write>& out) {
  for (const auto& node : latest_.nodes) {
    const auto at = leases_.find(node);
    if (node == self_ || at == leases_.end()) continue;
    auto& seen = at->second;
    if (!is_out(seen.value) && !is_live(seen, now))
      put_out(node, seen, now, out);
  }
}

// Repeated from time to time: if the store refuses it, the lease has changed
// and the change has not reached us yet.
void membership::put_out(const node_name& node, neighbour& seen, time_point now,
                         std::vector<store_write>& out) const {
  if (seen.tried != time_point{} && now - seen.tried < times_.renewal) return;
  seen.tried = now;
  out.emplace_back(write_lease{node, put_out_of(seen), seen.at});
}

void membership::propose(time_point now, std::vector<store_write>& out) {
  if (view_is_foreign_ && latest_.number == 0) return;
  auto next = next_view(now);
  const bool is_needed = view_is_foreign_ || next.nodes != latest_.nodes ||
                         next.leaving != latest_.leaving ||
                         latest_.number <= tenure_.barrier();
  const bool is_asked =
      proposed_number_ == next.number && now - proposed_ < times_.renewal;
  if (!is_needed || is_asked) return;
  proposed_ = now;
  proposed_number_ = next.number;
  out.emplace_back(write_view{std::move(next), latest_at_});
}

// A node of the view whose lease is not known yet stays.
view membership::next_view(time_point now) const {
  view next{latest_.number + 1, latest_.nodes};
  std::erase_if(next.nodes, [this](const node_name& node) {
    const auto at = leases_.find(node);
    return at != leases_.end() && is_out(at->second.value);
  });
  for (const auto& [node, seen] : leases_)
    if (!latest_.has(node) && is_live(seen, now) &&
        next.nodes.size() < nodes_of_view)
      next.nodes.push_back(node);
  std::ranges::sort(next.nodes);
  for (const auto& node : next.nodes) {
    const auto at = leases_.find(node);
    if (at == leases_.end() ? latest_.is_leaving(node)
                            : at->second.value.leaving)
      next.leaving.push_back(node);
  }
  return next;
}

// By an older word it may come back by the view that it still has.
bool membership::is_out(const lease& seen) const {
  return seen.evicted && seen.goes_by >= latest_.number;
}

bool membership::is_stale(const neighbour& lease, time_point now) const {
  return now - lease.changed > times_.length;
}

bool membership::is_live(const neighbour& lease, time_point now) const {
  return !lease.value.evicted && !is_stale(lease, now);
}

// -- what follows -------------------------------------------------------------

bool membership::owns(std::string_view room, time_point now) const {
  return !is_fenced(now) && tenure_.holds(room, self_);
}

}  // namespace parley::cluster
