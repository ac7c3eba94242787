// SPDX-License-Identifier: Apache-2.0
#include "server/logging.hpp"

#include "server/log_format.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <google/protobuf/stubs/logging.h>
#include <memory>
#include <utility>

namespace parley {

namespace {

/// %* in a pattern: the event's fields as JSON.
class json_fields final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& out) override {
    const auto members =
        json_members({message.payload.data(), message.payload.size()});
    out.append(members.data(), members.data() + members.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return spdlog::details::make_unique<json_fields>();
  }
};

/// %* in a pattern: the event's text on one line.
class text_line final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&,
              spdlog::memory_buf_t& out) override {
    const auto line =
        log_line({message.payload.data(), message.payload.size()});
    out.append(line.data(), line.data() + line.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override {
    return spdlog::details::make_unique<text_line>();
  }
};

std::unique_ptr<spdlog::formatter> formatter_of(log_format format) {
  auto made = std::make_unique<spdlog::pattern_formatter>();
  if (format == log_format::json)
    made->add_flag<json_fields>('*').set_pattern(
        R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l",%*})");
  else
    made->add_flag<text_line>('*').set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %*");
  return made;
}

}  // namespace

void start_logging(const std::string& level, log_format format) {
  // It would write a line for each text of a client that is not UTF-8.
  google::protobuf::SetLogHandler(nullptr);
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  auto logger = std::make_shared<spdlog::logger>("parley", std::move(sink));
  logger->set_formatter(formatter_of(format));
  logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace parley
