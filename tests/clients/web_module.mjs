// SPDX-License-Identifier: Apache-2.0
// A file of web/ that includes no other, as a module of the test. By way of its
// text: the files of web/ are modules to a browser, but not, by their name
// alone, to every node.

import {readFile} from 'node:fs/promises';

export async function webModule(name) {
  const source = new URL(`../../web/${name}`, import.meta.url);
  const text = encodeURIComponent(await readFile(source, 'utf8'));
  return import(`data:text/javascript,${text}`);
}
