// SPDX-License-Identifier: Apache-2.0
// Three nodes as they are, with all their threads, and in the place of NATS a
// bus in the same process, on which a stranger says what it likes. Meant for
// AddressSanitizer and ThreadSanitizer too.
#include "actors/courier.hpp"
#include "actors/directory.hpp"
#include "actors/user_directory.hpp"
#include "cluster/cluster_node.hpp"
#include "cluster/packet_gate.hpp"
#include "tests/actors/stage.hpp"
#include "tests/cluster/loopback.hpp"

#include <caf/actor_registry.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <random>
#include <thread>

namespace parley::cluster {
namespace {

using namespace std::chrono_literals;

struct SharingConfig : caf::actor_system_config {
  SharingConfig() {
    set("scheduler.policy", caf::atom("sharing"));
    set("scheduler.max-threads", std::size_t{1});
  }
};

/// One node with one loop on a thread of its own.
class Node {
 public:
  Node(const policy& rules, const cluster_options& options,
       const transport& ways)
      : system_(config_), where_(system_, 0, [this] { wake(); }) {
    actors_.rules = &rules;
    actors_.node_id = "process-" + options.node;
    actors_.add_courier(spawn_pinned<courier>(where_));
    cluster_ = std::make_unique<cluster_node>(std::vector<home*>{&where_},
                                              actors_, options, ways);
    actors_.cluster = cluster_peers{cluster_->neighbours()};
    actors_.directories = {
        spawn_pinned<directory>(where_, actors_, cluster_->relays(where_))};
    actors_.user_directories = {spawn_pinned<user_directory>(where_, actors_)};
    acceptor_ = std::make_unique<session_acceptor>(where_, actors_, bounds_);
    thread_ = std::thread([this] { run(); });
    cluster_->start({}, [](const std::string&, const std::string&) {});
  }

  ~Node() {
    call([this] { links_.clear(); });
    const auto end = [](const caf::actor& one) {
      caf::anon_send_exit(one, caf::exit_reason::user_shutdown);
    };
    cluster_->end();
    end(actors_.directories[0].untyped());
    end(actors_.user_directories[0].untyped());
    end(actors_.couriers[0].untyped());
    while (system_.registry().running() > 0) std::this_thread::yield();
    stopped_ = true;
    wake();
    thread_.join();
    where_.bind_to_this_thread();
  }

  /// Runs it on the node's loop and waits for it.
  void call(std::function<void()> what) {
    std::promise<void> done;
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back([&] {
        what();
        done.set_value();
      });
    }
    wake();
    done.get_future().wait();
  }

  void join(const std::string& room) {
    call([&] {
      auto link = std::make_shared<fake_link>();
      link_request request;
      request.room = room;
      request.name = "member";
      link->events = acceptor_->accept(link, std::move(request));
      links_.push_back(std::move(link));
    });
  }

  /// The room has let the client in: from here on it hears all.
  bool has_joined() {
    bool joined = false;
    call([&] { joined = links_.front()->reads_wanted == 1; });
    return joined;
  }

  /// False: the session has not asked for a message yet.
  bool say(const std::string& text) {
    bool said = false;
    call([&] {
      auto& link = *links_.front();
      if (link.reads_wanted != 1) return;
      link.says(text);
      said = true;
    });
    return said;
  }

  std::vector<std::string> heard() {
    std::vector<std::string> all;
    call([&] {
      for (const auto& each : links_.front()->heard)
        if (each.find("!word ") != std::string::npos) all.push_back(each);
    });
    return all;
  }
  bool is_closed() {
    bool closed = false;
    call([&] { closed = links_.front()->closed_with.has_value(); });
    return closed;
  }

  cluster_report report() const { return cluster_->report(); }

 private:
  void wake() {
    const std::lock_guard lock(mutex_);
    awake_ = true;
    changed_.notify_one();
  }

  void run() {
    where_.bind_to_this_thread();
    system_.thread_started();
    while (!stopped_) {
      std::vector<std::function<void()>> calls;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return awake_; });
        awake_ = false;
        calls.swap(calls_);
      }
      for (const auto& each : calls) each();
      while (where_.run(64) > 0 || !where_.publishing().empty())
        where_.publishing().run();
    }
    system_.thread_terminates();
  }

  SharingConfig config_;
  caf::actor_system system_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool awake_ = false;                        // guarded by mutex_
  std::vector<std::function<void()>> calls_;  // guarded by mutex_
  std::atomic<bool> stopped_ = false;
  home where_;
  limits bounds_;
  topology actors_;
  std::unique_ptr<cluster_node> cluster_;
  std::unique_ptr<session_acceptor> acceptor_;
  std::vector<std::shared_ptr<fake_link>> links_;
  std::thread thread_;
};

