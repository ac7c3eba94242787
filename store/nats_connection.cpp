#include "store/nats_connection.hpp"

#include "protocol/limits.hpp"
#include "protocol/log_text.hpp"
#include "store/nats_owner.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <future>
#include <utility>
#include <vector>

namespace parley {

namespace {

constexpr int reconnect_wait_ms = 100;
constexpr int connect_timeout_ms = 1'000;
constexpr int ping_interval_ms = 1'000;
constexpr int pings_out = 2;

void require(natsStatus status, const char* what) {
  if (status != NATS_OK)
    throw nats_error(std::string(what) + ": " + natsStatus_GetText(status));
}

void set_identity(natsOptions* to, const cluster_options& from) {
  if (!from.user.empty())
    require(
        natsOptions_SetUserInfo(to, from.user.c_str(), from.password.c_str()),
        "cluster.user");
  if (!from.token.empty())
    require(natsOptions_SetToken(to, from.token.c_str()), "cluster.token");
  if (!from.credentials.empty())
    require(natsOptions_SetUserCredentialsFromFiles(
                to, from.credentials.c_str(), nullptr),
            "cluster.credentials");
}

void set_tls(natsOptions* to, const cluster_options& from) {
  if (!from.tls_ca.empty())
    require(natsOptions_LoadCATrustedCertificates(to, from.tls_ca.c_str()),
            "cluster.tls.ca");
  if (!from.tls_cert.empty())
    require(natsOptions_LoadCertificatesChain(to, from.tls_cert.c_str(),
                                              from.tls_key.c_str()),
            "cluster.tls.cert");
}

}  // namespace

struct nats_connection::state {
  /// libnats refers to it until it says that it is over.
  struct subscription {
    handler receive;
    natsSubscription* own = nullptr;
    std::promise<void> over;
  };

  natsConnection* connection = nullptr;
  std::vector<std::unique_ptr<subscription>> subscriptions;
  std::string role;
  std::atomic<std::uint64_t> reconnects = 0;
  /// The last thing that libnats calls: its callbacks come in order on a thread
  /// that outlives the connection.
  std::promise<void> closed;

  static void on_closed(natsConnection*, void* self) {
    static_cast<state*>(self)->closed.set_value();
  }
  static void on_disconnected(natsConnection*, void* self) {
    spdlog::warn("nats.disconnected role={}", static_cast<state*>(self)->role);
  }
  static void on_connected(natsConnection*, void* self) {
    auto& own = *static_cast<state*>(self);
    ++own.reconnects;
    spdlog::info("nats.connected role={}", own.role);
  }
  static void on_error(natsConnection*, natsSubscription*, natsStatus status,
                       void* self) {
    spdlog::warn("nats.error role={} what={}", static_cast<state*>(self)->role,
                 log_text(natsStatus_GetText(status)));
  }
  static void on_message(natsConnection*, natsSubscription*, natsMsg* message,
                         void* closure) {
    static_cast<subscription*>(closure)->receive(bytes_of(message));
    natsMsg_Destroy(message);
  }
  static void on_over(void* closure) {
    static_cast<subscription*>(closure)->over.set_value();
  }
};

nats_connection::nats_connection(const cluster_options& options,
                                 const std::string& role)
    : state_(std::make_unique<state>()) {
  state_->role = role;
  natsOptions* made = nullptr;
  require(natsOptions_Create(&made), "nats");
  const nats_owner<natsOptions> own(made);
  std::vector<const char*> servers;
  for (const auto& each : options.servers) servers.push_back(each.c_str());
  require(natsOptions_SetServers(made, servers.data(),
                                 static_cast<int>(servers.size())),
          "cluster.servers");
  const auto name = options.name + '/' + options.node + '/' + role;
  auto* self = state_.get();
  require(natsOptions_SetName(made, name.c_str()), "nats");
  set_identity(made, options);
  set_tls(made, options);
  natsOptions_SetTimeout(made, connect_timeout_ms);
  natsOptions_SetPingInterval(made, ping_interval_ms);
  natsOptions_SetMaxPingsOut(made, pings_out);
  natsOptions_SetMaxReconnect(made, -1);
  natsOptions_SetReconnectWait(made, reconnect_wait_ms);
  natsOptions_SetReconnectBufSize(made, static_cast<int>(bus_piece_size) * 2);
  natsOptions_SetMaxPendingMsgs(made, bus_inbox);
  natsOptions_SetSendAsap(made, true);
  natsOptions_SetDisconnectedCB(made, state::on_disconnected, self);
  natsOptions_SetReconnectedCB(made, state::on_connected, self);
  natsOptions_SetClosedCB(made, state::on_closed, self);
  natsOptions_SetErrorHandler(made, state::on_error, self);
  natsOptions_SetRetryOnFailedConnect(made, true, state::on_connected, self);
  const auto status = natsConnection_Connect(&state_->connection, made);
  if (status == NATS_NOT_YET_CONNECTED)
    spdlog::warn("nats.unreachable role={}", role);
  else
    require(status, "nats");
}

nats_connection::~nats_connection() {
  natsConnection_Close(state_->connection);
  for (const auto& each : state_->subscriptions) {
    each->over.get_future().wait();
    natsSubscription_Destroy(each->own);
  }
  state_->closed.get_future().wait();
  natsConnection_Destroy(state_->connection);
}

bool nats_connection::publish(const std::string& subject,
                              std::string_view bytes) {
  return natsConnection_Publish(state_->connection, subject.c_str(),
                                bytes.data(),
                                static_cast<int>(bytes.size())) == NATS_OK;
}

void nats_connection::flush() {
  constexpr std::int64_t patience_ms = 1'000;
  natsConnection_FlushTimeout(state_->connection, patience_ms);
}

void nats_connection::subscribe(const std::string& subject, handler receive) {
  auto made = std::make_unique<state::subscription>();
  made->receive = std::move(receive);
  require(
      natsConnection_Subscribe(&made->own, state_->connection, subject.c_str(),
                               state::on_message, made.get()),
      "nats");
  require(
      natsSubscription_SetOnCompleteCB(made->own, state::on_over, made.get()),
      "nats");
  state_->subscriptions.push_back(std::move(made));
}

bool nats_connection::is_connected() const {
  return natsConnection_Status(state_->connection) ==
         NATS_CONN_STATUS_CONNECTED;
}

std::uint64_t nats_connection::reconnects() const {
  return state_->reconnects;
}

std::uint64_t nats_connection::dropped() const {
  std::uint64_t sum = 0;
  for (const auto& each : state_->subscriptions) {
    std::int64_t count = 0;
    if (natsSubscription_GetDropped(each->own, &count) == NATS_OK && count > 0)
      sum += static_cast<std::uint64_t>(count);
  }
  return sum;
}

natsConnection* nats_connection::raw() const {
  return state_->connection;
}

}  // namespace parley
