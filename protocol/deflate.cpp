// SPDX-License-Identifier: Apache-2.0
#include "protocol/deflate.hpp"

#include <cassert>
#include <new>
#include <zlib.h>

namespace parley {

namespace {

// 16 KiB of hash tables; together with the 4 KiB window's 16 KiB this is what
// one compressor costs.
constexpr int zlib_memory_level = 5;

// What Z_SYNC_FLUSH ends with and RFC 7692 section 7.2.1 wants taken off.
constexpr std::size_t sync_marker_size = 4;

}  // namespace

struct deflater::state {
  z_stream stream{};
  std::string out;

  state() {
    // Negative window bits: a raw stream without zlib's header and checksum.
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, -deflate_window_bits,
                     zlib_memory_level, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~state() { deflateEnd(&stream); }
  state(const state&) = delete;
  state& operator=(const state&) = delete;

  void feed(std::string_view text, int flush) {
    // zlib's interface predates const; it does not write to its input.
    stream.next_in =
        const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    [[maybe_unused]] const int result = ::deflate(&stream, flush);
    assert(result == Z_OK || result == Z_BUF_ERROR);
  }
};

deflater::deflater() : state_(std::make_unique<state>()) {}
deflater::~deflater() = default;
deflater::deflater(deflater&&) noexcept = default;
deflater& deflater::operator=(deflater&&) noexcept = default;

std::string_view deflater::compress(std::string_view head,
                                    std::string_view tail) {
  auto& stream = state_->stream;
  deflateReset(&stream);
  const auto size = static_cast<uLong>(head.size() + tail.size());
  // deflateBound assumes Z_FINISH; a sync flush adds its marker.
  state_->out.resize(deflateBound(&stream, size) + 16);
  stream.next_out = reinterpret_cast<Bytef*>(state_->out.data());
  stream.avail_out = static_cast<uInt>(state_->out.size());
  state_->feed(head, Z_NO_FLUSH);
  state_->feed(tail, Z_SYNC_FLUSH);
  assert(stream.avail_out > 0);
  return std::string_view(state_->out)
      .substr(0, stream.total_out - sync_marker_size);
}

}  // namespace parley
