// SPDX-License-Identifier: Apache-2.0
// What stands beside the conversation where guests are let in: the rooms we are
// in on one side, the people of this room on the other. On a small screen each
// is a drawer with a button in the bar.

import {clone} from './template.js';

const peopleMax = 200; // shown; beyond it they are counted

const $ = (id) => document.getElementById(id);

export class Sides {
  #on;

  // `onEnter(room)`, `onLeave(room)`; `onAsk()`: for another room.
  constructor({onEnter, onLeave, onAsk}) {
    this.#on = {onEnter, onLeave};
    $('rooms-more').addEventListener('click', () => {
      closeDrawers();
      onAsk();
    });
  }

  // `rooms` is [{name, unread}], `unread` the sum; `seen` the one in view.
  showRooms(rooms, seen, unread) {
    document.body.classList.add('sided');
    $('rooms-unread').textContent = unread || '';
    $('rooms').replaceChildren(
      ...rooms.map((room) => this.#roomItem(room, room.name === seen)),
    );
  }

  // `members` as People has them; null: we may not know.
  showPeople(members) {
    $('people-open').hidden = $('people-side').hidden = members === null;
    if (members === null) return;
    $('people-count').textContent = members.length;
    const names = members.map(({name}) => name);
    const isShared = (name) => names.indexOf(name) !== names.lastIndexOf(name);
    const items = members
      .slice(0, peopleMax)
      .map((member) => personItem(member, isShared(member.name)));
    if (members.length > peopleMax)
      items.push(moreItem(members.length - peopleMax));
    $('people').replaceChildren(...items);
  }

  #roomItem({name, unread}, isSeen) {
    const item = clone('room-template');
    const enter = item.querySelector('.enter');
    enter.querySelector('bdi').textContent = name;
    enter.querySelector('.badge').textContent = unread || '';
    if (isSeen) enter.setAttribute('aria-current', 'page');
    enter.addEventListener('click', () => {
      closeDrawers();
      this.#on.onEnter(name);
    });
    const leave = item.querySelector('.leave');
    leave.hidden = isSeen;
    leave.setAttribute('aria-label', `Leave ${name}`);
    leave.addEventListener('click', () => this.#on.onLeave(name));
    return item;
  }
}

const tellApart = 7; // characters: a dot and six of those behind the name

// A name is a guest's own choice: where two have it, the user tells them apart.
function personItem({name, user, tabs}, isShared) {
  const item = clone('person-template');
  item.querySelector('bdi').textContent = name;
  const details = [isShared ? user.slice(name.length, name.length + tellApart) : ''];
  if (tabs > 1) details.push(`${tabs} tabs`);
  item.querySelector('.soft').textContent = details.join(' ').trim();
  return item;
}

function moreItem(count) {
  const item = document.createElement('li');
  item.className = 'soft';
  item.textContent = `and ${count} more`;
  return item;
}

function closeDrawers() {
  for (const drawer of document.querySelectorAll('.side:popover-open'))
    drawer.hidePopover();
}
