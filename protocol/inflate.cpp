// SPDX-License-Identifier: Apache-2.0
#include "protocol/inflate.hpp"

#include <algorithm>
#include <new>
#include <string>
#include <zlib.h>

namespace parley {

namespace {

constexpr int largest_window_bits = 15;

// The end of a message that the sender takes off (RFC 7692 section 7.2.1).
constexpr std::string_view sync_marker{"\x00\x00\xff\xff", 4};

// Memory that a large message may leave in the buffer for the next ones.
constexpr std::size_t kept_size = 65'536;

}  // namespace

struct inflater::state {
  z_stream stream{};
  std::string out;

  state() {
    // Negative window bits: a raw stream without zlib's header and checksum.
    if (inflateInit2(&stream, -largest_window_bits) != Z_OK)
      throw std::bad_alloc();
  }
  ~state() { inflateEnd(&stream); }
  state(const state&) = delete;
  state& operator=(const state&) = delete;

  std::size_t made() const {
    return static_cast<std::size_t>(stream.next_out -
                                    reinterpret_cast<const Bytef*>(out.data()));
  }

  /// One byte over the limit shows that there is more.
  void begin(std::size_t limit) {
    inflateReset(&stream);
    if (out.empty() || out.size() > kept_size)
      std::string(kept_size, '\0').swap(out);
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(std::min(out.size(), limit + 1));
  }

  void grow(std::size_t limit) {
    const auto before = made();
    out.resize(std::min(limit + 1, 2 * out.size()));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(out.size() - before);
  }

  /// A client may end a message with a final block (section 7.2.3.4); what
  /// follows is another stream, with the same window.
  outcome feed(std::string_view bytes, std::size_t limit) {
    // zlib's interface predates const; it does not write to its input.
    stream.next_in =
        const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    for (;;) {
      const int done = ::inflate(&stream, Z_SYNC_FLUSH);
      if (made() > limit) return outcome::too_big;
      if (done == Z_STREAM_END)
        inflateResetKeep(&stream);
      else if (done != Z_OK && done != Z_BUF_ERROR)
        return outcome::broken;
      if (stream.avail_out == 0)
        grow(limit);
      else if (stream.avail_in == 0)
        return outcome::good;
      else if (done == Z_BUF_ERROR)
        return outcome::broken;
    }
  }
};

inflater::inflater() : state_(std::make_unique<state>()) {}
inflater::~inflater() = default;

inflater::result inflater::decompress(std::string_view payload,
                                      std::size_t limit) {
  state_->begin(limit);
  auto how = state_->feed(payload, limit);
  if (how == outcome::good) how = state_->feed(sync_marker, limit);
  if (how != outcome::good) return {how, {}};
  return {how, std::string_view(state_->out).substr(0, state_->made())};
}

}  // namespace parley
