// One run of the binary under test to its end.

import {execFile} from 'node:child_process';
import {binary} from './server.mjs';

// {code, output, errors}
export function run(...args) {
  return new Promise((resolve) => {
    execFile(binary, args, {maxBuffer: 2 ** 26}, (error, output, errors) => {
      resolve({code: error?.code ?? 0, output, errors});
    });
  });
}
