// SPDX-License-Identifier: Apache-2.0
#include "lab/script/parser.hpp"

#include "lab/script/values.hpp"
#include "lab/script/verbs.hpp"
#include "lab/script/words.hpp"

#include <algorithm>
#include <utility>

namespace parley::script {

namespace {

constexpr std::size_t rounds_max = 1'000'000;

class parser {
 public:
  parsed read(std::string_view text) &&;

 private:
  // What stands between a `repeat` and its `end`; the outermost is the script.
  struct block {
    std::size_t line;
    std::size_t count;
    std::vector<step> steps;
  };

  void read_line(std::string_view text);
  void open_block(words& line);
  void close_block();
  void add(decltype(step::what) what);

  std::size_t line_ = 0;
  std::vector<block> blocks_{{0, 1, {}}};
  std::vector<problem> problems_;
};

parsed parser::read(std::string_view text) && {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark))
    text.remove_prefix(byte_order_mark.size());
  while (!text.empty()) {
    const auto size = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++line_;
    try {
      read_line(line);
    } catch (const syntax_error& error) {
      problems_.push_back({line_, error.what()});
    }
  }
  for (; blocks_.size() > 1; blocks_.pop_back())
    problems_.push_back({blocks_.back().line, "repeat without end"});
  std::ranges::stable_sort(problems_, {}, &problem::line);
  return {std::move(blocks_.front().steps), std::move(problems_)};
}

void parser::read_line(std::string_view text) {
  words line(text);
  const auto first = line.next();
  if (!first) return;
  if (*first == "repeat") {
    open_block(line);
  } else if (*first == "end") {
    close_block();
    line.finish();
  } else if (*first == "wait") {
    const auto duration = parse_duration(line.need("duration, such as 200ms"));
    line.finish();
    add(wait{duration});
  } else {
    auto who = parse_clients(*first);
    add(command{std::move(who), parse_action(line)});
  }
}

void parser::open_block(words& line) {
  // Opened before its count is read, so that a bad count is one problem and
  // does not leave a stray `end` as another.
  blocks_.push_back({line_, 1, {}});
  blocks_.back().count =
      parse_number(line.need("count"), "the count", 1, rounds_max);
  line.finish();
}

void parser::close_block() {
  if (blocks_.size() == 1) throw syntax_error("end without repeat");
  auto done = std::move(blocks_.back());
  blocks_.pop_back();
  blocks_.back().steps.push_back(
      {done.line, repeat{done.count, std::move(done.steps)}});
}

void parser::add(decltype(step::what) what) {
  blocks_.back().steps.push_back({line_, std::move(what)});
}

}  // namespace

parsed parse(std::string_view text) {
  return parser().read(text);
}

}  // namespace parley::script
