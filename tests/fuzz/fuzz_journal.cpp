// SPDX-License-Identifier: Apache-2.0
// Two things that an operator may bring from elsewhere. An even first byte: the
// lines of an export, which are rooms or a complaint with the number of a line.
// An odd one: a journal.db with bytes of it changed, which is refused, or read
// with complaints; what is read is what its kind says.
#include "cli/journal_lines.hpp"
#include "protocol/centrifuge/json.hpp"
#include "protocol/utf8.hpp"
#include "store/sqlite_store.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <google/protobuf/stubs/logging.h>
#include <iterator>
#include <string>
#include <string_view>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

void read_lines(std::string_view text) {
  parley::line_reader reader;
  try {
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      reader.read(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    for (const auto& room : reader.finish())
      if (room.room.empty()) std::abort();
  } catch (const parley::line_error&) {
  }
}

const std::string& path() {
  static const auto made = fs::temp_directory_path().string() +
                           "/parley-fuzz-" + std::to_string(::getpid()) + ".db";
  return made;
}

/// The bytes of a journal with one room of ten publications.
const std::string& whole_journal() {
  static const std::string bytes = [] {
    fs::remove(path());
    {
      parley::sqlite_store made(path());
      parley::append_records wish{"lobby", {0, "E1"}, {}, {}, {}};
      for (std::uint64_t offset = 1; offset <= 10; ++offset)
        wish.records.push_back(
            {std::make_shared<parley::publication>(
                 parley::publication{R"({"n":)" + std::to_string(offset) + '}',
                                     parley::data_kind::json,
                                     {},
                                     offset}),
             {},
             {}});
      const std::vector<parley::change> changes{wish};
      made.commit(changes);
    }
    std::ifstream in(path(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  return bytes;
}

/// Each five bytes of the input change four of the file.
std::string damaged(std::string_view changes) {
  auto bytes = whole_journal();
  for (; changes.size() >= 5; changes.remove_prefix(5)) {
    const auto at = [&](std::size_t i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(changes[i]));
    };
    const auto place = (at(0) << 16 | at(1) << 8 | at(2)) % bytes.size();
    bytes[place] = changes[3];
    bytes[(place + 1) % bytes.size()] = changes[4];
  }
  return bytes;
}

void read_journal(std::string_view changes) {
  for (const auto* suffix : {"", "-wal", "-shm", "-opening"})
    fs::remove(path() + suffix);
  std::ofstream(path(), std::ios::binary) << damaged(changes);
  try {
    parley::sqlite_store opened(path(), parley::sqlite_store::read_only{});
    opened.damage();
    for (const auto& room : opened.rooms())
      for (const auto& each : opened.read(room.name, {.limit = 100})) {
        const auto& said = *each.said;
        if (said.kind == parley::data_kind::json && !said.data.empty() &&
            !parley::centrifuge::is_json(said.data))
          std::abort();
        if (said.kind == parley::data_kind::text && !parley::is_utf8(said.data))
          std::abort();
      }
  } catch (const parley::store_error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  whole_journal();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data + 1),
                              size - 1);
  if ((data[0] & 1) == 0)
    read_lines(rest);
  else
    read_journal(rest);
  return 0;
}
