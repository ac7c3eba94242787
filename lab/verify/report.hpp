// What a run of `parley-lab verify` found, for people and for programs. Pure.
#pragma once

#include "lab/verify/checker.hpp"
#include "lab/verify/rounds.hpp"

#include <string>
#include <vector>

namespace parley::verify {

/// One line, without its end.
std::string write_round(const round_report& round);

/// Lines, the last of them says whether anything is wrong.
std::string write_verdict(const verdict& found,
                          const std::vector<round_report>& rounds);

std::string write_json(const verdict& found,
                       const std::vector<round_report>& rounds);

}  // namespace parley::verify
