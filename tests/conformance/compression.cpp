// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/compression.hpp"

#include "tests/conformance/raw_client.hpp"

#include <array>
#include <zlib.h>

namespace parley::conformance {

namespace {

constexpr std::string_view sync_marker("\x00\x00\xff\xff", 4);
constexpr int default_memory = 8;

// zlib's interface predates const; it does not write to its input.
void feed(z_stream& stream, std::string_view bytes) {
  stream.next_in =
      const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
}

// Calls `step` until it leaves room in the buffer it was given.
template <class Step>
std::string drain(z_stream& stream, Step step) {
  std::string out;
  std::array<char, 16'384> part;
  do {
    stream.next_out = reinterpret_cast<Bytef*>(part.data());
    stream.avail_out = static_cast<uInt>(part.size());
    const int result = step(&stream, Z_SYNC_FLUSH);
    if (result == Z_DATA_ERROR || result == Z_NEED_DICT)
      throw wire_error(std::string("cannot be inflated: ") +
                       (stream.msg ? stream.msg : "dictionary wanted"));
    out.append(part.data(), part.size() - stream.avail_out);
  } while (stream.avail_out == 0);
  return out;
}

}  // namespace

std::string deflated(std::string_view message, int window_bits) {
  z_stream stream{};
  // Negative bits: no zlib header and no checksum.
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -window_bits,
                   default_memory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw wire_error("deflateInit2 failed");
  feed(stream, message);
  auto out = drain(stream, ::deflate);
  deflateEnd(&stream);
  out.resize(out.size() - sync_marker.size());
  return out;
}

std::string inflated(std::string_view payload, int window_bits) {
  z_stream stream{};
  if (inflateInit2(&stream, -window_bits) != Z_OK)
    throw wire_error("inflateInit2 failed");
  const auto whole = std::string(payload).append(sync_marker);
  feed(stream, whole);
  try {
    auto out = drain(stream, ::inflate);
    inflateEnd(&stream);
    return out;
  } catch (...) {
    inflateEnd(&stream);
    throw;
  }
}

}  // namespace parley::conformance
