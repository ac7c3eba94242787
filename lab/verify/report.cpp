// SPDX-License-Identifier: Apache-2.0
#include "lab/verify/report.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace parley::verify {

namespace {

using times = std::vector<milliseconds>;

std::int64_t quantile(times from, double part) {
  if (from.empty()) return 0;
  std::ranges::sort(from);
  const auto last = static_cast<double>(from.size() - 1);
  return from[static_cast<std::size_t>(part * last + 0.5)].count();
}

std::int64_t longest(const times& from) {
  return quantile(from, 1);
}

// The worst room of each round.
times worst(const std::vector<round_report>& rounds,
            times round_report::*member) {
  times all;
  for (const auto& each : rounds)
    all.push_back(milliseconds(longest(each.*member)));
  return all;
}

std::string quantiles(const times& of) {
  return fmt::format("p50 {} ms, p99 {} ms, max {} ms", quantile(of, 0.5),
                     quantile(of, 0.99), longest(of));
}

class json {
 public:
  json& key(const char* name) {
    out_.Key(name);
    return *this;
  }
  json& number(const char* name, std::uint64_t value) {
    key(name).out_.Uint64(value);
    return *this;
  }
  json& number(const char* name, milliseconds value) {
    return number(name, static_cast<std::uint64_t>(value.count()));
  }
  json& text(const std::string& value) {
    out_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    return *this;
  }
  void spread(const char* name, const times& of) {
    key(name).out_.StartObject();
    number("p50", milliseconds(quantile(of, 0.5)));
    number("p99", milliseconds(quantile(of, 0.99)));
    number("max", milliseconds(longest(of)));
    out_.EndObject();
  }
  auto& out() { return out_; }
  std::string finish() const { return buffer_.GetString(); }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> out_{buffer_};
};

void write(json& to, const round_report& round) {
  to.out().StartObject();
  to.number("round", round.number).key("fault").text(round.fault.words);
  to.number("fault_ms", round.fault_took)
      .number("well_after_ms", round.well_after)
      .number("presence_after_ms", round.presence_after)
      .number("disconnects", round.disconnects)
      .number("disturbed", round.disturbed);
  to.key("most_silent").text(round.most_silent);
  to.spread("silence_ms", round.silences);
  to.spread("wait_ms", round.waits);
  to.out().EndObject();
}

}  // namespace

std::string write_round(const round_report& round) {
  return fmt::format(
      "round {}: {} ({} ms); well after {} ms, presence true after {} ms; "
      "{} connections lost; longest silence {} ms ({}), longest wait {} "
      "ms",
      round.number, round.fault.words.empty() ? "no fault" : round.fault.words,
      round.fault_took.count(), round.well_after.count(),
      round.presence_after.count(), round.disconnects, longest(round.silences),
      round.most_silent, longest(round.waits));
}

std::string write_verdict(const verdict& found,
                          const std::vector<round_report>& rounds) {
  auto text = fmt::format(
      "{} publications, {} acknowledged, {} deliveries\n"
      "losses announced: {}, with {} acknowledged publications\n"
      "silence of the worst room of a round: {}\n"
      "wait in the worst room of a round: {}\n",
      found.publications, found.acknowledged, found.deliveries,
      found.losses_announced, found.acknowledged_in_losses,
      quantiles(worst(rounds, &round_report::silences)),
      quantiles(worst(rounds, &round_report::waits)));
  for (const auto& each : found.findings) text += "WRONG: " + each + '\n';
  if (found.wrong > found.findings.size())
    text += fmt::format("and {} more\n", found.wrong - found.findings.size());
  return text + (found.wrong == 0 ? "nothing is wrong\n" : "");
}

std::string write_json(const verdict& found,
                       const std::vector<round_report>& rounds) {
  json to;
  to.out().StartObject();
  to.number("wrong", found.wrong)
      .number("publications", found.publications)
      .number("acknowledged", found.acknowledged)
      .number("deliveries", found.deliveries)
      .number("losses_announced", found.losses_announced)
      .number("acknowledged_in_losses", found.acknowledged_in_losses);
  to.spread("silence_ms", worst(rounds, &round_report::silences));
  to.spread("wait_ms", worst(rounds, &round_report::waits));
  to.key("findings").out().StartArray();
  for (const auto& each : found.findings) to.text(each);
  to.out().EndArray();
  to.key("rounds").out().StartArray();
  for (const auto& each : rounds) write(to, each);
  to.out().EndArray();
  to.out().EndObject();
  return to.finish() + '\n';
}

}  // namespace parley::verify
