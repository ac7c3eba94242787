// SPDX-License-Identifier: Apache-2.0
// Signs in, and shows the view that the address names, once a second.

import {count, duration} from './format.js';
import {session, signIn, SignedOut} from './node.js';
import {Overview} from './overview.js';
import {RoomView} from './room.js';
import {TableView} from './views.js';

const period = 1000; // ms
const at = (id) => document.getElementById(id);

let view; // what is shown
let timer;
let asking = false;

// -- trouble ------------------------------------------------------------------

function complain(failed) {
  if (failed instanceof SignedOut) return showLogin(failed.message);
  at('trouble').textContent = failed.message;
  at('trouble').hidden = false;
}

// What an order of the operator comes to; then the view is asked for anew.
function watch(order) {
  order.then(refresh, complain);
}

// -- views --------------------------------------------------------------------

function viewOf(hash) {
  const [topic, name] = hash.replace(/^#/, '').split('/');
  if (topic === 'room' && name) {
    return new RoomView(decodeURIComponent(name), watch);
  }
  return ['rooms', 'sessions', 'actors', 'turns'].includes(topic)
    ? new TableView(topic, watch)
    : new Overview(watch);
}

function navigate() {
  if (!session.token) return showLogin('');
  const hash = location.hash || '#overview';
  const tab = hash.startsWith('#room/') ? '#rooms' : hash;
  for (const link of document.querySelectorAll('.tabs a')) {
    if (link.hash === tab) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  view = viewOf(hash);
  at('main').replaceChildren(view.element);
  at('login').hidden = true;
  at('desk').hidden = false;
  refresh();
}

function showNode(answer) {
  const silent = answer.loops - answer.loops_answered;
  at('node').textContent =
    `node ${answer.node.slice(0, 8)} · up ${duration(answer.uptime)} · ` +
    `${count(answer.clients)} clients · ${answer.loops} loops` +
    (silent > 0 ? ` · ${silent} NOT ANSWERING` : '');
  at('node').classList.toggle('hot', silent > 0);
}

// One question at a time: a slow node is not asked more.
async function refresh() {
  if (asking || document.hidden) return;
  asking = true;
  try {
    showNode(await view.refresh());
    at('trouble').hidden = true;
  } catch (failed) {
    complain(failed);
  }
  asking = false;
}

// -- signing in and out -------------------------------------------------------

function showLogin(why) {
  clearInterval(timer);
  timer = undefined;
  at('desk').hidden = true;
  at('login').hidden = false;
  at('login-trouble').textContent = why;
  at('password').focus();
}

function begin() {
  timer ??= setInterval(refresh, period);
  navigate();
}

at('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    await signIn(at('password').value);
    at('password').value = '';
    begin();
  } catch (failed) {
    at('login-trouble').textContent = failed.message;
    at('password').select();
  }
});

at('sign-out').addEventListener('click', () => {
  session.end();
  showLogin('');
});

addEventListener('hashchange', navigate);
document.addEventListener('visibilitychange', refresh);
if (session.token) begin();
else showLogin('');
