// SPDX-License-Identifier: Apache-2.0
#include "protocol/printable_stream.hpp"

#include "protocol/printable.hpp"

#include <cstddef>
#include <string_view>

namespace parley {

printable_stream::printable_stream(std::ostream& stream)
    : stream_(stream), under_(*stream.rdbuf(this)) {}

printable_stream::~printable_stream() {
  stream_.flush();
  stream_.rdbuf(&under_);
}

printable_stream::int_type printable_stream::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof()))
    return traits_type::not_eof(c);
  const char byte = traits_type::to_char_type(c);
  return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
}

std::streamsize printable_stream::xsputn(const char* text,
                                         std::streamsize size) {
  waiting_.append(text, static_cast<std::size_t>(size));
  const bool is_line = waiting_.ends_with('\n');
  return !is_line || pass_on() ? size : 0;
}

int printable_stream::sync() {
  return pass_on() && under_.pubsync() == 0 ? 0 : -1;
}

bool printable_stream::pass_on() {
  const auto text = printable_lines(waiting_);
  waiting_.clear();
  const auto size = static_cast<std::streamsize>(text.size());
  return under_.sputn(text.data(), size) == size;
}

}  // namespace parley
