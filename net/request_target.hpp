// SPDX-License-Identifier: Apache-2.0
// The target of a request as a URL. Pure.
#pragma once

#include <boost/url/url_view.hpp>

#include <string>
#include <string_view>

namespace parley {

/// A target in the origin form or, as every server must understand, in the
/// absolute form (RFC 9112 section 3.2). Browsers send characters that RFC 3986
/// wants encoded (the WHATWG URL standard encodes fewer): those mean
/// themselves. A `%` that begins no code is a `%`.
class request_target {
 public:
  /// `text` outlives it.
  explicit request_target(std::string_view text);
  request_target(const request_target&) = delete;
  request_target& operator=(const request_target&) = delete;

  bool is_valid() const { return valid_; }

  /// Of a valid one.
  const boost::urls::url_view& url() const { return url_; }

 private:
  std::string encoded_;  // when `text` had to be encoded
  boost::urls::url_view url_;
  bool valid_ = false;
};

}  // namespace parley
