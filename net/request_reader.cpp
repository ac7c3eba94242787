// SPDX-License-Identifier: Apache-2.0
#include "net/request_reader.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <utility>

namespace parley {

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

std::string_view view_of(const beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.cdata().data()), buffer.size()};
}

/// The first byte of a method (RFC 9110 section 5.6.2). A TLS client on a port
/// without TLS gets its error at once.
bool begins_method(char c) {
  return c > ' ' && c < '\x7f' &&
         std::string_view("\"(),/:;<=>?@[\\]{}").find(c) ==
             std::string_view::npos;
}

/// The first line ends in a version, which may be none of ours.
bool names_version(std::string_view bytes) {
  const auto line = bytes.substr(0, bytes.find("\r\n"));
  constexpr std::string_view version = " HTTP/1.1";
  if (line.size() < version.size()) return false;
  const auto last = line.substr(line.size() - version.size());
  return last.starts_with(" HTTP/") && std::isdigit(last[6]) != 0 &&
         last[7] == '.' && std::isdigit(last[8]) != 0;
}

}  // namespace

// Beast's grammar of HTTP/1.1, with our own storage.
class request_reader::parser final : public http::basic_parser<true> {
 public:
  explicit parser(request_reader& owner) : owner_(owner) {
    // The owner's limits hold; these would count other things.
    body_limit(boost::none);
    header_limit(UINT32_MAX);
  }

  const std::optional<request_fault>& fault() const { return fault_; }

 private:
  void on_request_impl(http::verb, beast::string_view method,
                       beast::string_view target, int version,
                       error_code&) override {
    owner_.head_.method = method;
    owner_.head_.target = target;
    owner_.head_.version = static_cast<unsigned>(version);
  }
  void on_response_impl(int, beast::string_view, int, error_code&) override {}
  void on_field_impl(http::field, beast::string_view name,
                     beast::string_view value, error_code& failed) override {
    // Trailers may be dropped (RFC 9110 section 6.5.1), and would otherwise
    // change fields that a proxy has already checked.
    if (is_header_done()) return;
    fault_ = owner_.head_.take(name, value);
    if (fault_) failed = http::error::bad_field;
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&,
                         error_code&) override {}
  std::size_t on_body_impl(beast::string_view bytes,
                           error_code& failed) override {
    return take(bytes, failed);
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view extensions,
                            error_code& failed) override {
    owner_.extensions_ += extensions.size();
    if (owner_.extensions_ > chunk_overhead_size)
      failed = http::error::bad_chunk_extension;
  }
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes,
                                 error_code& failed) override {
    return take(bytes, failed);
  }
  void on_finish_impl(error_code&) override {}

  std::size_t take(beast::string_view bytes, error_code& failed) {
    if (bytes.size() > owner_.body_limit_ - owner_.body_size_) {
      failed = http::error::body_limit;
      return 0;
    }
    owner_.body_size_ += bytes.size();
    if (owner_.keep_body_) owner_.body_.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  request_reader& owner_;
  std::optional<request_fault> fault_;
};

request_reader::request_reader(std::size_t head_limit)
    : head_limit_(head_limit) {}

request_reader::~request_reader() = default;

asio::mutable_buffer request_reader::prepare() {
  return buffer_.prepare(http_read_size);
}

void request_reader::commit(std::size_t bytes) {
  buffer_.commit(bytes);
  advance();
}

void request_reader::advance() {
  if (state_ == state::body) return read_body();
  if (state_ != state::head) return;
  buffer_.consume(skip_line_ends(view_of(buffer_)));
  if (state_ == state::head && buffer_.size() > 0) read_head(view_of(buffer_));
}

std::size_t request_reader::skip_line_ends(std::string_view bytes) {
  std::size_t skipped = 0;
  while (bytes.substr(skipped).starts_with("\r\n")) skipped += 2;
  if (skipped > 0) searched_ = 0;
  line_ends_ += skipped;
  if (line_ends_ > leading_line_ends) fail(400, "This is not HTTP/1.1.");
  return skipped;
}

