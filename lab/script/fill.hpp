// SPDX-License-Identifier: Apache-2.0
// Puts numbers into the texts of a script: {i} and {n}.
#pragma once

#include "lab/script/step.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace parley::script {

/// Where a step is being run.
struct place {
  std::optional<std::size_t> client;  ///< {i}: the client's number in a range.
  std::optional<std::size_t> round;   ///< {n}: of the innermost repeat, from 1.
};

/// `text` with {i} and {n} replaced by their numbers. Without a range or a
/// repeat they stay as they are, as all other braces do: JSON needs no escapes.
std::string fill(std::string_view text, const place& where);

/// The same for every text of what a client does.
connect fill(connect request, const place& where);
message fill(message what, const place& where);
expectation fill(expectation what, const place& where);
close fill(close how, const place& where);
login fill(login what, const place& where);
subscribe fill(subscribe what, const place& where);
unsubscribe fill(unsubscribe what, const place& where);
publish fill(publish what, const place& where);
expect_publication fill(expect_publication what, const place& where);
expect_presence fill(expect_presence what, const place& where);
expect_unsubscribed fill(expect_unsubscribed what, const place& where);

}  // namespace parley::script
