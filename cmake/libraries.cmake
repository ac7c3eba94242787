# The libraries this project stands on; all are Debian 12 packages, listed in
# deploy/packages.txt.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS url)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(spdlog REQUIRED)
find_package(simdjson REQUIRED)
find_package(Protobuf REQUIRED)
find_package(RapidJSON REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(mimalloc REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS i18n uc)
set(CURSES_NEED_WIDE TRUE)
find_package(Curses REQUIRED)

# Debian's CAF brings no CMake package and no pkg-config file.
find_path(CAF_INCLUDE_DIR caf/all.hpp REQUIRED)
find_library(CAF_CORE caf_core REQUIRED)
add_library(caf_core INTERFACE)
target_include_directories(caf_core SYSTEM INTERFACE ${CAF_INCLUDE_DIR})
target_link_libraries(caf_core INTERFACE ${CAF_CORE} Threads::Threads)

# Neither does its RE2 bring a CMake package.
find_path(RE2_INCLUDE_DIR re2/re2.h REQUIRED)
find_library(RE2_LIBRARY re2 REQUIRED)
add_library(re2 INTERFACE)
target_include_directories(re2 SYSTEM INTERFACE ${RE2_INCLUDE_DIR})
target_link_libraries(re2 INTERFACE ${RE2_LIBRARY} Threads::Threads)

# Nor its libjwt.
find_path(JWT_INCLUDE_DIR jwt.h REQUIRED)
find_library(JWT_LIBRARY jwt REQUIRED)
add_library(jwt INTERFACE)
target_include_directories(jwt SYSTEM INTERFACE ${JWT_INCLUDE_DIR})
target_link_libraries(jwt INTERFACE ${JWT_LIBRARY} OpenSSL::Crypto)

# The package of its Prometheus client asks for HTTP servers and clients that we
# do not use.
find_path(PROMETHEUS_INCLUDE_DIR prometheus/text_serializer.h REQUIRED)
find_library(PROMETHEUS_CORE prometheus-cpp-core REQUIRED)
add_library(prometheus_core INTERFACE)
target_include_directories(prometheus_core SYSTEM INTERFACE
  ${PROMETHEUS_INCLUDE_DIR})
target_link_libraries(prometheus_core INTERFACE ${PROMETHEUS_CORE})

# The package of its NATS client names a file that it does not bring.
find_path(NATS_INCLUDE_DIR nats/nats.h REQUIRED)
find_library(NATS_LIBRARY nats REQUIRED)
add_library(nats INTERFACE)
target_include_directories(nats SYSTEM INTERFACE ${NATS_INCLUDE_DIR})
target_link_libraries(nats INTERFACE ${NATS_LIBRARY})

# Beast and Asio are headers only. Each context runs on exactly one thread.
add_library(asio INTERFACE)
target_compile_definitions(asio INTERFACE
  BOOST_ASIO_DISABLE_BOOST_COROUTINE
  BOOST_ASIO_NO_DEPRECATED)
target_link_libraries(asio INTERFACE
  Boost::boost Boost::url OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