/// The end of the empty line after the fields; nothing while it has not
/// arrived. A line that ends in LF alone, or continues in the next line, is an
/// error (RFC 9112 sections 2.2 and 5.2), because proxies interpret it
/// differently.
std::optional<std::size_t> request_reader::end_of_head(std::string_view bytes) {
  for (;;) {
    const auto at = bytes.find('\n', searched_);
    if (at == std::string_view::npos) {
      searched_ = bytes.size();
      return std::nullopt;
    }
    if (at == 0 || bytes[at - 1] != '\r') {
      fail(400, "A line of the head does not end in CRLF.");
      return std::nullopt;
    }
    if (at >= 3 && bytes[at - 2] == '\n') return at + 1;
    if (at + 1 == bytes.size()) {
      searched_ = at;
      return std::nullopt;
    }
    if (bytes[at + 1] == ' ' || bytes[at + 1] == '\t') {
      fail(400, "A header field goes on in a second line.");
      return std::nullopt;
    }
    searched_ = at + 1;
  }
}

void request_reader::read_head(std::string_view bytes) {
  if (bytes.front() == '\r' ? bytes.size() > 1 : !begins_method(bytes.front()))
    return fail(400, "This is not HTTP/1.1.");
  const auto end = end_of_head(bytes);
  if (!end && state_ == state::head && bytes.size() <= head_limit_) return;
  parser_ = std::make_unique<parser>(*this);
  error_code failed;
  const auto used = parser_->put(
      asio::buffer(bytes.data(), end.value_or(bytes.size())), failed);
  if (state_ == state::failed) return;  // the fields before the fault are known
  if (bytes.size() > head_limit_ && end.value_or(bytes.size()) > head_limit_)
    return fail(431, "The request head is too big.");
  if (parser_->fault())
    return fail(parser_->fault()->status, parser_->fault()->sentence);
  if (failed == http::error::bad_version && names_version(bytes))
    return fail(505, "This server speaks HTTP/1.1.");
  if (failed || !parser_->is_header_done())
    return fail(400, "This is not HTTP/1.1.");
  if (const auto found = head_.check())
    return fail(found->status, found->sentence);
  buffer_.consume(used);
  state_ = state::routing;
}

bool request_reader::has_body() const {
  return state_ == state::routing && !parser_->is_done();
}

bool request_reader::is_worth_asking(std::size_t limit) const {
  if (!has_body() || buffer_.size() > 0) return false;
  const auto length = parser_->content_length();
  return !length || *length <= limit;
}

void request_reader::begin_body(std::size_t limit, bool keep) {
  if (parser_->is_done()) {
    state_ = state::complete;
    return;
  }
  body_limit_ = limit;
  keep_body_ = keep;
  state_ = state::body;
  const auto length = parser_->content_length();
  if (length && *length > limit)
    state_ = state::too_big;
  else
    read_body();
}

void request_reader::read_body() {
  error_code failed;
  parser_->eager(true);
  if (buffer_.size() > 0)
    buffer_.consume(parser_->put(buffer_.cdata(), failed));
  if (failed == http::error::need_more) failed = {};
  if (failed == http::error::body_limit)
    state_ = state::too_big;
  else if (failed || buffer_.size() > chunk_overhead_size + http_read_size)
    fail(400, "The body's chunks are not valid, or are too wordy.");
  if (parser_->is_done()) state_ = state::complete;
}

std::string request_reader::take_rest() {
  std::string rest(view_of(buffer_));
  buffer_ = {};
  return rest;
}

void request_reader::next() {
  parser_.reset();
  head_ = {};
  std::string().swap(body_);
  body_size_ = extensions_ = searched_ = line_ends_ = 0;
  state_ = state::head;
  // A connection that waits holds nothing.
  if (buffer_.size() == 0) buffer_ = {};
  advance();
}

void request_reader::fail(unsigned status, std::string_view sentence) {
  state_ = state::failed;
  fault_ = {status, sentence};
}

std::size_t request_reader::held() const {
  return buffer_.capacity() + body_.capacity() + head_.size() +
         head_.method.size() + head_.target.size();
}

std::size_t request_reader::bound(std::size_t head_limit,
                                  std::size_t body_limit) {
  // A string and a buffer grow by doubling. The head is held twice while it is
  // parsed.
  return 2 * (std::max(head_limit, chunk_overhead_size + http_read_size) +
              http_read_size) +
         head_limit + 2 * body_limit;
}

}  // namespace parley
