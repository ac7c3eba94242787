// SPDX-License-Identifier: Apache-2.0
// One run of a program under test to its end.

import {execFile} from 'node:child_process';
import {binary, labBinary} from './server.mjs';

// {code, output, errors}
export const run = (...args) => runProgram(binary, args);
export const runLab = (...args) => runProgram(labBinary, args);

function runProgram(program, args) {
  return new Promise((resolve) => {
    execFile(program, args, {maxBuffer: 2 ** 26}, (error, output, errors) => {
      resolve({code: error?.code ?? 0, output, errors});
    });
  });
}
