// SPDX-License-Identifier: Apache-2.0
// A new element as the page's template `id` has it.
export function clone(id) {
  const {content} = document.getElementById(id);
  return content.firstElementChild.cloneNode(true);
}
