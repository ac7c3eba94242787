// SPDX-License-Identifier: Apache-2.0
#include "lab/script/words.hpp"

#include <algorithm>

namespace parley::script {

namespace {

constexpr std::string_view spaces = " \t";

}  // namespace

std::optional<std::string> words::next() {
  skip_spaces();
  if (left_.empty() || left_.front() == '#') return std::nullopt;
  if (left_.front() == '"') return quoted();
  const auto size = std::min(left_.find_first_of(spaces), left_.size());
  std::string word(left_.substr(0, size));
  left_.remove_prefix(size);
  return word;
}

std::string words::need(std::string_view what) {
  if (auto word = next()) return *std::move(word);
  throw syntax_error("missing " + std::string(what));
}

std::string words::rest() {
  if (!left_.empty()) left_.remove_prefix(1);
  std::string text(left_);
  left_ = {};
  return text;
}

void words::finish() {
  if (const auto word = next())
    throw syntax_error("unexpected \"" + *word + "\"");
}

void words::skip_spaces() {
  left_.remove_prefix(std::min(left_.find_first_not_of(spaces), left_.size()));
}

std::string words::quoted() {
  std::string word;
  for (std::size_t i = 1; i < left_.size(); ++i) {
    if (left_[i] == '"') {
      left_.remove_prefix(i + 1);
      if (!left_.empty() && spaces.find(left_.front()) == spaces.npos)
        throw syntax_error("no space after the quoted \"" + word + "\"");
      return word;
    }
    const bool escape = left_[i] == '\\' && i + 1 < left_.size() &&
                        (left_[i + 1] == '"' || left_[i + 1] == '\\');
    if (escape) ++i;
    word += left_[i];
  }
  throw syntax_error("a quote is not closed: " + std::string(left_));
}

}  // namespace parley::script
