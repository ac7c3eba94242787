// SPDX-License-Identifier: Apache-2.0
// Any body is a call of the server API, or is refused; what was understood can
// be written as JSON that is understood too. The first line is the method,
// empty for the old endpoint.
#include "protocol/centrifuge/api_codec.hpp"
#include "protocol/centrifuge/json.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

namespace pb = google::protobuf;
namespace wire = parley::centrifuge;

void require_understood(const std::string& method, const pb::Message& request) {
  parley::api_call call;
  call.method = method;
  wire::append_json(call.body, request);
  if (call.body.find_first_of("\r\n") != call.body.npos || !wire::decode(call))
    std::abort();
}

void check(const wire::api_batch& batch) {
  require_understood("batch", batch.request);
}

/// Exactly one field, even when it is empty.
void check(const wire::api::Command& command) {
  std::vector<const pb::FieldDescriptor*> fields;
  command.GetReflection()->ListFields(command, &fields);
  if (fields.size() != 1) std::abort();
  require_understood(
      fields.front()->name(),
      command.GetReflection()->GetMessage(command, fields.front()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  if (line == text.npos) return 0;
  const auto read = wire::decode({.method = std::string(text.substr(0, line)),
                                  .body = std::string(text.substr(line + 1))});
  if (!read) return 0;
  if (const auto* request = std::get_if<wire::api_request>(&*read))
    std::visit([](const auto& each) { check(each); }, *request);
  else if (std::get<parley::reply_error>(*read) !=
           parley::reply_error::method_not_found)
    std::abort();
  return 0;
}
