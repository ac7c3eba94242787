// SPDX-License-Identifier: Apache-2.0
// The plain protocol as the page sees it: limits, addresses, frames and close
// codes. Pure functions: no page, no socket, no clock.

// The same limits as the server's (protocol/limits.hpp).
export const limits = {
  messageBytes: 65536,
  nameCharacters: 64,
  roomBytes: 255,
};

const encoder = new TextEncoder();

export function byteLength(text) {
  return encoder.encode(text).length;
}

// Control characters, and what would change how the line around a name looks:
// line separators, bidirectional controls. Half a surrogate pair cannot travel.
function hasControlCharacter(text) {
  return /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/u.test(text);
}

// A browser cannot see why a handshake failed, so what the server would answer
// with 400 is said here. Returns a sentence, or '' for a good name.
export function nameProblem(name) {
  if (name === '') return ''; // the server gives one
  if ([...name].length > limits.nameCharacters) {
    return `A name has at most ${limits.nameCharacters} characters.`;
  }
  if (hasControlCharacter(name)) return 'A name has no control characters.';
  return '';
}

export function roomProblem(room) {
  if (room === '') return 'A room needs a name.';
  if (byteLength(room) > limits.roomBytes) {
    return `A room's name has at most ${limits.roomBytes} bytes.`;
  }
  if (hasControlCharacter(room))
    return "A room's name has no control characters.";
  // A browser resolves these two before it sends an address, even escaped.
  if (room === '.' || room === '..')
    return 'This cannot be the name of a room.';
  return '';
}

// The room that an address names: `#room` before `?room=`, else `chat`.
export function roomOf(location) {
  const asked = new URLSearchParams(location.search).get('room');
  return decoded(location.hash.slice(1)) || asked || 'chat';
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a lone % is a character like any other
  }
}

// A WebSocket at `path`, beside the page at `page`.
export function socketUrl(page, path) {
  const url = new URL(path, page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = url.search = '';
  return url;
}

// Whole seconds from `lostAt` until `now`, both in ms; never none at all.
export function secondsAway(lostAt, now) {
  return Math.max(1, Math.round((now - lostAt) / 1000));
}

// The WebSocket address of a room, beside the page at `page`. An empty name
// lets the server give one.
export function roomUrl(page, room, name) {
  const url = socketUrl(page, `chat/${encodeURIComponent(room)}`);
  url.search = 'presence=1';
  if (name !== '') url.search += `&name=${encodeURIComponent(name)}`;
  return url.href;
}

// One text frame -> {kind: 'joined' | 'left', name}, {kind: 'message', name,
// text} or {kind: 'note', text}. What people say always starts with `[`, so
// nobody can fake a presence line. A name may itself contain `] `: the longest
// of `names`, those known to be here, decides, and only then the first `] `.
export function parseFrame(frame, names) {
  const presence = /^\* (.+) (joined|left)$/su.exec(frame);
  if (presence) return {kind: presence[2], name: presence[1]};
  const name = longestSpeaker(frame, names) ?? /^\[(.+?)\] /su.exec(frame)?.[1];
  if (name === undefined) return {kind: 'note', text: frame};
  return {kind: 'message', name, text: frame.slice(name.length + 3)};
}

function longestSpeaker(frame, names) {
  let longest;
  for (const name of names) {
    if (
      name.length > (longest?.length ?? 0) &&
      frame.startsWith(`[${name}] `)
    ) {
      longest = name;
    }
  }
  return longest;
}

const closeWords = new Map([
  [1001, 'The server is stopping'],
  [1003, 'The server does not take this kind of message'],
  [1006, 'No connection to the server'],
  [1008, 'The server does not allow this'],
  [1009, 'The message was too long'],
  [1011, 'The server had an internal error'],
  [1012, 'The server is restarting'],
  [1013, 'The server is busy'],
  [3008, 'This page could not read fast enough'],
  [3012, 'This page did not answer the server'],
]);

// Why a connection ended, in words, and whether coming back by itself makes
// sense: not when a rule was broken (1003, 1008) or the server says stay away
// (3500-3999).
export function closeAdvice(code, reason) {
  const stayAway =
    code === 1003 || code === 1008 || (code >= 3500 && code < 4000);
  const words = closeWords.get(code) ?? 'The server closed the connection';
  const details = code === 1006 ? reason : `${code} ${reason}`.trim();
  return {stayAway, reason: details ? `${words} (${details})` : words};
}
