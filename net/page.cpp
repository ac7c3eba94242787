// SPDX-License-Identifier: Apache-2.0
#include "net/page.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace parley {

const page_file* find_page_file(std::string_view path) {
  if (!path.starts_with('/')) return nullptr;
  std::string name(path.substr(1));
  if (path.ends_with('/')) name += "index.html";
  const auto files = page_files();
  const auto at = std::ranges::find(files, name, &page_file::name);
  return at == files.end() ? nullptr : &*at;
}

std::string_view missing_page_file() {
  constexpr std::string_view library = "/vendor/centrifuge.js";
  return find_page_file(library) ? std::string_view() : library;
}

frame shared_content(const page_file& file) {
  static const auto all = [] {
    std::vector<frame> made;
    for (const auto& each : page_files())
      made.push_back(make_frame(std::string(each.content)));
    return made;
  }();
  return all[static_cast<std::size_t>(&file - page_files().data())];
}

std::string_view media_type(std::string_view file_name) {
  if (file_name.ends_with(".html")) return "text/html; charset=utf-8";
  if (file_name.ends_with(".css")) return "text/css; charset=utf-8";
  if (file_name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (file_name.ends_with(".svg")) return "image/svg+xml";
  if (file_name.ends_with(".txt")) return "text/plain; charset=utf-8";
  return "application/octet-stream";
}

}  // namespace parley
