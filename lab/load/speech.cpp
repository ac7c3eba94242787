#include "lab/load/speech.hpp"

#include <algorithm>
#include <array>

namespace parley::load {

namespace {

struct known {
  std::string_view name;
  std::unique_ptr<speech> (*make)();
};

constexpr std::array all{
    known{"plain", speak_plain},       known{"json", speak_json},
    known{"protobuf", speak_protobuf}, known{"nats", speak_nats},
    known{"mqtt", speak_mqtt},         known{"socketio", speak_socketio}};

}  // namespace

std::unique_ptr<speech> make_speech(std::string_view protocol) {
  const auto* at = std::ranges::find(all, protocol, &known::name);
  return at == all.end() ? nullptr : at->make();
}

std::vector<std::string> protocols() {
  std::vector<std::string> names;
  for (const auto& each : all) names.emplace_back(each.name);
  return names;
}

std::size_t count_of(std::string_view text, std::string_view in) {
  std::size_t found = 0;
  for (auto at = in.find(text); at != std::string_view::npos;
       at = in.find(text, at + text.size()))
    ++found;
  return found;
}

}  // namespace parley::load
