// SPDX-License-Identifier: Apache-2.0
#include "cluster/lease_store.hpp"

#include "store/nats_owner.hpp"

#include <simdjson.h>
#include <utility>

namespace parley::cluster {

namespace {

constexpr std::int64_t answer_timeout_ms = 500;
/// What another's lease is may be read later: our own is to be renewed.
constexpr std::int64_t read_timeout_ms = 100;
constexpr std::string_view view_key = "view";
constexpr std::string_view lease_prefix = "lease.";

void require(natsStatus status, const char* what) {
  if (status != NATS_OK)
    throw nats_error(std::string(what) + ": " + natsStatus_GetText(status));
}

std::string bucket_of(const cluster_options& options) {
  return "parley-" + options.name;
}

std::string key_of(const store_write& wanted) {
  if (const auto* one = std::get_if<write_lease>(&wanted))
    return std::string(lease_prefix) + one->node;
  return std::string(view_key);
}

struct written {
  std::string text;
  revision expected;
};

written text_of(const store_write& wanted) {
  return std::visit(
      [](const auto& one) {
        return written{encode(one.value), one.expected};
      },
      wanted);
}

/// A value that is copied to another key does not open there.
std::string place_of(std::string_view key) {
  return "lease " + std::string(key);
}

}  // namespace

struct lease_store::state {
  /// What follows was made of it.
  std::shared_ptr<natsConnection> connection;
  nats_owner<jsCtx> context;
  nats_owner<kvStore> store;
  nats_owner<kvWatcher> watcher;
};

// Keys that no node can have are ignored. A value without our seal may come
// from anyone.
std::optional<lease_store::change> lease_store::change_of(
    std::string_view key, std::string_view value, revision at) const {
  const auto text = seal_.open(place_of(key), value);
  if (key == view_key) {
    if (text)
      if (auto found = decode_view(*text))
        return view_seen{std::move(*found), at};
    return foreign_view{at};
  }
  if (!key.starts_with(lease_prefix)) return std::nullopt;
  const node_name node(key.substr(lease_prefix.size()));
  if (!is_node_name(node)) return std::nullopt;
  if (text)
    if (const auto found = decode_lease(*text))
      return lease_seen{node, *found, at};
  return foreign_lease{node, at};
}

lease_store::lease_store(const nats_connection& nats,
                         const cluster_options& options)
    : bucket_(bucket_of(options)),
      seal_(options.secret, options.name),
      state_(std::make_unique<state>()) {
  jsOptions wanted;
  jsOptions_Init(&wanted);
  wanted.Wait = answer_timeout_ms;
  state_->connection = nats.raw();
  jsCtx* context = nullptr;
  require(natsConnection_JetStream(&context, state_->connection.get(), &wanted),
          "jetstream");
  state_->context.reset(context);
  kvStore* store = nullptr;
  if (js_KeyValue(&store, context, bucket_.c_str()) != NATS_OK) {
    kvConfig made;
    kvConfig_Init(&made);
    made.Bucket = bucket_.c_str();
    made.History = 1;
    made.Replicas = static_cast<int>(options.replicas);
    require(js_CreateKeyValue(&store, context, &made), "the bucket of leases");
  }
  state_->store.reset(store);
  watch();
}

void lease_store::watch() {
  kvWatcher* watcher = nullptr;
  require(kvStore_WatchAll(&watcher, state_->store.get(), nullptr),
          "watching the leases");
  state_->watcher.reset(watcher);
}

lease_store::~lease_store() = default;

// An empty entry marks that all existing values have been delivered.
std::optional<lease_store::change> lease_store::next(
    std::chrono::milliseconds patience) {
  for (;;) {
    kvEntry* entry = nullptr;
    const auto status =
        kvWatcher_Next(&entry, state_->watcher.get(), patience.count());
    if (status == NATS_TIMEOUT) return std::nullopt;
    require(status, "watching the leases");
    if (!entry) continue;
    const nats_owner<kvEntry> own(entry);
    if (kvEntry_Operation(entry) != kvOp_Put) continue;
    const std::string_view text(
        static_cast<const char*>(kvEntry_Value(entry)),
        static_cast<std::size_t>(kvEntry_ValueLen(entry)));
    if (auto found =
            change_of(kvEntry_Key(entry), text, kvEntry_Revision(entry)))
      return found;
  }
}

// By the stream itself: the leader answers, where kvStore_Get may ask a copy.
std::optional<lease_store::change> lease_store::read(
    const store_write& wanted) {
  const auto key = key_of(wanted);
  const auto stream = "KV_" + bucket_;
  const auto subject = "$KV." + bucket_ + '.' + key;
  jsOptions options;
  jsOptions_Init(&options);
  options.Wait = read_timeout_ms;
  natsMsg* message = nullptr;
  const auto status =
      js_GetLastMsg(&message, state_->context.get(), stream.c_str(),
                    subject.c_str(), &options, nullptr);
  if (status != NATS_OK) return std::nullopt;
  const nats_owner<natsMsg> own(message);
  return change_of(key, bytes_of(message), natsMsg_GetSequence(message));
}

// The server names a write that came too late in an error of its own, which
// libnats passes on as NATS_ERR; it did not take such a write.
std::optional<revision> lease_store::write(const store_write& wanted) {
  const auto key = key_of(wanted);
  const auto [text, expected] = text_of(wanted);
  const auto value = seal_.close(place_of(key), text);
  const auto size = static_cast<int>(value.size());
  revision at = 0;
  const auto status =
      expected == 0 ? kvStore_Create(&at, state_->store.get(), key.c_str(),
                                     value.data(), size)
                    : kvStore_Update(&at, state_->store.get(), key.c_str(),
                                     value.data(), size, expected);
  if (status == NATS_OK) return at;
  if (status == NATS_ERR) return std::nullopt;
  require(status, "writing a lease");
  return std::nullopt;
}

// -- as text ------------------------------------------------------------------

std::string encode(const lease& value) {
  return R"({"goes_by":)" + std::to_string(value.goes_by) + R"(,"process":)" +
         std::to_string(value.process) + R"(,"evicted":)" +
         (value.evicted ? "true" : "false") +
         (value.leaving ? R"(,"leaving":true})" : "}");
}

std::optional<lease> decode_lease(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::object members;
  lease out;
  if (parser.parse(simdjson::padded_string(text)).get(members) !=
          simdjson::SUCCESS ||
      members["goes_by"].get(out.goes_by) != simdjson::SUCCESS ||
      members["process"].get(out.process) != simdjson::SUCCESS ||
      members["evicted"].get(out.evicted) != simdjson::SUCCESS)
    return std::nullopt;
  if (members["leaving"].get(out.leaving) != simdjson::SUCCESS)
    out.leaving = false;
  return out;
}

}  // namespace parley::cluster
