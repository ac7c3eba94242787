// SPDX-License-Identifier: Apache-2.0
// Answers to read-only requests: pages and short texts. Pure.
#pragma once

#include "net/page.hpp"
#include "net/route.hpp"

namespace parley {

/// `answer` for GET and HEAD, 405 for others.
http_answer answer_read(const request_head& request, http_answer answer);

/// The same with a file of a page.
http_answer answer_page(const request_head& request, const page_file& file);

}  // namespace parley
