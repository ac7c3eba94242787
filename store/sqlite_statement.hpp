// SPDX-License-Identifier: Apache-2.0
// A prepared statement that is run again and again.
#pragma once

#include "store/sqlite_file.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace parley {

/// Bytes that are stored as text, if possible, for people who read the file.
struct maybe_text {
  std::string_view bytes;
};

class sqlite_statement {
 public:
  /// The file must outlive it. Throws `store_error`, as all here.
  sqlite_statement(const sqlite_file& file, std::string_view sql);

  /// One run. The statement, and what its texts are views of, must outlive it.
  class rows {
   public:
    explicit rows(const sqlite_statement& of) : of_(of) {}
    rows(const rows&) = delete;
    rows& operator=(const rows&) = delete;
    ~rows();

    /// Moves to the first row, then to the next; false if there is none.
    bool next();

    // Columns count from 0.
    std::int64_t integer(int column) const;
    std::uint64_t offset(int column) const;
    /// Of texts and blobs; empty for null. Valid until the next row.
    std::string_view bytes(int column) const;
    std::string text(int column) const { return std::string(bytes(column)); }
    bool is_null(int column) const;

   private:
    const sqlite_statement& of_;
  };

  /// Starts a run with values for ?1, ?2, ...
  template <class... Values>
  rows query(const Values&... values) {
    int parameter = 0;
    (bind(++parameter, values), ...);
    return rows(*this);
  }

  /// One run without interest in its rows.
  template <class... Values>
  void run(const Values&... values) {
    query(values...).next();
  }

 private:
  struct closer {
    void operator()(sqlite3_stmt* statement) const;
  };

  /// Offsets and counts beyond what SQLite has are as good as endless.
  template <std::integral Number>
  void bind(int parameter, Number number) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    if constexpr (std::unsigned_integral<Number>)
      bind_integer(parameter, number > static_cast<std::uint64_t>(most)
                                  ? most
                                  : static_cast<std::int64_t>(number));
    else
      bind_integer(parameter, number);
  }
  void bind(int parameter, std::string_view text);
  void bind(int parameter, maybe_text text);
  template <class Value>
  void bind(int parameter, const std::optional<Value>& value) {
    if (value)
      bind(parameter, *value);
    else
      bind_null(parameter);
  }
  void bind_integer(int parameter, std::int64_t number);
  void bind_null(int parameter);

  const sqlite_file& file_;
  std::unique_ptr<sqlite3_stmt, closer> statement_;
};

}  // namespace parley
