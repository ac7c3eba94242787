// SPDX-License-Identifier: Apache-2.0
// Reads what clients do in rooms: the arguments of the Centrifuge verbs.
#pragma once

#include "lab/script/room_step.hpp"
#include "lab/script/words.hpp"

namespace parley::script {

/// One option of `connect centrifuge`; false if the word is none of them.
bool read_login_option(const std::string& word, login& into);

// Each reads what follows its verb and throws syntax_error that says what is
// wrong. Options are words of the form name=value, before the data if there
// is data.
subscribe read_subscribe(words& line);
subscribe read_recover(words& line);
unsubscribe read_unsubscribe(words& line);
publish read_publish(words& line);
expect_publication read_expect_publication(words& line);
expect_presence read_expect_join(words& line);
expect_presence read_expect_leave(words& line);
expect_unsubscribed read_expect_unsubscribed(words& line);
drop read_drop(words& line);

}  // namespace parley::script
