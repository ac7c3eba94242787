// SPDX-License-Identifier: Apache-2.0
#include "net/trusted_proxies.hpp"

#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <system_error>

namespace parley {

namespace {

namespace ip = boost::asio::ip;

std::optional<ip::address> parse_address(std::string_view text) {
  boost::system::error_code failed;
  const auto found = ip::make_address(std::string(text), failed);
  if (failed) return std::nullopt;
  return unmapped(found);
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const bool has_port = std::ranges::count(text, ':') == 1;
  return has_port ? text.substr(0, text.find(':')) : text;
}

ip::network_v4 network_of(const ip::address_v4& a, unsigned bits) {
  return ip::network_v4(a, static_cast<unsigned short>(bits)).canonical();
}

// Without the zone: a peer on a link has one, what an operator wrote has none.
ip::network_v6 network_of(const ip::address_v6& a, unsigned bits) {
  return ip::network_v6(ip::address_v6(a.to_bytes()),
                        static_cast<unsigned short>(bits))
      .canonical();
}

bool is_in(const ip::address& a, const ip::address& network, unsigned bits) {
  if (a.is_v4() != network.is_v4()) return false;
  return a.is_v4()
             ? network_of(a.to_v4(), bits) == network_of(network.to_v4(), bits)
             : network_of(a.to_v6(), bits) == network_of(network.to_v6(), bits);
}

}  // namespace

ip::address unmapped(const ip::address& a) {
  if (a.is_v6() && a.to_v6().is_v4_mapped())
    return ip::make_address_v4(ip::v4_mapped, a.to_v6());
  return a;
}

trusted_proxies::trusted_proxies(const std::vector<std::string>& networks) {
  for (const auto& text : networks) {
    const auto slash = std::min(text.find('/'), text.size());
    const auto address = parse_address(std::string_view(text).substr(0, slash));
    const unsigned most = address && address->is_v4() ? 32 : 128;
    unsigned bits = most;
    if (slash < text.size()) {
      const auto* end = text.data() + text.size();
      const auto read = std::from_chars(text.data() + slash + 1, end, bits);
      if (read.ec != std::errc{} || read.ptr != end) bits = most + 1;
    }
    if (!address || bits > most)
      throw std::invalid_argument(
          text + " is neither an address nor a network like 10.0.0.0/8");
    networks_.push_back({*address, bits});
  }
}

bool trusted_proxies::trusts(const ip::address& peer) const {
  const auto address = unmapped(peer);
  return std::ranges::any_of(networks_, [&](const network& each) {
    return is_in(address, each.address, each.bits);
  });
}

std::optional<ip::address> trusted_proxies::client_of(
    std::string_view forwarded) const {
  while (!forwarded.empty()) {
    const auto comma = forwarded.rfind(',');
    const auto last = comma == std::string_view::npos
                          ? forwarded
                          : forwarded.substr(comma + 1);
    const auto address = parse_address(without_port(trimmed(last)));
    if (!address) return std::nullopt;
    if (!trusts(*address)) return address;
    forwarded =
        forwarded.substr(0, comma == std::string_view::npos ? 0 : comma);
  }
  return std::nullopt;
}

}  // namespace parley
