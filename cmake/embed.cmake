# Writes OUTPUT, a C++ file that defines net/page.hpp's `page_files` with the
# contents of FILES as hexadecimal string literals. Their names are relative to
# the one of ROOTS that they are in.
set(entries "")
foreach(file IN LISTS FILES)
  foreach(root IN LISTS ROOTS)
    string(FIND "${file}" "${root}/" at)
    if(at EQUAL 0)
      file(RELATIVE_PATH name "${root}" "${file}")
    endif()
  endforeach()
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" escaped "${hex}")
  string(REGEX REPLACE "((\\\\x..)(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?)"
         "\"\\1\"\n" literal "${escaped}")
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(APPEND entries
    "page_file{\"${name}\", std::string_view(${literal}, ${size})},\n")
endforeach()
list(LENGTH FILES count)
file(WRITE "${OUTPUT}" "// Made by cmake/embed.cmake.
#include \"net/page.hpp\"

#include <array>

namespace parley {
namespace {
constexpr std::array<page_file, ${count}> files{{
${entries}}};
}  // namespace

std::span<const page_file> page_files() { return files; }
}  // namespace parley
")
