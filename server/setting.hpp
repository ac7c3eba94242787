// SPDX-License-Identifier: Apache-2.0
// One row of the settings: a key, where its value goes, what it may be, its
// text for people. The reader, the checks, `--help`, `parley check`,
// deploy/parley.toml and docs/configuration.md all work from these rows. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace parley {

/// A setting that cannot be used. The text is a sentence for the operator.
class settings_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A value of any type that is written as one of a few words. `*` says which,
/// as it says what the pointers beside it in `setting::target` point to.
class choice {
 public:
  template <class T>
  choice(T* value, std::vector<std::pair<std::string_view, T>> meanings) {
    for (const auto& each : meanings) words_.push_back(each.first);
    take_ = [value, meanings](std::string_view word) {
      for (const auto& [text, meaning] : meanings) {
        if (text != word) continue;
        *value = meaning;
        return true;
      }
      return false;
    };
    read_ = [value, meanings]() -> std::string_view {
      for (const auto& [text, meaning] : meanings)
        if (meaning == *value) return text;
      return {};
    };
  }

  const std::vector<std::string_view>& words() const { return words_; }

  /// False, and nothing changes, when it is none of the words.
  bool take(std::string_view word) const { return take_(word); }

  std::string_view operator*() const { return read_(); }

 private:
  std::vector<std::string_view> words_;
  std::function<bool(std::string_view)> take_;
  std::function<std::string_view()> read_;
};

/// What a number, a duration in milliseconds, or the length of a text may be.
/// A text may always be empty: then it is not set.
struct range {
  double least = 0;
  double most = std::numeric_limits<double>::infinity();
  /// Ends the refusal: why, or what to do.
  std::string_view reason = {};
};

constexpr range at_least(double least, std::string_view reason = {}) {
  return {.least = least, .reason = reason};
}

constexpr range at_most(double most, std::string_view reason = {}) {
  return {.most = most, .reason = reason};
}

/// For counts and durations, whose smallest step is one.
inline constexpr range above_zero{.least = 1};

/// What a number counts.
struct unit {
  std::string_view name;
};

/// An option of the command line that sets the key. Without a value it takes
/// none and sets `true`.
struct command_flag {
  std::string_view name;
  std::string_view value = {};
};

/// What of a value may be shown.
enum class privacy {
  open,
  /// Never part of a text that people get to see.
  secret,
  /// A URL, or several: all but a user and a password.
  url
};

struct setting {
  using target = std::variant<bool*, std::size_t*, std::int64_t*, double*,
                              std::string*, std::chrono::milliseconds*,
                              std::vector<std::string>*, choice>;

  /// `traits`: any of range, unit, command_flag and privacy, in any order.
  template <class... Traits>
  setting(std::string name, target place, std::string_view text,
          Traits... traits)
      : key(std::move(name)), value(std::move(place)), help(text) {
    (set(traits), ...);
  }

  std::string key;
  target value;
  /// Plain English that can be read alone; Markdown's backticks around names.
  /// The first sentence is what `--help` shows.
  std::string_view help;
  std::optional<range> allowed;
  std::string_view counts;
  command_flag flag{};
  privacy shows = privacy::open;
  /// The table of docs/configuration.md that has the row.
  std::string_view group;

  bool is_secret() const { return shows == privacy::secret; }

 private:
  void set(const range& one) { allowed = one; }
  void set(unit one) { counts = one.name; }
  void set(command_flag one) { flag = one; }
  void set(privacy one) { shows = one; }
};

/// The same settings, each key after `prefix`.
inline std::vector<setting> under(std::string_view prefix,
                                  std::vector<setting> settings) {
  for (auto& each : settings) each.key.insert(0, prefix);
  return settings;
}

/// The same settings as rows of the table `group`, which outlives them.
inline std::vector<setting> in_group(std::string_view group,
                                     std::vector<setting> settings) {
  for (auto& each : settings) each.group = group;
  return settings;
}

/// `first` and then all of `more`.
template <class... Lists>
std::vector<setting> joined(std::vector<setting> first, Lists... more) {
  (first.insert(first.end(), more.begin(), more.end()), ...);
  return first;
}

}  // namespace parley
