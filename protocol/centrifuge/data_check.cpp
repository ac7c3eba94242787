// SPDX-License-Identifier: Apache-2.0
#include "protocol/centrifuge/data_check.hpp"

#include "protocol/centrifuge/json.hpp"
#include "protocol/json_text.hpp"
#include "protocol/utf8.hpp"

namespace parley::centrifuge {

namespace {

/// Text of n levels has 2n brackets at least: most is not looked at again.
bool is_too_deep(const publication& said) {
  if (said.kind != data_kind::json || said.data.size() <= 2 * json_depth_max)
    return false;
  const auto outline = outline_of_json(said.data);
  return outline && outline->depth > json_depth_max;
}

}  // namespace

data_kind kind_of(std::string_view data) {
  return data.empty() || is_json(data) ? data_kind::json : data_kind::binary;
}

data_kind checked_kind(data_kind claimed, std::string_view data) {
  if (claimed == data_kind::json) return kind_of(data);
  const bool is_broken = claimed == data_kind::text && !is_utf8(data);
  return is_broken ? data_kind::binary : claimed;
}

bool is_accepted(const publication& said, data_format wanted) {
  if (is_too_deep(said)) return false;
  switch (wanted) {
    case data_format::binary:
      return true;
    case data_format::any:
      return !said.data.empty();
    case data_format::json:
      return said.kind == data_kind::json && !said.data.empty();
    case data_format::json_object:
      return said.kind == data_kind::json && is_json_object(said.data);
  }
  return false;
}

bool is_accepted_from_client(const publication& said, data_format wanted) {
  if (said.kind == data_kind::binary && wanted != data_format::binary)
    return false;
  return is_accepted(said, wanted);
}

}  // namespace parley::centrifuge
