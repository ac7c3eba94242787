// SPDX-License-Identifier: Apache-2.0
// What the browser remembers for the page. Storage can be forbidden (private
// windows of some browsers): then nothing is remembered, and all else works.

const roomsMax = 20; // the rooms used last; each is a subscription

// A tab keeps its name over a reload; a new tab starts with the last one used.
// null: never asked.
export function rememberedName() {
  return (
    read('sessionStorage', 'parley.name') ?? read('localStorage', 'parley.name')
  );
}

export function rememberName(name) {
  write('sessionStorage', 'parley.name', name);
  write('localStorage', 'parley.name', name);
}

// A guest's token makes all tabs of a name one member; '' for none.
export function rememberedToken(name) {
  return read('localStorage', `parley.token.${name}`) ?? '';
}

export function rememberToken(name, token) {
  write('localStorage', `parley.token.${name}`, token);
}

// The rooms that were entered and not left, in the order of entering.
export function rememberedRooms() {
  try {
    const rooms = JSON.parse(read('localStorage', 'parley.rooms') ?? '[]');
    return rooms.filter((room) => typeof room === 'string').slice(-roomsMax);
  } catch {
    return [];
  }
}

export function rememberRoom(room) {
  const rooms = rememberedRooms();
  if (!rooms.includes(room)) writeRooms([...rooms, room]);
}

export function forgetRoom(room) {
  writeRooms(rememberedRooms().filter((other) => other !== room));
}

function writeRooms(rooms) {
  write('localStorage', 'parley.rooms', JSON.stringify(rooms.slice(-roomsMax)));
}

// Even naming a forbidden storage throws, so it is named here.
function read(storage, key) {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}

function write(storage, key, value) {
  try {
    window[storage].setItem(key, value);
  } catch {
    // See above.
  }
}
