# How every target of ours is compiled. PARLEY_SANITIZE: "", "address"
# (with undefined behaviour) or "thread".
set(PARLEY_SANITIZE "" CACHE STRING "address, thread or empty")

# Most of the time of a cold build goes into CAF's and Asio's headers, which
# twelve sources together read once.
option(PARLEY_UNITY "compile the sources of a library twelve at a time" ON)

option(PARLEY_FUZZ "build the libFuzzer targets of tests/fuzz (clang only)")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# A release is hardened: an overrun or an index out of range ends the process
# with a line instead of going on. tests/hardening looks for it in the binary.
set(PARLEY_HARDENED
    "-fPIE -fstack-protector-strong -fcf-protection -U_FORTIFY_SOURCE \
-D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS")
if(NOT CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|i[3-6]86")
  # Intel's; other processors have their own, and compilers refuse the option.
  string(REPLACE " -fcf-protection" "" PARLEY_HARDENED "${PARLEY_HARDENED}")
endif()
# Line tables are enough for backtraces and profiles, and halve the objects.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG ${PARLEY_HARDENED}")
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG ${PARLEY_HARDENED}")
foreach(type RELWITHDEBINFO RELEASE)
  set(CMAKE_EXE_LINKER_FLAGS_${type}
      "-pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack")
endforeach()

find_program(PARLEY_CCACHE ccache)
if(PARLEY_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${PARLEY_CCACHE})
endif()
find_program(PARLEY_MOLD mold)
if(PARLEY_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

if(PARLEY_SANITIZE STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-omit-frame-pointer
                      -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
elseif(PARLEY_SANITIZE STREQUAL "thread")
  # Asio and Beast use atomic_thread_fence nowhere on our paths; GCC warns.
  # Protobuf's headers lay out maps in another way when they see that macro,
  # and its library was built without: so only ours and libstdc++'s are set.
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer -Wno-tsan
                      -U__SANITIZE_THREAD__)
  add_compile_definitions(PARLEY_TSAN=1 _GLIBCXX_TSAN=1)
  add_link_options(-fsanitize=thread)
endif()

if(PARLEY_FUZZ)
  # Clang 14 cannot place its check of function types in coroutines, and takes
  # the vtables that CAF's templates have in its library for others than ours.
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined
                      -fno-sanitize=function,vptr
                      -fno-sanitize-recover=undefined
                      -fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/tests/fuzz/ubsan.ignore)
  add_link_options(-fsanitize=address,undefined)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Clang 14 has coroutines in namespace std and does not say so.
  add_compile_definitions(__cpp_impl_coroutine=201902L)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion
                    -Wsign-conversion -Wold-style-cast)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Reported inside inlined library code, not in ours.
  add_compile_options(-Wno-maybe-uninitialized -Wno-stringop-overread)
endif()

# parley_library(NAME sources...): one library per folder; includes are written
# from the project's root, "room/roster.hpp".
function(parley_library name)
  add_library(parley_${name} STATIC ${ARGN})
  target_include_directories(parley_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  if(PARLEY_UNITY)
    set_target_properties(parley_${name} PROPERTIES
      UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    # Sources that stand together see each other's private names: a local
    # variable may hide one, and GCC takes a private type of an included source
    # for one of a header. `./dev check lint` compiles each source alone.
    target_compile_options(parley_${name} PRIVATE
      -Wno-shadow
      "$<$<CXX_COMPILER_ID:GNU>:-Wshadow=local;-Wno-subobject-linkage>")
  endif()
endfunction()
