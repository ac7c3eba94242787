// SPDX-License-Identifier: Apache-2.0
#include "server/memory_watch.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <sstream>

namespace parley {
namespace {

class MemoryWatch : public ::testing::Test {
 protected:
  MemoryWatch() {
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text)));
  }
  ~MemoryWatch() override { spdlog::set_default_logger(before); }

  void look(memory_level level) {
    watch.look({.held = {1, 2, 3}, .limit = 10, .level = level});
  }
  std::size_t lines() {
    const auto all = text.str();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), '\n'));
  }

  std::shared_ptr<spdlog::logger> before = spdlog::default_logger();
  std::ostringstream text;
  int shed = 0;
  memory_watch watch{[this] { ++shed; }};
};

TEST_F(MemoryWatch, logs_each_change_once) {
  look(memory_level::normal);
  EXPECT_EQ(lines(), 0u);
  look(memory_level::no_new_rooms);
  look(memory_level::no_new_rooms);
  EXPECT_EQ(lines(), 1u);
  EXPECT_NE(text.str().find("level=no_new_rooms held=6 limit=10"),
            std::string::npos);
  look(memory_level::normal);
  EXPECT_EQ(lines(), 2u);
}

TEST_F(MemoryWatch, sheds_as_long_as_it_is_needed) {
  look(memory_level::no_new_links);
  EXPECT_EQ(shed, 0);
  look(memory_level::shedding);
  look(memory_level::shedding);
  EXPECT_EQ(shed, 2);
  look(memory_level::no_new_links);
  EXPECT_EQ(shed, 2);
}

}  // namespace
}  // namespace parley
