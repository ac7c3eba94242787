// SPDX-License-Identifier: Apache-2.0
#include "tests/cluster/loopback.hpp"

#include <thread>
#include <utility>
#include <variant>

namespace parley::cluster {

namespace {

constexpr auto view_key = "view";

std::string key_of(const store_write& wanted) {
  if (const auto* one = std::get_if<write_lease>(&wanted)) return one->node;
  return view_key;
}

}  // namespace

struct loopback::hub {
  using change = lease_bucket::change;

  /// What one subscription is yet to be told.
  struct queue {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::string> bytes;
    bool over = false;
  };

  std::mutex mutex;  // guards what follows
  std::multimap<std::string, std::shared_ptr<queue>> subscribers;
  std::vector<message> heard;

  std::condition_variable written;
  revision newest = 0;
  /// By key; the revision is in it.
  std::map<std::string, change> values;
  /// All writes, in order.
  std::vector<std::pair<std::string, change>> writes;

  static revision at(const change& one) {
    return std::visit([](const auto& each) { return each.at; }, one);
  }
  revision at(const std::string& key) const {
    const auto found = values.find(key);
    return found == values.end() ? 0 : at(found->second);
  }
  void write(const std::string& key, change value) {
    values.insert_or_assign(key, value);
    writes.emplace_back(key, std::move(value));
    written.notify_all();
  }
};

// -- messages -----------------------------------------------------------------

class loopback::port final : public message_port {
 public:
  explicit port(std::shared_ptr<hub> to) : hub_(std::move(to)) {}
  ~port() override {
    for (const auto& each : queues_) {
      const std::lock_guard lock(each->mutex);
      each->over = true;
      each->changed.notify_all();
    }
  }

  bool publish(const std::string& subject, std::string_view bytes) override {
    publish(*hub_, subject, bytes);
    return true;
  }

  static void publish(hub& to, const std::string& subject,
                      std::string_view bytes) {
    const std::lock_guard lock(to.mutex);
    to.heard.push_back({subject, std::string(bytes)});
    const auto [first, last] = to.subscribers.equal_range(subject);
    for (auto each = first; each != last; ++each) {
      const std::lock_guard inner(each->second->mutex);
      each->second->bytes.emplace_back(bytes);
      each->second->changed.notify_all();
    }
  }

  void subscribe(const std::string& subject, handler receive) override {
    auto own = std::make_shared<hub::queue>();
    queues_.push_back(own);
    threads_.emplace_back([own, receive = std::move(receive)] {
      for (;;) {
        std::unique_lock lock(own->mutex);
        own->changed.wait(lock,
                          [&] { return own->over || !own->bytes.empty(); });
        if (own->over) return;
        const auto next = std::move(own->bytes.front());
        own->bytes.pop_front();
        lock.unlock();
        receive(next);
      }
    });
    const std::lock_guard lock(hub_->mutex);
    hub_->subscribers.emplace(subject, std::move(own));
  }

  bool is_connected() const override { return true; }
  std::uint64_t dropped() const override { return 0; }

 private:
  const std::shared_ptr<hub> hub_;
  std::vector<std::shared_ptr<hub::queue>> queues_;
  std::vector<std::jthread> threads_;
};

// -- leases -------------------------------------------------------------------

class loopback::bucket final : public lease_bucket {
 public:
  explicit bucket(std::shared_ptr<hub> to) : hub_(std::move(to)) { watch(); }

  void watch() override {
    const std::lock_guard lock(hub_->mutex);
    seen_ = hub_->writes.size();
    for (const auto& [key, value] : hub_->values) first_.push_back(value);
  }

  std::optional<change> next(std::chrono::milliseconds patience) override {
    if (!first_.empty()) {
      auto one = std::move(first_.front());
      first_.pop_front();
      return one;
    }
    std::unique_lock lock(hub_->mutex);
    if (!hub_->written.wait_for(lock, patience,
                                [this] { return seen_ < hub_->writes.size(); }))
      return std::nullopt;
    return hub_->writes[seen_++].second;
  }

  std::optional<revision> write(const store_write& wanted) override {
    const std::lock_guard lock(hub_->mutex);
    const auto key = key_of(wanted);
    const auto expected =
        std::visit([](const auto& one) { return one.expected; }, wanted);
    if (hub_->at(key) != expected) return std::nullopt;
    const auto at = ++hub_->newest;
    if (const auto* one = std::get_if<write_lease>(&wanted))
      hub_->write(key, lease_seen{one->node, one->value, at});
    else
      hub_->write(key, view_seen{std::get<write_view>(wanted).value, at});
    return at;
  }

  std::optional<change> read(const store_write& wanted) override {
    const std::lock_guard lock(hub_->mutex);
    const auto found = hub_->values.find(key_of(wanted));
    if (found == hub_->values.end()) return std::nullopt;
    return found->second;
  }

 private:
  const std::shared_ptr<hub> hub_;
  std::deque<change> first_;
  std::size_t seen_ = 0;
};

class loopback::leases_port final : public lease_port {
 public:
  explicit leases_port(std::shared_ptr<hub> to) : hub_(std::move(to)) {}
  std::unique_ptr<lease_bucket> open() override {
    return std::make_unique<bucket>(hub_);
  }
  std::uint64_t reconnects() const override { return 0; }

 private:
  const std::shared_ptr<hub> hub_;
};

// -- interface ----------------------------------------------------------------

loopback::loopback() : hub_(std::make_shared<hub>()) {}

loopback::~loopback() = default;

transport loopback::ways() {
  return {[to = hub_] { return std::make_unique<port>(to); },
          [to = hub_] { return std::make_unique<leases_port>(to); }};
}

void loopback::publish(const std::string& subject, std::string_view bytes) {
  port::publish(*hub_, subject, bytes);
}

std::vector<loopback::message> loopback::take_heard() {
  const std::lock_guard lock(hub_->mutex);
  return std::exchange(hub_->heard, {});
}

void loopback::spoil_lease(const node_name& node) {
  const std::lock_guard lock(hub_->mutex);
  hub_->write(node, lease_bucket::foreign_lease{node, ++hub_->newest});
}

std::map<node_name, lease> loopback::leases() const {
  const std::lock_guard lock(hub_->mutex);
  std::map<node_name, lease> all;
  for (const auto& [key, value] : hub_->values)
    if (const auto* one = std::get_if<lease_bucket::lease_seen>(&value))
      all.emplace(one->node, one->value);
  return all;
}

view loopback::latest() const {
  const std::lock_guard lock(hub_->mutex);
  const auto found = hub_->values.find(view_key);
  if (found == hub_->values.end()) return {};
  const auto* one = std::get_if<lease_bucket::view_seen>(&found->second);
  return one ? one->value : view{};
}

}  // namespace parley::cluster
