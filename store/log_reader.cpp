// SPDX-License-Identifier: Apache-2.0
#include "store/log_reader.hpp"

#include "protocol/base64.hpp"
#include "store/log_spans.hpp"
#include "store/nats_owner.hpp"
#include "store/store.hpp"

#include <spdlog/spdlog.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <simdjson.h>
#include <string_view>
#include <utility>

namespace parley {

namespace {

constexpr std::size_t questions_at_once = 16;
/// After a failed attempt to make a consumer, the reader does without for so
/// long, and does not wait for one with each room.
constexpr std::chrono::seconds consumer_pause{10};

using clock = std::chrono::steady_clock;

[[noreturn]] void fail(std::string_view why) {
  throw store_error("reading a log: " + std::string(why));
}

void require(natsStatus status) {
  if (status != NATS_OK) fail(natsStatus_GetText(status));
}

/// Empty when it is absent: JetStream omits empty values.
std::string_view text_in(simdjson::dom::element root, const char* pointer) {
  std::string_view out;
  return root.at_pointer(pointer).get(out) == simdjson::SUCCESS ? out : "";
}

/// The requested message; nothing: it does not exist.
struct found_message {
  std::optional<std::uint64_t> at{};
  std::string bytes{};
};

found_message message_in(const natsMsg* answer) {
  if (natsMsg_IsNoResponders(const_cast<natsMsg*>(answer)))
    fail("JetStream is not there");
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(simdjson::padded_string(bytes_of(answer))).get(root) !=
      simdjson::SUCCESS)
    fail("the answer is malformed");
  if (std::uint64_t code = 0;
      root["error"]["err_code"].get(code) == simdjson::SUCCESS) {
    if (code == JSNoMessageFoundErr) return {};
    fail(text_in(root, "/error/description"));
  }
  std::uint64_t at = 0;
  auto bytes = decode_base64(text_in(root, "/message/data"));
  if (root["message"]["seq"].get(at) != simdjson::SUCCESS || !bytes)
    fail("the answer is malformed");
  return {at, std::move(*bytes)};
}

}  // namespace

struct log_reader::state {
  /// What follows was made of it.
  std::shared_ptr<natsConnection> connection;
  std::string inbox;
  nats_owner<jsCtx> context;
  nats_owner<natsSubscription> answers;
  std::uint64_t asked = 0;
  clock::time_point no_consumer_before{};

  void ask(const std::string& stream, const std::string& subject,
           sequence from);
  std::pair<std::uint64_t, nats_owner<natsMsg>> next_answer();
};

log_reader::log_reader(nats_connection& nats) {
  jsOptions wanted;
  jsOptions_Init(&wanted);
  wanted.Wait = nats_answer_timeout_ms;
  auto connection = nats.raw();
  jsCtx* made = nullptr;
  require(natsConnection_JetStream(&made, connection.get(), &wanted));
  nats_owner<jsCtx> context(made);
  natsInbox* inbox = nullptr;
  require(natsInbox_Create(&inbox));
  const std::string prefix = std::string(inbox) + '.';
  natsInbox_Destroy(inbox);
  natsSubscription* answers = nullptr;
  require(natsConnection_SubscribeSync(&answers, connection.get(),
                                       (prefix + '*').c_str()));
  state_ = std::make_unique<state>(
      state{std::move(connection), prefix, std::move(context),
            nats_owner<natsSubscription>(answers)});
}

log_reader::~log_reader() = default;

log_reader::messages log_reader::read(const std::string& stream,
                                      const std::string& subject,
                                      sequence first, sequence last) {
  if (clock::now() >= state_->no_consumer_before) {
    if (auto all = read_by_consumer(stream, subject, first, last))
      return std::move(*all);
    state_->no_consumer_before = clock::now() + consumer_pause;
    spdlog::warn("nats.no_consumer stream={}", stream);
  }
  return read_one_by_one(stream, subject, first, last);
}

// -- by a consumer ------------------------------------------------------------

std::optional<log_reader::messages> log_reader::read_by_consumer(
    const std::string& stream, const std::string& subject, sequence first,
    sequence last) {
  jsSubOptions wanted;
  jsSubOptions_Init(&wanted);
  wanted.Ordered = true;
  wanted.Stream = stream.c_str();
  if (first > 0) {
    wanted.Config.DeliverPolicy = js_DeliverByStartSequence;
    wanted.Config.OptStartSeq = first;
  }
  natsSubscription* made = nullptr;
  if (js_SubscribeSync(&made, state_->context.get(), subject.c_str(), nullptr,
                       &wanted, nullptr) != NATS_OK)
    return std::nullopt;
  const nats_owner<natsSubscription> subscription(made);
  messages found;
  for (sequence at = 0; at < last;) {
    natsMsg* message = nullptr;
    if (natsSubscription_NextMsg(&message, made, nats_answer_timeout_ms) !=
        NATS_OK)
      return std::nullopt;
    const nats_owner<natsMsg> own(message);
    jsMsgMetaData* meta = nullptr;
    require(natsMsg_GetMetaData(&meta, message));
    const nats_owner<jsMsgMetaData> own_meta(meta);
    at = meta->Sequence.Stream;
    if (at <= last) found.emplace(at, bytes_of(message));
  }
  return found;
}

// -- one by one ---------------------------------------------------------------

// Answers to earlier requests, which are no longer awaited, are skipped.
log_reader::messages log_reader::read_one_by_one(const std::string& stream,
                                                 const std::string& subject,
                                                 sequence first,
                                                 sequence last) {
  messages found;
  log_spans spans(first, last, questions_at_once);
  for (auto round = spans.next_round(); !round.empty();
       round = spans.next_round()) {
    const auto begin = state_->asked;
    for (const auto from : round) state_->ask(stream, subject, from);
    for (auto open = round.size(); open > 0;) {
      const auto [question, answer] = state_->next_answer();
      if (question < begin) continue;
      --open;
      auto said = message_in(answer.get());
      if (spans.answer(question - begin, said.at))
        found.emplace(*said.at, std::move(said.bytes));
    }
  }
  return found;
}

void log_reader::state::ask(const std::string& stream,
                            const std::string& subject, sequence from) {
  const auto question = R"({"seq":)" + std::to_string(from) +
                        R"(,"next_by_subj":")" + subject + R"("})";
  const auto answer_to = inbox + std::to_string(asked++);
  require(natsConnection_PublishRequestString(
      connection.get(), ("$JS.API.STREAM.MSG.GET." + stream).c_str(),
      answer_to.c_str(), question.c_str()));
}

std::pair<std::uint64_t, nats_owner<natsMsg>> log_reader::state::next_answer() {
  natsMsg* message = nullptr;
  require(natsSubscription_NextMsg(&message, answers.get(),
                                   nats_answer_timeout_ms));
  const std::string_view to = natsMsg_GetSubject(message);
  std::uint64_t question = 0;
  std::from_chars(to.data() + inbox.size(), to.data() + to.size(), question);
  return {question, nats_owner<natsMsg>(message)};
}

}  // namespace parley
