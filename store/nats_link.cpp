// SPDX-License-Identifier: Apache-2.0
#include "store/nats_link.hpp"

#include "protocol/limits.hpp"
#include "store/nats_owner.hpp"
#include "store/nats_retry.hpp"

#include <openssl/rand.h>

#include <string_view>
#include <utility>

namespace parley {

namespace {

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

// Without SetSecure libnats would continue in clear text with a server that
// does not require TLS, or with an impostor.
void set_tls(natsOptions* to, const cluster_options& from) {
  if (from.requires_tls())
    require(natsOptions_SetSecure(to, true), "cluster.tls");
  if (!from.tls_ca.empty())
    require(natsOptions_LoadCATrustedCertificates(to, from.tls_ca.c_str()),
            "cluster.tls.ca");
  if (!from.tls_cert.empty())
    require(natsOptions_LoadCertificatesChain(to, from.tls_cert.c_str(),
                                              from.tls_key.c_str()),
            "cluster.tls.cert");
}

nats_owner<natsOptions> options_of(const cluster_options& from,
                                   const std::string& role) {
  natsOptions* made = nullptr;
  require(natsOptions_Create(&made), "nats");
  nats_owner<natsOptions> own(made);
  std::vector<const char*> servers;
  for (const auto& each : from.servers) servers.push_back(each.c_str());
  require(natsOptions_SetServers(made, servers.data(),
                                 static_cast<int>(servers.size())),
          "cluster.servers");
  const auto name = from.name + '/' + from.node + '/' + role;
  require(natsOptions_SetName(made, name.c_str()), "nats");
  set_identity(made, from);
  set_tls(made, from);
  natsOptions_SetTimeout(made, connect_timeout_ms);
  natsOptions_SetPingInterval(made, ping_interval_ms);
  natsOptions_SetMaxPingsOut(made, pings_out);
  natsOptions_SetMaxReconnect(made, -1);
  natsOptions_SetReconnectBufSize(made, static_cast<int>(bus_piece_size) * 2);
  natsOptions_SetMaxPendingMsgs(made, bus_inbox);
  natsOptions_SetSendAsap(made, true);
  return own;
}

}  // namespace

/// libnats refers to it until it reports that it has ended.
struct nats_link::subscription {
  std::shared_ptr<const nats_connection::handler> receive;
  natsSubscription* own = nullptr;
  std::shared_ptr<std::promise<void>> over =
      std::make_shared<std::promise<void>>();

  subscription() = default;
  ~subscription() { natsSubscription_Destroy(own); }
  subscription(const subscription&) = delete;
  subscription& operator=(const subscription&) = delete;

  static void on_message(natsConnection*, natsSubscription*, natsMsg* message,
                         void* closure) {
    const nats_owner<natsMsg> own_message(message);
    (*static_cast<subscription*>(closure)->receive)(bytes_of(message));
  }
  // The waiting thread may destroy the subscription at once.
  static void on_over(void* closure) {
    const auto over = static_cast<subscription*>(closure)->over;
    over->set_value();
  }
};

nats_link::nats_link(const cluster_options& options, const std::string& role,
                     listener heard)
    : heard_(std::move(heard)) {
  const auto wanted = options_of(options, role);
  auto* made = wanted.get();
  natsOptions_SetCustomReconnectDelay(made, pause_before, nullptr);
  natsOptions_SetDisconnectedCB(made, on_disconnected, this);
  natsOptions_SetReconnectedCB(made, on_connected, this);
  natsOptions_SetClosedCB(made, on_closed, this);
  natsOptions_SetErrorHandler(made, on_error, this);
  natsOptions_SetRetryOnFailedConnect(made, true, on_connected, this);
  natsConnection* connection = nullptr;
  const auto status = natsConnection_Connect(&connection, made);
  if (connection)
    raw_ = {connection,
            [](natsConnection* each) { natsConnection_Destroy(each); }};
  if (status == NATS_OK) {
    heard_.connected();
    return;
  }
  const char* why = nullptr;
  if (connection) natsConnection_GetLastError(connection, &why);
  heard_.broken(why && *why ? why : natsStatus_GetText(status));
}

nats_link::~nats_link() {
  end();
}

void nats_link::end() {
  std::call_once(ended_, [this] {
    if (!raw_) return;
    ending_ = true;
    natsConnection_Close(raw_.get());
    for (const auto& each : subscriptions_) each->over->get_future().wait();
    closed_->get_future().wait();
  });
}

void nats_link::report_broken(const std::string& why) const {
  if (!ending_) heard_.broken(why);
}

bool nats_link::subscribe(
    const std::string& subject,
    std::shared_ptr<const nats_connection::handler> receive) {
  if (!raw_) return false;
  auto made = std::make_unique<subscription>();
  made->receive = std::move(receive);
  if (natsConnection_Subscribe(&made->own, raw_.get(), subject.c_str(),
                               subscription::on_message, made.get()) != NATS_OK)
    return false;
  if (natsSubscription_SetOnCompleteCB(made->own, subscription::on_over,
                                       made.get()) != NATS_OK)
    made->over->set_value();  // closed meanwhile: it calls nothing any more
  subscriptions_.push_back(std::move(made));
  return true;
}

bool nats_link::is_over() const {
  return !raw_ || denied_ || natsConnection_IsClosed(raw_.get());
}

bool nats_link::is_connected() const {
  return raw_ && !denied_ &&
         natsConnection_Status(raw_.get()) == NATS_CONN_STATUS_CONNECTED;
}

std::uint64_t nats_link::dropped() const {
  std::uint64_t sum = 0;
  for (const auto& each : subscriptions_) {
    std::int64_t count = 0;
    if (natsSubscription_GetDropped(each->own, &count) == NATS_OK && count > 0)
      sum += static_cast<std::uint64_t>(count);
  }
  return sum;
}

// -- what libnats calls -------------------------------------------------------

// `self` may be gone as soon as the promise is kept.
void nats_link::on_closed(natsConnection* connection, void* self) {
  auto& own = *static_cast<nats_link*>(self);
  const auto closed = own.closed_;
  const char* why = nullptr;
  natsConnection_GetLastError(connection, &why);
  own.report_broken(why && *why ? why : "closed");
  closed->set_value();
}

void nats_link::on_disconnected(natsConnection* connection, void* self) {
  const char* why = nullptr;
  natsConnection_GetLastError(connection, &why);
  static_cast<nats_link*>(self)->report_broken(why && *why ? why
                                                           : "disconnected");
}

void nats_link::on_connected(natsConnection*, void* self) {
  static_cast<nats_link*>(self)->heard_.connected();
}

// A publication that is not permitted is lost, and the next one is tried; a
// subscription that is not permitted stays dead when it is permitted later.
void nats_link::on_error(natsConnection* connection, natsSubscription*,
                         natsStatus status, void* self) {
  auto& own = *static_cast<nats_link*>(self);
  const char* text = nullptr;
  natsConnection_GetLastError(connection, &text);
  const std::string_view said = text ? text : "";
  if (status == NATS_NOT_PERMITTED &&
      said.find("ubscription") != std::string_view::npos)
    own.denied_ = true;
  own.report_broken(said.empty() ? natsStatus_GetText(status)
                                 : std::string(said));
}

std::int64_t nats_link::pause_before(natsConnection*, int attempts, void*) {
  std::uint64_t entropy = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&entropy), sizeof entropy);
  return nats_retry_pause(static_cast<std::uint64_t>(attempts), entropy,
                          nats_reconnect_longest)
      .count();
}

}  // namespace parley
