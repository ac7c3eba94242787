// SPDX-License-Identifier: Apache-2.0
#include "lab/load/report.hpp"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace parley::load {

namespace {

using writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void write(writer& out, const char* name, const histogram& of) {
  out.Key(name);
  out.StartObject();
  const auto field = [&](const char* key, std::uint64_t value) {
    out.Key(key);
    out.Uint64(value);
  };
  field("count", of.count());
  field("p50", of.quantile(0.5));
  field("p90", of.quantile(0.9));
  field("p99", of.quantile(0.99));
  field("p999", of.quantile(0.999));
  field("max", of.max());
  out.EndObject();
}

void write_plan(writer& out, const plan& chosen) {
  const auto field = [&](const char* key, std::uint64_t value) {
    out.Key(key);
    out.Uint64(value);
  };
  out.Key("plan");
  out.StartObject();
  field("rooms", chosen.rooms);
  field("members", chosen.members);
  field("size", chosen.size);
  field("window", chosen.window);
  out.Key("rate");
  out.Double(chosen.window > 0 ? 0 : chosen.rate);
  field("slow", chosen.slow);
  out.EndObject();
}

}  // namespace

std::string as_json(const result& found) {
  rapidjson::StringBuffer buffer;
  writer out(buffer);
  out.SetIndent(' ', 2);
  const auto text = [&](const char* key, const std::string& value) {
    out.Key(key);
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  const auto real = [&](const char* key, double value) {
    out.Key(key);
    out.Double(value);
  };
  const auto whole = [&](const char* key, std::int64_t value) {
    out.Key(key);
    out.Int64(value);
  };
  const auto count = [&](const char* key, std::uint64_t value) {
    out.Key(key);
    out.Uint64(value);
  };
  out.StartObject();
  text("name", found.name);
  text("url", found.url);
  text("protocol", found.protocol);
  write_plan(out, found.plan);
  real("seconds", found.seconds);
  real("server_cpu_seconds", found.server_cpu);
  real("generator_cpu_seconds", found.generator_cpu);
  count("messages", found.messages);
  count("deliveries", found.deliveries);
  real("cpu_us_per_delivery", found.cpu_per_delivery());
  write(out, "latency_ns", found.latency);
  if (found.latency_without_slow)
    write(out, "latency_without_slow_ns", *found.latency_without_slow);
  count("connections", found.connections);
  real("join_seconds", found.join_seconds);
  real("join_cpu_seconds", found.join_cpu);
  real("cpu_us_per_join", found.cpu_per_join());
  whole("resident_growth_bytes", found.resident_growth);
  real("bytes_per_connection", found.bytes_per_connection());
  count("lost", found.lost);
  count("duplicated", found.duplicated);
  count("reordered", found.reordered);
  count("refused", found.refused);
  count("failures", found.failures);
  count("slow_ended", found.slow_ended);
  out.Key("deliveries_per_100ms");
  out.StartArray();
  for (const auto each : found.timeline) out.Uint64(each);
  out.EndArray();
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

}  // namespace parley::load
