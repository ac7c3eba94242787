#include "protocol/centrifuge/data_check.hpp"

#include "protocol/centrifuge/json.hpp"

namespace parley::centrifuge {

data_kind kind_of(std::string_view data) {
  return data.empty() || is_json(data) ? data_kind::json : data_kind::binary;
}

bool is_accepted(const publication& said, data_format wanted) {
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

}  // namespace parley::centrifuge
