// SPDX-License-Identifier: Apache-2.0
// Who is in a room, from its presence and from who comes and goes. Pure: it is
// told what happens. A user may be here with several tabs and counts once.

export class People {
  #clients = new Map(); // client id -> {key, name, user}
  #events = null; // those that came while a snapshot was on its way

  // `info` is the SDK's ClientInfo. Returns the member if it was not here yet.
  joined(info) {
    this.#events?.push({info, came: true});
    const member = memberOf(info);
    const isNew = !this.#isHere(member.key);
    this.#clients.set(info.client, member);
    return isNew ? member : null;
  }

  // Returns the member if this was the last tab of it.
  left(info) {
    this.#events?.push({info, came: false});
    const member = this.#clients.get(info.client);
    if (!member) return null;
    this.#clients.delete(info.client);
    return this.#isHere(member.key) ? null : member;
  }

  // The snapshot that is asked for now may be older than what is told before it
  // comes: that is applied to it again. A client comes and goes once, so twice
  // does no harm.
  expectSnapshot() {
    this.#events = [];
  }

  // `clients` is the SDK's PresenceResult.clients.
  snapshot(clients) {
    const events = this.#events ?? [];
    this.#events = null;
    this.#clients.clear();
    for (const info of Object.values(clients)) this.joined(info);
    for (const {info, came} of events) {
      if (came) this.joined(info);
      else this.left(info);
    }
  }

  // Each once, by name: {key, name, user, tabs}.
  get members() {
    const members = new Map();
    for (const member of this.#clients.values()) {
      const tabs = (members.get(member.key)?.tabs ?? 0) + 1;
      members.set(member.key, {...member, tabs});
    }
    return [...members.values()].sort(byName);
  }

  #isHere(key) {
    for (const member of this.#clients.values()) {
      if (member.key === key) return true;
    }
    return false;
  }
}

// Plain clients have a name and no user: each is somebody else.
function memberOf({client, user, connInfo}) {
  return {
    key: user || `client ${client}`,
    name: nameOf({user, connInfo}),
    user,
  };
}

// What a server says about who spoke or came; the name is a guest's own choice.
export function nameOf(info) {
  return info?.connInfo?.name || info?.user || 'Server';
}

function byName(one, other) {
  return one.name.localeCompare(other.name) || (one.key < other.key ? -1 : 1);
}
