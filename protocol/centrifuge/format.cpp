// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/format.hpp"

#include "protocol/centrifuge/json.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <utility>

namespace parley::centrifuge {

namespace pb = google::protobuf;

void append_message(std::string& out, format f, const pb::Message& message) {
  if (f == format::json) return append_json(out, message);
  const auto size = static_cast<std::uint32_t>(message.ByteSizeLong());
  const auto before = out.size();
  const auto prefix = pb::io::CodedOutputStream::VarintSize32(size);
  out.resize(before + prefix + size);
  auto* at = reinterpret_cast<std::uint8_t*>(out.data() + before);
  at = pb::io::CodedOutputStream::WriteVarint32ToArray(size, at);
  message.SerializeWithCachedSizesToArray(at);
}

std::string encode(format f, const pb::Message& message) {
  std::string out;
  append_message(out, f, message);
  return out;
}

command_reader::command_reader(format f, std::string frame)
    : format_(f), frame_(std::move(frame)), at_end_(false) {}

command_reader::result command_reader::next(Command& out) {
  if (at_end_) return result::end;
  const auto read =
      format_ == format::json ? next_json(out) : next_protobuf(out);
  if (read != result::command) at_end_ = true;
  return read;
}

// One newline after the last object is tolerated; an empty line elsewhere, or
// an empty frame, is not.
command_reader::result command_reader::next_json(Command& out) {
  if (at_ == frame_.size() && at_ > 0) return result::end;
  const auto newline = frame_.find('\n', at_);
  const auto end = newline == std::string::npos ? frame_.size() : newline;
  const auto line = std::string_view(frame_).substr(at_, end - at_);
  if (line.empty()) return result::malformed;
  at_ = newline == std::string::npos ? end : newline + 1;
  size_ = line.size();
  out.Clear();
  return from_json(line, out) ? result::command : result::malformed;
}

command_reader::result command_reader::next_protobuf(Command& out) {
  if (at_ == frame_.size()) return at_ > 0 ? result::end : result::malformed;
  const auto* rest = reinterpret_cast<const std::uint8_t*>(frame_.data()) + at_;
  const auto left = static_cast<int>(frame_.size() - at_);
  pb::io::CodedInputStream in(rest, left);
  // Not ReadVarint32: it drops the upper bits of a longer one.
  int size = 0;
  if (!in.ReadVarintSizeAsInt(&size)) return result::malformed;
  const auto prefix = in.CurrentPosition();
  if (size > left - prefix) return result::malformed;
  at_ += static_cast<std::size_t>(prefix + size);
  size_ = static_cast<std::size_t>(size);
  return out.ParseFromArray(rest + prefix, size) ? result::command
                                                 : result::malformed;
}

}  // namespace parley::centrifuge
