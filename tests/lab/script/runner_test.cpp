// SPDX-License-Identifier: Apache-2.0
#include "lab/script/runner.hpp"

#include "tests/lab/script/run_script.hpp"
#include "tests/lab/script/test_server.hpp"

#include <gtest/gtest.h>

namespace parley::script {
namespace {

TEST(repeat, counts_its_rounds_from_1) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
a connect /echo
repeat 3
  a send {n}
end
a expect 1
a expect 2
a expect 3
a expect-none 20ms
)"),
            "");
}

TEST(repeat, inside_another_counts_for_itself) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
a connect /echo
repeat 2
  repeat 2
    a send inner {n}
  end
  a send outer {n}
end
a expect inner 1
a expect inner 2
a expect outer 1
a expect inner 1
a expect inner 2
a expect outer 2
)"),
            "");
}

TEST(repeat, says_in_which_round_a_line_failed) {
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
a connect /echo
repeat 2
  a send {n}
  a expect 1
end
)"),
            "4: expected \"1\", got \"2\" (round 2)");
  EXPECT_EQ(run_script(server.url(), R"(
a connect /echo
repeat 3
  repeat 2
    a send {n}
    a expect 1
  end
end
)"),
            "5: expected \"1\", got \"2\" (rounds 1 2)");
}

TEST(repeat, never_lets_a_client_fall_behind_that_does_not_expect) {
  // 20 MB come back to a client that asks for none of it: far more than fits
  // between a server that stops reading while it cannot write and a client
  // that does not read.
  const test_server server;
  EXPECT_EQ(run_script(server.url(), R"(
a connect /echo
repeat 200
  a send-repeat 100000 x
end
a send done
repeat 200
  a expect-match ^x+$
end
a expect done
)"),
            "");
}

}  // namespace
}  // namespace parley::script