class ThreeNodes : public testing::TestWithParam<std::string> {
 protected:
  ThreeNodes() {
    channels_.without_namespace.history_size = 100;
    channels_.without_namespace.history_ttl = 1h;
    spaces_ = std::make_unique<namespaces>(channels_, bounds_.room_name);
    tokens_ = std::make_unique<token_verifier>(client_.token);
    rules_ = std::make_unique<policy>(client_, *spaces_, *tokens_, *tokens_);
    for (const auto* name : names) {
      cluster_options options;
      options.servers = {"loopback"};
      options.node = name;
      options.secret = GetParam();
      nodes_.push_back(std::make_unique<Node>(*rules_, options, bus_.ways()));
    }
    while (bus_.latest().nodes.size() < 3) std::this_thread::yield();
  }

  /// What a stranger says who knows no secret: all of it once.
  void lie(std::minstd_rand& random) {
    const auto number = [&](std::size_t below) { return random() % below; };
    const std::string to = names[number(3)];
    const std::string as = names[number(3)];
    const auto leases = bus_.leases();
    const auto lease = leases.find(as);
    peer::Packet packet;
    packet.set_node(as);
    // A process that is not that node's; its own is on the bus for all to see,
    // but who uses it without a secret is that node for all that we know.
    packet.set_process(lease == leases.end() ? 1 : lease->second.process + 2);
    switch (number(6)) {
      case 0:
        packet.mutable_to_owner()->set_room("harbour");
        break;
      case 1: {
        auto& piece = *packet.mutable_piece();
        piece.set_bytes(std::string(100'000, 'x'));
        piece.set_first(number(2) == 0);
        break;
      }
      case 2: {
        auto inner = packet;
        for (int i = 0; i < 50; ++i) {
          auto outer = packet;
          outer.mutable_piece()->set_bytes(inner.SerializeAsString());
          outer.mutable_piece()->set_first(true);
          outer.mutable_piece()->set_last(true);
          inner = outer;
        }
        packet = inner;
        break;
      }
      case 3:
        packet.mutable_api_call()->set_command("\x0a\x0c");
        break;
      case 4: {
        auto& wish = *packet.mutable_to_owner()->add_wishes();
        packet.mutable_to_owner()->set_room("harbour");
        wish.mutable_detach();
        break;
      }
      default:
        packet.mutable_from_owner()->set_room("harbour");
        packet.mutable_from_owner()->set_events("\x0a\x02\x3a");
    }
    auto bytes = packet.SerializeAsString();
    if (number(4) == 0 && !bytes.empty())
      bytes[number(bytes.size())] ^= static_cast<char>(1 + number(255));
    bus_.publish("parley.parley.node." + to, bytes);
  }

  static constexpr std::array names{"a", "b", "c"};
  limits bounds_;
  client_options client_;
  channel_settings channels_;
  std::unique_ptr<namespaces> spaces_;
  std::unique_ptr<token_verifier> tokens_;
  std::unique_ptr<policy> rules_;
  loopback bus_;
  std::vector<std::unique_ptr<Node>> nodes_;
};

TEST_P(ThreeNodes, a_liar_changes_nothing) {
  constexpr std::size_t words = 60;
  for (const auto& each : nodes_) each->join("harbour");
  for (const auto& each : nodes_)
    while (!each->has_joined()) std::this_thread::yield();
  std::minstd_rand random(14);
  for (std::size_t i = 0; i < words; ++i) {
    for (int lies = 0; lies < 10; ++lies) lie(random);
    // Copies of what the nodes have said count only with a secret as copies.
    const auto said = bus_.take_heard();
    if (!GetParam().empty())
      for (const auto& each : said) bus_.publish(each.subject, each.bytes);
    if (i % 20 == 10) bus_.spoil_lease(names[i % 3]);
    while (!nodes_[i % 3]->say("!word " + std::to_string(i)))
      std::this_thread::yield();
  }
  for (const auto& each : nodes_)
    while (each->heard().size() < words) std::this_thread::yield();
  for (const auto& each : nodes_) {
    EXPECT_FALSE(each->is_closed());
    EXPECT_EQ(each->heard(), nodes_.front()->heard()) << "in one order, once";
    std::uint64_t refused = 0;
    for (const auto count : each->report().refused) refused += count;
    EXPECT_GT(refused, 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(All, ThreeNodes,
                         testing::Values("", "0123456789abcdef"),
                         [](const auto& tested) {
                           return tested.param.empty() ? "open" : "sealed";
                         });

}  // namespace
}  // namespace parley::cluster
