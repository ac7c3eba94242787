#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Publishes once in many rooms and leaves them: what they cost.

    bench/rooms/left_rooms.py build/release/cli/parley --rooms 1000000

Starts a node of its own on 127.0.0.1, publishes by the server API (1,000 rooms
a call), waits until no room runs any more, and asks for the position of each.
Prints resident memory and the CPU time that new rooms cost, at the beginning
and at the end. Exits with 1 when a position is lost, when memory has grown by
more than 250 bytes a room, or when the last rooms cost more than twice what
the first ones did. CPU time is the process's own, from /proc.
"""
import argparse
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

CONFIG = '''
listen = ["127.0.0.1:{port}"]
[http_api]
key = "{key}"
[prometheus]
enabled = true
[[channel.namespaces]]
name = "left"
history_size = 1
history_ttl = "1s"
'''
KEY = 'a key for this measurement only'
CALL = 1_000
TICK = os.sysconf('SC_CLK_TCK')
PAGE = os.sysconf('SC_PAGE_SIZE')
BYTES_PER_ROOM = 250


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Node:
    def __init__(self, binary, threads):
        self.port = free_port()
        self.file = tempfile.NamedTemporaryFile('w', suffix='.toml')
        self.file.write(CONFIG.format(port=self.port, key=KEY))
        self.file.flush()
        self.process = subprocess.Popen(
            [binary, 'serve', '--config', self.file.name, '--set',
             f'threads={threads}', '--set', 'log.level=warning'])
        self.connection = None
        for _ in range(200):
            try:
                self.get('/health')
                return
            except OSError:
                time.sleep(0.05)
        sys.exit('the node does not answer')

    def request(self, *what):
        if self.connection is None:
            self.connection = http.client.HTTPConnection('127.0.0.1', self.port)
        try:
            self.connection.request(*what)
            return self.connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            raise OSError

    def get(self, path):
        return self.request('GET', path).decode()

    def call(self, method, body):
        answer = self.request('POST', '/api/' + method, json.dumps(body),
                              {'X-API-Key': KEY})
        return json.loads(answer)

    def metric(self, name):
        found = re.search(rf'^parley_{name} (\S+)$', self.get('/metrics'), re.M)
        return float(found.group(1)) if found else 0.0

    def cpu(self):
        fields = open(f'/proc/{self.process.pid}/stat').read().rsplit(')')[1]
        used = fields.split()
        return (int(used[11]) + int(used[12])) / TICK

    def resident(self):
        pages = open(f'/proc/{self.process.pid}/statm').read().split()[1]
        return int(pages) * PAGE


def room(number):
    return f'left:room-of-a-customer-{number}'


def publish(node, first, count, known):
    rooms = [room(i) for i in range(first, first + count)]
    answer = node.call('broadcast', {'channels': rooms, 'data': {'n': 1}})
    for name, each in zip(rooms, answer['result']['responses']):
        known[name] = each['result']['epoch']


def lost_positions(node, known):
    lost = 0
    names = list(known)
    for first in range(0, len(names), CALL):
        part = names[first:first + CALL]
        answer = node.call('batch', {
            'commands': [{'history': {'channel': name}} for name in part],
            'parallel': True})
        for name, each in zip(part, answer['replies']):
            found = each.get('history', {})
            if found.get('offset') != 1 or found.get('epoch') != known[name]:
                lost += 1
    return lost


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('binary')
    parser.add_argument('--rooms', type=int, default=1_000_000)
    parser.add_argument('--threads', type=int, default=1)
    options = parser.parse_args()
    node = Node(options.binary, options.threads)
    try:
        known = {}
        publish(node, 0, CALL, known)
        time.sleep(3)
        before, costs, peak = node.resident(), [], 0
        for first in range(CALL, options.rooms, CALL):
            used = node.cpu()
            publish(node, first, min(CALL, options.rooms - first), known)
            costs.append(node.cpu() - used)
            if first % (50 * CALL) == 0:
                peak = max(peak, node.resident())
        deadline = time.monotonic() + 60
        while node.metric('node_num_channels') > 0 and \
                time.monotonic() < deadline:
            time.sleep(0.5)
        time.sleep(2)
        grown = node.resident() - before
        tenth = max(1, len(costs) // 10)
        # Of the first tenth nothing ends yet.
        early = sum(costs[tenth:2 * tenth]) / tenth / CALL * 1e6
        late = sum(costs[-tenth:]) / tenth / CALL * 1e6
        lost = lost_positions(node, known)
        print(f'rooms {options.rooms}, still running '
              f'{node.metric("node_num_channels"):.0f}, '
              f'forgotten {node.metric("rooms_forgotten_total"):.0f}')
        print(f'resident memory: +{grown / 1e6:.0f} MB, '
              f'{grown / options.rooms:.0f} bytes a room; '
              f'at most {peak / 1e6:.0f} MB meanwhile')
        print(f'a new room: {early:.1f} us of CPU at first, {late:.1f} us last')
        print(f'positions lost: {lost}')
        # A node of few rooms is no measure of what a room costs.
        slack = 50e6
        return lost or grown > BYTES_PER_ROOM * options.rooms + slack or \
            late > 2 * early
    finally:
        node.process.terminate()
        node.process.wait()


if __name__ == '__main__':
    sys.exit(1 if main() else 0)
