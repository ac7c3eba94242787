// SPDX-License-Identifier: Apache-2.0
// Every wait of these tests ends: with the event, or with a sentence.

// Nothing is measured by it: it outlasts a machine that has stood still.
export const patienceMs = 60_000;

// The result of `promise`, or an error that names `what` after `ms`. `what` may
// be a function, for a text that is true only at the end.
export async function within(promise, what, ms = patienceMs) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      const text = typeof what === 'function' ? what() : what;
      reject(new Error(`not within ${ms} ms: ${text}`));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
