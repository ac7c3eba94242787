// One key of the settings: its name, its help and where its value goes.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
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

struct setting {
  using target = std::variant<bool*, std::size_t*, std::int64_t*, double*,
                              std::string*, std::chrono::milliseconds*,
                              std::vector<std::string>*, choice>;
  std::string key;
  target value;
  std::string_view help;
  /// Its value is never part of a text that people get to see.
  bool secret = false;
  /// Its value is a URL, or several, and may name who connects and a password:
  /// that part is never shown either.
  bool is_url = false;
};

/// The same settings, each key behind `prefix`.
inline std::vector<setting> under(std::string_view prefix,
                                  std::vector<setting> settings) {
  for (auto& each : settings) each.key.insert(0, prefix);
  return settings;
}

}  // namespace parley
